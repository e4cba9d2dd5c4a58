"""Two statements side by side, read by a network of their own: ``[CLS] a [SEP] b [SEP]``.

It has the reader's table of words and learnt from pairs of statements alone (``training/pairing.py``). One pair is read
at a time, so that what is said of it depends on nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tocsin.read import decoding
from tocsin.read.network import WEIGHTS, session
from tocsin.read.pieces import CLS, SEP, SHAPES, Pieces
from tocsin.read.words import words

LABELS: tuple[str, ...] = ("oppose", "number", "change", "agree", "other")
"""They oppose each other; count one thing differently; one is an update; they agree; none of these."""

LONGEST = 120

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


class Pairing:
    """The shipped weights, ready to be asked. Not thread-safe: one a thread or process."""

    def __init__(self, folder: Path, model: str = "pairing.int8.onnx") -> None:
        self._session = session(folder / model)
        self._pieces = Pieces(folder / "tokenizer.json")

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """P(label) of each pair, shape (pairs, 5); the two orders of a pair may differ a little."""
        found = np.zeros((len(pairs), len(LABELS)), np.float32)
        for number, (a, b) in enumerate(pairs):
            ids, types = row(a, b, self._pieces)
            scores = self._session.run(["pair"], {"ids": ids[None], "types": types[None]})[0]
            found[number] = np.exp(decoding.log_softmax(scores[0]))
        return found


@cache
def pairing() -> Pairing:
    """The network that comes with the package."""
    return Pairing(WEIGHTS)


def row(a: str, b: str, pieces: Pieces) -> tuple[Ints, Ints]:
    """Pieces and types of one pair."""
    ids, types = [np.array([CLS])], [np.array([0])]
    for segment, text in enumerate((a, b)):
        cut = [text[x:y] for x, y in words(text[:4000])]
        found, shapes = pieces.flat(pieces.look(cut))
        ids += [found[:LONGEST], np.array([SEP])]
        types += [shapes[:LONGEST] + segment * SHAPES, np.array([segment * SHAPES])]
    return np.concatenate(ids), np.concatenate(types)
