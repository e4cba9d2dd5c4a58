"""Statements that stand in a construction rather than in a clause of saying.

Headlines ("Kremlin: no plans to …"), reports without a source ("there were reports that …"), and answers
to what somebody else said, whose content is the earlier statement's: "This claim was refuted by X", "he was
contradicted by Y", "a similar statement was made by Z".
"""

from __future__ import annotations

import re
from functools import cache

from tocsin.read.languages import table, words
from tocsin.read.statements.draft import Draft, overlap
from tocsin.read.statements.forms import all_forms, plurals
from tocsin.read.statements.linking import clipped
from tocsin.read.statements.page import Page, Span

_STOPS = ("who", "which", "that", "but", "as", ".", ";", ":", "“", '"')


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    pointer = "|".join(f for noun in table("acts")["pointers"].split() for f in plurals(noun))
    deny = "|".join(all_forms(words("constructions", "denying")))
    fill = {"pointer": pointer, "deny": deny, "like": "|".join(table("constructions")["like"])}
    return {k: re.compile(v.format(**fill), re.IGNORECASE) for k, v in table("constructions")["patterns"].items()}


def find(page: Page, drafts: list[Draft], title: Span | None) -> list[Draft]:
    """The drafts with what constructions add to them and settle in them."""
    added: list[Draft] = []
    for number, (first, last) in enumerate(page.sentences):
        if last - first < 3:
            continue
        here = _here(page, drafts, number)
        added += _unsourced(page, number, here)
        added += _headline(page, number, here, title)
    found = sorted(drafts + added, key=lambda d: (d.anchor, d.start))
    return _answers(page, found)


def _here(page: Page, drafts: list[Draft], number: int) -> list[Draft]:
    start, end = page.sentence_span(number)
    return [d for d in drafts if start <= d.anchor < end or any(overlap(c, (start, end)) for c in d.contents)]


def _unsourced(page: Page, number: int, here: list[Draft]) -> list[Draft]:
    """ "there were reports that …", "it was reported that …", "… reportedly …"."""
    start, end = page.sentence_span(number)
    for key in ("there", "it"):
        m = _patterns()[key].search(page.text, start, end)
        if m and not any(d.cue and overlap(d.cue, m.span()) for d in here):
            return [Draft(None, m.span(), [_to_end(page, m.end(), end)])]
    m = _patterns()["reportedly"].search(page.text, start, end)
    if m and not here:
        return [Draft(None, m.span(), clipped(page, page.sentences[number], [m.span()]))]
    return []


def _to_end(page: Page, start: int, end: int) -> Span:
    while start < end and page.text[start].isspace():
        start += 1
    while end > start and page.text[end - 1] in ".\n ":
        end -= 1
    return start, end


def _headline(page: Page, number: int, here: list[Draft], title: Span | None) -> list[Draft]:
    """ "Kremlin: no plans to …" as a title or a line of its own."""
    start, end = page.sentence_span(number)
    is_title = title is not None and title[0] <= start < title[1]
    if here or not (is_title or _bare_line(page, number)):
        return []
    m = _patterns()["colon"].match(page.text, start, end)
    if not m or not _can_speak(page, m.span(1)):
        return []
    return [Draft(m.span(1), m.span(2), [(m.start(3), m.end(3))])]


def _bare_line(page: Page, number: int) -> bool:
    """A paragraph of one sentence that no full stop ends."""
    start, end = page.sentence_span(number)
    alone = page.new_paragraph(number) and (number + 1 == len(page.sentences) or page.new_paragraph(number + 1))
    return alone and end - start < 160 and page.text[end - 1] not in ".;"


def _can_speak(page: Page, span: Span) -> bool:
    """A person or body, by its name or by a word such as "ministry"."""
    names = [n for n in page.tagged.names if overlap((n.start, n.end), span)]
    if any(n.kind in ("PER", "ORG") for n in names):
        return True
    return any(page.lower[w] in words("constructions", "speakers") for w in page.words(*span))


def _answers(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Settle what denials and echoes speak of; drafts in order."""
    found: list[Draft] = []
    for draft in drafts:
        found.append(draft)
        if draft.cue and draft.source:
            _resolve(page, draft, found[:-1])
    taken = sorted(d.cue for d in found if d.cue)
    for number in range(len(page.sentences)):
        found += _passive_answers(page, number, found, taken)
    return sorted((d for d in found if d.contents), key=lambda d: (d.anchor, d.start))


def _resolve(page: Page, draft: Draft, before: list[Draft]) -> None:
    """Let a denial whose content only points back ("the claim", "him") deny what was said."""
    cue = page.text[slice(*draft.cue)].lower() if draft.cue else ""
    if not _patterns()["denies"].search(cue):
        return
    if draft.contents and not _points(page, draft.contents[0]):
        return
    earlier = antecedent(page, before, draft)
    if earlier is not None:
        draft.contents, draft.answers = list(earlier.contents), earlier


def _points(page: Page, span: Span) -> bool:
    text = page.text[slice(*span)].strip(" .,;")
    return bool(_patterns()["pointer"].fullmatch(text))


def antecedent(page: Page, before: list[Draft], draft: Draft) -> Draft | None:
    """The statement a denial or echo answers: the last before it by another source, at most four sentences back."""
    here = page.sentence(page.words(draft.anchor, draft.anchor + 1).start)
    source = page.text[slice(*draft.source)].lower() if draft.source else ""
    for earlier in reversed(before[-12:]):
        other = page.text[slice(*earlier.source)].lower() if earlier.source else ""
        if not earlier.contents or other == source or earlier.contents[-1][0] > draft.anchor:
            continue
        there = page.sentence(page.words(*earlier.contents[-1]).start)
        return earlier if here - there <= 4 else None
    return None


def _passive_answers(page: Page, number: int, drafts: list[Draft], taken: list[Span]) -> list[Draft]:
    """ "This claim was refuted by X", "he was contradicted by Y", "a similar statement was made by Z"."""
    start, end = page.sentence_span(number)
    for key in ("denied_by", "echoed_by", "contradicted_by"):
        m = _patterns()[key].search(page.text, start, end)
        if not m or any(overlap(m.span("cue"), c) for c in taken if c[0] >= start and c[1] <= end):
            continue
        source = _agent(page, m.end())
        if source is None:
            continue
        draft = Draft(source, m.span("cue"))
        earlier = antecedent(page, sorted((d for d in drafts if d.anchor < m.start()), key=lambda d: d.anchor), draft)
        if earlier is None:
            continue
        draft.contents, draft.answers = list(earlier.contents), earlier
        draft.act = None if key == "echoed_by" else "deny"
        return [draft]
    return []


def _agent(page: Page, start: int) -> Span | None:
    """The noun phrase that begins here: as far as its words hang together, up to a clause."""
    found = page.words(start, start + 1) or page.words(start, start + 2)
    if not found:
        return None
    first = found[0]
    last = first
    stop = page.sentences[page.sentence(first)][1]
    while last < stop and not _ends_phrase(page, last, first):
        last += 1
    return page.chars(first, last) if last > first else None


def _ends_phrase(page: Page, word: int, first: int) -> bool:
    if page.upos[word] in ("VERB", "AUX", "SCONJ") or page.lower[word] in _STOPS:
        return True
    return page.lower[word] == "," and page.upos[word + 1 : word + 2] != ["PROPN"]
