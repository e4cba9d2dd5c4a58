"""What a draft's spans may hold: no sentence that its cue does not reach, no marks alone, no half a name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from operator import attrgetter

from tocsin.read.statements.draft import Draft, merged, overlap
from tocsin.read.statements.forms import all_forms
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.quotes import near

_LOOSE = ("DET", "ADP", "ADJ", "CCONJ", "NUM", "PUNCT", "PART")
_CLAUSE = 6
"""A quotation of more words than this can stand for itself."""
_OPEN = ("DET", "ADP", "CCONJ", "SCONJ", "PART", "AUX")
_EDGES = " \t\r\n\x0b\x0c\x85\xa0\u2028\u2029,;:–—-"


def tidy(page: Page, drafts: list[Draft], quotes: list[Span]) -> tuple[list[Draft], list[Span]]:
    """The drafts with their spans in bounds, and what had to be taken from them."""
    left: list[Span] = []
    for draft in drafts:
        kept: list[Span] = []
        for part in (part for piece in draft.contents for part in by_sentence(page, piece)):
            (kept if _reached(page, draft, part, quotes) else left).append(part)
        kept = [_to_end(page, draft, _after_day(page, draft, _to_quotation(page, part, quotes))) for part in kept]
        draft.contents = merged([s for s in (trimmed(page.text, part) for part in kept) if s], page.text)
        if draft.source:
            draft.source = _whole(page, draft, draft.source) if _near(page, draft) else None
    return drafts, left


def by_sentence(page: Page, span: Span) -> list[Span]:
    """A span cut where sentences end."""
    words = page.words(*span)
    if not words:
        return []
    first, last = page.sentence(words[0]), page.sentence(words[-1])
    cuts = [span[0], *(page.sentence_span(n)[0] for n in range(first + 1, last + 1)), span[1]]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


@cache
def _silent() -> frozenset[str]:
    """What one does not do while speaking a sentence of its own: "declined"."""
    return all_forms(("decline", "refuse", "fail"))


def _reached(page: Page, draft: Draft, part: Span, quotes: list[Span]) -> bool:
    """Whether a part of a content stands in the cue's sentence or between quotation marks."""
    if draft.cue is None:
        return True
    start, end = page.sentence_span(page.sentence(page.words(*part)[0]))
    if start <= draft.cue[0] < end or any(start <= q[0] < end for q in [draft.source or (-1, -1)]):
        return True
    if _told_between(page, part[1], draft.cue[0], quotes):
        return False
    opens = part[0] - start <= 2 and page.text[slice(*draft.cue)].split(" ")[-1].lower() not in _silent()
    return opens and sum(overlap(part, q) for q in near(quotes, part)) * 2 >= part[1] - part[0]


def _told_between(page: Page, end: int, cue: int, quotes: list[Span]) -> bool:
    """Whether the story goes on, in another paragraph, between the end of a quotation and a cue that stands later."""
    if end >= cue or "\n" not in page.text[end:cue]:
        return False
    told = [w for w in page.words(end, cue) if page.upos[w] not in ("PUNCT", "PRON", "DET")]
    spoken = near(quotes, (end, cue))
    return sum(not any(a <= page.starts[w] < b for a, b in spoken) for w in told) > _CLAUSE


def _to_quotation(page: Page, part: Span, quotes: list[Span]) -> Span:
    """A content that is a quotation but for what it was said of ("on the event: “…”") begins with its mark."""
    for quote in near(quotes, part):
        lead = page.words(part[0], quote[0]) if part[0] < quote[0] else range(0)
        labelled = bool(lead) and page.lower[lead[-1]] == ":"
        long = (labelled or len(page.words(*quote)) > _CLAUSE) and quote[1] >= part[1] - 2
        if lead and long and not any(page.upos[w] in ("VERB", "AUX", "SCONJ") for w in lead):
            return quote[0], part[1]
    return part


def _after_day(page: Page, draft: Draft, part: Span) -> Span:
    """ "said Monday it would strike": the day hangs on the cue, and what is said begins behind it."""
    inside = page.words(*part)
    cue = page.words(*draft.cue) if draft.cue else range(0)
    if not cue or not inside or inside[0] <= cue[-1] or page.head[inside[0]] not in cue:
        return part
    day, end = inside[0], page.reach(inside[0])[1]
    clause = any(page.rel[k] == "ccomp" and k in inside for w in cue for k in page.kids[w])
    named = page.rel[day] == "obl:unmarked" and page.upos[day] == "PROPN" and end < inside[-1]
    return (page.starts[end], part[1]) if clause and named else part


