"""Which statements are worth holding beside each other: they share telling words and lie near in time.

Linear in the number of statements: each looks back at a bounded number of earlier ones under each of its words,
and keeps the best few. Words that everybody uses are passed over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import log

import numpy as np

from tocsin.resolve.frames import Frame, rare
from tocsin.resolve.lexicon import concepts

DEPTH = 60  # earlier statements looked at under each word
BEST = 12  # candidates kept for each statement
DAYS = 30  # apart at most
LEAST = 1.2  # of the telling words' weight has to be shared; one rare word or two plain ones


def candidates(frames: Sequence[Frame], days: Sequence[date]) -> list[tuple[int, int]]:
    """Pairs (earlier, later) of positions, sorted; frames have to come in order of their days."""
    keys = [_keys(f) for f in frames]
    weight = _weights(keys)
    index: dict[str, list[int]] = {}
    pairs: list[tuple[int, int]] = []
    for i, mine in enumerate(keys):
        pairs += [(j, i) for j in _earlier(mine, index, weight) if (days[i] - days[j]).days <= DAYS]
        for key in mine:
            index.setdefault(key, []).append(i)
    return sorted(pairs)


def _keys(shown: Frame) -> tuple[str, ...]:
    """The telling words, with contrary concepts under one key so that "open" finds "closed"."""
    return tuple(sorted({_family(k) for k in rare(shown)}))


def _family(key: str) -> str:
    known = concepts().get(key)
    return min([key, *known.contrary]) if known else key


def _weights(keys: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """How telling each word is: half and more where few use it, little where many do."""
    seen = Counter(k for mine in keys for k in mine)
    total = max(len(keys), 20)
    return {k: min(1.0, log(total / n) / log(total) + 0.2) if n < total else 0.0 for k, n in seen.items()}


def _earlier(mine: tuple[str, ...], index: dict[str, list[int]], weight: dict[str, float]) -> list[int]:
    found = [(np.array(index[k][-DEPTH:]), weight[k]) for k in mine if k in index and weight[k] > 0.1]
    if not found:
        return []
    places, inverse = np.unique(np.concatenate([p for p, _ in found]), return_inverse=True)
    weights = np.concatenate([np.full(len(p), w) for p, w in found])
    totals = np.bincount(inverse, weights=weights)
    order = np.lexsort((-places, -np.round(totals, 6)))[:BEST]
    return [int(places[n]) for n in order if totals[n] >= LEAST]
