"""Two sentences side by side: ``[CLS] a [SEP] b [SEP]``, with the second in the second segment."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tocsin.read.pieces import CLS, SEP, SHAPES, Pieces
from tocsin.read.words import words

LONGEST = 120

Ints = NDArray[np.int64]


def row(a: str, b: str, pieces: Pieces) -> tuple[Ints, Ints]:
    """Pieces and types of one pair."""
    ids, types = [np.array([CLS])], [np.array([0])]
    for segment, text in enumerate((a, b)):
        cut = [text[x:y] for x, y in words(text[:4000])]
        found, shapes = pieces.flat(pieces.look(cut))
        ids += [found[:LONGEST], np.array([SEP])]
        types += [shapes[:LONGEST] + segment * SHAPES, np.array([segment * SHAPES])]
    return np.concatenate(ids), np.concatenate(types)


def side_by_side(a: str, b: str, pieces: Pieces) -> dict[str, NDArray[np.int64] | NDArray[np.float32]]:
    """The encoder's inputs for one pair."""
    ids, types = row(a, b, pieces)
    pool = np.zeros((1, 1, len(ids)), np.float32)
    return {"ids": ids[None], "types": types[None], "first": np.zeros((1, 1), np.int64), "pool": pool}
