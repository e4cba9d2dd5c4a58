"""What the words of a text are about, without asking a network: rare words tell, word order does not.

A text is the sum of its words' vectors, turned by a matrix that learnt which sentences belong beside what is asked for
(``training/gist.py``). Source: Arora et al. 2017, "A simple but tough-to-beat baseline for sentence embeddings".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from tocsin.read.closely import FILE, Floats, pieced, wide
from tocsin.read.network import WEIGHTS
from tocsin.read.pieces import Pieces


class Gist:
    """The table of words of the network that reads closely, and what is to be made of it."""

    def __init__(self, folder: Path) -> None:
        with np.load(folder / FILE) as stored:
            self._words, self._scale = stored["words"], stored["words.scale"]
            named = ("words.telling", "words.usual", "gist")
            self._telling, self._usual, self._turn = (stored[name].astype(np.float32) for name in named)
        self._pieces = Pieces(folder / "tokenizer.json")

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Unit vectors (texts, 128); nothing is about nothing, a row of zeros."""
        found = np.zeros((len(texts), self._turn.shape[1]), np.float32)
        for number, text in enumerate(texts):
            ids = np.unique(pieced(text, self._pieces)[0][1:-1])
            if len(ids):
                vectors = wide(self._words[ids]) * self._scale[ids, None].astype(np.float32) - self._usual
                found[number] = self._telling[ids] @ vectors @ self._turn
        unit: Floats = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
        return unit


@cache
def gist() -> Gist:
    """What comes with the package."""
    return Gist(WEIGHTS)
