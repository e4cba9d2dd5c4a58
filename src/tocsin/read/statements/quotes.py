"""What stands between quotation marks, and whose words it is when the network saw only a part of it.

A quotation may run over sentences and paragraphs (each opening with a mark, only the last closing); its
speaker may stand before, inside or after it. Fragments and scare quotes are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from itertools import pairwise

from tocsin.read.statements.acts import known
from tocsin.read.statements.draft import Draft, merged, overlap
from tocsin.read.statements.page import Page, Span

_MARKS = re.compile("[“”„«»\"]|''")
_PARAGRAPH = re.compile(r"[ \t]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])\s*")
_SIGNED = re.compile(
    r"\s{0,3}([―—–]|--?)[ \xa0]{0,2}([^\W\d_](?:[^\n\r.!?“”\"]|(?<=\s[A-Z])\.){2,60}?)[ \xa0.]*(?=[\n\r]|\Z)"
)
_LEAST = 4
"""A quotation of fewer words does not stand as a statement of its own."""
_LONGEST = 6_000
"""A mark that is never closed quotes its paragraph and no more than this."""


def quotations(text: str) -> list[Span]:
    """Stretches between quotation marks, marks included, in order."""
    found: list[Span] = []
    opened: int | None = None
    for mark in _MARKS.finditer(text):
        a, b = mark.span()
        if opened is not None and _broken(text, opened, a):
            found += _unclosed(text, opened, a)
            opened = None
        if opened is None:
            opened = a if _opens(text, mark) else None
        elif _closes(text, mark):
            found.append((opened, b))
            opened = None
        elif mark.group() in "“„«":
            found += _unclosed(text, opened, a)
            opened = a
    return found + (_unclosed(text, opened, len(text)) if opened is not None else [])


def _opens(text: str, mark: re.Match[str]) -> bool:
    sign = mark.group()
    if sign in "“„«":
        return True
    following = text[mark.end() : mark.end() + 1]
    if sign == "''" and text[mark.start() - 1 : mark.start()].isalnum():
        return False
    return sign not in "”»" and bool(following) and not following.isspace()


def _closes(text: str, mark: re.Match[str]) -> bool:
    sign = mark.group()
    if sign in "”»":
        return True
    if sign in "“„«":
        return False
    before = text[mark.start() - 1 : mark.start()]
    following = text[mark.end() : mark.end() + 1]
    return not before.isspace() or not following or following.isspace() or following in ".,;:!?)"


def _broken(text: str, opened: int, here: int) -> bool:
    """A paragraph ended since the quotation was opened."""
    return here - opened > _LONGEST or bool(_PARAGRAPH.search(text, opened, here))


def _unclosed(text: str, opened: int, limit: int) -> list[Span]:
    """A quotation without its closing mark ends with its paragraph, or where the next one opens."""
    stop = _PARAGRAPH.search(text, opened, limit)
    end = stop.start() if stop else limit
    return [(opened, end)] if 1 < end - opened <= _LONGEST else []


def in_quotes(text: str, pieces: list[Span], quotes: list[Span]) -> bool:
    """Whether most of a content stands between quotation marks."""
    total = sum(b - a for a, b in pieces)
    inside = sum(overlap(piece, q) for piece in pieces for q in near(quotes, piece))
    return bool(total) and inside >= 0.5 * total


def near(quotes: list[Span], span: Span) -> list[Span]:
    """The quotations that share characters with a span."""
    first = max(0, bisect_right(quotes, (span[0], span[0])) - 1)
    return [q for q in quotes[first : bisect_left(quotes, (span[1], 0))] if overlap(q, span)]


class _Claims:
    """Which characters belong to which draft, in order, so that a place is looked up and not searched for."""

    def __init__(self, drafts: list[Draft]) -> None:
        self._spans = sorted((*span, id(d)) for d in drafts for span in (*d.contents, *([d.cue] if d.cue else [])))
        self._reach = max((b - a for a, b, _ in self._spans), default=0)

    def add(self, draft: Draft, span: Span) -> None:
        """Note that a span has become a draft's."""
        insort(self._spans, (*span, id(draft)))
        self._reach = max(self._reach, span[1] - span[0])

    def taken(self, span: Span, but: Draft | None = None) -> int:
        """How many of a span's characters belong to drafts, less those of one draft."""
        at = bisect_left(self._spans, (span[0] - self._reach, 0, 0))
        total = 0
        for a, b, owner in self._spans[at : bisect_left(self._spans, (span[1], 0, 0))]:
            total += overlap((a, b), span) if but is None or owner != id(but) else 0
        return total


def complete(page: Page, drafts: list[Draft], quotes: list[Span]) -> list[Draft]:
    """Drafts with their quotations whole, and new ones for quotations nobody had claimed."""
    claims = _Claims(drafts)
    for draft in drafts:
        _fill(page, draft, claims, quotes)
        _sign(page, draft)
    found = sorted(drafts, key=_last)
    for before, quote in pairwise([(0, 0), *quotes]):
        if claims.taken(quote) > 0.2 * (quote[1] - quote[0]):
            continue
        host = _host(found, before) if _runs_on(page.text, before, quote) else None
        if host is not None:
            host.contents = merged([*host.contents, quote], page.text)
            claims.add(host, quote)
        elif _stands(page, quote):
            new = _owner(page, found, quote)
            if new is not None:
                insort(found, new, key=_last)
                claims.add(new, quote)
    return found


