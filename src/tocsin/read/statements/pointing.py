"""What a denial points at where it tells nothing itself: "the claim", "its claims", "it", "him".

A noun for what was told points at a statement, and what stands before or behind it tells whose. A bare "it" may be a
deed or a plan as well as a saying, so it points at a statement only behind a verb that nothing but sayings take.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from tocsin.read.languages import table, words
from tocsin.read.statements import denials
from tocsin.read.statements.acts import names_false
from tocsin.read.statements.draft import Draft, overlap
from tocsin.read.statements.forms import all_forms, plurals
from tocsin.read.statements.nesting import noun_phrase, owner
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import trimmed

_HEAD = 6  # words of a phrase among which stands its noun
_LEADING = ("DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "NUM")
_RELATIVE = ("acl", "acl:relcl")
_COUNTING = ("ADJ", "DET", "NUM", "PRON")
_TAKEN = ("obj", "iobj", "ccomp", "xcomp")


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that only point back. ``whose`` names whose saying it is, ``about`` what it is about, as far as told."""

    kind: Literal["nothing", "speaker", "thing", "claim"]
    span: Span | None = None
    whose: Span | None = None
    about: Span | None = None
    judged: bool = False  # it is called untrue in so many words
    sort: str = ""  # of a claim: "charge" points at what accuses who denies it, "hearsay" at no denial


def pointer(page: Page, draft: Draft) -> Pointer | None:
    """What a draft's content points at; None where it tells something of its own."""
    noun = _modified(page, draft)
    described = _described(page, draft, noun) if noun is not None else None
    if not draft.contents:
        if described or _passive(page, draft):
            return described
        other = noun is not None and not (_within(page, noun, draft.source) or _told_since(page, noun, draft))
        return None if other else _untagged(page, draft)
    whole = draft.contents[0]
    return _called(page, draft) or _read(page, whole) or (described if _as(page, whole) else None)


def rejects(page: Page, draft: Draft, found: Pointer) -> bool:
    """Whether a cue rejects as untrue what a pointer points at; nobody denies what he only will not praise or do."""
    if found.judged:
        return True
    cue = _lower(page, draft.cue)
    if found.kind in ("thing", "speaker") and _given(page, draft, found):
        return False
    if found.kind == "speaker":
        return bool(_of_speakers().search(cue))
    if found.kind == "thing":
        return bool(_of_sayings().search(cue)) and denials.sense(cue, _lower(page, found.span)).act != "other"
    if _unwilling().search(cue):
        return False
    pointed = _lower(page, found.span)
    if _loose(page, draft, found):
        return bool(_of_sayings().search(cue)) or _withdraws(cue, pointed)
    return bool(_denying().search(cue)) or (bool(pointed) and denials.sense(cue, pointed).act == "deny")


def speaks(page: Page, draft: Draft) -> bool:
    """Whether a draft's source can deny anything: "the numbers" and "his support" only show that it is not so."""
    inside = page.words(*draft.source) if draft.source else range(0)
    heads = [w for w in inside if page.head[w] not in inside][:1]
    parts = [k for w in heads if page.upos[w] in _COUNTING for k in page.kids[w] if page.rel[k] == "nmod"]
    return not any(page.lower[w] in _mute() for w in heads + parts)  # "several of his findings"


@cache
def _mute() -> frozenset[str]:
    return frozenset(form for noun in words("constructions", "mute") for form in plurals(noun))


def _lower(page: Page, span: Span | None) -> str:
    return page.text[slice(*span)].lower().strip(" .,;") if span else ""


@cache
def _denying() -> re.Pattern[str]:
    return _any(words("constructions", "denying"))


@cache
def _of_sayings() -> re.Pattern[str]:
    return _any(words("constructions", "of_sayings"))


def _withdraws(cue: str, pointed: str) -> bool:
    """ "Walked back his remarks", but not "did not walk back his remarks"."""
    return denials.takes_back(cue, pointed) and denials.sense(cue, pointed).act == "deny"


@cache
def _of_speakers() -> re.Pattern[str]:
    return _any(words("constructions", "of_speakers"))


@cache
def _loosely() -> frozenset[str]:
    return frozenset(form for noun in words("constructions", "loose") for form in plurals(noun))


