"""Whether two texts part, from the little of each that decides it: what happens or not, and what is counted.

A frame holds all of a text and takes kilobytes; this takes some dozen references to things that many texts share,
so that a stream of any length can be held at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tocsin.resolve.align import clashes, numbers
from tocsin.resolve.frames import Frame
from tocsin.resolve.lexicon import contraries, near
from tocsin.resolve.measures import Count


class Event(NamedTuple):
    """A word that says what happens, and whether it is said not to."""

    key: str
    concept: str | None
    negated: bool


@dataclass(frozen=True, slots=True)
class Stand:
    """What a text says is so or not so, and its counts."""

    events: frozenset[Event]
    counts: tuple[Count, ...]


def stand(shown: Frame) -> Stand:
    """What is left of a frame."""
    told = (Event(w.key, w.concept, w.negated) for w in shown.carrying if w.kind == "content")
    return Stand(frozenset(map(_one, told)), tuple(_count(c.low, c.high, c.units) for c in shown.counts))


@lru_cache(maxsize=100_000)
def _one(event: Event) -> Event:
    """The same event, held once."""
    return event


@lru_cache(maxsize=100_000)
def _count(low: float, high: float, units: frozenset[str]) -> Count:
    """A count without its place, held once."""
    return Count(low, high, units, "", 0, 0)


def parted(a: Stand, b: Stand) -> bool:
    """Does one say the contrary of the other somewhere, or another number? Matters of degree are left aside."""
    if a.counts and b.counts and numbers(a.counts, b.counts)[0] is not None:
        return True
    if all(_against(p).isdisjoint(b.events) for p in a.events):
        return False
    found, _, _ = clashes(a.events, b.events)
    return any(kind != "weak contrary" for kind, _, _ in found)


@lru_cache(maxsize=100_000)
def _against(event: Event) -> frozenset[Event]:
    """Every event that could clash with one, and some that do not."""
    key, concept, negated = event
    turned = {key, *(near(concept) if concept else ())}
    return frozenset(
        Event(k, c, n)
        for keys, n in ((turned, not negated), (contraries(key), negated))
        for k in keys
        for c in (None, k)
    )
