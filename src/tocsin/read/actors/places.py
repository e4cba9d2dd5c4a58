"""Where the places of a text lie: each name taken for the town or region it most likely is here, or left open.

Invariant: a name means the same throughout a text, and what the text does not tell is not guessed. What is said beside
a name decides (“Paris, Texas”); else a state that the text speaks of draws its own towns to it, a great town is meant
before a small one, and a small one only where nothing speaks against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import hypot, inf, log10

from tocsin.gazetteer import Called
from tocsin.nouns.place import Place
from tocsin.read.actors import toponyms
from tocsin.read.actors.names import slug
from tocsin.read.actors.register import Entry, Hit
from tocsin.read.actors.toponyms import Marked, Name
from tocsin.read.actors.view import View

# What makes one meaning likelier than another; one is as much as ten times the people.
CAPITAL, LISTED = 1.5, 1.0  # the register has it so
BY_THE_WAY = -0.8  # it is not the place's main name
AS_REGION, LEAST_REGION = -1.0, 4.8  # a region, where no word says that it is one; but never less than this
SPOKEN_OF, MOST_SPOKEN_OF = 1.0, 3.0  # its state is spoken of; half of all that is said of states is said of it
AT_HOME = 1.5  # it lies where the outlet is, in a text that speaks of no state
UNLISTED = 5.5  # a place that only the register knows
CLEAR, CLEAR_ENOUGH = 0.7, 0.4  # the lead that decides; over what the register has
SURE = 2.5  # the lead over all others at which what the register has needs no second look
RIVAL = 0.2  # the lead of another before the register's own weight, at which a text that is silent leaves it open
NOBODY, WORLD, GREAT, KNOWN = 10**9, 300_000, 100_000, 50_000  # people: known by name alone, in one round after another
SHARE, MAIN = 0.2, 0.4  # of all that is said of states: to count as what a text is about; as what it is mainly about
TWIN, APART = 1 / 3, 0.5  # of the people of the greatest town of a name in a state, degrees away: the text must tell


@dataclass(frozen=True, slots=True)
class Located:
    """The register's hits with the towns among them, and the places by the actors that stand for them."""

    hits: list[Hit]
    places: dict[str, Place] = field(default_factory=dict)


def locate(v: View, found: Sequence[Marked], hits: Sequence[Hit], home: str | None = None) -> Located:
    """The places of a text. ``found`` are the network's names; ``home`` is the state that the outlet is in."""
    names = toponyms.names(v, found, hits)
    _decide(names, hits, home)
    return _located(names, hits)


def _decide(names: Sequence[Name], hits: Sequence[Hit], home: str | None) -> None:
    """In rounds, so that what is clear helps with what is not; within a round the order of names does not matter."""
    sorts = ("state", "people", "seat", "organisation")
    sides = (h.entry.side for h in hits if h.entry.sort in sorts)
    plain = Counter(s for s in sides if s and len(s) == 3)
    for least in (NOBODY, WORLD, GREAT, KNOWN, 0):
        while new := _clear(names, plain, home, least):
            for name, state in new:
                name.state = state
    regions = {n.told[1] for n in names if n.told} | {r for n in names for r in _regions(n)}
    for name in names:
        name.place = _place(name, regions)


def _clear(names: Sequence[Name], plain: Mapping[str, int], home: str | None, least: float) -> list[tuple[Name, str]]:
    """The names that are decided by what has been decided before them."""
    spoken = _spoken_of(plain, names)
    return [(n, state) for n in names if n.state is None and (state := _state(n, spoken, home, least))]


def _spoken_of(plain: Mapping[str, int], names: Sequence[Name]) -> dict[str, float]:
    """How much a text speaks of each state: as a share of all of them."""
    count = Counter(plain)
    for name in names:
        if name.state:
            count[name.state] += len(name.spots)
    return {state: n / count.total() for state, n in count.items()} if count.total() else {}


def _state(name: Name, spoken: Mapping[str, float], home: str | None, least: float) -> str | None:
    """The state a name lies in; None while that is open. ``least`` is the size that needs no further hint."""
    if name.told:
        return name.told[0]

    def score(state: str) -> float:
        share = spoken.get(state, 0.0)
        most = SPOKEN_OF + (MOST_SPOKEN_OF - SPOKEN_OF) * min(1.0, 2 * share)
        return _weight(name, state) + (most if share else AT_HOME * (state == home and not spoken))

    rivals = [s for s in name.states if not name.listed or s == name.listed or _people(name, s) >= GREAT]
    best, *others = sorted(rivals, key=lambda s: (-score(s), s))
    lead = score(best) - score(others[0]) if others else inf
    about = spoken.get(best, 0.0) >= SHARE
    if best == name.listed:
        usual = lead >= CLEAR_ENOUGH and _people(name, best) >= least and not _has_rival(name)
        return best if about or usual or lead >= SURE else None
    if name.listed:
        return best if spoken.get(best, 0.0) >= MAIN and lead >= CLEAR_ENOUGH else None
    return best if lead >= CLEAR and (about or best == home or _is_known(name, best, bool(spoken), least)) else None