def _loose(page: Page, draft: Draft, found: Pointer) -> bool:
    """Whether a pointer names words that can be scorned for more than being untrue, apart from what they tell."""
    if found.kind != "claim" or found.span is None or not draft.contents or not overlap(found.span, draft.contents[0]):
        return False
    return page.lower[page.words(*found.span)[-1]] in _loosely()


def _objects(page: Page, draft: Draft) -> list[int]:
    """What a cue's verb takes by the syntax: what it denies, whoever else may have said something before."""
    cue = page.words(*draft.cue) if draft.cue else range(0)
    kids = [k for w in cue if page.upos[w] == "VERB" for k in page.kids[w] if k not in cue]
    return [k for k in kids if page.rel[k] in _TAKEN]


def _untagged(page: Page, draft: Draft) -> Pointer | None:
    """What is denied where the network saw no content: nothing, or what the only object of the verb points at."""
    who = page.words(*draft.source) if draft.source else range(0)
    taken = [k for k in _objects(page, draft) if k not in who]  # "contradicting the envoy, who": two who differ
    if not taken:
        return Pointer("nothing")
    return _read(page, page.chars(*page.reach(taken[0]))) if len(taken) == 1 else None


def _given(page: Page, draft: Draft, found: Pointer) -> bool:
    """ "Deny them a path": what is denied is a thing that somebody does not get."""
    own = page.words(*found.span) if found.span else range(0)
    return any(k not in own for k in _objects(page, draft))


@cache
def _unwilling() -> re.Pattern[str]:
    return _any(words("constructions", "unwilling"))


def _any(verbs: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(all_forms(verbs)))})\b")


@cache
def nouns() -> frozenset[str]:
    """Forms of the nouns that point back at what was told."""
    return frozenset(form for noun in table("acts")["pointers"].split() for form in plurals(noun))


def _read(page: Page, span: Span) -> Pointer | None:
    """A phrase that does nothing but point."""
    text = _lower(page, span)
    for kind in ("speaker", "thing"):
        if text in words("constructions", f"pointing_{kind}"):
            return Pointer(kind, span)
    noun = _noun(page, page.words(*span))
    if noun is None:
        return _blame(page, span)
    whose, rest = _whose(page, noun, span), _rest(page, noun, span)
    first = page.lower[page.words(*span)[0]]
    if rest is None or not (whose or first in words("constructions", "pointing_before")):
        return None
    about = rest if rest[0] < rest[1] else None
    return Pointer("claim", (span[0], page.ends[noun]), whose, about, sort=_sort(page, noun))


def _blame(page: Page, span: Span) -> Pointer | None:
    """ "Any involvement", "responsibility for the raid": who denies it denies what he was accused of."""
    inside = page.words(*span)
    noun = next((w for w in inside[:_HEAD] if page.lower[w] in words("constructions", "blame")), None)
    if noun is None or any(page.upos[w] not in ("DET", "ADJ") for w in inside if w < noun):
        return None
    about = (page.ends[noun], span[1])
    return Pointer("claim", span, None, about if page.words(*about) else None, sort="blame")


def _sort(page: Page, noun: int) -> str:
    return next((sort for sort in ("charge", "hearsay") if page.lower[noun] in _sorted(sort)), "")


@cache
def _sorted(sort: str) -> frozenset[str]:
    return frozenset(form for noun in words("constructions", sort) for form in plurals(noun))


def _noun(page: Page, inside: range) -> int | None:
    """The noun for what was told at the head of a phrase."""
    for word in inside[:_HEAD]:
        if page.lower[word] in nouns() and page.rel[word] != "compound":
            return word
        if page.upos[word] not in _LEADING and not page.rel[word].startswith(("amod", "compound")):
            return None
    return None


def _whose(page: Page, noun: int, span: Span) -> Span | None:
    """Whose saying it is: "its claims", "Russia's account", "the Kremlin claim", "comments by the envoy"."""
    of = owner(page, noun)
    if of is not None:
        return page.spans[of]
    named = [n for n in page.tagged.names if overlap((n.start, n.end), (span[0], page.starts[noun]))]
    return (named[0].start, named[0].end) if named else None


