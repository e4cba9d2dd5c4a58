"""The event lexicon as look-up tables: verb forms → what they mean with which complement; nouns that are events.

Two layers, ours before the one adapted from CAMEO's dictionary (MIT); both in the same notation, both data. Compiled
once; a word is then looked up in constant time whatever the size of the lexicon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from tocsin.read.forms import inflect, numbers
from tocsin.read.languages import table

_SLASH = re.compile(r"\s*/")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A PLOVER class with its mode; ``turned`` when the subject is whom it is done to."""

    type: str
    mode: str | None = None
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A complement: an object noun (word or set) with modifiers, prepositions with or without their nouns."""

    head: str | None
    modifiers: tuple[str, ...]
    preps: tuple[tuple[str, str | None], ...]
    meaning: Meaning | None
    subject: bool = False  # the noun is the subject

    @property
    def weight(self) -> int:
        """The more it says, the more it weighs; a word says more than a set."""
        said = 2 * len(self.modifiers) + sum(3 if noun and noun[0] != "@" else 2 for _, noun in self.preps)
        return said + (0 if self.head is None else 3 if self.head[0] != "@" else 2)


@dataclass(slots=True)
class Verb:
    """What one verb (with its particle) means, by complement and without."""

    lemma: str
    rest: tuple[str, ...] = ()
    default: Meaning | None = None
    listed: bool = False  # our own layer knows it
    stops: bool = False  # a phrase that is no event, whatever its verb alone would be
    by_subject: dict[str, list[Pattern]] = field(default_factory=dict)
    by_head: dict[str, list[Pattern]] = field(default_factory=dict)
    by_prep: dict[str, list[Pattern]] = field(default_factory=dict)
    back_head: dict[str, list[Pattern]] = field(default_factory=dict)
    back_prep: dict[str, list[Pattern]] = field(default_factory=dict)
    back_default: Meaning | None = None


def meaning(text: str) -> Meaning | None:
    """``AID:military<`` as a meaning; None for NONE."""
    bare = text.strip()
    turned = bare.endswith("<")
    kind, _, mode = bare.rstrip("<").partition(":")
    return None if kind == "NONE" else Meaning(kind, mode or None, turned)


def pattern(text: str) -> Pattern:
    """``military aid /to @STATES > AID:military`` as a pattern."""
    left, _, right = text.rpartition(">")
    noun, *preps = _SLASH.split(left.strip())
    head, _, owned = noun.lstrip("~").partition(" of ")
    words = [*owned.split(), *head.split()]
    joined: list[tuple[str, str | None]] = []
    for prep in preps:
        first, _, rest = prep.strip().partition(" ")
        joined.append((first, rest.split()[-1] if rest else None))
    return Pattern(words[-1] if words else None, tuple(words[:-1]), tuple(joined), meaning(right), noun.startswith("~"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything compiled: forms of verbs, sets a noun belongs to, nouns that are events."""

    verbs: dict[str, list[Verb]]
    sets: dict[str, tuple[str, ...]]
    nouns: dict[str, list[tuple[tuple[str, ...], Meaning]]]
    shells: frozenset[str]  # nouns that carry an event noun: “invasion attempt”
    carriers: frozenset[str]  # event nouns and the nouns that measure them
    public: frozenset[str]  # actors that matter without a side
    weak: frozenset[str]
    light: frozenset[str]
    operators: dict[str, frozenset[str]]


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    verbs: dict[tuple[str, ...], Verb] = {}
    sets: dict[str, list[str]] = {}
    for source, own in (("events_verbs", True), ("events_cameo", False)):
        data = table(source)
        for name, nouns in data["sets"].items():
            for noun in nouns.split(";"):
                sets.setdefault(noun.strip().split(" ")[-1] if own else noun.strip(), []).append("@" + name)
        for line in data["verbs"].splitlines():
            if line.strip():
                _block(verbs, line.strip(), own)
    forms: dict[str, list[Verb]] = {}
    for (lemma, *_), verb in sorted(verbs.items()):
        for form in sorted(set(inflect(lemma))):
            forms.setdefault(form, []).append(verb)
    for found in forms.values():
        found.sort(key=lambda v: (-len(v.rest), v.lemma, v.rest))
    nouns_table = table("events_nouns")
    events = _nouns(nouns_table["nouns"])
    return Lexicon(
        verbs=forms,
        sets={noun: tuple(dict.fromkeys(names)) for noun, names in sets.items()},
        nouns=events,
        shells=frozenset(nouns_table["shells"].split()),
        carriers=frozenset([*events, *nouns_table["measures"].split()]),
        public=frozenset(nouns_table["public"].split()),
        weak=frozenset(nouns_table["weak"].split()),
        light=_forms(nouns_table["light"]),
        operators={name: _forms(words) for name, words in nouns_table["operators"].items()}
        | {"_future": frozenset(f for n in nouns_table["future_nouns"].split() for f in numbers(n))},
    )


def _forms(words: str) -> frozenset[str]:
    return frozenset(form for word in words.split() for form in inflect(word))


def _block(verbs: dict[tuple[str, ...], Verb], line: str, own: bool) -> None:
    names, default, patterns = [*line.split("|"), ""][:3]
    compiled = [pattern(p) for p in patterns.split(";") if ">" in p]
    for name in filter(str.strip, names.split(";")):
        key = tuple(name.split())
        verb = verbs.setdefault(key, Verb(key[0], key[1:]))
        said = None if default == "STOP" else meaning(default)
        if own:
            verb.listed = True
            verb.stops = verb.stops or default == "STOP"
            verb.default = said or verb.default
        else:
            verb.back_default = verb.back_default or said
        by_head, by_prep = (verb.by_head, verb.by_prep) if own else (verb.back_head, verb.back_prep)
        for p in compiled:
            if p.subject and p.head is not None:
                verb.by_subject.setdefault(p.head, []).append(p)
            elif p.head is not None:
                by_head.setdefault(p.head, []).append(p)
            elif p.preps:
                by_prep.setdefault(p.preps[0][0], []).append(p)


def _nouns(listed: dict[str, str]) -> dict[str, list[tuple[tuple[str, ...], Meaning]]]:
    """Event nouns by the form of their head word, those with most modifiers first."""
    found: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    for name, nouns in listed.items():
        said = meaning(name)
        assert said is not None
        for noun in nouns.split(";"):
            head, of, rest = noun.strip().partition(" of ")
            *modifiers, last = head.replace("-", " - ").split()
            wanted = tuple(m for m in (*modifiers, *([rest] if of else [])) if m != "-")
            for form in dict.fromkeys(numbers(last)):
                found.setdefault(form, []).append((wanted, said))
    for entries in found.values():
        entries.sort(key=lambda e: -len(e[0]))
    return found


def singulars(low: str) -> tuple[str, ...]:
    """A noun's form and what its singular may be."""
    if not low.endswith("s") or len(low) < 4:
        return (_IRREGULAR.get(low, low), low) if low in _IRREGULAR else (low,)
    if low.endswith("ies"):
        return (low, low[:-3] + "y", low[:-1])
    if low.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        return (low, low[:-1], low[:-2])
    return (low, low[:-1])


_IRREGULAR = {"men": "man", "women": "woman", "children": "child", "gunmen": "gunman", "policemen": "policeman"}
