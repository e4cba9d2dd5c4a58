"""python -m bench [--articles N] [--workers N]: articles per second of the whole ``tocsin read``, beside what peers do.

Articles of 770 words are put together from our own annotated texts, as JSON lines in a file. The command reads them as
a user's would, start-up, worker processes and writing included, after one run that leaves bytecode and files warm.
Processor seconds are printed beside the clock, as a busy machine spoils the clock most. Peak memory is that of the
largest process, for a quarter of the articles and for all: it must not grow. Peers are measured in the same run when
they are installed (``pip install dateparser textacy``); a peer that is missing is named as missing, never guessed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import cycle
from pathlib import Path

from gold.marked import articles

WORDS = 770
DAY = date(2022, 1, 1)  # of every article, as feeds give it


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--workers", type=int, default=0)
    options = parser.parse_args()
    texts = made(options.articles)
    busy = f"{os.getloadavg()[0]:.1f} processes running before"
    print(f"{len(texts)} articles of {WORDS} words; {os.cpu_count()} cores, {busy}")
    with tempfile.TemporaryDirectory() as folder:
        command(texts[:1], 1, Path(folder))
        start, part, whole = (
            command(some, options.workers, Path(folder)) for some in (texts[:1], texts[: len(texts) // 4], texts)
        )
    print(f"tocsin read, whole process, start-up included   {len(texts) / whole.seconds:8.1f} articles/s")
    print(f"  processor time, all processes                 {1000 * whole.processor / len(texts):8.1f} ms/article")
    print(f"  one article, start-up included                {start.seconds:8.2f} s")
    print(f"  peak memory, {len(texts) // 4} articles and {len(texts):<22}{part.peak:6.0f} and {whole.peak:.0f} MB")
    inside, network = in_process(texts[: max(20, len(texts) // 4)])
    print(
        f"reader, one process                             {inside:8.1f} articles/s; {network:.0%} of it in the network"
    )
    for name, rate in peers(texts[:20]):
        print(f"{name:<47} {rate}")
    return 0


def made(n: int) -> list[str]:
    """Articles of WORDS words from our own texts, each beginning at another one."""
    texts = [a.text for a in articles()]
    result = []
    for i in range(n):
        words: list[str] = []
        for text in cycle(texts[i % len(texts) :] + texts[: i % len(texts)]):
            words += [*text.split(" "), "\n\n"]
            if len(words) >= WORDS:
                break
        result.append(f"Report {i}. " + " ".join(words[:WORDS]))
    return result


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds by the clock and of all processors, and megabytes of its largest process."""

    seconds: float
    processor: float
    peak: float


def command(texts: list[str], workers: int, folder: Path) -> Cost:
    """The command as a user runs it."""
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps({"text": t, "published": DAY.isoformat()}) + "\n" for t in texts))
    arguments = [sys.executable, "-m", "tocsin", "read", str(path), "--format", "jsonl", "--workers", str(workers)]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    running = subprocess.Popen(
        [*arguments, "--out", os.devnull], env={**kept, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    )
    _, status, used = os.wait4(running.pid, 0)
    if status:
        raise SystemExit(f"bench: tocsin read failed with status {os.waitstatus_to_exitcode(status)}")
    return Cost(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def in_process(texts: list[str]) -> tuple[float, float]:
    """Articles per second of one warm reader, and the share of the time that its network takes."""
    from tocsin.nouns.document import Document, Published
    from tocsin.read import Reader

    reader = Reader.load()
    dated = Published(DAY, DAY, "given")
    documents = [Document(f"d{i}", t, datetime(2022, 1, 1, tzinfo=UTC), published=dated) for i, t in enumerate(texts)]
    list(reader.read(documents[:4]))
    spent, tag = [0.0], reader.network.tag

    def timed(batch: object) -> object:
        start = time.perf_counter()
        try:
            return tag(batch)  # type: ignore[arg-type]
        finally:
            spent[0] += time.perf_counter() - start

    reader.network.tag = timed  # type: ignore[assignment, method-assign]
    start = time.perf_counter()
    list(reader.read(documents))
    whole = time.perf_counter() - start
    return len(documents) / whole, spent[0] / whole


def peers(texts: list[str]) -> list[tuple[str, str]]:
    """What installed peers do on the same texts, each doing one part of the job."""
    runs = {
        "dateparser search_dates (times only)": dateparser_peer,
        "textacy direct_quotations (quotes only, no parse)": textacy_peer,
    }
    return [(name, rate(run, texts)) for name, run in runs.items()]


def rate(run: Callable[[str], object], texts: list[str]) -> str:
    try:
        start = time.perf_counter()
        for text in texts:
            run(text)
        return f"{len(texts) / (time.perf_counter() - start):8.1f} articles/s"
    except ImportError as error:
        return f"     not installed ({error.name})"


def dateparser_peer(text: str) -> object:
    from dateparser.search import search_dates

    return search_dates(text, languages=["en"])


def textacy_peer(text: str) -> object:
    import spacy
    from textacy.extract import direct_quotations

    try:
        return list(direct_quotations(spacy.blank("en")(text)))
    except ValueError:  # it gives up a whole text for one quotation mark without its fellow
        return []


if __name__ == "__main__":
    sys.exit(main())
