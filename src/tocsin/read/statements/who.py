"""Which actor the words of a source mean, by the mentions that fall into them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tocsin.nouns.actor import Actor
from tocsin.read.statements.page import Page, Span

_REACH = 40


class Who:
    """Actors by the characters that mention them."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self.names = {a.id: a.name for a in actors}
        self._mentions = sorted((m.start, m.end, a.id) for a in actors for m in a.mentions)
        self._starts = [start for start, _, _ in self._mentions]

    def within(self, span: Span) -> list[tuple[int, int, str]]:
        """The mentions that share characters with a span, the first ones first."""
        low = bisect_left(self._starts, span[0])
        high = bisect_right(self._starts, span[1] - 1)
        return [m for m in self._mentions[max(0, low - _REACH) : high] if m[1] > span[0]]

    def means(self, page: Page, source: Span, head: int | None) -> str | None:
        """The actor of a source: the longest mention that holds its head word, else the first it holds.

        A mention that only qualifies the head ("Ukrainian officials", "the spokesman of X") does not count
        when another holds the head.
        """
        found = self.within(source)
        if head is not None:
            a, b = page.spans[head]
            holding = [m for m in found if m[0] <= a and b <= m[1]]
            if holding:
                return min(holding, key=lambda m: (_misfit(m, source), m[0]))[2]
        names = [m for m in found if source[0] <= m[0] and m[1] <= source[1]]
        return max(names, key=lambda m: (m[1] - m[0], -m[0]))[2] if names else None


def _misfit(mention: tuple[int, int, str], source: Span) -> int:
    return abs(mention[0] - source[0]) + abs(mention[1] - source[1])
