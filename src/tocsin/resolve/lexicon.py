"""Which words mean one thing, and which mean the contrary: the table ``concepts``, looked up by stems."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from tocsin.resolve.stems import stem
from tocsin.resolve.tables import table

LONGEST = 4  # words in a phrase


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that happens, under its name; ``contrary`` holds the names of what it excludes."""

    name: str
    contrary: frozenset[str]
    weak: bool
    stance: bool
    near: frozenset[str]


@cache
def phrases(name: str, key: str) -> frozenset[tuple[str, ...]]:
    """The phrases of a list as tuples of lower-cased words (underscores part them in the file)."""
    return frozenset(tuple(p.replace("_", " ").split()) for p in str(table(name)[key]).split())


@cache
def concepts() -> dict[str, Concept]:
    """Every concept by name; contraries hold both ways."""
    raw = table("concepts")
    against = {(k, v) for k, entry in raw.items() for v in entry.get("vs", ())}
    against |= {(v, k) for k, v in against}
    close = {(k, v) for k, entry in raw.items() for v in entry.get("near", ())}
    close |= {(v, k) for k, v in close}
    return {k: _concept(k, entry, against, close) for k, entry in sorted(raw.items())}


def _concept(name: str, entry: dict[str, Any], against: set[tuple[str, str]], close: set[tuple[str, str]]) -> Concept:
    contrary = frozenset(v for k, v in against if k == name)
    near = frozenset(v for k, v in close if k == name)
    return Concept(name, contrary, bool(entry.get("weak")), bool(entry.get("stance")), near)


@cache
def _by_stems() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for name, entry in sorted(table("concepts").items()):
        for phrase in str(entry["words"]).split():
            parts = phrase.replace("_", " ").replace("-", " ").split()
            found.setdefault(tuple(stem(w) for w in parts), name)
    return found


@cache
def _first_stems() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _by_stems())


def concept_at(stems: list[str], i: int) -> tuple[str, int] | None:
    """The concept that begins at word ``i`` and how many words it takes; the longest phrase wins."""
    known = _by_stems()
    if stems[i] not in _first_stems():
        return None
    for size in range(min(LONGEST, len(stems) - i), 0, -1):
        name = known.get(tuple(stems[i : i + size]))
        if name:
            return name, size
    return None


def opposed(a: str, b: str) -> bool:
    """Do two concepts exclude each other?"""
    return b in contraries(a)


@lru_cache(maxsize=100_000)
def contraries(key: str) -> frozenset[str]:
    """Everything that excludes a concept or a word, by its keys."""
    known = concepts().get(key)
    return (known.contrary if known else frozenset()) | _contraries().get(key, frozenset())


@lru_cache(maxsize=100_000)
def touching(key: str, concept: str | None) -> frozenset[str]:
    """A word's key with those of all that nearly means the same, or the contrary."""
    return frozenset({key}) | contraries(key) | (near(concept) if concept else frozenset())


@cache
def _contraries() -> dict[str, frozenset[str]]:
    """Single words that exclude each other, by the keys their words get."""
    found: dict[str, set[str]] = {}
    for line in str(table("contraries")["pairs"]).splitlines():
        a, b = (key_of(w) for w in line.split())
        if a != b:
            found.setdefault(a, set()).add(b)
            found.setdefault(b, set()).add(a)
    return {k: frozenset(v) for k, v in found.items()}


def key_of(word: str) -> str:
    """The concept of a word or phrase, or its stem."""
    stems = [stem(w) for w in word.replace("_", " ").replace("-", " ").split()]
    hit = concept_at(stems, 0)
    return hit[0] if hit and hit[1] == len(stems) else stems[0]


def weak(a: str, b: str) -> bool:
    """Is either of two concepts only a matter of degree?"""
    known = concepts()
    return any(k in known and known[k].weak for k in (a, b))


def akin(a: str, b: str) -> bool:
    """Are two concepts nearly one?"""
    return b in near(a)


def near(name: str) -> frozenset[str]:
    """What is nearly one with a concept."""
    known = concepts().get(name)
    return known.near if known else frozenset()


def held(name: str) -> bool:
    """Is a concept a stance, which only its holder can contradict?"""
    return concepts()[name].stance if name in concepts() else False


@cache
def party(low: str) -> str | None:
    """The party to a conflict that a common noun stands for."""
    return next((k for k, v in sorted(table("parties")["parties"].items()) if low in v.split()), None)
