"""run: "Do this to each of those, in order, on so many processes."

The one invariant: results come out in the order the things went in, whatever the number of
workers, and never more than a few chunks are in flight, so memory does not grow with the input.
"""

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any, TypeVar

from tocsin.errors import TocsinError

Thing = TypeVar("Thing")
Result = TypeVar("Result")
Do = Callable[[list[Thing]], Iterable[Result]]
IN_FLIGHT = 3  # chunks per worker: one worked on, one waiting, one being handed back
YOUNG = 20_000  # new objects in a worker before it looks for unused rings of them: most go by themselves

DIED = "a worker process died (out of memory?); what came before it is kept: run again with fewer workers"
UNGUARDED = (
    "a worker process died before its first result; a script that reads many documents must do so below "
    "if __name__ == '__main__', since each worker runs its other lines again"
)

_do: Any = None  # in a worker: what ``prepare`` made, once per process


def workers_for(asked: int) -> int:
    """0 means one per core that this process may use."""
    if asked > 0:
        return asked
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


def run(
    prepare: Callable[[], Do[Thing, Result]], things: Iterable[Thing], workers: int = 1, chunk: int = 16
) -> Iterator[Result]:
    """Every result of every thing, in order.

    ``prepare`` is called once in each process and returns the work: a function from a list of
    things to their results (a Reader's ``read``, say). With more than one worker it must be a
    module-level function or another thing that pickles; where workers are copies of this process it is
    called here before, so that what it loads is loaded once. Raises TocsinError when a worker dies; an
    error raised by the work itself comes through as it is.
    """
    if workers_for(workers) == 1:
        do = prepare()
        return (result for few in chunked(things, chunk) for result in do(few))
    return _in_processes(prepare, things, workers_for(workers), chunk)


def chunked(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Lists of up to ``size`` things."""
    rest = iter(things)
    while few := list(islice(rest, size)):
        yield few


def _in_processes(
    prepare: Callable[[], Do[Thing, Result]], things: Iterable[Thing], workers: int, chunk: int
) -> Iterator[Result]:
    rest = iter(things)
    first = list(islice(rest, chunk))
    if not first:
        return
    others = set(active_children())
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a worker is one core: threads of its own wait by spinning
    copied = _may_be_copied()
    if copied:
        prepare()
    context = get_context("fork" if copied else "spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(prepare,))
    waiting: deque[Future[list[Result]]] = deque()
    came = False
    try:
        for few in chain([first], chunked(rest, chunk)):
            with _ctrl_c_kept_from_children():
                waiting.append(pool.submit(_work, few))
            if len(waiting) >= workers * IN_FLIGHT:
                yield from waiting.popleft().result()
                came = True
        while waiting:
            yield from waiting.popleft().result()
            came = True
    except BrokenProcessPool as error:
        raise TocsinError(DIED if copied or came else UNGUARDED) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        if waiting:  # nobody waits for what is under way
            for child in set(active_children()) - others:
                child.terminate()


def _may_be_copied() -> bool:
    """Whether workers can be copies of this process, which start at once: on Linux, while it is a single thread.

    Another thread may hold a lock, which nobody would ever open in the copy.
    """
    threads = Path("/proc/self/task")
    return sys.platform == "linux" and threads.is_dir() and len(list(threads.iterdir())) == 1


@contextmanager
def _ctrl_c_kept_from_children() -> Iterator[None]:
    """A process started now has Ctrl-C blocked from its first moment on: while it imports, it could not handle it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: the initializer is all there is
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(prepare: Callable[[], Any]) -> None:
    """In a new process: Ctrl-C is the parent's to handle; load what the work needs, once."""
    global _do
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _do = prepare()
    except Exception as error:  # raised again by the first chunk: a pool that cannot start hides why
        _do = _failing(error)
    gc.freeze()  # what is loaded stays, and need not be looked through again and again for what may go
    gc.set_threshold(YOUNG)


def _failing(error: Exception) -> Callable[[list[Any]], list[Any]]:
    def fail(_: list[Any]) -> list[Any]:
        raise error

    return fail


def _work(few: list[Any]) -> list[Any]:
    return list(_do(few))
