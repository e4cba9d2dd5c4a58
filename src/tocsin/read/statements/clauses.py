"""Clauses of saying that the network passed over, found by their syntax.

"The general denied the claim, saying that …" and "insists on A and rules out B": a second verb of saying that
shares the first one's subject; and any reporting verb with a subject and a clause of its own.
"""

from __future__ import annotations

from functools import cache

from tocsin.read.languages import words
from tocsin.read.statements.draft import Draft
from tocsin.read.statements.forms import all_forms
from tocsin.read.statements.nesting import by_noun, reporting, reporting_nouns, shared_subject, speaker
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import clipped

_SHARED = ("conj", "advcl", "parataxis")


@cache
def _transitive() -> frozenset[str]:
    return all_forms(words("cues", "transitive"))


def missed(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Drafts for the verbs of saying that no draft has; what they take is taken from the others' contents."""
    cue_of = _marks(page, drafts, cues=True)
    holder = _marks(page, drafts, cues=False)
    nouns = reporting_nouns() - reporting()
    openers = reporting() | _transitive() | nouns
    found: list[Draft] = []
    for word in range(len(page)):
        if word in cue_of or page.lower[word] not in openers:
            continue
        if page.upos[word] == "NOUN" and word not in holder and (named := by_noun(page, word)):
            found.append(named)
        if page.upos[word] != "VERB" or page.lower[word] in nouns:
            continue
        first = cue_of.get(page.head[word]) if page.rel[word] in _SHARED else None
        if first is None and word in holder:
            continue
        draft = _made(page, word, first)
        if draft is not None:
            found.append(draft)
            for host in {id(holder[w]): holder[w] for w in range(*page.reach(word)) if w in holder}.values():
                if first is not None or word not in holder:
                    _take(page, host, draft.contents[0])
            if word in holder:
                _take(page, holder[word], page.chars(*page.reach(word)))
    return found


def _marks(page: Page, drafts: list[Draft], cues: bool) -> dict[int, Draft]:
    """The draft that each word of a cue, or of a content, belongs to."""
    found: dict[int, Draft] = {}
    for draft in drafts:
        spans = ([draft.cue] if draft.cue else []) if cues else draft.contents
        for span in spans:
            for word in page.words(*span):
                found[word] = draft
    return found


def _made(page: Page, verb: int, first: Draft | None) -> Draft | None:
    own = speaker(page, verb) or (shared_subject(page, verb) if first is None else None)
    source = page.chars(*own) if own else first.source if first else None
    what = _said(page, verb)
    if source is None or what is None:
        return None
    cue = page.chars(verb, verb + 1)
    low, high = page.reach(what)
    for kid in page.kids[verb]:
        if page.rel[what] == "obj" and page.rel[kid] == "obl" and page.reach(kid)[0] == high:
            high = page.reach(kid)[1]  # "threatens Ukraine with war"
    contents = clipped(page, (low, high), [source, cue])
    return Draft(source, cue, contents[:1]) if contents else None


def _said(page: Page, verb: int) -> int | None:
    """The clause a verb takes, or the thing that it denies."""
    clause = next((k for k in page.kids[verb] if page.rel[k] == "ccomp" or _that(page, k)), None)
    if clause is not None or page.lower[verb] not in _transitive():
        return clause
    return next((k for k in page.kids[verb] if page.rel[k] in ("obj", "xcomp") and page.lower[k] != "it"), None)


def _that(page: Page, clause: int) -> bool:
    return page.rel[clause] == "advcl" and any(page.lower[k] == "that" for k in page.kids[clause][:1])


def _take(page: Page, draft: Draft, away: Span) -> None:
    """Take a clause away from a content that had swallowed it."""
    draft.contents = [part for piece in draft.contents for part in clipped(page, _as_words(page, piece), [away])]


def _as_words(page: Page, span: Span) -> Span:
    found = page.words(*span)
    return found[0], found[-1] + 1
