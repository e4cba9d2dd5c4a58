"""Clauses that hang on a source before them: "a report by the watchdog, according to which prisoners were tortured".

The source is the noun phrase before the comma; whose word it is its author tells, or whoever published it.
"""

from __future__ import annotations

from tocsin.read.languages import words
from tocsin.read.statements.draft import Draft, overlap
from tocsin.read.statements.nesting import publisher
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import clipped

_PHRASE = ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PART")
_RELATIVE = ("which", "whom")
_NOUNS = ("NOUN", "PROPN", "PRON")


def complete(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Drafts for such clauses that no draft has; one that mistook the clause is set right in place."""
    found = []
    for word in page.where.get("according", ()):
        if page.lower[word + 1 : word + 2] != ["to"] or not set(page.lower[word + 2 : word + 3]) & {*_RELATIVE}:
            continue
        made = _made(page, word)
        if made is None or not made.cue:
            continue
        known = next((d for d in drafts if d.cue and overlap(d.cue, made.cue)), None)
        if known is None:
            found.append(made)
        else:
            known.source, known.cue, known.contents, known.speaker = made.source, made.cue, made.contents, made.speaker
    return found


def _made(page: Page, according: int) -> Draft | None:
    """The statement of "X, according to which …"."""
    source = _before(page, according)
    stop = page.sentences[page.sentence(according)][1]
    first = according + 3
    verb = next((w for w in range(first, stop) if _predicate(page, w)), None)
    if source is None or verb is None:
        return None
    contents = clipped(page, (first, max(verb + 1, page.reach(verb)[1])), [])
    if not contents:
        return None
    author = publisher(page, source[1] - 1)
    draft = Draft(page.chars(*source), page.chars(according, according + 2), contents[:1])
    draft.speaker = page.chars(*author) if author else None
    return draft


def _predicate(page: Page, word: int) -> bool:
    return page.upos[word] != "AUX" and any(page.rel[k].startswith("nsubj") and k < word for k in page.kids[word])


def _before(page: Page, according: int) -> Span | None:
    """The noun phrase that ends right before a word, with its "by X" or "of X"."""
    begin = page.sentences[page.sentence(according)][0]
    end = according - (page.lower[according - 1] == ",")
    first = end
    while first > begin and _in_phrase(page, first - 1):
        first -= 1
    while first < end and page.upos[first] == "ADP":
        first += 1
    return (first, end) if first < end and page.upos[end - 1] in _NOUNS else None


def _in_phrase(page: Page, word: int) -> bool:
    giving = words("cues", "giving") | {"of", "on"}
    return page.upos[word] in _PHRASE or (page.upos[word] == "ADP" and page.lower[word] in giving)
