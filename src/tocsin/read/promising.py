"""How promising a sentence is: whether it deserves a question beside what is asked for.

Vectors of sentences from the reader's network and of what their words are about are turned by one matrix, those of
what is asked for by another, so that a sentence lies near what it reports and not near all else that it speaks of
(``training/promising.py``; two towers, Karpukhin et al. 2020, "Dense passage retrieval").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILE = "promising.npz"

Floats = NDArray[np.float32]
Vectors = Callable[[Sequence[str]], Any]


class Promising:
    """The shipped matrices, ready to be asked."""

    def __init__(self, folder: Path, vectors: Vectors, gist: Vectors) -> None:
        """``vectors`` and ``gist`` make unit vectors of texts."""
        with np.load(folder / FILE) as stored:
            self._usual, self._said, self._asked = (stored[n].astype(np.float32) for n in ("usual", "said", "asked"))
            self._sharp = float(stored["sharp"])
        self._parts = vectors, gist

    def said(self, sentences: Sequence[str]) -> Floats:
        """Where the sentences of a text lie, (sentences, width)."""
        return self._placed(sentences, self._said)

    def asked(self, texts: Sequence[str]) -> Floats:
        """Where the texts lie in which one thing is asked for, (texts, width)."""
        return self._placed(texts, self._asked)

    def scores(self, said: Floats, asked: Floats) -> Floats:
        """How promising each sentence is beside one thing that is asked for, about -1 to 1: a soft maximum."""
        near = said @ asked.T * self._sharp
        most = near.max(1)
        found: Floats = (most + np.log(np.exp(near - most[:, None]).mean(1))) / self._sharp
        return found

    def _placed(self, texts: Sequence[str], turn: Floats) -> Floats:
        found = (np.concatenate([part(texts) for part in self._parts], 1) - self._usual) @ turn
        unit: Floats = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
        return unit
