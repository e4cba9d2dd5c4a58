"""Results in order, memory bounded, deaths reported – in one process and in several."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.engines import work
from tocsin.engines import run, workers_for
from tocsin.engines.run import _may_be_copied
from tocsin.errors import TocsinError


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order(workers: int) -> None:
    things = [n for n in range(100) if n not in (13, 17)]
    assert list(run(work.doubling, things, workers, chunk=7)) == [2 * n for n in things]


def test_nothing_to_do_starts_nothing() -> None:
    assert list(run(work.unprepared, [], 2)) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_the_work_comes_through(workers: int) -> None:
    results = run(work.doubling, [1, 2, 17], workers, chunk=1)
    assert next(results) == 2
    with pytest.raises(ValueError, match="seventeen"):
        list(results)


@pytest.mark.parametrize("workers", [1, 2])
def test_work_that_cannot_be_prepared_says_why(workers: int) -> None:
    with pytest.raises(FileNotFoundError, match="no weights"):
        list(run(work.unprepared, [1], workers))


def test_a_worker_that_dies_is_reported_in_one_sentence() -> None:
    with pytest.raises(TocsinError, match="a worker process died"):
        list(run(work.doubling, range(20), 2, chunk=1))


def test_a_script_without_a_main_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import threading, time\n"
        "from tests.engines import work\n"
        "from tocsin.engines import run\n"
        "threading.Thread(target=time.sleep, args=(3,), daemon=True).start()\n"
        "print(list(run(work.doubling, range(20), 2, chunk=1)))\n"
    )
    ran = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=60,
    )
    last = [line for line in ran.stderr.splitlines() if line.startswith("tocsin.errors")]
    assert ran.returncode == 1 and len(last) == 1 and "below if __name__ == '__main__'" in last[0]


def test_each_process_is_prepared_once_and_is_not_this_one() -> None:
    seen = set(run(work.processes, range(40), 2, chunk=1))
    assert len(seen) <= 2
    assert not seen & {-1, os.getpid()}


@pytest.mark.parametrize("workers", [1, 2])
def test_things_are_taken_only_as_they_are_needed(workers: int) -> None:
    taken = []

    def endless() -> Iterator[int]:
        for n in range(10**9):
            taken.append(n)
            yield 1

    results = run(work.doubling, endless(), workers, chunk=2)
    assert [next(results) for _ in range(4)] == [2, 2, 2, 2]
    assert len(taken) <= 2 * 3 * workers + 4
    results.close()  # type: ignore[attr-defined]  # a generator


ROOT = Path(__file__).parents[2]
SCRIPTS = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
INTERRUPTED = """
from tests.engines import work
from tocsin.engines import run
if __name__ == "__main__":
    for n, result in enumerate(run(work.slowly, range(10**9), 2, chunk=1)):
        print(result, flush=True)
"""


def test_ctrl_c_ends_everything_at_once(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(INTERRUPTED)
    process = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=SCRIPTS,
    )
    assert process.stdout
    workers = {int(process.stdout.readline()) for _ in range(3)}
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert errors.count("KeyboardInterrupt") == 1
    assert all(not Path(f"/proc/{worker}").exists() for worker in workers)


def test_beside_another_thread_workers_are_fresh_processes() -> None:
    done = Event()
    other = Thread(target=done.wait)
    other.start()
    try:
        assert not _may_be_copied()
        assert list(run(work.doubling, range(20, 30), 2, chunk=3)) == [2 * n for n in range(20, 30)]
    finally:
        done.set()
        other.join()


COPIED = """
from tests.engines import work
from tocsin.engines import run
if __name__ == "__main__":
    print(sorted(set(run(work.loaded, range(40), 2, chunk=1))) == [work.loads()])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there are workers copies")
def test_what_a_copy_needs_is_loaded_once(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(COPIED)
    ran = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, env=SCRIPTS, check=True)
    assert ran.stdout == "True\n"


def test_zero_workers_are_as_many_as_cores() -> None:
    assert workers_for(0) >= 1
    assert workers_for(3) == 3
