"""Clauses of saying that the network passed over, found by their syntax.

"The general denied the claim, saying that …" and "insists on A and rules out B": a second verb of saying that
shares the first one's subject; and any reporting verb with a subject and a clause of its own.
"""

from __future__ import annotations

from functools import cache

from tocsin.read.languages import words
from tocsin.read.statements.complements import with_circumstances
from tocsin.read.statements.draft import Draft, overlap
from tocsin.read.statements.forms import all_forms, plurals
from tocsin.read.statements.nesting import by_noun, noun_phrase, reporting, reporting_nouns, shared_subject, speaker
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import clipped

_PUT = ("put", "puts", "putting")
_SHARED = ("conj", "advcl", "parataxis")


@cache
def _transitive() -> frozenset[str]:
    return all_forms(words("cues", "transitive"))


@cache
def _taking() -> frozenset[str]:
    return all_forms(words("cues", "taking"))


@cache
def _perceiving() -> frozenset[str]:
    return all_forms(words("cues", "perceiving"))


@cache
def _evidence() -> frozenset[str]:
    return frozenset(form for noun in words("negation", "evidence") for form in plurals(noun))


def missed(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Drafts for the verbs of saying that no draft has; what they take is taken from the others' contents."""
    cue_of = _marks(page, [d for d in drafts if d.contents or d.source], cues=True)
    holder = _marks(page, drafts, cues=False)
    nouns = reporting_nouns() - reporting()
    openers = reporting() | _transitive() | _taking() | _perceiving() | nouns | {*_PUT}
    found: list[Draft] = []
    for word in range(len(page)):
        if word in cue_of or page.lower[word] not in openers:
            continue
        if page.upos[word] == "NOUN" and word not in holder and (named := by_noun(page, word)):
            found.append(named)
        if page.upos[word] != "VERB" or page.lower[word] in nouns:
            continue
        if word not in holder and (answer := _by_agent(page, word) or _put_at(page, word)):
            found.append(answer)
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


def _by_agent(page: Page, verb: int) -> Draft | None:
    """ "The reports were dismissed by the Kremlin": what is denied is the subject, and who denies it the agent."""
    if page.lower[verb] not in _transitive():
        return None
    agent = next((k for k in page.kids[verb] if page.rel[k] in ("obl:agent", "obl") and _case(page, k) == "by"), None)
    subject = next((k for k in page.kids[verb] if page.rel[k] in ("nsubj:pass", "nsubj")), None)
    helper = next((k for k in page.kids[verb] if page.rel[k] == "aux:pass"), verb)
    who = noun_phrase(page, agent) if agent is not None else None
    if who is None or subject is None or agent is None or not subject < helper <= verb < agent:
        return None
    by = next(k for k in page.kids[agent] if page.rel[k] == "case")
    contents = clipped(page, page.reach(subject), [page.chars(helper, by + 1)])
    return Draft(page.chars(by + 1, who[1]), page.chars(helper, by + 1), contents[:1]) if contents else None


def _put_at(page: Page, verb: int) -> Draft | None:
    """ "Police put the number of dead at 40": an estimate."""
    if page.lower[verb] not in _PUT:
        return None
    thing = next((k for k in page.kids[verb] if page.rel[k] == "obj"), None)
    who = speaker(page, verb)
    at = next((k for w in (verb, thing) if w is not None for k in page.kids[w] if _figure(page, k)), None)
    if thing is None or at is None or who is None or not verb < thing < at:
        return None
    whole = page.reach(thing)[0], with_circumstances(page, verb, page.reach(at)[1])
    return Draft(page.chars(*who), page.chars(verb, verb + 1), [page.chars(*whole)], act="estimate")


def _figure(page: Page, word: int) -> bool:
    """ "at 40", "at 1,100 men" """
    number = page.upos[word] == "NUM" or any(page.rel[k] == "nummod" for k in page.kids[word])
    return number and _case(page, word) == "at"


def _case(page: Page, noun: int) -> str:
    return next((page.lower[k] for k in page.kids[noun] if page.rel[k] == "case"), "")


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
    if page.rel[what] == "obj":
        high = with_circumstances(page, verb, high)
    contents = clipped(page, (low, high), [source, cue])
    return Draft(source, cue, contents[:1]) if contents else None


def _said(page: Page, verb: int) -> int | None:
    """The clause a verb takes, or the thing that it denies, demands or does not see."""
    low = page.lower[verb]
    clause = next((k for k in page.kids[verb] if page.rel[k] == "ccomp" or _that(page, k)), None)
    if clause is not None and low in reporting() | _transitive():
        return clause
    thing = next((k for k in page.kids[verb] if page.rel[k] in ("obj", "xcomp") and page.lower[k] != "it"), None)
    if thing is None and low.startswith("warn"):
        return next((k for k in page.kids[verb] if page.rel[k] == "obl" and _case(page, k) == "of"), None)
    if thing is None or low in _transitive():
        return thing
    if page.rel[thing] == "xcomp" or page.upos[thing] == "PRON":
        return None
    sign = page.lower[thing] in _evidence() or any(page.lower[k] in ("no", "any") for k in page.kids[thing])
    plain = low in _taking() or (low in _perceiving() and sign)
    return thing if plain and _can_speak(page, verb) else None


def _can_speak(page: Page, verb: int) -> bool:
    """The verb's subject is a person, a body or a state, by its name or by a word such as "ministry"."""
    subject = next((k for k in page.kids[verb] if page.rel[k] == "nsubj"), None)
    if subject is None:
        return False
    span = page.chars(*page.reach(subject))
    named = any(overlap((n.start, n.end), span) and n.kind != "MISC" for n in page.tagged.names)
    return named or page.lower[subject] in words("constructions", "speakers")


def _that(page: Page, clause: int) -> bool:
    return page.rel[clause] == "advcl" and any(page.lower[k] == "that" for k in page.kids[clause][:1])


def _take(page: Page, draft: Draft, away: Span) -> None:
    """Take a clause away from a content that had swallowed it."""
    draft.contents = [part for piece in draft.contents for part in clipped(page, _as_words(page, piece), [away])]


def _as_words(page: Page, span: Span) -> Span:
    found = page.words(*span)
    return found[0], found[-1] + 1
