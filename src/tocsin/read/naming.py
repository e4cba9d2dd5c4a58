"""Which stretches of words are names, and of what kind: each is weighed as a whole, the best without overlap stand.

Labels of single words neither know how long a name is nor how often its like goes unmarked. A small net says of each
stretch that the labels leave possible how likely it is a name of each kind. A name stands where it is likelier than its
price, and where stretches overlap, those stand that are worth most together (Sarawagi and Cohen 2004, *Semi-Markov
Conditional Random Fields for Information Extraction*).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tocsin.read.decoding import Floats, Ints, log_softmax
from tocsin.read.stretches import Article, described, likely

FILE = "names.npz"
ARRAYS = ("hidden", "hidden_bias", "answer", "answer_bias", "price")
_STEP = 4096  # stretches at a time: memory does not grow with the text


@dataclass(frozen=True, slots=True)
class Namer:
    """The net (one hidden layer; first of its answers is "no name") and the price of each kind."""

    hidden: Floats  # (inputs, H)
    hidden_bias: Floats
    answer: Floats  # (H, 1 + kinds)
    answer_bias: Floats
    price: Floats  # (kinds,)
    traces: int  # how many of the inputs, the last, are made of what the network keeps of a word

    @classmethod
    def load(cls, folder: Path) -> Namer:
        """The one that comes with a folder of weights."""
        with np.load(folder / FILE) as stored:
            arrays = {name: stored[name].astype(np.float32) for name in ARRAYS}
            return cls(**arrays, traces=int(stored["traces"]))

    def names(self, article: Article, settled: Ints) -> tuple[Ints, Floats]:
        """(N, 3) first word, one past the last, and kind of each name, in order; and how likely each is.

        ``settled`` are rows of the same form that stand whatever the net says.
        """
        found = likely(article)
        found = found[~_touched(len(article.words), settled, found)]
        chances = self.chances(described(article, found)) if len(found) else np.zeros((0, len(self.price)), np.float32)
        worth, each = chances - self.price, np.arange(len(found))
        kind = worth.argmax(1)
        stand = best(found, worth[each, kind])
        rows = np.concatenate([np.concatenate([found, kind[:, None]], 1)[stand], settled])
        sure = np.concatenate([chances[each, kind][stand], np.ones(len(settled), np.float32)])
        order = np.argsort(rows[:, 0], kind="stable")
        return rows[order], sure[order]

    def chances(self, rows: Floats) -> Floats:
        """How likely each stretch is a name of each kind."""
        parts = []
        for at in range(0, len(rows), _STEP):
            seen = np.maximum(rows[at : at + _STEP] @ self.hidden + self.hidden_bias, 0)
            parts.append(np.exp(log_softmax(seen @ self.answer + self.answer_bias))[:, 1:])
        return np.concatenate(parts)


def _touched(words: int, settled: Ints, found: Ints) -> NDArray[np.bool_]:
    """Which stretches share words with what is settled."""
    taken = np.zeros(words + 1, np.int64)
    for first, last, _ in settled.tolist():
        taken[first + 1 : last + 1] = 1
    upto = np.cumsum(taken)
    shared: NDArray[np.bool_] = upto[found[:, 1]] > upto[found[:, 0]]
    return shared


def best(found: Ints, worth: Floats) -> Ints:
    """Which stretches to take so that none overlap and their worth is highest; those worth nothing are left."""
    order = np.flatnonzero(worth > 0)
    order = order[np.argsort(found[order, 1], kind="stable")]
    free = np.searchsorted(found[order, 1], found[order, 0], side="right").tolist()
    total, taken = [0.0], []
    for before, gain in zip(free, worth[order].tolist(), strict=True):
        taken.append(total[before] + gain > total[-1])
        total.append(max(total[-1], total[before] + gain))
    chosen, at = [], len(order)
    while at:
        if taken[at - 1]:
            chosen.append(order[at - 1])
            at = free[at - 1]
        else:
            at -= 1
    return np.array(chosen[::-1], np.int64)