def _rest(page: Page, noun: int, span: Span) -> Span | None:
    """What stands behind the noun: nothing, whose it is, or what it is about; None where more is told."""
    end = span[1] - (page.text[span[1] - 1] in ".,;")
    behind = page.words(page.ends[noun], end)
    if not behind or page.lower[behind[0]] in words("cues", "giving") | words("cues", "given") | {"as"}:
        return end, end
    return (page.ends[behind[0]], end) if page.lower[behind[0]] in ("of", "about") else None


def _called(page: Page, draft: Draft) -> Pointer | None:
    """ "The Russian claims were false", "rejected it as untrue", "calls that a hoax": what is called untrue."""
    start, end = draft.contents[0]
    found = denials.verdict(page.text[start:end])
    if found is not None and found.denied:
        told = trimmed(page.text, (start, start + found.end))
        return _judged(_read(page, told)) if told else None
    if _as_untrue().match(page.text, end):
        return _judged(_read(page, (start, end)))
    if not names_false(_lower(page, draft.cue), page.text[start:end]):
        return None
    named = _named(page, draft)
    scorned = named is not None and named.kind == "thing" and _scorn().search(_lower(page, (start, end)))
    return None if scorned else named  # a plan can be absurd, too


def _named(page: Page, draft: Draft) -> Pointer | None:
    """What is called false: the "it" at the end of the cue, or the head of the content."""
    start, end = draft.contents[0]
    named = page.words(*draft.cue or (0, 0))[-1]
    if page.lower[named] in words("constructions", "pointing_thing"):
        return Pointer("thing", page.spans[named], judged=True)
    inside = page.words(start, end)
    noun = _noun(page, inside)
    last = noun if noun is not None else inside[0]
    return _judged(_read(page, (start, page.ends[last])))


@cache
def _scorn() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('constructions', 'scorn'))})\b")


@cache
def _as_untrue() -> re.Pattern[str]:
    """ "Rejected it" is followed by "as untrue"."""
    return re.compile(rf" as (?:\w+ ){{0,2}}?(?:{'|'.join(map(re.escape, denials.listed('wrong')))})\b", re.IGNORECASE)


def _judged(found: Pointer | None) -> Pointer | None:
    if found is None or found.kind == "speaker":
        return None
    return replace(found, judged=True)


def _as(page: Page, content: Span) -> bool:
    """Only as what something is dismissed: "as a pretext"."""
    return page.lower[page.words(*content)[0]] == "as"


def _passive(page: Page, draft: Draft) -> bool:
    """What "was denied" is its subject, wherever that may be, and not just anything said before."""
    return any(page.rel[k] == "aux:pass" for w in page.words(*draft.cue or (0, 0)) for k in page.kids[w])


def _modified(page: Page, draft: Draft) -> int | None:
    """The noun that the clause of a cue is about: "claims" of "its claims, which were dismissed by"."""
    cue = page.words(*draft.cue) if draft.cue else range(0)
    verb = next((w for w in cue if page.upos[w] == "VERB"), None)
    if verb is None:
        return None
    top = next((w for w in page.up(verb) if page.rel[w] != "conj"), verb)
    noun = page.head[top]
    return noun if page.rel[top] in _RELATIVE and 0 <= noun < cue[0] else None


def _within(page: Page, word: int, span: Span | None) -> bool:
    """Whether a word stands in a span: "the mayor, who denied it", against "a treaty he had rejected"."""
    return span is not None and word in page.words(*span)


def _told_since(page: Page, noun: int, draft: Draft) -> bool:
    """Whether something told is named between a noun and the cue: "his son, a charge that he denied"."""
    return any(page.lower[w] in nouns() for w in range(noun + 1, page.words(*draft.cue)[0] if draft.cue else 0))


def _described(page: Page, draft: Draft, noun: int) -> Pointer | None:
    """What is told by the noun that the clause describes."""
    if page.lower[noun] not in nouns():
        return None
    phrase = noun_phrase(page, noun)
    span = page.chars(phrase[0], noun + 1) if phrase else page.spans[noun]
    return Pointer("claim", span, _whose(page, noun, span))  # of whatever sort, it is the one just told
