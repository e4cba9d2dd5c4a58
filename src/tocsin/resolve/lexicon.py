"""Which words mean one thing, and which mean the contrary: the table ``concepts``, looked up by stems."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tocsin.resolve.stems import stem
from tocsin.resolve.tables import table

LONGEST = 4  # words in a phrase


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that happens, under its name; ``contrary`` holds the names of what it excludes."""

    name: str
    contrary: frozenset[str]
    weak: bool


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
    return {
        k: Concept(k, frozenset(v for c, v in against if c == k), bool(entry.get("weak")))
        for k, entry in sorted(raw.items())
    }


@cache
def _by_stems() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for name, entry in sorted(table("concepts").items()):
        for phrase in str(entry["words"]).split():
            parts = phrase.replace("_", " ").replace("-", " ").split()
            found.setdefault(tuple(stem(w) for w in parts), name)
    return found


def concept_at(stems: list[str], i: int) -> tuple[str, int] | None:
    """The concept that begins at word ``i`` and how many words it takes; the longest phrase wins."""
    known = _by_stems()
    for size in range(min(LONGEST, len(stems) - i), 0, -1):
        name = known.get(tuple(stems[i : i + size]))
        if name:
            return name, size
    return None


def opposed(a: str, b: str) -> bool:
    """Do two concepts exclude each other?"""
    known = concepts()
    return a in known and b in known[a].contrary


def weak(a: str, b: str) -> bool:
    """Is either of two concepts only a matter of degree?"""
    known = concepts()
    return known[a].weak or known[b].weak
