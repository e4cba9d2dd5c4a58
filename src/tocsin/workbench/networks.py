"""What other rooms ask the reader's networks; each is opened when it is first asked, and what it said is remembered.

A desk asks about the same statements after every correction, a replay about the same sentences on every day on which
somebody judged. Each question is answered on its own, so that an answer holds wherever it is asked again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

from tocsin.workbench.reading import reader

if TYPE_CHECKING:
    from tocsin.resolve import Likeness, Networks

REMEMBERED = 1 << 16  # answers of one network that are kept: some ten megabytes


class Remembered:
    """A network whose newest answers are kept. Thread-safe: no network is asked twice at once."""

    asking = Lock()  # the networks are one a process, and the desk has several threads

    def __init__(self, ask: Callable[[Sequence[tuple[str, ...]]], Any], size: int = REMEMBERED) -> None:
        """``ask`` answers each question of a sequence, one row a question."""
        self._ask, self._size = ask, size
        self._known: OrderedDict[tuple[str, ...], Any] = OrderedDict()

    def __call__(self, questions: Sequence[tuple[str, ...]]) -> list[Any]:
        """The answer to each."""
        return [self._answer(one) for one in questions]

    def _answer(self, question: tuple[str, ...]) -> Any:
        with self.asking:  # for each anew: whoever waits has its turn in between
            if question not in self._known:
                self._known[question] = self._ask([question])[0]
            self._known.move_to_end(question)
            if len(self._known) > self._size:
                self._known.popitem(last=False)
            return self._known[question]


def _pair(pairs: Sequence[Any]) -> Any:
    from tocsin.read.closely import close_reader

    return close_reader()(pairs)


def _kinds(asked: Sequence[Any]) -> Any:
    from tocsin.read.closely import close_reader

    return close_reader().kinds(asked)


def _glance(pairs: Sequence[Any]) -> Any:
    from tocsin.read.pairs import pairing

    return pairing()(pairs)


pair = Remembered(_pair)
"""P(oppose, number, change, agree, other) of each pair of texts, read closely."""
glance = Remembered(_glance)
"""The same by the small network for pairs."""
kinds = Remembered(_kinds)
"""P(reported, denied, planned, none) of each (what is asked for, sentence, what stands before it)."""


def vectors(texts: Sequence[str]) -> Any:
    """Unit sentence vectors from the reader's network: how near two statements are."""
    return reader().network.vectors(texts)


def gist(texts: Sequence[str]) -> Any:
    """Unit vectors of what texts' words are about."""
    from tocsin.read.gist import gist as about

    with Remembered.asking:
        return about()(texts)


def networks() -> Networks:
    """What is asked about pairs of statements."""
    from tocsin import resolve

    return resolve.Networks(vectors, pair, glance)


def likeness() -> Likeness:
    """What is asked about sentences beside indicators."""
    from tocsin import resolve

    return resolve.Likeness(gist, kinds)
