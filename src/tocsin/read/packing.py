"""From words to the encoder's arrays: windows of whole sentences.

A window never mixes two documents and never exceeds ``LONGEST`` pieces, whatever the text looks like.
Each window is run alone: eight-bit arithmetic takes its scale from all that runs together, so a reading
would otherwise depend on its neighbours - and one window at a time is also the fastest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.read.pieces import CLS, SEP, Pieces

LONGEST, TARGET = 250, 150
"""Most pieces in a window, and the size that windows come near."""

_NOT_PARAGRAPH = 25
"""Pieces by which a window may miss its size rather than end inside a paragraph."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Text:
    """A document as words: their strings, the word ranges of its sentences, and where paragraphs end."""

    words: Sequence[str]
    sentences: Sequence[tuple[int, int]]
    paragraph_ends: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Packed:
    """Many documents one after the other. Units are sentences, or parts of very long ones."""

    pieces: Ints  # (P,) ids
    shapes: Ints  # (P,)
    starts: Ints  # (W + 1,) first piece of each word
    units: Ints  # (U, 2) words
    unit_place: Ints  # (U,) where its first piece stands in its window
    unit_closes: NDArray[np.bool_]  # (U,) followed by a paragraph mark
    unit_sentence: Ints  # (U,) the sentence it is (part of)
    windows: Ints  # (N, 2) units
    sizes: Ints  # (N,) pieces with marks

    def words_of(self, window: int) -> tuple[int, int]:
        """The words of a window: first and one past the last."""
        first, last = self.windows[window]
        return int(self.units[first, 0]), int(self.units[last - 1, 1])


def pack(texts: Sequence[Text], pieces: Pieces) -> Packed:
    """Cut documents into windows."""
    words = [w for text in texts for w in text.words]
    found = pieces.look(words)
    starts = np.concatenate([[0], np.cumsum(pieces.counts(found))])
    ids, shapes = pieces.flat(found)
    plan = _Plan()
    base = sentence = 0
    bounds = starts.tolist()
    for text in texts:
        for (a, z), closes in zip(text.sentences, text.paragraph_ends, strict=True):
            if z > a:
                plan.sentence(bounds, base + a, base + z, closes, sentence)
            sentence += 1
        plan.close()
        base += len(text.words)
    return Packed(ids, shapes, starts, *plan.arrays())


class _Plan:
    """Cuts documents into units and units into windows of about one size, at paragraph ends where that is near."""

    def __init__(self) -> None:
        self.units: list[tuple[int, int]] = []
        self.lengths: list[int] = []
        self.closes: list[bool] = []
        self.sentences: list[int] = []
        self.windows: list[tuple[int, int]] = []
        self.first = 0

    def sentence(self, bounds: list[int], first: int, last: int, closes: bool, number: int) -> None:
        """Add a sentence, in parts if it is too long for a window."""
        most = LONGEST - 4
        while bounds[last] - bounds[first] > most:
            cut = bisect_right(bounds, bounds[first] + most, first + 1, last) - 1
            self._unit(first, cut, bounds[cut] - bounds[first], False, number)
            first = cut
        self._unit(first, last, bounds[last] - bounds[first], closes, number)

    def _unit(self, first: int, last: int, length: int, closes: bool, number: int) -> None:
        self.units.append((first, last))
        self.lengths.append(length + closes)
        self.closes.append(closes)
        self.sentences.append(number)

    def close(self) -> None:
        """End a document: lay its units out in windows."""
        total = sum(self.lengths[self.first :])
        goal = total / max(1, round(total / TARGET))
        start, size, best, cost = self.first, 0, self.first, 1e9
        at = start
        while at < len(self.units):
            size += self.lengths[at]
            if size > LONGEST - 2 and at > start:
                start, at, size, cost = self._window(start, best), best, 0, 1e9
                continue
            miss = abs(size - goal) + (0 if self.closes[at] else _NOT_PARAGRAPH)
            if miss <= cost or best <= start:
                best, cost = at + 1, miss
            at += 1
            if size > goal + _NOT_PARAGRAPH:
                start, at, size, cost = self._window(start, best), best, 0, 1e9
        if at > start:
            self._window(start, at)
        self.first = len(self.units)

    def _window(self, start: int, end: int) -> int:
        self.windows.append((start, end))
        return end

    def arrays(self) -> tuple[Ints, Ints, NDArray[np.bool_], Ints, Ints, Ints]:
        """The plan as arrays."""
        lengths = np.array(self.lengths, np.int64)
        windows = np.array(self.windows, np.int64).reshape(-1, 2)
        ends = np.concatenate([[0], np.cumsum(lengths)])
        place = 1 + ends[:-1]
        if len(windows):
            place -= np.repeat(ends[windows[:, 0]], windows[:, 1] - windows[:, 0])
        closes = np.array(self.closes, bool)
        sizes = 1 + ends[windows[:, 1]] - ends[windows[:, 0]]
        if len(windows):
            sizes += ~closes[windows[:, 1] - 1]
        units = np.array(self.units, np.int64).reshape(-1, 2)
        return units, place, closes, np.array(self.sentences, np.int64), windows, sizes


@dataclass(frozen=True, slots=True)
class Feed:
    """One window as the encoder's inputs (a batch of one), and the unit of each word."""

    ids: Ints
    types: Ints
    first: Ints
    pool: NDArray[np.float32]
    unit: Ints

    def inputs(self) -> dict[str, NDArray[np.int64] | NDArray[np.float32]]:
        """By the names that the graph gives them."""
        return {"ids": self.ids, "types": self.types, "first": self.first, "pool": self.pool}


def feed(packed: Packed, window: int) -> Feed:
    """``[CLS]`` sentences ``[SEP]``, with a ``[SEP]`` after each paragraph."""
    u, v = packed.windows[window]
    a, z = packed.words_of(window)
    p, q = packed.starts[a], packed.starts[z]
    size = int(packed.sizes[window])
    heads, tails = packed.starts[packed.units[u:v, 0]], packed.starts[packed.units[u:v, 1]]
    lengths = tails - heads
    number = np.repeat(np.arange(v - u), lengths)
    place = np.arange(p, q) + (packed.unit_place[u:v] - heads)[number]
    ids, types = np.full(size, SEP, np.int64), np.zeros(size, np.int64)
    ids[0] = CLS
    ids[place], types[place] = packed.pieces[p:q], packed.shapes[p:q]
    pool = np.zeros((1, v - u, size), np.float32)
    pool[0, number, place] = (1 / lengths)[number]
    unit = np.repeat(np.arange(v - u), packed.units[u:v, 1] - packed.units[u:v, 0])
    return Feed(ids[None], types[None], place[packed.starts[a:z] - p][None], pool, unit[None])
