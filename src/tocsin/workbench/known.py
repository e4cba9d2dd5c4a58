"""Origins as they were known on a day: two reports that only a later one shows to be one were still two.

They are worked out once, of all there is. What is made of the first documents does not depend on those that follow, so
an origin on a day is what its links had joined by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from tocsin.nouns.ids import set_id
from tocsin.nouns.relation import Origin
from tocsin.nouns.watch import Sighting
from tocsin.resolve.unions import Groups
from tocsin.workbench.studying import Study

FEWEST = 3  # members from which on one may join two others


@dataclass(frozen=True, slots=True)
class Split:
    """An origin that from ``first`` to the day before ``end`` was known as these parts only."""

    of: str
    first: date
    end: date
    parts: tuple[Origin, ...]


def splits(study: Study, found: Iterable[Sighting]) -> list[Split]:
    """Every origin of a study, sighted twice, that later documents put together."""
    stated = {s.statement for s in found if s.statement}
    crowded = [o for o in study.origins if len(o.members) >= FEWEST and len(stated.intersection(o.members)) > 1]
    seen = {d.id: d.first_seen.date() for d in study.documents}
    wanted = {m for o in crowded for m in o.members}
    home = {s.id: s.document for r in study.readings for s in r.statements if s.id in wanted}
    return [split for o in crowded for split in _splits(o, home, seen)]


def _splits(origin: Origin, home: Mapping[str, str], seen: Mapping[str, date]) -> Iterator[Split]:
    come = {m: seen[home[m]] for m in origin.members}
    place = {m: n for n, m in enumerate(origin.members)}
    groups, days = Groups(len(place)), sorted(set(come.values()))
    for day, end in pairwise(days):
        for one, two in origin.links:
            if max(come[one], come[two]) <= day:
                groups.join(place[one], place[two])
        here = [[m for m in (origin.members[n] for n in g) if come[m] <= day] for g in groups.sets()]
        parts = [g for g in here if g]
        if len(parts) > 1:
            yield Split(origin.id, day, end, tuple(_part(origin, g, home) for g in parts))


def _part(origin: Origin, members: Sequence[str], home: Mapping[str, str]) -> Origin:
    documents = tuple(dict.fromkeys(home[m] for m in members))
    return replace(
        origin, id=set_id("o", members), root=members[0], members=tuple(members), documents=documents, links=()
    )


def on(day: date, made: Iterable[Split]) -> tuple[Split, ...]:
    """Those that hold on a day."""
    return tuple(s for s in made if s.first <= day < s.end)


def parted(study: Study, held: Sequence[Split]) -> Study:
    """A study with some of its origins in parts."""
    gone = {s.of for s in held}
    return replace(
        study, origins=[*(o for o in study.origins if o.id not in gone), *(o for s in held for o in s.parts)]
    )
