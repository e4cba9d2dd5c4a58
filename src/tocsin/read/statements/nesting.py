"""Statements inside statements: "The ministry reports that anonymous accounts claimed that …".

Where one draft lies in another's content it is passed on by it. Inner ones that nobody tagged are found by
the syntax of reporting verbs with a clause, "according to" and nouns such as "X's warning that".
Both the outer and the inner statement are kept.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import islice

from tocsin.read.languages import words
from tocsin.read.statements import denials
from tocsin.read.statements.acts import sense
from tocsin.read.statements.draft import Draft, overlap
from tocsin.read.statements.forms import all_forms, plurals
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import clipped, trimmed

_SHARING = ("advcl", "conj", "xcomp")
_RELATIVE = ("that", "which", "who", "whom")
_OWN = ("i", "we", "you", "it", "one")
_LONGEST_SOURCE = 40
_NEAR = 7  # words from a noun such as "report" within which its "that" stands


@cache
def reporting() -> frozenset[str]:
    """Forms of verbs that open a statement: "said", "warned"."""
    return all_forms(words("cues", "reporting"))


@cache
def reporting_nouns() -> frozenset[str]:
    """Forms of nouns that open a statement: "warning", "claims"."""
    return frozenset(form for noun in words("cues", "reporting_nouns") for form in plurals(noun))


@cache
def _publishing() -> frozenset[str]:
    return all_forms(words("cues", "publishing"))


def nest(page: Page, drafts: list[Draft]) -> list[Draft]:
    """The drafts with their ``via`` filled in, and the inner statements found by rule."""
    drafts = sorted(drafts, key=lambda d: (d.anchor, d.start))
    anchors = [d.anchor for d in drafts]
    cues = sorted(d.cue for d in drafts if d.cue)
    added: list[Draft] = []
    for outer in drafts:
        for piece in outer.contents:
            inner = drafts[bisect_left(anchors, piece[0]) : bisect_left(anchors, piece[1])]
            for draft in inner:
                if draft is not outer and _within(draft, piece):
                    draft.via = (*outer.via, outer)
                    _denied(page, outer, draft)
            added += _untagged(page, outer, piece, cues)
    return drafts + added


def _within(draft: Draft, piece: Span) -> bool:
    """A draft with a source of its own whose cue and content lie in a piece of another's content."""
    spans = [*draft.contents, *([draft.cue] if draft.cue else [])]
    return bool(draft.cue and draft.source) and all(piece[0] <= a and b <= piece[1] for a, b in spans)


def _untagged(page: Page, outer: Draft, piece: Span, cues: list[Span]) -> list[Draft]:
    """Inner statements of one content piece that no draft covers yet."""
    found: list[Draft] = []
    openers = reporting() | reporting_nouns()
    for word in page.words(*piece):
        if page.lower[word] not in openers or _taken(cues, page.spans[word]):
            continue
        draft = _by_verb(page, word) or by_noun(page, word)
        if draft and _inside(draft, (min(outer.contents)[0], max(outer.contents)[1])) and not _same(draft, outer):
            draft.via = (*outer.via, outer)
            found.append(draft)
            _denied(page, outer, draft)
    return found


def _denied(page: Page, outer: Draft, inner: Draft) -> None:
    """ "Denied a report from Thessen that …", "said Thessen's claims that … are untrue": that report is answered."""
    if not (outer.cue and inner.cue and outer.answers is None and _text(page, inner.cue) in reporting_nouns()):
        return
    noun = page.words(*inner.cue)[-1]
    if page.upos[noun] != "NOUN":
        return  # "disputed notes in which the court claims that"
    if sense(_text(page, outer.cue)).act == "deny":
        if _is_taken(page, outer, noun):
            outer.answers = inner
        return
    start, end = outer.contents[0]
    found = denials.verdict(page.text[start:end])
    if found is not None and found.denied and overlap(inner.cue, (start + found.noun, end)):
        outer.answers = inner
        stop = start + found.end
        cut = (trimmed(page.text, (a, min(z, stop))) for a, z in inner.contents if a < stop)
        inner.contents = [c for c in cut if c] or inner.contents


def _is_taken(page: Page, outer: Draft, noun: int) -> bool:
    """Whether a noun is what a cue takes, and not only within it: "denied the leak of a report that"."""
    inside = page.words(*outer.contents[0])
    return page.under(inside[0], noun) or page.head[noun] not in inside


def _text(page: Page, span: Span) -> str:
    return page.text[slice(*span)].lower()


def _taken(cues: list[Span], word: Span) -> bool:
    at = bisect_left(cues, (word[1], 0))
    return at > 0 and cues[at - 1][1] > word[0]


def _inside(draft: Draft, piece: Span) -> bool:
    spans = [*draft.contents, *([draft.source] if draft.source else []), *([draft.cue] if draft.cue else [])]
    return all(piece[0] <= a and b <= piece[1] for a, b in spans)


def _same(draft: Draft, outer: Draft) -> bool:
    """The inner statement is but the outer one again."""
    return bool(outer.cue and draft.cue and overlap(outer.cue, draft.cue))


def _by_verb(page: Page, word: int) -> Draft | None:
    """ "accounts claimed that …": a reporting verb, its subject, and the clause it takes."""
    if page.upos[word] != "VERB" or page.lower[word] not in reporting():
        return None
    clause = next((k for k in page.kids[word] if page.rel[k] == "ccomp"), None)
    who = speaker(page, word)
    if clause is None or who is None:
        return None
    return _made(page, who, word, page.reach(clause))


