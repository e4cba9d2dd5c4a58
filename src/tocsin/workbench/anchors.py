"""The same thing after a re-reading: a judgement remembers where its target is in the text, and finds it there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tocsin.nouns.judgement import Judgement
from tocsin.nouns.reading import Event, Reading, Statement
from tocsin.nouns.watch import Sighting

MOST = 0.5  # of the characters that either covers, two readings of one thing share at least this much


def place(thing: Any) -> list[Any] | None:
    """Where a thing is in its text: what a judgement remembers, so that it finds the thing again."""
    if isinstance(thing, Statement):
        pieces = [*thing.content, *(p for p in (thing.source, thing.cue) if p)]
        return [thing.document, min(p.start for p in pieces), max(p.end for p in pieces)]
    if isinstance(thing, Event):
        return [thing.document, thing.trigger.start, thing.trigger.end]
    if isinstance(thing, Sighting):
        return [thing.document, thing.start, thing.end, thing.indicator]
    return None


def anchored(judgements: Sequence[Judgement], readings: Iterable[Reading]) -> list[Judgement]:
    """Judgements whose target a newer reading names otherwise, aimed at what lies at the same place."""
    lost = {at[0] for j in judgements if (at := _at(j))}
    if not lost:
        return list(judgements)
    near = {r.document: (*r.statements, *r.events) for r in readings if r.document in lost}
    return [_aimed(j, near) for j in judgements]


def anchored_sightings(judgements: Sequence[Judgement], sightings: Iterable[Sighting]) -> list[Judgement]:
    """The same for sightings, which are of one indicator."""
    near: dict[str, tuple[Any, ...]] = {}
    for s in sightings:
        near[s.document] = (*near.get(s.document, ()), s)
    return [_aimed(j, near) for j in judgements]


def _at(j: Judgement, name: str = "at") -> list[Any]:
    at = j.value.get(name) if isinstance(j.value, dict) else None
    return at if isinstance(at, list) and len(at) >= 3 else []


def _aimed(j: Judgement, near: Mapping[str, Sequence[Any]]) -> Judgement:
    at = _at(j)
    found = _there(j.target, at, near) if at else j.target
    return j if found == j.target else replace(j, target=found)


def _there(target: str, at: list[Any], near: Mapping[str, Sequence[Any]]) -> str:
    """The id of the thing of the same kind that covers the same characters; the old id where there is none."""
    document, start, end, *of = at
    kind = target.partition("-")[0]
    things = [t for t in near.get(document, ()) if t.id.partition("-")[0] == kind]
    if any(t.id == target for t in things):
        return target
    shares = [(_share(place(t), start, end), str(t.id)) for t in things if not of or t.indicator == of[0]]
    best = max(shares, default=(0.0, ""))
    return best[1] if best[0] >= MOST else target


def _share(at: list[Any] | None, start: int, end: int) -> float:
    """Characters in common, of those that either covers."""
    if at is None:
        return 0.0
    both = min(at[2], end) - max(at[1], start)
    return float(max(0, both) / max(1, max(at[2], end) - min(at[1], start)))
