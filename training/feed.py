"""Batches made beside the training, so that a fast device need not wait for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from itertools import count

from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from training.batches import Batch, Window, collate

Round = Callable[[int], Iterator[list[Window]]]


class Feed(IterableDataset[Batch]):
    """Round after round, for ever, from the ``taken``-th batch on."""

    def __init__(self, batches: Round, taken: int = 0) -> None:
        self.batches, self.taken = batches, taken

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        mine, all_of_us = (worker.id, worker.num_workers) if worker else (0, 1)
        found = (batch for number in count() for batch in self.batches(number))
        for number, batch in enumerate(found):
            if number >= self.taken and number % all_of_us == mine:
                yield collate(batch)


def fed(batches: Round, taken: int, workers: int, device: str) -> Iterator[Batch]:
    """The same batches in the same order however many workers make them, moved to where they are needed."""
    start = taken - taken % max(workers, 1)
    loader = DataLoader(
        Feed(batches, start), batch_size=None, num_workers=workers, prefetch_factor=16 if workers else None,
        pin_memory=device != "cpu",
    )  # fmt: skip
    for number, batch in enumerate(loader, start):
        if number >= taken:
            yield moved(batch, device)


def moved(batch: Batch, device: str) -> Batch:
    """The batch on the device."""
    values = (getattr(batch, field.name) for field in fields(Batch))
    return Batch(*(v.to(device, non_blocking=True) if isinstance(v, Tensor) else v for v in values))
