"""Pairs of statements as batches: drawn by weight, turned and cut now and then, grouped by length."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import IterableDataset, get_worker_info

from tocsin.read.pairs import row
from tocsin.read.pieces import Pieces
from tocsin.resolve.model import CLASSES
from training.examples import Example

T = TypeVar("T")
Row = tuple[np.ndarray, np.ndarray, list[float]]
"""Pieces, types, and for each class whether it is allowed and how likely a teacher finds it."""

AHEAD = 1500  # pairs drawn at a time, to be grouped by length

LEADS = ("said ", "said that ", "says ", "told reporters that ", "that ", "claimed ", "announced that ", "reported ")
SMALL = frozenset(
    [
        "The",
        "A",
        "An",
        "All",
        "No",
        "Two",
        "Three",
        "Its",
        "Our",
        "We",
        "There",
        "This",
        "These",
        "Some",
        "Both",
        "Most",
        "Every",
        "Many",
    ]
)


def ragged(text: str, rng: np.random.Generator) -> str:
    """Now and then as a reader would have cut it: without a full stop, behind its verb of saying."""
    if rng.random() < 0.4:
        text = text.rstrip(".")
    first = text.split(" ", 1)[0]
    if first in SMALL and rng.random() < 0.4:
        lead = LEADS[int(rng.integers(len(LEADS)))] if rng.random() < 0.6 else ""
        text = lead + text[0].lower() + text[1:]
    return text


def stacked(rows: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor]:
    """Rows of one length, filled up."""
    size = max(len(ids) for ids, _, _ in rows)
    ids, types = (np.zeros((len(rows), size), np.int64) for _ in range(2))
    for i, (x, y, _) in enumerate(rows):
        ids[i, : len(x)], types[i, : len(x)] = x, y
    return torch.from_numpy(ids), torch.from_numpy(types), torch.tensor([r[2] for r in rows])


def cut(rows: Sequence[T], budget: int, size: Callable[[T], int]) -> Iterator[Sequence[T]]:
    """Rows sorted by their size, so many pieces together."""
    at = 0
    while at < len(rows):
        stop = at + 1
        while stop < len(rows) and (stop + 1 - at) * size(rows[stop]) <= budget:
            stop += 1
        yield rows[at:stop]
        at = stop


def length(row: Row) -> int:
    """How many pieces a row has."""
    return len(row[0])


def wanted(one: Example) -> list[float]:
    """Which classes are allowed, and what a teacher makes of the pair (all zero where none was asked)."""
    return [float(c in one.allowed) for c in CLASSES] + list(one.heard or (0.0,) * len(CLASSES))


def batches(
    examples: Sequence[Example], pieces: Pieces, budget: int, rng: np.random.Generator
) -> Iterator[tuple[Tensor, ...]]:
    """For ever: draw by weight, swap half of them, group by length."""
    weights = np.array([e.weight for e in examples])
    weights /= weights.sum()
    ahead = max(AHEAD, budget // 4)
    while True:
        rows: list[Row] = []
        for number in rng.choice(len(examples), ahead, p=weights):
            one = examples[number]
            a, b = (one.b, one.a) if rng.random() < 0.5 else (one.a, one.b)
            rows.append((*row(ragged(a, rng), ragged(b, rng), pieces), wanted(one)))
        groups = list(cut(sorted(rows, key=length), budget, length))
        yield from (stacked(groups[n]) for n in rng.permutation(len(groups)))


class Drawn(IterableDataset[tuple[Tensor, ...]]):
    """Batches drawn beside the training; who makes them has a part in what is drawn."""

    def __init__(self, examples: Sequence[Example], base: Path, budget: int, seed: int) -> None:
        self.examples, self.base, self.budget, self.seed = examples, base, budget, seed

    def __iter__(self) -> Iterator[tuple[Tensor, ...]]:
        worker = get_worker_info()
        rng = np.random.default_rng([self.seed, worker.id if worker else 0])
        return batches(self.examples, Pieces(self.base / "tokenizer.json"), self.budget, rng)
