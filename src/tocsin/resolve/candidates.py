"""Which claims are worth holding beside each other: they share telling words and lie near in time.

Linear in the number of claims: each looks back at a bounded number of earlier ones under each of its words,
and keeps the best few. How telling a word is comes from the stream itself: what everybody speaks of tells nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import log

import numpy as np

from tocsin.resolve.frames import Frame, once, rare
from tocsin.resolve.lexicon import concepts

DEPTH = 60  # earlier claims looked at under each word
BEST = 20  # candidates kept for each claim
DAYS = 30  # apart at most
MASS = 0.5  # weight of shared words: one that half the claims lack, or two plain ones
COVER = 0.3  # of the weight of the claim that says less


UNSEEN = 300  # claims on other matters that every stream is taken to hold, so that a short one has telling words too


class Telling:
    """How much each word of a stream tells about what a claim is about, 0..1."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        seen: Counter[str] = Counter()
        total = 0
        for shown in frames:
            seen.update(keys(shown))
            total += 1
        self._total = total + UNSEEN
        self._weights = {key: self._weighed(n) for key, n in seen.items()}
        self._masses: dict[frozenset[str], float] = {}

    def _weighed(self, n: int) -> float:
        return max(0.0, min(1.0, log(self._total / n) / log(self._total) + 0.1))

    def weight(self, key: str) -> float:
        """Near 1 for a word that few use, near 0 for one that all do."""
        found = self._weights.get(key)
        return self._weighed(1) if found is None else found

    def mass(self, found: Iterable[str]) -> float:
        """The weight of some words."""
        return sum(self.weight(k) for k in sorted(found))

    def of(self, shown: Frame) -> float:
        """The weight of all telling words of a frame."""
        mine = keys(shown)
        if mine not in self._masses:
            self._masses[mine] = self.mass(mine)
        return self._masses[mine]


@once
def keys(shown: Frame) -> frozenset[str]:
    """The telling words, with contrary concepts under one key so that "open" finds "closed"."""
    return frozenset(_family(k) for k in rare(shown))


def _family(key: str) -> str:
    known = concepts().get(key)
    return min([key, *known.contrary]) if known else key


def candidates(frames: Sequence[Frame], days: Sequence[date], telling: Telling) -> Iterator[tuple[int, int]]:
    """Pairs (earlier, later) of positions; frames have to come in order of their days."""
    index: dict[str, list[int]] = {}
    own = [keys(f) for f in frames]
    masses = [telling.of(f) for f in frames]
    for i, mine in enumerate(own):
        for j, shared in _earlier(mine, index, telling):
            if (days[i] - days[j]).days <= DAYS and shared >= COVER * min(masses[i], masses[j]):
                yield j, i
        for key in mine:
            index.setdefault(key, []).append(i)


def _earlier(mine: frozenset[str], index: dict[str, list[int]], telling: Telling) -> list[tuple[int, float]]:
    found = [(np.array(index[k][-DEPTH:]), telling.weight(k)) for k in sorted(mine) if k in index]
    found = [(places, weight) for places, weight in found if weight > 0.15]
    if not found:
        return []
    places, inverse = np.unique(np.concatenate([p for p, _ in found]), return_inverse=True)
    weights = np.concatenate([np.full(len(p), w) for p, w in found])
    totals = np.bincount(inverse, weights=weights)
    order = np.lexsort((-places, -np.round(totals, 6)))[:BEST]
    return [(int(places[n]), float(totals[n])) for n in order if totals[n] >= MASS]
