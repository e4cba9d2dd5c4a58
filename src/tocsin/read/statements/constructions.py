"""Statements that stand in a construction rather than in a clause of saying.

Headlines ("Kremlin: no plans to …"), reports without a source ("there were reports that …"), and answers
to what somebody else said, whose content is the earlier statement's: "This claim was refuted by X", "he was
contradicted by Y", "a similar statement was made by Z".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from tocsin.read.languages import table, words
from tocsin.read.statements import denials
from tocsin.read.statements.draft import Draft, overlap
from tocsin.read.statements.forms import all_forms, plurals
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import clipped

_STEM = 4  # letters by which "Russian" is known as "Russia's"
_BACK = 12
"""A denial or echo answers one of so many statements before it."""
_STOPS = ("who", "which", "that", "but", "as", ".", ";", ":", "“", '"')


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    pointer = "|".join(f for noun in table("acts")["pointers"].split() for f in plurals(noun))
    deny = "|".join(all_forms(words("constructions", "denying")))
    fill = {"pointer": pointer, "deny": deny, "like": "|".join(table("constructions")["like"])}
    return {k: re.compile(v.format(**fill), re.IGNORECASE) for k, v in table("constructions")["patterns"].items()}


def find(page: Page, drafts: list[Draft], title: Span | None) -> list[Draft]:
    """The drafts with what constructions add to them and settle in them."""
    homes = _by_sentence(page, drafts)
    unsourced = {key: _matches(page, key) for key in ("there", "it", "reportedly")}
    added: list[Draft] = []
    for number in range(len(page.sentences)):
        here = homes.get(number, [])
        added += _transcript(page, number, here) or _unsourced(page, number, here, unsourced)
        added += _headline(page, number, here, title)
    _quoted_as(page, drafts)
    return _answers(page, sorted(drafts + added, key=lambda d: (d.anchor, d.start)))


def _quoted_as(page: Page, drafts: list[Draft]) -> None:
    """ "State television quoted the minister as saying that …": the minister says it, by way of the television."""
    homes = {d.cue: d for d in reversed(drafts) if d.cue}
    for m in _matches(page, "quoted_as").values():
        inner = next((d for c, d in homes.items() if overlap(c, m.span("said"))), None)
        outer = next((d for c, d in homes.items() if overlap(c, m.span("quoted")) and d is not inner), None)
        if inner is None:
            continue
        by = outer or Draft(inner.source, m.span("quoted"))
        inner.source, inner.via = m.span("who"), (by,) if by.source else ()
        if outer is not None:
            outer.contents = []


def _matches(page: Page, key: str) -> dict[int, re.Match[str]]:
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
    if not m or not _can_speak(page, m.span(1)):
        return _quote_first(page, here, start, end)
    for draft in here:
        if draft.source is None or not overlap(draft.source, m.span(3)):
            draft.contents = []
    return [Draft(m.span(1), m.span(2), [(m.start(3), m.end(3))])]


def _quote_first(page: Page, here: list[Draft], start: int, end: int) -> list[Draft]:
    """ "“This is a provocation”: Polish minister on the missile"."""
    m = _patterns()["quote_first"].match(page.text, start, end)
    if not m or not _can_speak(page, m.span(3)) or any(d.source for d in here):
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


def _can_speak(page: Page, span: Span) -> bool:
    """A person or body, by its name or by a word such as "ministry"."""
    names = [n for n in page.tagged.names if overlap((n.start, n.end), span)]
    if any(n.kind in ("PER", "ORG") for n in names):
        return True
    return any(page.lower[w] in words("constructions", "speakers") for w in page.words(*span))


def _answers(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Settle what denials and echoes speak of; drafts in order."""
    for at, draft in enumerate(drafts):
        if draft.cue and draft.source:
            _resolve(page, draft, drafts[max(0, at - _BACK) : at])
    cues = sorted(d.cue for d in drafts if d.cue)
    anchors = [d.anchor for d in drafts]
    added = []
    for key in ("denied_by", "echoed_by", "contradicted_by"):
        for number, m in sorted(_matches(page, key).items()):
            at = bisect_left(anchors, page.sentence_span(number)[1])
            added += _passive_answer(page, key, m, drafts[max(0, at - _BACK) : at], cues)
    return sorted((d for d in drafts + added if d.contents), key=lambda d: (d.anchor, d.start))


