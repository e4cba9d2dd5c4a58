"""When a statement was uttered and what time it speaks of, from the time expressions found in the text.

A time is that of the saying when it hangs on the cue, or on a verb that the cue goes on from ("met X on Monday and
said"); not when it belongs to an aside ("the governor, elected in 2021, said"), to what is said, or to what came first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from tocsin.nouns.document import Interval, Published
from tocsin.nouns.reading import When
from tocsin.read.languages import words
from tocsin.read.statements.draft import Draft, overlap
from tocsin.read.statements.page import Page, Span

_ONWARD = ("conj", "advcl", "xcomp", "parataxis", "aux", "obl", "nmod", "case", "fixed")
_CLAUSES = ("acl:relcl", "acl", "appos", "ccomp", "csubj", "advcl", "parataxis")
_FAR = 99


class Moments:
    """The dated time expressions of a document, ready to be asked."""

    def __init__(self, times: Sequence[When], published: Published, told: Iterable[Span] = ()) -> None:
        """``told`` are the contents of all statements: a time in one of them is not when another was made."""
        self._times = sorted((t for t in times if t.interval and t.type in ("DATE", "TIME")), key=lambda t: t.start)
        self._starts = [t.start for t in self._times]
        self._told = _holding(self._starts, told)
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
        """The time that the saying is given: the one that hangs nearest to the cue, outside what is said."""
        words = page.words(draft.anchor, draft.anchor + 1)
        if not words:
            return None
        cue = draft.cue or draft.source or draft.contents[0]
        here = self.within(page.sentence_span(page.sentence(words[0])))
        chain = _chain(page, page.words(*cue))
        ranked = [
            (rank, _distance((t.start, t.end), cue), t.start, t.interval)
            for t in here
            if self._free(t, draft, cue) and (rank := _rank(page, t, cue, chain)) is not None
        ]
        return min(ranked, key=lambda r: r[:3])[3] if ranked else None

    def _free(self, time: When, draft: Draft, cue: Span) -> bool:
        """Whether a time stands outside the statement and outside of what others say around it."""
        span = (time.start, time.end)
        own = [*draft.contents, *([draft.source] if draft.source else [])]
        told = [c for c in self._told[time.start] if not c[0] <= cue[0] < c[1]]
        return not told and not any(overlap(span, piece) for piece in own)


def _holding(starts: Sequence[int], told: Iterable[Span]) -> dict[int, list[Span]]:
    """The contents around each time."""
    found: dict[int, list[Span]] = {start: [] for start in starts}
    for span in told:
        for start in starts[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]:
            found[start].append(span)
    return found


def _chain(page: Page, cue: range) -> dict[int, int]:
    """The words of a cue and the verbs it goes on from, by how far up they stand."""
    found = dict.fromkeys(cue, 0)
    word, step = next((w for w in cue if page.head[w] not in cue), -1), 0
    while word >= 0 and page.rel[word] in _ONWARD and page.head[word] not in found:
        word, step = page.head[word], step + 1
        found[word] = step
    return found


def _rank(page: Page, time: When, cue: Span, chain: dict[int, int]) -> int | None:
    """How far from the cue a time hangs; None where it belongs to something else."""
    inside = page.words(time.start, time.end)
    if not inside or _beside(page, inside, cue):
        return 0
    top = next((w for w in inside if page.head[w] not in inside), inside[0])
    last = top
    for last in _free_steps(page, top, chain):
        if last in chain:
            return chain[last]
    return _FAR if page.head[last] < 0 and not _elsewhen(page, last) else None


def _free_steps(page: Page, top: int, chain: dict[int, int]) -> Iterator[int]:
    """The words above a time, as long as no clause of its own and no "since" or "after" stands between."""
    for word in page.up(top):
        yield word
        if word in chain or _elsewhen(page, word) or _apart(page, word):
            return


def _elsewhen(page: Page, word: int) -> bool:
    """ "since 2019", "after Friday's drill": not the time itself is meant."""
    return any(page.rel[k] == "case" and page.lower[k] in words("cues", "elsewhen") for k in page.kids[word])


def _apart(page: Page, word: int) -> bool:
    """Whether a word heads a clause that tells something else; "speaking in Doha on Monday" tells of the saying."""
    rel = page.rel[word]
    if rel == "conj":
        return bool(page.upos[word] == "VERB")
    if rel == "acl" and page.lower[page.head[word]] in words("cues", "occasions"):
        return False
    own = any(page.rel[k] in ("mark", "nsubj", "nsubj:pass") for k in page.kids[word])
    return bool(rel in _CLAUSES and (rel != "advcl" or own))


def _beside(page: Page, time: range, cue: Span) -> bool:
    """Whether nothing but small words stands between a cue and a time right behind it."""
    between = page.words(cue[1], page.starts[time[0]]) if cue[1] <= page.starts[time[0]] else None
    return between is not None and len(between) <= 2 and all(page.upos[w] in ("ADP", "ADV", "DET") for w in between)


def _distance(a: Span, b: Span) -> int:
    return max(b[0] - a[1], a[0] - b[1], 0)