def _sign(page: Page, draft: Draft) -> None:
    """Let a quotation with a name after a dash be that name's, whatever stood nearer."""
    by_name = draft.cue is None or page.text[draft.cue[0]] in "―—–-"
    signed = _signed(page, draft.contents[-1]) if by_name and draft.contents else None
    if signed:
        draft.source, draft.cue = signed.source, signed.cue


def _runs_on(text: str, before: Span, quote: Span) -> bool:
    """A quotation that the paragraph before left open goes on in this one."""
    return text[before[1] - 1 : before[1]] not in ("”", '"', "»", "'", "") and text[before[1] : quote[0]].isspace()


def _host(drafts: list[Draft], quote: Span) -> Draft | None:
    """Whose content holds the end of a quotation."""
    at = bisect_left(drafts, quote[1], key=_last)
    near_by = reversed(drafts[max(0, at - 8) : at + 1])
    return next((d for d in near_by if any(a < quote[1] <= b for a, b in d.contents)), None)


def _last(draft: Draft) -> int:
    """Where a draft's cue or content, whichever is later, begins."""
    return max(draft.anchor, draft.start)


def _fill(page: Page, draft: Draft, claims: _Claims, quotes: list[Span]) -> None:
    """Let a content that opens a quotation have all of it that is nobody else's."""
    for piece in list(draft.contents):
        for quote in near(quotes, piece):
            rest = (piece[1], quote[1])
            opens = piece[0] <= quote[0] + 2 or overlap(piece, quote) >= 0.5 * (quote[1] - quote[0])
            spoken_in = draft.cue is not None and overlap(draft.cue, quote)
            if opens and not spoken_in and rest[1] - rest[0] > 1 and not claims.taken(rest, draft):
                draft.contents = merged([*draft.contents, rest], page.text)
                claims.add(draft, rest)


def _stands(page: Page, quote: Span) -> bool:
    """A quotation long enough to say something, with a verb in it."""
    words = page.words(*quote)
    return len(words) > _LEAST and any(page.upos[w] in ("VERB", "AUX") for w in words)


def _owner(page: Page, drafts: list[Draft], quote: Span) -> Draft | None:
    """Attach a quotation to the statement it continues, or make its own from the clause around it."""
    home = page.sentence(page.words(*quote)[0])
    own = _from_clause(page, quote, home) or _signed(page, quote)
    if own is not None:
        return own
    if not _fills_sentence(page, quote, home):
        return None
    before = _previous(page, drafts, quote, home)
    if before is None:
        return None
    if not before.contents or _adjoins(page, before.contents[-1], quote):
        before.contents = merged([*before.contents, quote], page.text)
        return None
    return Draft(before.source, None, [quote])


def _signed(page: Page, quote: Span) -> Draft | None:
    """A quotation with its speaker's name after a dash: “…” — Ana Ruiz"""
    m = _SIGNED.match(page.text, quote[1] + (page.text[quote[1] : quote[1] + 1] in ("”", '"', "»")))
    return Draft(m.span(2), m.span(1), [quote]) if m else None


def _fills_sentence(page: Page, quote: Span, home: int) -> bool:
    """Nothing but the quotation stands in the sentence where it begins."""
    start, end = page.sentence_span(home)
    return quote[0] - start <= 1 and end - quote[1] <= 2


def _previous(page: Page, drafts: list[Draft], quote: Span, home: int) -> Draft | None:
    """The last statement with a source that stands no more than two sentences before."""
    at = bisect_left(drafts, quote[0], key=_last)
    last = next((d for d in reversed(drafts[max(0, at - 8) : at]) if d.source), None)
    if last is None:
        return None
    end = max(b for a, b in [*last.contents, last.source or (0, 0)])
    words = page.words(max(0, end - 1), end)
    return last if words and home - page.sentence(words[0]) <= 2 else None


def _adjoins(page: Page, piece: Span, quote: Span) -> bool:
    """Only the speaker's words, not another sentence, stand between a content and a quotation."""
    words = page.words(piece[1] - 1, piece[1])
    return bool(words) and page.sentence(page.words(*quote)[0]) - page.sentence(words[0]) <= 1


def _from_clause(page: Page, quote: Span, home: int) -> Draft | None:
    """The clause around a quotation when its verb is one of saying: “X commented on the event: “…” ”"""
    inside = set(page.words(*quote))
    first, last = page.sentences[home]
    for word in range(first, last):
        if word in inside or page.upos[word] != "VERB" or not known(page.lower[word]):
            continue
        subject = next((k for k in page.kids[word] if page.rel[k] == "nsubj" and k not in inside), None)
        if subject is not None:
            low, high = page.reach(subject)
            return Draft(page.chars(low, high), page.chars(word, word + 1), [quote])
    return None
