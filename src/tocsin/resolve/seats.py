"""Whether what a sentence reports happens in a state's capital, where a look asks for that ("GHA:Accra").

What the text says nearest to the deed decides: the place of the event, then the sentence, what stands just before, the
title, and last what else the article names. Only another town or region that is known speaks against the capital; where
no place is named, the state is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt

from tocsin import gazetteer
from tocsin.nouns.actor import Actor
from tocsin.nouns.place import Place
from tocsin.nouns.reading import Event
from tocsin.resolve.cues import cue
from tocsin.resolve.reported import Page

SUBURBS = 25.0  # kilometres around a capital in which a town is part of it
EARTH = 6371.0
BEFORE = 40  # characters before a name in which a distance from it may stand

Told = tuple[int, int, bool]  # where a place is named, and whether it is the capital


@dataclass(frozen=True, slots=True)
class Seat:
    """A state and the towns that count as its capital."""

    side: str
    towns: tuple[str, ...]

    def holds(self, actor: Actor) -> bool:
        """Whether a place is the capital, a suburb of it, or the region around it."""
        place = actor.place
        if place is None:
            return gazetteer.key(actor.name) in {gazetteer.key(town) for town in self.towns}
        return any(_around(place, town) for town in _places(self.side, self.towns))


def seat(place: str) -> Seat | None:
    """ "GHA:Accra" or, where a government sits in two towns, "CIV:Yamoussoukro/Abidjan"; None for a bare state."""
    side, _, towns = place.partition(":")
    return Seat(side, tuple(towns.split("/"))) if towns else None


@cache
def _places(side: str, towns: tuple[str, ...]) -> tuple[Place, ...]:
    """The largest place of each name in a state."""
    own = ([c.place for c in gazetteer.named(town) if c.place.country == side] for town in towns)
    return tuple(found[0] for found in own if found)


def _around(place: Place, town: Place) -> bool:
    if place.kind == "region":
        return town.region == place.name
    return place.id == town.id or _kilometres(place, town) <= SUBURBS


def _kilometres(a: Place, b: Place) -> float:
    north, east = radians(a.lat - b.lat) / 2, radians(a.lon - b.lon) / 2
    h = sin(north) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(east) ** 2
    return 2 * EARTH * asin(sqrt(h))


def seated(page: Page, wanted: Seat, where: tuple[int, int], hit: tuple[int, int], since: int) -> bool:
    """Whether a hit in the sentence ``where`` may be set in the capital; ``since`` is where "just before" begins."""
    of_event = _of_events(page, wanted, page.events(*hit))
    if of_event is not None:
        return of_event
    told = _told(page, wanted)
    here = [t for t in told if where[0] <= t[0] < where[1]]
    if here:
        return min(here, key=lambda t: (max(hit[0] - t[1], t[0] - hit[1], 0), t[0]))[2]
    before = [t for t in told if since <= t[0] < where[0]]
    if before:
        return before[-1][2]
    return _titled(page, told) if told else True


def _titled(page: Page, told: list[Told]) -> bool:
    """The place that the title names, else whether the article speaks of the capital at all."""
    title = page.document.title or ""
    named = [capital for start, end, capital in told if page.document.text[start:end] in title]
    return named[0] if named else any(capital for _, _, capital in told)


def _of_events(page: Page, wanted: Seat, events: Iterable[Event]) -> bool | None:
    """Whether the place that the reader gave an event is the capital; None where it gave none of that state."""
    actors = {a.id: a for a in _towns(page, wanted)}
    placed = [actors[e.place] for e in events if e.place in actors]
    return any(wanted.holds(a) for a in placed) if placed else None


def _towns(page: Page, wanted: Seat) -> list[Actor]:
    """The towns and regions of the state that a page names."""
    actors = page.reading.actors if page.reading else ()
    return [a for a in actors if a.kind == "place" and a.side == wanted.side]


def _told(page: Page, wanted: Seat) -> list[Told]:
    """Every place of the state that a page names, in order; a capital from which only a distance is told is none."""
    text = page.document.text
    named = {(m.start, m.end): wanted.holds(a) for a in _towns(page, wanted) for m in a.mentions}
    words = [m.span() for m in _capital(wanted.towns).finditer(text)]
    named.update(dict.fromkeys(words, True))
    return sorted((a, b, capital) for (a, b), capital in named.items() if not (capital and _far(text, a)))


def _far(text: str, start: int) -> bool:
    return cue("distance_from").search(text[max(0, start - BEFORE) : start]) is not None


@cache
def _capital(towns: tuple[str, ...]) -> re.Pattern[str]:
    """The capital by name, or called so."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, towns))}|{cue('the_capital').pattern})(?!\w)")
