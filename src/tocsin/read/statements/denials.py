"""Denying, taking back and leaving open by idioms: "poured cold water on reports that", "stopped short of saying".

What is done is settled by the class of the verb and the class of what follows it: who withdraws a claim denies it, who
withdraws troops says nothing. Tables: ``denials.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from tocsin.read.languages import table, words
from tocsin.read.statements import acts
from tocsin.read.statements.acts import CueSense
from tocsin.read.statements.forms import all_forms, forms, plurals

_UNDOING = re.compile(r"\b(?:not|never|nor|neither|cannot|no longer|nobody|none|refus\w+|declin\w+|fail\w*)\b|n't")
_ASKING = re.compile(r"\b(?:ask|want|urg|call|press|order|tell|told|demand|invit|forb[ai]d|warn|appeal|beg)\w*\b")
_OPEN = ("whether", "if", "who", "why", "how", "when", "where", "what", "which")
_BE = ("be", "is", "are", "was", "were", "been", "being", "'s", "'re")
_ONESELF = "(?:itself|himself|herself|themselves|ourselves|myself)"
_STARTS = 6  # words of a content among which stands what an idiom takes
_GAP = r"(?:[\w'-]+ ){0,4}?"


@dataclass(frozen=True, slots=True)
class Way:
    """The idioms of one kind: how they are found, and what they do plainly and after "not"; None: nothing."""

    find: re.Pattern[str]
    plain: CueSense | None
    undone: CueSense


@cache
def ways() -> tuple[Way, ...]:
    """Every kind of idiom, in the order of the table; patterns expect lower case and single spaces."""
    return tuple(
        Way(_pattern(row), CueSense(*row["plain"]) if row["plain"] else None, CueSense(*row["undone"]))
        for row in table("denials")["ways"].values()
    )


def _pattern(row: dict[str, str]) -> re.Pattern[str]:
    """A noun that an idiom takes only has to follow; a verb of saying belongs to the idiom."""
    following = _any(form for key in row["takes"].split() for form in _class(key))
    behind = {"": "", "saying": rf" (?:\w+ly )?{following}\b(?: (?:on|about|upon)\b)?"}
    found = behind.get(row["takes"], rf"(?= {_GAP}{following}\b)")
    return re.compile(rf"\b{_any(map(_forms, _idioms(row)), plain=False)}(?!\w){found}")


def _idioms(row: dict[str, str]) -> list[str]:
    return [" ".join(idiom.split()) for idiom in row["idioms"].split(";")]


def _forms(idiom: str) -> str:
    """ "take … back" as a pattern of all its forms."""
    first, *rest = idiom.split()
    blanks = {"…": r"(?:\S+ ){0,4}?\S+", "oneself": _ONESELF}
    return " ".join([_any(_BE if first == "be" else forms(first)), *(blanks.get(w) or re.escape(w) for w in rest)])


def _any(these: Iterable[str], *, plain: bool = True) -> str:
    """One of these, the longest first."""
    return f"(?:{'|'.join(sorted((re.escape(t) if plain else t for t in these), key=len, reverse=True))})"


@cache
def _class(key: str) -> frozenset[str]:
    """Every form of a class of words that idioms take."""
    found = words("denials", key)
    return all_forms(found) if key == "saying" else frozenset(form for noun in found for form in plurals(noun))


def told() -> frozenset[str]:
    """Forms of the nouns for what is told: "reports", "speculation"."""
    return _class("told")


@cache
def openers() -> frozenset[str]:
    """Every word that an idiom can begin with."""
    firsts = {idiom.split()[0] for row in table("denials")["ways"].values() for idiom in _idioms(row)}
    return all_forms(firsts - {"be"}) | {*_BE}


@lru_cache(maxsize=20_000)
def sense(cue: str, start: str = "") -> CueSense:
    """What a cue does to a content that begins with ``start``, by its idioms, else by its single words."""
    low, start = cue.lower().replace("’", "'"), " ".join(start.lower().split()[:_STARTS])
    return _idiom(low, start) or _factive(low, start) or acts.sense(cue)


def _idiom(cue: str, start: str) -> CueSense | None:
    if openers().isdisjoint(cue.split()):
        return None
    whole = f"{cue} {start}"
    for way in ways():
        hit = next((m for m in way.find.finditer(whole) if m.start() < len(cue)), None)
        if hit is None or _ASKING.search(whole, 0, hit.start()):
            continue
        found = way.undone if _UNDOING.search(whole, 0, hit.start()) else way.plain
        if found is not None:
            return _kept(found, whole[hit.start() :])
    return None


def takes_back(cue: str, start: str) -> bool:
    """Whether a cue takes back what it names: "retracted" + "the claim"."""
    whole = f"{cue.lower()} {start.lower()}"
    hit = _withdrawing().search(whole)
    return hit is not None and hit.start() < len(cue)


@cache
def _withdrawing() -> re.Pattern[str]:
    return _pattern(table("denials")["ways"]["withdrawing"])


def _kept(found: CueSense, rest: str) -> CueSense:
    """A threat that is withdrawn is no longer made; nothing is denied."""
    if found.act != "deny":
        return found
    kept = (acts.sense(word).act for word in rest.split()[: 2 * _STARTS] if acts.known(word))
    act = next((act for act in kept if act in words("denials", "kept_acts")), None)
    return replace(found, act=act) if act else found


def _factive(cue: str, start: str) -> CueSense | None:
    """ "did not know that the bridge was closed": it was; "did not know whether" leaves it open."""
    first = start.partition(" ")[0]
    if first != "that" and first not in _OPEN:
        return None
    ignored = _UNDOING.search(cue) and not factives().isdisjoint(cue.split())
    if not ignored and not _unaware().search(cue):
        return None
    return CueSense("other", 1, 0.85) if first == "that" else CueSense("other", 0, 0.35)


@cache
def factives() -> frozenset[str]:
    """Forms of verbs that take what follows for granted, with "not" too."""
    return all_forms(words("denials", "factive"))


@cache
def _unaware() -> re.Pattern[str]:
    return re.compile(rf"\b{_any(listed('unaware'))}\b")


def listed(key: str) -> list[str]:
    """The entries of a list whose entries have more than one word."""
    return [" ".join(entry.split()) for entry in table("denials")[key].split(";")]


def judgement(text: str) -> bool:
    """Whether a phrase only says that something is untrue or mere talk: "utter nonsense", "gossip"."""
    return bool(_judgements().fullmatch(text))


@cache
def _judgements() -> re.Pattern[str]:
    talk = words("cues", "talk") | {form for noun in words("cues", "talk") for form in plurals(noun)}
    return re.compile(rf"(?:an? )?(?:\w+ ){{0,2}}?{_any([*listed('wrong'), *talk])}", re.IGNORECASE)


@cache
def namers() -> frozenset[str]:
    """Every form of every verb of naming."""
    return frozenset(all_forms(table("acts")["naming"].split()))


@cache
def naming() -> re.Pattern[str]:
    """ "called the account fanciful": a verb of naming, something told, and that it is untrue."""
    verbs = _any(namers())
    adverb = r"(?:(?:utterly|simply|pure|just|a|an|complete|\w+ly) )*"
    thing = rf"(?:[\w'’-]+ ){{0,4}}?{_any(told())}\b(?: [\w'’-]+){{0,14}}?"
    return re.compile(rf"{verbs} (?P<said>{thing} (?:as )?{adverb}{_any(listed('wrong'))})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a content says of something told: whether it is denied, and from where to where it is told, noun first."""

    denied: bool
    noun: int
    end: int


