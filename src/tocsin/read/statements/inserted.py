"""Speakers in the middle and at the end: "The pilot, the airline confirmed, had survived"; "X, insisted the colonel".

The network finds most of them; these are the ones whose verb or order it does not know.
"""

from __future__ import annotations

from tocsin.read.languages import words
from tocsin.read.statements.acts import known, sense
from tocsin.read.statements.draft import Draft
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import clipped

_HELPING = ("AUX", "ADV", "PART")
_FINITE = ("AUX", "VERB")
_CLEAR = ("clear", "plain", "known")
_LEAST = 3
"""A clause that somebody says has at least so many words."""
_AFTER = 8
"""Words behind the verb within which an inserted clause ends."""


def complete(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Drafts for speakers in the middle or at the end that none has; one without its content gets it in place."""
    having = {w for d in drafts if d.cue and d.contents for w in page.words(*d.cue)}
    bare = {w: d for d in drafts if d.cue and not d.contents for w in page.words(*d.cue)}
    found = []
    for begin, end in page.sentences:
        commas = [w for w in range(begin, end) if page.lower[w] == ","]
        for verb in (w for w in range(begin, end) if commas and w not in having and _says(page, w)):
            made = _middle(page, verb, begin, end, commas) or _inverted(page, verb, begin, end)
            if made is not None and verb in bare:
                bare[verb].source, bare[verb].cue, bare[verb].contents = made.source, made.cue, made.contents
            elif made is not None:
                found.append(made)
    return found


def _says(page: Page, verb: int) -> bool:
    """A verb of saying, or "made clear"."""
    if page.upos[verb] != "VERB":
        return False
    made = page.lower[verb] in ("made", "makes") and page.lower[verb + 1 : verb + 2] != []
    if made and page.lower[verb + 1] in _CLEAR:
        return True
    return known(page.lower[verb]) and sense(page.lower[verb]).act not in ("deny", "other", "doubt")


def _middle(page: Page, verb: int, begin: int, end: int, commas: list[int]) -> Draft | None:
    """ "The pilot, the airline confirmed late on Monday, had survived"."""
    subject = next((k for k in page.kids[verb] if page.rel[k] == "nsubj" and k < verb), None)
    if subject is None:
        return None
    low = page.reach(subject)[0]
    first, last = low - 1, next((c for c in commas if verb < c <= verb + _AFTER), None)
    if last is None or first not in commas or last + 1 >= end or page.upos[last + 1] not in _FINITE:
        return None
    helped = all(page.upos[w] in _HELPING for w in range(subject + 1, verb) if not page.under(w, subject))
    if not helped or any(_clause(page, w) for w in range(begin, first)) or page.upos[low] == "PRON":
        return None
    cue = page.chars(verb, verb + 1 + (page.lower[verb + 1] in _CLEAR))
    contents = [*clipped(page, (begin, first), []), *clipped(page, (last + 1, end), [])]
    return Draft(page.chars(low, subject + 1), cue, [_full(page, c) for c in contents])


def _inverted(page: Page, verb: int, begin: int, end: int) -> Draft | None:
    """ "No convoy crossed the line, insisted the colonel." """
    if (
        verb - begin <= _LEAST
        or page.lower[verb - 1] != ","
        or any(page.rel[k] == "nsubj" and k < verb for k in page.kids[verb])
    ):
        return None
    who = next((k for k in page.kids[verb] if k > verb and page.upos[k] in ("NOUN", "PROPN")), None)
    if who is None or page.reach(who)[0] != verb + 1 or page.reach(who)[1] < end - 1:
        return None
    if page.lower[verb].endswith("ing") or page.upos[verb + 1] == "ADP":
        return None
    clause = range(begin, verb - 1)
    if not any(_clause(page, w) for w in clause) or page.lower[begin] in words("negation", "conditions"):
        return None
    last = page.reach(who)[1] - (page.upos[page.reach(who)[1] - 1] == "PUNCT")
    return Draft(page.chars(verb + 1, last), page.chars(verb, verb + 1), [page.chars(clause[0], clause[-1] + 1)])


def _clause(page: Page, word: int) -> bool:
    """A word with a subject before it."""
    return any(page.rel[k].startswith("nsubj") and k < word for k in page.kids[word])


def _full(page: Page, span: Span) -> Span:
    """A piece without the full stop at its end."""
    return (span[0], span[1] - 1) if page.text[span[1] - 1] == "." else span
