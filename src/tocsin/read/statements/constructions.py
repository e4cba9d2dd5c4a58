"""Statements that stand in a construction rather than in a clause of saying.

Headlines ("Kremlin: no plans to …"), transcripts, and reports without a source ("there were reports that …").
"""

from __future__ import annotations

import re
from functools import cache

from tocsin.read.languages import table, words
from tocsin.read.statements.draft import Draft, overlap
from tocsin.read.statements.forms import all_forms, plurals
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import clipped


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    pointer = "|".join(f for noun in table("acts")["pointers"].split() for f in plurals(noun))
    deny = "|".join(all_forms(words("constructions", "denying")))
    fill = {"pointer": pointer, "deny": deny, "like": "|".join(table("constructions")["like"])}
    return {k: re.compile(v.format(**fill), re.IGNORECASE) for k, v in table("constructions")["patterns"].items()}


def find(page: Page, drafts: list[Draft], title: Span | None) -> list[Draft]:
    """The drafts with what constructions add to them and settle in them."""
    homes = _by_sentence(page, drafts)
    unsourced = {key: matches(page, key) for key in ("there", "it", "reportedly")}
    added: list[Draft] = []
    for number in range(len(page.sentences)):
        here = homes.get(number, [])
        added += _transcript(page, number, here) or _unsourced(page, number, here, unsourced)
        added += _headline(page, number, here, title)
    _quoted_as(page, drafts)
    return sorted(drafts + added, key=lambda d: (d.anchor, d.start))


def _quoted_as(page: Page, drafts: list[Draft]) -> None:
    """ "State television quoted the minister as saying that …": the minister says it, by way of the television."""
    homes = {d.cue: d for d in reversed(drafts) if d.cue}
    for m in matches(page, "quoted_as").values():
        inner = next((d for c, d in homes.items() if overlap(c, m.span("said"))), None)
        outer = next((d for c, d in homes.items() if overlap(c, m.span("quoted")) and d is not inner), None)
        if inner is None:
            continue
        by = outer or Draft(inner.source, m.span("quoted"))
        inner.source, inner.via = m.span("who"), (by,) if by.source else ()
        if outer is not None:
            outer.contents = []


def matches(page: Page, key: str) -> dict[int, re.Match[str]]:
    """Where a pattern is found, by sentence; only sentences that hold one of its words are looked at."""
    words = (w for trigger in _triggers()[key] for w in page.where.get(trigger, ()))
    found: dict[int, re.Match[str]] = {}
    for number in sorted({page.sentence(w) for w in words}):
        m = _patterns()[key].search(page.text, *page.sentence_span(number))
        if m:
            found[number] = m
    return found


@cache
def _triggers() -> dict[str, list[str]]:
    """The words without which a pattern cannot match."""
    denying = sorted(all_forms(words("constructions", "denying")))
    echoing = list(table("constructions")["like"])
    own = {key: value.split() for key, value in table("constructions")["triggers"].items()}
    return {"denied_by": denying, "contradicted_by": denying, "echoed_by": echoing, **own}


def _by_sentence(page: Page, drafts: list[Draft]) -> dict[int, list[Draft]]:
    """The drafts whose cue or content reaches into each sentence."""
    found: dict[int, list[Draft]] = {}
    for draft in drafts:
        spans = [*draft.contents, (draft.anchor, draft.anchor + 1)]
        words = [page.words(*span) for span in spans]
        numbers = {n for w in words if w for n in range(page.sentence(w[0]), page.sentence(w[-1]) + 1)}
        for number in sorted(numbers):
            found.setdefault(number, []).append(draft)
    return found


def _unsourced(page: Page, number: int, here: list[Draft], found: dict[str, dict[int, re.Match[str]]]) -> list[Draft]:
    """ "there were reports that …", "it was reported that …", "… reportedly …"."""
    _, end = page.sentence_span(number)
    for key in ("there", "it"):
        m = found[key].get(number)
        if m and not any(d.cue and overlap(d.cue, m.span()) for d in here):
            stop = page.text.find(";", m.end(), end)
            return [Draft(None, m.span(), [_to_end(page, m.end(), stop if stop > 0 else end)])]
    m = found["reportedly"].get(number)
    if m and not here:
        return [Draft(None, m.span(), clipped(page, page.sentences[number], [m.span()]))]
    return []


def _to_end(page: Page, start: int, end: int) -> Span:
    while start < end and page.text[start].isspace():
        start += 1
    while end > start and page.text[end - 1] in ".\n ":
        end -= 1
    return start, end


def _transcript(page: Page, number: int, here: list[Draft]) -> list[Draft]:
    """ "PENCE: Well, …" at the head of a paragraph, as an interview is written down."""
    start, end = page.sentence_span(number)
    m = _patterns()["transcript"].match(page.text, start, end) if page.new_paragraph(number) else None
    if not m or any(d.source for d in here):
        return []
    for draft in here:
        draft.contents = []
    last = number
    while last + 1 < len(page.sentences) and not page.new_paragraph(last + 1):
        last += 1
    return [Draft(m.span(1), m.span(2), [(m.end(), page.sentence_span(last)[1])])]


def _headline(page: Page, number: int, here: list[Draft], title: Span | None) -> list[Draft]:
    """ "Kremlin: no plans to …" as a title or a line of its own; what was seen of it as somebody else's goes."""
    start, end = page.sentence_span(number)
    is_title = title is not None and title[0] <= start < title[1]
    if not (is_title or _bare_line(page, number)):
        return []
    m = _patterns()["colon"].match(page.text, start, end)
    if not m or not can_speak(page, m.span(1)):
        return _quote_first(page, here, start, end)
    for draft in here:
        if draft.source is None or not overlap(draft.source, m.span(3)):
            draft.contents = []
    return [Draft(m.span(1), m.span(2), [(m.start(3), m.end(3))])]


def _quote_first(page: Page, here: list[Draft], start: int, end: int) -> list[Draft]:
    """ "“This is a provocation”: Polish minister on the missile"."""
    m = _patterns()["quote_first"].match(page.text, start, end)
    if not m or not can_speak(page, m.span(3)) or any(d.source for d in here):
        return []
    for draft in here:
        draft.contents = []
    who = m.group(3).rstrip()
    return [Draft((m.start(3), m.start(3) + len(who)), m.span(2), [m.span(1)])]


def _bare_line(page: Page, number: int) -> bool:
    """A paragraph of one sentence that no full stop ends."""
    start, end = page.sentence_span(number)
    alone = page.new_paragraph(number) and (number + 1 == len(page.sentences) or page.new_paragraph(number + 1))
    return alone and end - start < 160 and page.text[end - 1] not in ".;"


def can_speak(page: Page, span: Span) -> bool:
    """A person or body, by its name or by a word such as "ministry"."""
    names = [n for n in page.tagged.names if overlap((n.start, n.end), span)]
    if any(n.kind in ("PER", "ORG") for n in names):
        return True
    return any(page.lower[w] in words("constructions", "speakers") for w in page.words(*span))
