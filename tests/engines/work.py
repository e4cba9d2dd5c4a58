"""Work for worker processes: importable, so that it can be sent to them."""

import os
import time
from collections.abc import Callable
from functools import cache


def doubling() -> Callable[[list[int]], list[int]]:
    """Doubles numbers; dies on 13, fails on 17."""
    return double


def double(numbers: list[int]) -> list[int]:
    """Twice each."""
    if 13 in numbers:
        os._exit(1)
    if 17 in numbers:
        raise ValueError("seventeen")
    return [2 * n for n in numbers]


def processes() -> Callable[[list[int]], list[int]]:
    """Says in which process it was prepared and does its work."""
    prepared = os.getpid()
    return lambda numbers: [prepared if prepared == os.getpid() else -1 for _ in numbers]


def unprepared() -> Callable[[list[int]], list[int]]:
    """Cannot be prepared."""
    raise FileNotFoundError("no weights")


def slowly() -> Callable[[list[int]], list[int]]:
    """Takes its time and says in which process."""
    return slow


def slow(numbers: list[int]) -> list[int]:
    """The process, after a while."""
    time.sleep(0.1)
    return [os.getpid() for _ in numbers]


@cache
def loads() -> int:
    """What takes long to load: which process loaded it."""
    return os.getpid()


def loaded() -> Callable[[list[int]], list[int]]:
    """Says who loaded what it needs."""
    known = loads()
    return lambda numbers: [known for _ in numbers]