def _resolve(page: Page, draft: Draft, before: list[Draft]) -> None:
    """Let a denial that only points back ("the claim", "it", "him") answer what was said.

    Where it points at a speaker, or at nothing at all, the earlier content is what it denies.
    """
    if not _denies(page, draft) or (draft.contents and not _points(page, draft.contents[0])):
        return
    earlier = antecedent(page, _theirs(page, before, draft), draft)
    if earlier is not None:
        draft.answers = earlier
        pointer = page.text[slice(*draft.contents[0])].lower() if draft.contents else ""
        if pointer in ("", "he", "she", "they", "him", "her"):
            draft.contents = list(earlier.contents)


def _denies(page: Page, draft: Draft) -> bool:
    """Whether a cue denies or takes back what it points at."""
    cue = page.text[slice(*draft.cue)].lower() if draft.cue else ""
    if _patterns()["denies"].search(cue):
        return True
    pointed = page.text[slice(*draft.contents[0])].lower() if draft.contents else ""
    return bool(pointed) and denials.sense(cue, pointed).act == "deny"


def _theirs(page: Page, before: list[Draft], draft: Draft) -> list[Draft]:
    """Of "the Russian claim" only what a source of that name said; of "the claim" everything."""
    pointed = draft.contents[0] if draft.contents else (0, 0)
    named = [n for n in page.tagged.names if overlap((n.start, n.end), pointed)]
    whose = [page.text[n.start : n.end][:_STEM].lower() for n in named]
    if not whose:
        return before
    return [d for d in before if d.source and any(w in page.text[slice(*d.source)].lower() for w in whose)]


def _points(page: Page, span: Span) -> bool:
    text = page.text[slice(*span)].strip(" .,;")
    return bool(_patterns()["pointer"].fullmatch(text))


def antecedent(page: Page, before: list[Draft], draft: Draft) -> Draft | None:
    """The statement a denial or echo answers: the last before it by another source, at most four sentences back."""
    here = page.sentence(page.words(draft.anchor, draft.anchor + 1).start)
    source = page.text[slice(*draft.source)].lower() if draft.source else ""
    for earlier in reversed(before):
        other = page.text[slice(*earlier.source)].lower() if earlier.source else ""
        if not earlier.contents or other == source or earlier.contents[-1][0] > draft.anchor or _asks(page, earlier):
            continue
        there = page.sentence(page.words(*earlier.contents[-1]).start)
        return earlier if here - there <= 4 else None
    return None


def _asks(page: Page, draft: Draft) -> bool:
    """A content that only asks ("how it knows") is nothing to deny."""
    first = page.words(*draft.contents[0])
    return bool(first) and page.lower[first[0]] in ("how", "why", "whether", "what", "who", "when", "where")


def _passive_answer(page: Page, key: str, m: re.Match[str], before: list[Draft], cues: list[Span]) -> list[Draft]:
    """ "This claim was refuted by X", "he was contradicted by Y", "a similar statement was made by Z"."""
    if _in_cue(cues, m.span("cue")):
        return []
    draft = Draft(_agent(page, m.end()), m.span("cue"))
    earlier = antecedent(page, [d for d in before if d.anchor < m.start()], draft) if draft.source else None
    if earlier is None:
        return []
    draft.contents, draft.answers = list(earlier.contents), earlier
    draft.act = None if key == "echoed_by" else "deny"
    return [draft]


def _in_cue(cues: list[Span], span: Span) -> bool:
    """Whether some draft's cue already holds part of a span."""
    at = bisect_left(cues, (span[1], 0))
    return any(overlap(span, cue) for cue in cues[max(0, at - 3) : at])


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
