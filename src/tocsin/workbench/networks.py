"""What other rooms ask the reader's networks; each is opened when it is first asked, and what it said is remembered.

A desk asks about the same statements after every correction, a replay about the same sentences on every day on which
somebody judged. Each question is answered on its own, so that an answer holds wherever it is asked again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.read.network import WEIGHTS
from tocsin.workbench.reading import reader

if TYPE_CHECKING:
    from tocsin.read.promising import Promising
    from tocsin.resolve import Likeness, Networks

REMEMBERED = 1 << 16  # answers of one network that are kept: some thirty megabytes


class Remembered:
    """A network whose newest answers are kept. Thread-safe: no network is asked twice at once."""

    asking = RLock()  # the networks are one a process, and the desk has several threads

    def __init__(self, ask: Callable[[Sequence[tuple[str, ...]]], Any], size: int = REMEMBERED) -> None:
        """``ask`` answers each question of a sequence, one row a question."""
        self._ask, self._size, self._looking = ask, size, Lock()
        self.known: OrderedDict[bytes, Any] = OrderedDict()  # by what is asked, the answers asked for last at the end
        self.used: dict[bytes, None] = {}  # what was asked since somebody emptied this, answered anew or not
        self.asked = 0  # questions that the network itself had to answer

    def __call__(self, questions: Sequence[tuple[str, ...]]) -> list[Any]:
        """The answer to each."""
        return [self._answer(one) for one in questions]

    def recall(self, answers: Mapping[bytes, Any]) -> None:
        """Answers that were given before; what is known stands."""
        for key, answer in answers.items():
            if self._look(key) is None:
                self._keep(key, answer)

    def _answer(self, question: tuple[str, ...]) -> Any:
        key = blake2b(repr(question).encode(), digest_size=12).digest()
        found = self._look(key)
        if found is None:
            with self.asking:
                found = self._look(key)
                if found is None:
                    found = self._ask([question])[0]
                    self.asked += 1
                    self._keep(key, found)
        self.used[key] = None
        return found

    def _look(self, key: bytes) -> Any:
        with self._looking:
            if key in self.known:
                self.known.move_to_end(key)
            return self.known.get(key)

    def _keep(self, key: bytes, answer: Any) -> None:
        with self._looking:
            self.known[key] = answer
            while len(self.known) > self._size:
                self.used.pop(self.known.popitem(last=False)[0], None)


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
    with Remembered.asking:
        return reader().network.vectors(texts)


def gist(texts: Sequence[str]) -> Any:
    """Unit vectors of what texts' words are about."""
    from tocsin.read.gist import gist as about

    with Remembered.asking:
        return about()(texts)


@cache
def _promising() -> Promising:
    from tocsin.read.promising import Promising

    return Promising(WEIGHTS, vectors, gist)


_sentences = Remembered(lambda given: [_promising().said(one) for one in given], 1 << 9)
_texts = Remembered(lambda given: [_promising().asked(one) for one in given], 1 << 11)


def promise(sentences: Sequence[str], asked: Sequence[Sequence[str]]) -> Any:
    """How promising each sentence of an article is beside the texts of each thing asked for, (sentences, asked)."""
    said = _sentences([tuple(sentences)])[0]
    return np.stack([_promising().scores(said, one) for one in _texts([tuple(texts) for texts in asked])], 1)


def networks() -> Networks:
    """What is asked about pairs of statements."""
    from tocsin import resolve

    return resolve.Networks(vectors, pair, glance)


def likeness() -> Likeness:
    """What is asked about sentences beside indicators."""
    from tocsin import resolve

    return resolve.Likeness(gist, promise, kinds)
