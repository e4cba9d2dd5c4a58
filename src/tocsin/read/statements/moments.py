"""When a statement was uttered and what time it speaks of, from the time expressions found in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tocsin.nouns.document import Interval, Published
from tocsin.nouns.reading import When
from tocsin.read.statements.draft import Draft, overlap
from tocsin.read.statements.page import Page, Span


class Moments:
    """The dated time expressions of a document, ready to be asked."""

    def __init__(self, times: Sequence[When], published: Published) -> None:
        self._times = sorted((t for t in times if t.interval and t.type in ("DATE", "TIME")), key=lambda t: t.start)
        self._starts = [t.start for t in self._times]
        known = published.start is not None or published.end is not None
        self.published = Interval(published.start, published.end) if known else None

    def within(self, span: Span) -> list[When]:
        """The time expressions inside a span."""
        at = bisect_left(self._starts, span[0])
        found = []
        while at < len(self._times) and self._times[at].start < span[1]:
            found.append(self._times[at])
            at += 1
        return found

    def about(self, draft: Draft) -> Interval | None:
        """The first time named in the content."""
        return next((t.interval for piece in draft.contents for t in self.within(piece)), None)

    def said(self, page: Page, draft: Draft) -> Interval | None:
        """The time named beside the cue, outside what is said."""
        words = page.words(draft.anchor, draft.anchor + 1)
        if not words:
            return None
        cue = draft.cue or draft.source or draft.contents[0]
        beside = [t for t in self.within(page.sentence_span(page.sentence(words[0]))) if _outside(t, draft)]
        nearest = min(beside, key=lambda t: (_distance((t.start, t.end), cue), t.start), default=None)
        return nearest.interval if nearest else None


def _outside(time: When, draft: Draft) -> bool:
    span = (time.start, time.end)
    pieces = [*draft.contents, *([draft.source] if draft.source else [])]
    return not any(overlap(span, piece) for piece in pieces)


def _distance(a: Span, b: Span) -> int:
    return max(b[0] - a[1], a[0] - b[1], 0)