@cache
def _wrong() -> str:
    """What is said of something told that is denied (``wrong``) or upheld (``right``), as a pattern."""
    judged = rf"(?P<wrong>{_any(listed('wrong'))})|(?P<right>{_any(listed('right'))})"
    adverb = r"(?:(?:just|simply|all|nothing but|no more than|a|\w+ly|\w+ and) )*"
    verb = r"(?:is|are|was|were|has been|have been|had been|proved|turned out to be)(?P<no> not|n['’]t)?"
    return rf"\s(?P<be>{verb} {adverb}(?:{judged}))(?=$|[\s,.;”\"])"


@cache
def _verdicts() -> tuple[re.Pattern[str], ...]:
    """A noun for what is told at the head and what is said of it at the end, or "no truth in" before the noun."""
    noun = rf"(?:[\w'’-]+ ){{0,3}}?\b(?P<noun>{_any(_class('told') | _class('feared'))})\b"
    grounds = (
        rf"there (?:is|are|was|were|has been) (?:no|little|not a word of|no \w+) {_any(words('denials', 'grounds'))}"
    )
    at_end = rf"(?:that )?{noun}.*?{_wrong()}"
    before = rf"(?:that )?(?P<wrong>{grounds}) (?:to|in|for|behind) {noun}(?P<be>)(?P<no>(?!))?"
    return tuple(re.compile(find, re.IGNORECASE | re.DOTALL) for find in (at_end, before))


def verdict(content: str) -> Verdict | None:
    """What a content holds of what is told: "reports of a mutiny were premature", "the claim is not true"."""
    for pattern in _verdicts():
        if found := pattern.match(content):
            told_to = found.start("be") if found["be"] else len(content)
            return Verdict(bool(found["wrong"]) != bool(found["no"]), found.start("noun"), told_to)
    return None