def _weight(name: Name, state: str, register: bool = True) -> float:
    """How likely a state is, whatever the text says; with or without the ``register``."""
    known = max((_of_place(c, name.is_region) for c in name.states[state]), default=UNLISTED)
    return known + (CAPITAL if name.capital else LISTED) * (register and state == name.listed)


def _of_place(called: Called, said_region: bool) -> float:
    people = log10(max(called.place.population, 3_000))
    if called.place.kind == "region":
        return max(people + (0.0 if said_region else AS_REGION), LEAST_REGION)
    return people + (0.0 if called.main else BY_THE_WAY)


def _has_rival(name: Name) -> bool:
    """Whether a place in another state is greater than the one that the register has."""
    own = _weight(name, name.listed, register=False) if name.listed else 0.0
    return any(_weight(name, s, register=False) > own + RIVAL for s in name.states if s != name.listed)


def _is_known(name: Name, state: str, spoken: bool, least: float) -> bool:
    """Whether a place is meant though nothing in the text speaks of its state."""
    people = _people(name, state)
    if all(s.weak or s.joined for s in name.spots):
        return people >= GREAT and not spoken and least <= GREAT and not all(s.joined for s in name.spots)
    alone = len(name.states) == 1 and people >= KNOWN and least < WORLD
    return alone or people >= (max(least, WORLD) if spoken else least)


def _people(name: Name, state: str) -> int:
    """Those of the greatest place of this main name in a state."""
    return max((c.place.population for c in name.states[state] if c.main), default=0)


def _regions(name: Name) -> Iterator[str]:
    """The regions that a name without twins speaks of."""
    inside = name.states.get(name.state or "", [])
    if len({c.place.region or c.place.name for c in inside}) == 1:
        yield inside[0].place.region or inside[0].place.name


def _place(name: Name, regions: set[str | None]) -> Place | None:
    """The very place within the state; None where one as great has the same name and the text does not tell."""
    inside = name.states.get(name.state or "", [])
    as_region = [c.place for c in inside if c.place.kind == "region"]
    towns = [c.place for c in inside if c.place.kind == "town" and (c.main or not any(d.main for d in inside))]
    far = as_region and towns and towns[0].region != as_region[0].name and towns[0].population < as_region[0].population
    if as_region and (far or not towns or all(s.region for s in name.spots)):
        return as_region[0]
    region = name.told[1] if name.told else None
    near = [t for t in towns if t.region == region] if region else [t for t in towns if t.region in regions] or towns
    return near[0] if near and not any(_twins(near[0], other) for other in near[1:]) else None


def _twins(a: Place, b: Place) -> bool:
    """Whether two towns of one name and state are so alike in size, and so far apart, that either may be meant."""
    return b.population > TWIN * a.population and hypot(a.lat - b.lat, a.lon - b.lon) > APART


def _located(names: Sequence[Name], hits: Sequence[Hit]) -> Located:
    """Hits with the places; where the register's meaning is not the one here, it goes."""
    kept, places = {h.first: h for h in hits}, dict[str, Place]()
    for name in names:
        for spot in name.spots:
            hit = spot.hit
            if hit is not None and name.state == name.listed:
                own = hit.entry.id if hit.entry.sort == "place" else f"place:{slug(spot.name)}"
                if name.place is not None:
                    places[own] = name.place
            elif name.state is not None:
                entry = _entry(name, spot.whole)
                kept[spot.first] = Hit(entry, spot.first, spot.last)
                if name.place is not None:
                    places[entry.id] = name.place
            elif hit is not None:
                del kept[spot.first]
    return Located([kept[w] for w in sorted(kept)], places)


def _entry(name: Name, text: str) -> Entry:
    """The place as an actor: named plainly where that is what the name means without a text, else with its state."""
    usual = min(name.states, key=lambda s: (-_weight(name, s), s))
    ending = "" if name.state == usual else f"-{(name.state or '').lower()}"
    return Entry("place", f"place:{slug(text)}{ending}", "place", name.state, text)
