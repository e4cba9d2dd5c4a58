"""What the words of a text are about, in few numbers: which sentences are worth asking about, beside which indicator.

A text is the sum of its words' vectors, rare ones first (Arora et al. 2017), turned by one matrix. The matrix learns that
what reports, denies or plans a thing lies near the texts of its indicator, and further from the sentences of others and
from those that only seem to (van den Oord et al. 2018). It takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import cross_entropy, normalize

from training.examples import Example

RARE = 1e-3  # share of texts from which on a word tells less than half
WIDTH, EPOCHS, BATCH, RATE, SHARP, SEED = 128, 12, 256, 2e-3, 0.07, 3

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Gist:
    """How much each piece tells, shape (pieces,); the usual vector, (width,); the matrix, (width, WIDTH)."""

    telling: Floats
    usual: Floats
    matrix: Floats

    def of(self, rows: Sequence[NDArray[np.int64]], table: Floats) -> Floats:
        """Unit vectors of texts as rows of pieces between their marks, (texts, WIDTH)."""
        summed = [self.telling[ids] @ (table[ids] - self.usual) for ids in (np.unique(row[1:-1]) for row in rows)]
        turned = np.stack(summed) @ self.matrix
        return np.asarray(turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-9))


def telling(rows: Sequence[NDArray[np.int64]], pieces: int) -> Floats:
    """How much each piece tells of what a text is about, by how rarely it stands in some."""
    often = np.bincount(np.concatenate([np.unique(row) for row in rows]), minlength=pieces) / len(rows)
    return (RARE / (RARE + often)).astype(np.float32)


def learnt(
    rows: Sequence[NDArray[np.int64]], table: Floats, examples: Sequence[Example], row_of: dict[str, int]
) -> Gist:
    """From texts as rows of pieces, a table of words, and examples of kinds whose texts have those rows."""
    told = telling(rows, len(table))
    common = 1 / told - 1  # as often as each stands in a text
    usual = (table * common[:, None]).sum(0) / common.sum()

    def summed(text: str) -> Floats:
        ids = np.unique(rows[row_of[text]][1:-1])
        return np.asarray(told[ids] @ (table[ids] - usual))

    about = {text: summed(text) for one in examples for text in (one.a, one.b)}
    near = [e for e in examples if e.allowed[0] != "none"]
    far = sorted({e.b for e in examples} - {e.b for e in near})
    matrix = _matrix(near, torch.from_numpy(np.stack([about[t] for t in far])), about)
    return Gist(told, usual, matrix)


def _matrix(near: Sequence[Example], far: Tensor, about: dict[str, Floats]) -> Floats:
    asked, said = (
        torch.from_numpy(np.stack([about[t] for t in texts])) for texts in zip(*((e.a, e.b) for e in near), strict=True)
    )
    groups = _groups(near)
    start = torch.linalg.svd(normalize(said), full_matrices=False).Vh[:WIDTH].T
    matrix = start.clone().requires_grad_(True)
    optimizer = torch.optim.AdamW([matrix], lr=RATE, weight_decay=0.0)
    for drawn in _batches(len(near)):
        others = far[torch.randint(len(far), (BATCH,))]
        x, y = (normalize(rows @ matrix) for rows in (asked[drawn], torch.cat([said[drawn], others])))
        scores, right = x @ y.T / SHARP, torch.arange(len(drawn))
        same = (groups[drawn, None] == groups[None, drawn]) & ~torch.eye(len(drawn), dtype=torch.bool)
        scores[:, : len(drawn)][same] = -1e4  # of the same indicator: neither near nor far
        loss = cross_entropy(scores, right) + cross_entropy(scores[:, : len(drawn)].T, right)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return np.asarray(matrix.detach().numpy(), np.float32)


def _groups(near: Sequence[Example]) -> Tensor:
    """A number for each set of texts that are asked for beside the same sentences."""
    first: dict[str, str] = {}
    for one in near:
        first.setdefault(one.b, one.a)
    number = {text: n for n, text in enumerate(sorted(set(first.values())))}
    return torch.tensor([number[first[e.b]] for e in near])


def _batches(count: int) -> Iterator[Tensor]:
    torch.manual_seed(SEED)
    for _ in range(EPOCHS):
        order = torch.randperm(count)
        yield from (order[at : at + BATCH] for at in range(0, count, BATCH))