def _to_end(page: Page, draft: Draft, part: Span) -> Span:
    """A content that stops on a word that asks for more ("planned for") goes on with what hangs on it."""
    words = page.words(*part)
    if not words or page.ends[words[-1]] < part[1] - 2:
        return part
    last, stop = words[-1], page.sentences[page.sentence(words[-1])][1]
    if page.upos[last] == "CCONJ" and last > words[0]:
        return part[0], page.ends[last - 1]
    leans = last < page.head[last] < stop
    if page.upos[last] not in _OPEN and not leans and not (last + 1 < stop and page.upos[last + 1] == "NUM"):
        return part
    inside, end = set(words), last
    while end + 1 < stop and page.upos[end + 1] not in ("PUNCT", "CCONJ") and _belongs(page, end, inside):
        end += 1
        inside.add(end)
    taken = [s[0] for s in (draft.cue, draft.source) if s and s[0] >= part[1]]
    return part[0], max(part[1], min([page.ends[end], *taken]))


def _belongs(page: Page, end: int, inside: set[int]) -> bool:
    """The next word hangs on what is inside, or the last one inside hangs on a word further on."""
    return page.head[end] > end or any(h in inside for h in page.up(end + 1))


def trimmed(text: str, span: Span) -> Span | None:
    """A span without spaces and commas at its edges; None when no word is left."""
    a, b = span
    while a < b and text[a] in _EDGES:
        a += 1
    while a < b and text[b - 1] in _EDGES:
        b -= 1
    return (a, b) if any(c.isalnum() for c in text[a:b]) else None


def _near(page: Page, draft: Draft) -> bool:
    """A source in another paragraph than its cue is one only for a quotation."""
    if draft.cue is None or draft.source is None:
        return True
    between = page.text[min(draft.source[1], draft.cue[1]) : max(draft.source[0], draft.cue[0])]
    return "\n" not in between or any(page.text[a] in '“"«„' for a, _ in draft.contents)


def _whole(page: Page, draft: Draft, source: Span) -> Span:
    """A source that stops inside a noun phrase ("a senior official in") goes on to the phrase's end."""
    words = page.words(*source)
    if not words:
        return source
    source = _with_name(page, draft, source)
    last = words[-1]
    if page.upos[last] not in _LOOSE and not (page.rel[last] in ("compound", "flat") and page.head[last] > last):
        return source
    if page.upos[last] == "ADP" and not any(page.head[w] in words[:-1] for w in page.up(last)):
        return source[0], page.ends[words[-2]] if len(words) > 1 else source[1]  # "the commission on" Tuesday
    top = next((w for w in page.up(last) if page.upos[w] in ("NOUN", "PROPN") and w >= words[0]), None)
    if top is None:
        return source
    low, high = page.reach(top)
    taken = [*draft.contents, *([draft.cue] if draft.cue else [])]
    end = min([page.chars(low, high)[1], *(a for a, _ in taken if a >= source[1])])
    return trimmed(page.text, (source[0], max(source[1], end))) or source


def _with_name(page: Page, draft: Draft, source: Span) -> Span:
    """ "Ukrainian President" goes on to the name that stands right behind it, and "President Volodymyr" to its end."""
    taken = [*draft.contents, *([draft.cue] if draft.cue else [])]
    at = bisect_left(page.tagged.names, source[1], key=attrgetter("start"))
    for name in page.tagged.names[max(0, at - 1) : at + 1]:
        cut = name.start < source[1] < name.end
        noun = page.upos[page.words(*source)[-1]] in ("NOUN", "PROPN")
        behind = noun and name.kind == "PER" and page.text[source[1] : name.start] in (" ", "  ", "\xa0")
        if (cut or behind) and not any(overlap((max(name.start, source[1]), name.end), span) for span in taken):
            return source[0], name.end
    return source


def clipped(page: Page, words: Span, without: Iterable[Span | None]) -> list[Span]:
    """The characters of a stretch of words, less some spans and the marks left at its edges."""
    pieces = [page.chars(*words)]
    for cut in without:
        if cut is not None:
            pieces = [part for piece in pieces for part in _less(piece, cut)]
    return [span for piece in pieces if (span := trimmed(page.text, piece)) is not None]


def _less(piece: Span, cut: Span) -> list[Span]:
    if not overlap(piece, cut):
        return [piece]
    return [(a, b) for a, b in ((piece[0], cut[0]), (cut[1], piece[1])) if a < b]
