"""What was told and is denied by an agent: "Reports that the general was dead were dismissed by the palace".

A subject with a clause of its own is long, and the syntax often hangs the denial on that clause. The words tell it: a
noun for what was told, a clause, and behind it a form of "to be", a denying participle and "by".
"""

from __future__ import annotations

from tocsin.read.statements import denials
from tocsin.read.statements.draft import Draft, overlap
from tocsin.read.statements.nesting import noun_phrase
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import clipped

_HELPING = ("AUX", "ADV", "PART")
_LEADING = ("DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV")
_OPENING = ("PUNCT", "CCONJ", "SCONJ")
_FINITE = ("AUX", "VERB")
_JOINING = ("that", "of")


def complete(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Drafts for such denials that no draft has; what nobody in particular is said to tell ends before them."""
    cues = {word for d in drafts if d.cue for word in page.words(*d.cue)}
    found = []
    for by in page.where.get("by", ()):
        if by == 0 or by - 1 in cues or page.upos[by - 1] != "VERB":
            continue
        made = _made(page, by - 1)
        if made is None:
            continue
        hosts = [d for d in drafts if any(overlap(c, page.spans[by - 1]) for c in d.contents)]
        if all(d.source is None for d in hosts):
            found.append(made)
            for host in hosts:
                _end_before(page, host, made)
    return found


def _made(page: Page, verb: int) -> Draft | None:
    """The denial whose participle is ``verb``; None where its subject is not something told."""
    begin = page.sentences[page.sentence(verb)][0]
    first = verb
    while first > begin and page.upos[first - 1] in _HELPING:
        first -= 1
    told = _told(page, begin, first)
    agent = next((k for k in page.kids[verb] if k > verb + 1 and page.rel[k].startswith("obl")), None)
    who = noun_phrase(page, agent) if agent is not None and page.head[verb + 1] == agent else None
    if (
        who is None
        or told is None
        or any(told[1] < k < first and page.rel[k].startswith("nsubj") for k in page.kids[verb])
    ):
        return None
    cue = page.chars(first, verb + 2)
    if first == verb or denials.sense(page.text[slice(*cue)], page.lower[told[1]]).act != "deny":
        return None
    return Draft(page.chars(*who), cue, clipped(page, (told[0], first), [])[:1])


def _told(page: Page, begin: int, end: int) -> Span | None:
    """Where the phrase begins, and the noun, of "reports that …" or "reports of …" up to ``end``."""
    for noun in range(begin, end - 2):
        if page.lower[noun] not in denials.told() or page.lower[noun + 1] not in _JOINING:
            continue
        first = noun
        while first > begin and page.upos[first - 1] in _LEADING:
            first -= 1
        whole = page.lower[noun + 1] == "of" or any(page.upos[w] in _FINITE for w in range(noun + 2, end))
        if whole and (first == begin or page.upos[first - 1] in _OPENING):
            return first, noun
    return None


def _end_before(page: Page, host: Draft, made: Draft) -> None:
    """What is told ends where the denial of it begins."""
    assert made.cue
    cut = [(a, min(b, made.cue[0])) for a, b in host.contents if a < made.cue[0]]
    inside = [page.words(*c) for c in cut]
    host.contents = [page.chars(w[0], w[-1] + 1) for w in inside if w]
