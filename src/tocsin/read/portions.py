"""Documents cut into words, in portions of bounded size: memory does not grow with the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tocsin.read.packing import Text
from tocsin.read.words import words

MOST = 30_000
"""Words in a portion, and in all portions that are taken together."""


@dataclass(slots=True)
class Portion:
    """A document, or a stretch of a very long one. ``numbers`` are those of its sentences in the document."""

    document: int
    places: list[tuple[int, int]] = field(default_factory=list)
    ranges: list[tuple[int, int]] = field(default_factory=list)
    ends: list[bool] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def add(self, cut: list[tuple[int, int]], closes: bool, number: int) -> None:
        """One more sentence, or a part of one."""
        self.ranges.append((len(self.places), len(self.places) + len(cut)))
        self.ends.append(closes)
        self.numbers.append(number)
        self.places += cut

    def text(self, whole: str) -> Text:
        """The words themselves."""
        return Text([whole[a:b] for a, b in self.places], self.ranges, self.ends)

    def place(self) -> NDArray[np.int32]:
        """(W, 2) where the words stand."""
        return np.array(self.places, np.int32).reshape(-1, 2)


def portions(document: int, text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[Portion]:
    """The words and sentences of a document; a sentence longer than a portion is cut."""
    now = Portion(document)
    for number, (start, end) in enumerate(sentences):
        cut = words(text, start, end)
        following = sentences[number + 1][0] if number + 1 < len(sentences) else end
        closes = number + 1 == len(sentences) or "\n" in text[end:following] or "\n" in text[max(start, end - 2) : end]
        for at in range(0, max(1, len(cut)), MOST):
            if now.places and len(now.places) + len(cut) - at > MOST:
                yield now
                now = Portion(document)
            now.add(cut[at : at + MOST], closes, number)
    yield now


def together(found: Sequence[Portion]) -> Iterator[list[Portion]]:
    """Portions in groups of bounded size."""
    group: list[Portion] = []
    size = 0
    for portion in found:
        if group and size + len(portion.places) > MOST:
            yield group
            group, size = [], 0
        group.append(portion)
        size += len(portion.places)
    if group:
        yield group
