"""What a cue is about, by the syntax, where the network saw a cue and nothing that it takes.

"X observed new fences", "the town has fallen, a resident tells us", "the opposition, according to its leader, will
boycott the vote".
"""

from __future__ import annotations

from functools import cache

from tocsin.read.languages import words
from tocsin.read.statements.acts import known
from tocsin.read.statements.constructions import can_speak
from tocsin.read.statements.draft import Draft
from tocsin.read.statements.forms import all_forms
from tocsin.read.statements.nesting import reporting
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import clipped

PARTICLES = ("according", "per")
_CLAUSES = ("ccomp", "xcomp", "csubj", "csubj:pass")
_THINGS = ("obj", "nmod")
_LEAST = 3
"""A clause before its cue has at least so many words."""
_CLOSE = 7
"""Words from the end of a sentence within which a closing verb stands."""


def complement(page: Page, draft: Draft) -> list[Span]:
    """The clause that hangs on a draft's cue or stands before it; else the thing that a plain cue is about."""
    assert draft.cue is not None
    cue = page.words(*draft.cue)
    if not cue:
        return []
    if page.lower[cue[0]] in PARTICLES and draft.source:
        return _rest(page, draft.cue, draft.source)
    kids = [k for word in cue for k in page.kids[word] if k not in cue]
    found = next((k for k in kids if page.rel[k] in _CLAUSES), None)
    if found is None and draft.source and any(known(page.lower[w]) for w in cue):
        before = _before(page, draft.cue, draft.source)
        if before:
            return before
        if any(page.lower[w] in _taking() for w in cue):
            things = ("NOUN", "PROPN", "NUM")
            found = next((k for k in kids if page.rel[k] in _THINGS and page.upos[k] in things), None)
    if found is None:
        return _suffered(page, draft, kids)
    low, high = page.reach(found)
    high = with_circumstances(page, page.head[found], high) if page.rel[found] == "obj" else high
    return clipped(page, (low, high), [draft.cue, draft.source])


def _suffered(page: Page, draft: Draft, kids: list[int]) -> list[Span]:
    """ "The rumours were not confirmed by the garrison": what an agent speaks of is the subject."""
    subject = next((k for k in kids if page.rel[k] == "nsubj:pass" or page.rel[k] == "nsubj"), None)
    cue, source = draft.cue, draft.source
    if subject is None or not cue or not source or page.starts[subject] > cue[0] or source[0] < cue[1]:
        return []
    return clipped(page, page.reach(subject), [cue, source])[:1] if page.between(cue[1], source[0]) == "by" else []


def with_circumstances(page: Page, verb: int, end: int) -> int:
    """Where a verb's object ends with what follows it at once: "threatens Ukraine with war", "an apology by Friday"."""
    for kid in page.kids[verb]:
        low, high = page.reach(kid)
        if (page.rel[kid] == "obl" and low == end) or (_to_do(page, kid) and low - end in (0, 1)):
            end = high
    return end


def _to_do(page: Page, verb: int) -> bool:
    """What somebody is urged "to return to", behind a comma or not."""
    marks = [page.lower[k] for k in page.kids[verb] if page.rel[k] == "mark"]
    return page.rel[verb] in ("xcomp", "advcl") and marks[:1] == ["to"]


def by_particle(page: Page, drafts: list[Draft]) -> list[Draft]:
    """ "Per Reuters, two tankers were hit": a sentence that opens with whose word it is, if no draft has it yet."""
    told = [d for d in drafts if d.cue and (d.contents or d.source)]  # a bare "per" that the network saw tells nothing
    taken = {page.sentence(page.words(*d.cue)[0]) for d in told if d.cue and page.words(*d.cue)}
    found = []
    for word in page.where.get("per", ()):
        number = page.sentence(word)
        who = page.head[word]
        if word != page.sentences[number][0] or number in taken or who < 0:
            continue
        if page.upos[who] != "PROPN" and not can_speak(page, page.spans[who]):
            continue
        draft = Draft(page.chars(word + 1, page.reach(who)[1]), page.chars(word, word + 1))
        draft.contents = complement(page, draft)
        found.append(draft)
    return [d for d in found if d.contents]


def _rest(page: Page, cue: Span, source: Span) -> list[Span]:
    """The clause that "according to X" stands in, without it."""
    verb = next((w for w in page.up(page.words(*source)[-1]) if page.upos[w] in ("VERB", "AUX")), None)
    if verb is None or page.lower[verb] in PARTICLES:
        return []
    first, last = page.reach(verb)
    begin, end = _between_semicolons(page, page.words(*cue)[0])
    aside = (min(cue[0], source[0]), max(cue[1], source[1]))
    return _solid(page, clipped(page, (max(first, begin), min(last, end)), [aside]))


def _between_semicolons(page: Page, word: int) -> Span:
    """The words of the part of a sentence that a word is in."""
    begin, end = page.sentences[page.sentence(word)]
    stops = [w for w in range(begin, end) if page.lower[w] == ";"]
    return max([begin, *(w + 1 for w in stops if w < word)]), min([end, *(w for w in stops if w > word)])


def _before(page: Page, cue: Span, source: Span) -> list[Span]:
    """The clause before a comma and the speaker, when the sentence holds little else: "…, a resident tells us"."""
    at = page.words(min(cue[0], source[0]), max(cue[1], source[1]))
    if any(page.rel[w] == "acl:relcl" for w in at):
        return []
    begin, end = page.sentences[page.sentence(at[0])]
    if at[0] - begin <= _LEAST or page.lower[at[0] - 1] != "," or end - at[-1] > 2 * _LEAST:
        return []
    clause = range(begin, at[0] - 1)
    if not any(page.head[w] not in clause and _predicate(page, w) for w in clause):
        return []
    return _solid(page, clipped(page, (clause[0], clause[-1] + 1), []))


def _predicate(page: Page, word: int) -> bool:
    return page.upos[word] in ("VERB", "AUX") or any(page.rel[k] == "cop" for k in page.kids[word])


def closing(page: Page, drafts: list[Draft]) -> list[Draft]:
    """ "No ferry has been sunk, the port authority stressed.": a sentence that ends in who says so and has no draft."""
    taken = {word for d in drafts if d.cue for word in page.words(*d.cue)}
    found = []
    for begin, end in page.sentences:
        for verb in range(max(begin, end - _CLOSE), end):
            subject = next((k for k in page.kids[verb] if page.rel[k] == "nsubj"), None)
            if verb in taken or page.upos[verb] != "VERB" or page.lower[verb] not in reporting() or subject is None:
                continue
            low, high = page.reach(subject)
            draft = Draft(page.chars(low, high), page.chars(verb, verb + 1))
            draft.contents = (
                _before(page, draft.cue, draft.source) if high == verb and draft.cue and draft.source else []
            )
            found.append(draft)
    return [d for d in found if d.contents]


def _solid(page: Page, spans: list[Span]) -> list[Span]:
    """Pieces without full stops, and without those that only join."""
    spans = [(a, b - 1) if page.text[b - 1] == "." else (a, b) for a, b in spans]
    return [s for s in spans if any(page.upos[w] not in ("PUNCT", "CCONJ", "ADV", "SCONJ") for w in page.words(*s))]


@cache
def _taking() -> frozenset[str]:
    """Forms of verbs whose object alone may be what is said: "demand an apology", "observed new fences"."""
    return all_forms(words("cues", "taking") | words("cues", "perceiving"))