def by_noun(page: Page, word: int) -> Draft | None:
    """ "the ministry's warning that …", "assurances by the envoy that …" """
    if page.upos[word] != "NOUN" or page.lower[word] not in reporting_nouns():
        return None
    clause = that_clause(page, word)
    whose = owner(page, word)
    if clause is None or whose is None or page.upos[whose] == "PRON":
        return None
    low, high = page.reach(whose)
    clear = next(
        (k for k in range(low, high) if page.rel[k] == "case" and page.head[k] == whose and k < whose), low - 1
    )
    last = min(high, clause)
    return _made(page, (clear + 1, last), word, page.reach(clause)) if clear + 1 < last else None


def that_clause(page: Page, noun: int) -> int | None:
    """The clause of "a report from Thessen that …", wherever the syntax hung it: its "that" stands close behind."""
    hung = next((k for k in page.kids[noun] if page.rel[k] in ("acl", "ccomp") and _has_that(page, k)), None)
    if hung is not None:
        return hung
    stop = min(noun + _NEAR, len(page))
    marks = (w for w in range(noun + 1, stop) if page.lower[w] == "that" and page.rel[w] == "mark")
    return next((page.head[w] for w in marks if page.head[w] > w), None)


def owner(page: Page, noun: int) -> int | None:
    """Whose report it is: by the syntax, or by the "by" or "from" right behind the noun."""
    hung = next((k for k in page.kids[noun] if page.rel[k] == "nmod:poss" or _by(page, k) or _people(page, k)), None)
    if hung is not None:
        return hung
    made = noun + 2 < len(page) and page.lower[noun + 1] in words("cues", "given") and page.lower[noun + 2] == "by"
    by = noun + (2 if made else 1)
    if by >= len(page) or page.lower[by] not in words("cues", "giving"):
        return None
    return page.head[by] if page.rel[by] == "case" and page.head[by] > by else None


def _by(page: Page, noun: int) -> bool:
    """ "by the envoy", "from Thessen", "in the Polish press" """
    giving = words("cues", "giving")
    return page.rel[noun] == "nmod" and any(page.rel[k] == "case" and page.lower[k] in giving for k in page.kids[noun])


def _people(page: Page, word: int) -> bool:
    """ "Russian claims" """
    return page.rel[word] == "amod" and any(
        n.kind == "NORP" and overlap((n.start, n.end), page.spans[word]) for n in page.tagged.names
    )


def _has_that(page: Page, clause: int) -> bool:
    return any(page.lower[k] == "that" and page.rel[k] == "mark" for k in page.kids[clause])


def _made(page: Page, speaker: Span, cue: int, clause: Span) -> Draft | None:
    source, said = page.chars(*speaker), page.chars(cue, cue + 1)
    contents = clipped(page, clause, [source, said])
    return Draft(source, said, contents[:1]) if contents else None


def speaker(page: Page, verb: int) -> Span | None:
    """The words of who says it, through "which" and participles: "accounts that posted messages warning that"."""
    subject = next((k for k in page.kids[verb] if page.rel[k] in ("nsubj", "nsubj:pass")), None)
    if subject is None:
        return _head_noun(page, verb) if page.rel[verb] == "acl" else None
    if page.lower[subject] in _RELATIVE and page.rel[verb] == "acl:relcl":
        return _head_noun(page, verb)
    if page.lower[subject] in _OWN or page.upos[subject] not in ("NOUN", "PROPN", "PRON"):
        return None
    return noun_phrase(page, subject)


def shared_subject(page: Page, verb: int) -> Span | None:
    """The words of a verb's subject, or of the subject that a participle shares with its clause."""
    for word in islice(page.up(verb), 4):
        subject = next((k for k in page.kids[word] if page.rel[k] == "nsubj"), None)
        if subject is not None:
            return None if page.lower[subject] in ("it", "there", "what") else noun_phrase(page, subject)
        if any(page.rel[k] in ("nsubj:pass", "csubj") for k in page.kids[word]) or page.rel[word] not in _SHARING:
            return None
    return None


def _head_noun(page: Page, verb: int) -> Span | None:
    """The noun a clause describes, or whoever published it."""
    noun = page.head[verb]
    if noun < 0 or page.upos[noun] not in ("NOUN", "PROPN"):
        return None
    return publisher(page, noun) or noun_phrase(page, noun)


def publisher(page: Page, noun: int) -> Span | None:
    """Whoever published what a noun names: "the ministry posted a video that …"."""
    above = page.head[noun]
    if page.rel[noun] not in ("obj", "conj") or above < 0:
        return None
    above = page.head[above] if page.rel[noun] == "conj" else above
    return speaker(page, above) if above >= 0 and page.lower[above] in _publishing() else None


def noun_phrase(page: Page, noun: int) -> Span | None:
    """The words of a noun up to the clauses that describe it."""
    low, high = page.reach(noun)
    for kid in page.kids[noun]:
        if page.rel[kid] in ("acl:relcl", "acl") and kid > noun:
            high = min(high, page.reach(kid)[0])
    while high - 1 > noun and page.upos[high - 1] == "PUNCT":
        high -= 1
    while low < noun and (page.upos[low] in ("PUNCT", "CCONJ") or (page.head[low], page.rel[low]) == (noun, "case")):
        low += 1
    return (low, high) if low <= noun < high and high - low <= _LONGEST_SOURCE else None
