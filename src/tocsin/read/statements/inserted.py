"""Speakers in the middle and at the end: "The pilot, the airline confirmed, had survived"; "X, insisted the colonel".

The network finds most of them; these are the ones whose verb or order it does not know.
"""

from __future__ import annotations

from functools import cache

from tocsin.read.languages import table, words
from tocsin.read.statements.acts import known, sense
from tocsin.read.statements.draft import Draft, overlap
from tocsin.read.statements.nesting import reporting
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import clipped

_HELPING = ("AUX", "ADV", "PART")
_FINITE = ("AUX", "VERB")
_NAMING = ("DET", "NUM", "ADJ", "NOUN", "PROPN", "ADP", "PART")
_OPENING = ("DET", "NOUN", "PROPN", "NUM")
_CLOSING = ("”", '"', "''", "»")
_CLEAR = ("clear", "plain", "known")
_LEAST = 3
"""A clause that somebody says has at least so many words."""
_AFTER = 8
"""Words behind the verb within which an inserted clause ends."""


def complete(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Drafts for speakers in the middle or at the end that none has; one that lacks a part of it is set right."""
    cues = {w: d for d in drafts if d.cue for w in page.words(*d.cue)}
    found = []
    for begin, end in page.sentences:
        commas = [w for w in range(begin, end) if page.lower[w] == ","]
        for verb in (w for w in range(begin, end) if commas and _says(page, w)):
            known = cues.get(verb)
            made = _middle(page, verb, begin, end, commas) or _inverted(page, verb, begin, end)
            if made is None and (known is None or not known.contents):
                made = _closing(page, verb, begin, end, commas)
            if made is not None and known is None:
                found.append(made)
                _reclaim(page, drafts, made)
            elif made is not None and known is not None and _lacks(known, made):
                known.source, known.cue, known.contents = made.source, made.cue, made.contents
            elif made is not None and known is not None:
                _without_circumstances(page, known, made)
    return found


def _without_circumstances(page: Page, known: Draft, made: Draft) -> None:
    """ "The airline confirmed late on Monday, had survived": the day hangs on the cue and is not told."""
    behind = next((c for c in made.contents if made.cue and c[0] >= made.cue[1]), None)
    if made.cue is None or behind is None:
        return
    cue, aside = page.words(*made.cue), page.words(made.cue[1], behind[0])
    solid = [w for w in aside if page.upos[w] != "PUNCT"]
    if not solid or any(page.head[w] not in (*aside, *cue) for w in solid):
        return
    away = page.chars(aside[0], aside[-1] + 1)
    for piece in [c for c in known.contents if overlap(c, away) and overlap(c, behind)]:
        held = page.words(*piece)
        rest = [c for c in known.contents if c != piece]
        known.contents = sorted([*rest, *clipped(page, (held[0], held[-1] + 1), [away])])


def _reclaim(page: Page, drafts: list[Draft], made: Draft) -> None:
    """Take what is said away from a cue in another sentence."""
    here = page.sentence(page.words(*made.contents[0])[0])
    for draft in drafts:
        if draft.cue and page.sentence(page.words(*draft.cue)[0]) != here:
            draft.contents = [c for c in draft.contents if not overlap(c, made.contents[0])]


def _lacks(known: Draft, made: Draft) -> bool:
    """Whether a draft has no content, only the first part of it, or a part of who speaks for content."""
    if not known.contents or known.contents == made.contents[:1]:
        return True
    return any(made.source and overlap(c, made.source) for c in known.contents)


def _says(page: Page, verb: int) -> bool:
    """A verb of saying, or "made clear"."""
    if page.upos[verb] != "VERB":
        return False
    made = page.lower[verb] in ("made", "makes") and page.lower[verb + 1 : verb + 2] != []
    if made and page.lower[verb + 1] in _CLEAR:
        return True
    if verb and page.lower[verb - 1] in _CLOSING:
        return True  # “…,” fumed the councillor
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


def _closing(page: Page, verb: int, begin: int, end: int, commas: list[int]) -> Draft | None:
    """ "The ferry will not sail again, the owner made clear at Monday's meeting." """
    subject = next((k for k in page.kids[verb] if page.rel[k] == "nsubj" and k < verb), None)
    if subject is None:
        return _last_words(page, verb, begin, end, commas)
    first = page.reach(subject)[0] - 1
    if first not in commas or end - verb > _AFTER or page.upos[first + 1] == "PRON":
        return None
    told = page.reach(subject)[1] <= verb and any(_clause(page, w) for w in range(begin, first))
    if not told or any(page.upos[w] in _FINITE for w in range(verb + 1, end)):
        return None
    cue = page.chars(verb, verb + 1 + (page.lower[verb + 1] in _CLEAR))
    return Draft(page.chars(first + 1, page.reach(subject)[1]), cue, [page.chars(begin, first)])


def _last_words(page: Page, verb: int, begin: int, end: int, commas: list[int]) -> Draft | None:
    """A noun phrase and a verb of saying behind the last comma of a sentence, however the syntax hung them."""
    comma = next((c for c in reversed(commas) if c < verb), None)
    if (
        comma is None
        or page.lower[verb] not in reporting()
        or any(page.upos[w] != "PUNCT" for w in range(verb + 1, end))
    ):
        return None
    who = range(comma + 1, verb)
    named = any(page.upos[w] in ("NOUN", "PROPN") for w in who) and all(page.upos[w] in _NAMING for w in who)
    if not named or not any(_clause(page, w) for w in range(begin, comma)):
        return None
    return Draft(page.chars(who[0], verb), page.spans[verb], [page.chars(begin, comma)])


def _inverted(page: Page, verb: int, begin: int, end: int) -> Draft | None:
    """ "No convoy crossed the line, insisted the colonel." """
    quoted = page.lower[verb - 1] in _CLOSING
    if verb - begin <= _LEAST or not (quoted or page.lower[verb - 1] == ",") or page.lower[verb].endswith("ing"):
        return None
    while end - 1 > verb and page.upos[end - 1] == "PUNCT":
        end -= 1
    who, before = range(verb + 1, end), range(begin, verb - 1)
    if not who or page.upos[who[0]] not in _OPENING or page.lower[who[0]] in _weekdays():
        return None
    if page.lower[verb] in words("cues", "citing") or page.lower[begin] in words("negation", "conditions"):
        return None
    if any(page.upos[w] in _FINITE and not _described(page, w) for w in who) or not _told(page, verb, before):
        return None
    said = page.chars(begin, verb if quoted else verb - 1)
    return Draft(page.chars(who[0], end), page.chars(verb, verb + 1), [said])


@cache
def _weekdays() -> frozenset[str]:
    """ "…, said Tuesday": nobody's name."""
    return frozenset(table("times")["words"]["weekday"])


def _told(page: Page, verb: int, before: range) -> bool:
    """Whether a clause of its own stands before a verb, and not the verb's subject with what describes it."""
    if not any(page.rel[k] == "nsubj" and k < verb for k in page.kids[verb]):
        return any(_clause(page, w) for w in before)
    parted = "," in page.lower[before[0] : before[-1]]
    return not parted and any(page.upos[w] == "AUX" and not _described(page, w) for w in before)


def _described(page: Page, word: int) -> bool:
    """Whether a word stands in a relative clause."""
    return any(page.rel[a] == "acl:relcl" for a in page.up(word))


def _clause(page: Page, word: int) -> bool:
    """A word with a subject before it."""
    return any(page.rel[k].startswith("nsubj") and k < word for k in page.kids[word])


def _full(page: Page, span: Span) -> Span:
    """A piece without the full stop at its end."""
    return (span[0], span[1] - 1) if page.text[span[1] - 1] == "." else span
