"""Where the places of a text lie: each name taken for the town or region it most likely is here, or left open.

Invariant: a name means the same throughout a text, and what the text does not tell is not guessed. What is said beside
a name decides (“Paris, Texas”); else a state that the text speaks of draws its own towns to it, a great town is meant
before a small one, and a small one only where nothing speaks against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import hypot, inf, log10

from tocsin import gazetteer
from tocsin.gazetteer import Called, key
from tocsin.nouns.place import Place
from tocsin.read.actors.names import slug
from tocsin.read.actors.register import Entry, Hit
from tocsin.read.actors.view import View
from tocsin.read.languages import words

# Of ten-fold population each: what makes one meaning likelier than another.
CAPITAL, LISTED = 1.5, 1.0  # the register has it so
BY_THE_WAY = -0.8  # it is not the place's main name
AS_REGION, LEAST_REGION = -1.0, 4.8  # a region, where no word says that it is one; but never less than this
SPOKEN_OF, ALL_SPEAKS_OF_IT = 0.5, 2.5  # its state is spoken of; times its share in all states spoken of
AT_HOME = 1.5  # it lies where the outlet is, in a text that speaks of no state
CLEAR, CLEAR_ENOUGH = 0.7, 0.4  # the lead that decides; over what the register has
SURE = 2.5  # the lead over all others at which what the register has needs no second look
RIVAL = 0.2  # the lead of another before the register's own weight, at which a text that is silent leaves it open
NOBODY, WORLD, GREAT, KNOWN = 10**9, 300_000, 100_000, 50_000  # people: known by name alone, in one round after another
SHARE = 0.2  # of the states spoken of, to count as what a text is about
TWIN, APART = 1 / 3, 0.5  # of the people of the greatest town of a name in a state, degrees away: the text must tell
SHORTEST = 3  # letters; as many capitals are no name but an abbreviation
UNLISTED = 5.5  # the weight of a place that only the register knows


@dataclass(frozen=True, slots=True)
class Spot:
    """A name that may be a place's, at the words ``first`` … ``last`` of a text."""

    name: str
    first: int
    last: int
    region: bool = False  # it is said to be a region
    weak: bool = False  # it is only the name of a barracks or a street
    joined: bool = False  # the network took it for something else, though it stands beside a place: “Sfax and Gafsa”
    hit: Hit | None = None  # what the register takes it for


@dataclass(slots=True)
class Name:
    """A name with everything it may mean: the places so called by their state."""

    spots: list[Spot]
    states: dict[str, list[Called]]
    told: tuple[str, str | None] | None = None  # the state, and the region, said beside it
    listed: str | None = None  # the state that the register has for it
    capital: bool = False
    state: str | None = None  # what was decided
    place: Place | None = None

    @property
    def is_state(self) -> bool:
        """Whether it is the name of a state, which only what stands beside it makes a town: “Lebanon, Pennsylvania”."""
        return any(s.hit is not None and s.hit.entry.sort == "state" for s in self.spots)

    def lies_in(self, state: str, region: str | None) -> bool:
        """Whether a place of this name lies in a state, and in a region of it."""
        return state in self.states and (not region or any(c.place.region == region for c in self.states[state]))

    def weight(self, state: str, register: bool = True) -> float:
        """How likely a state is, whatever the text says; with or without the ``register``."""
        said = any(s.region for s in self.spots)
        known = max((_weight(c, said) for c in self.states[state]), default=UNLISTED)
        return known + (CAPITAL if self.capital else LISTED) * (register and state == self.listed)


def _weight(called: Called, said_region: bool) -> float:
    people = log10(max(called.place.population, 3_000))
    if called.place.kind == "region":
        return max(people + (0.0 if said_region else AS_REGION), LEAST_REGION)
    return people + (0.0 if called.main else BY_THE_WAY)


@dataclass(frozen=True, slots=True)
class Located:
    """The register's hits with the towns among them, and the places by the actors that stand for them."""

    hits: list[Hit]
    places: dict[str, Place] = field(default_factory=dict)


@cache
def _list(name: str) -> frozenset[str]:
    return words("actors_places", name)


def locate(v: View, found: Sequence[tuple[str, int, int]], hits: Sequence[Hit], home: str | None = None) -> Located:
    """The places of a text. ``found`` are the network's names; ``home`` is the state that the outlet is in."""
    hit_at = {w: h for h in hits for w in range(h.first, h.last + 1)}
    found = [part for kind, a, b in found for part in _parts(v, kind, a, b)]
    names = _names(v, found, hits, hit_at)
    for name in names:
        name.told = next((t for s in name.spots for t in _beside(v, s, hit_at, found) if name.lies_in(*t)), None)
    names = [n for n in names if n.told or not n.is_state]
    _decide(names, hits, home)
    return _located(names, hits)


# --- what may be a place ----------------------------------------------------------------------------


def _parts(v: View, kind: str, first: int, last: int) -> Iterator[tuple[str, int, int]]:
    """A name as the network marked it, cut at its commas where it is a place's: “Mobile, Alabama” is two."""
    commas = [w for w in range(first, last + 1) if v.low[w] == ","] if kind == "LOC" else []
    for start, end in pairwise([first - 1, *commas, last + 1]):
        if start + 1 < end:
            yield kind, start + 1, end - 1


def _joined(v: View, found: Sequence[tuple[str, int, int]]) -> Iterator[tuple[int, int]]:
    """Names the network took for a person's or a body's that stand in a row with a place: “in Sfax and Gafsa”."""
    places = {b for kind, _, b in found if kind == "LOC"}
    for kind, a, b in found:
        if kind in ("PER", "ORG", "MISC") and a > 1 and v.low[a - 1] in ("and", "or", ",") and a - 2 in places:
            yield a, b


def _names(
    v: View, found: Sequence[tuple[str, int, int]], hits: Sequence[Hit], hit_at: Mapping[int, Hit]
) -> list[Name]:
    """The names of a text that the gazetteer or the register knows."""
    spots = [s for kind, a, b in found if kind in ("LOC", "FAC") and (s := _spot(v, kind, a, b, hit_at))]
    free = [r for r in _joined(v, found) if r[0] not in hit_at]
    spots += [Spot(v.text[v.start[a] : v.end[b]], a, b, joined=True) for a, b in free]
    spots += [_of_register(v, h) for h in hits if h.entry.sort in ("place", "capital", "state") and h.entry.side]
    grouped: dict[str, list[Spot]] = {}
    for spot in spots:
        grouped.setdefault(key(spot.name), []).append(spot)
    made = (_name(spots) for spots in grouped.values())
    return [name for name in made if name.states]


def _name(spots: list[Spot]) -> Name:
    """What a name may mean; a name that is only a part of the sky needs a word that says it is a region."""
    name = Name(spots, {})
    said = any(s.region for s in spots)
    for called in gazetteer.named(spots[0].name):
        sky = set(key(spots[0].name).split()) <= _list("sides")
        if not sky or (said and called.place.kind == "region"):
            name.states.setdefault(called.place.country, []).append(called)
    hit = next((s.hit for s in spots if s.hit is not None), None)
    if hit is not None and hit.entry.side:
        name.listed, name.capital = hit.entry.side, hit.entry.sort in ("capital", "state")
        name.states.setdefault(hit.entry.side, [])
    return name


def _spot(v: View, kind: str, first: int, last: int, hit_at: Mapping[int, Hit]) -> Spot | None:
    """A name the network marked, without words that only say what kind of place it is; not what the register has."""
    while first < last and not v.words[first][0].isalnum():
        first += 1
    while last > first and (v.low[last] in ("'s", "'") or not v.words[last][0].isalnum()):
        last -= 1
    a, b = first, last
    while a < b and v.low[a] in _list("kinds"):
        a += 1
    while b > a and v.low[b] in (_list("facilities") if kind == "FAC" else _list("kinds")):
        b -= 1
    if any(w in hit_at for w in range(first, last + 1)) or (kind == "FAC" and b == last):
        return None
    around = {*v.low[first:a], *v.low[b + 1 : last + 1], *v.low[last + 1 : last + 2]}
    whole, name = v.text[v.start[first] : v.end[last]], v.text[v.start[a] : v.end[b]]
    if not name[0].isupper() or len(name) < SHORTEST or (name.isupper() and len(name) == SHORTEST):
        return None
    name = whole if kind == "LOC" and gazetteer.named(whole) else name
    return Spot(name, first, last, bool(around & _list("parts")), kind == "FAC" or _is_namesake(v, last))


def _of_register(v: View, hit: Hit) -> Spot:
    name = v.text[v.start[hit.first] : v.end[hit.last]]
    return Spot(name, hit.first, hit.last, v.low[hit.last + 1 : hit.last + 2] != [] and v.low[hit.last + 1] in _list("parts"), hit=hit)  # fmt: skip  # noqa: E501


def _is_namesake(v: View, last: int) -> bool:
    """“Kamina barracks”, “Hebron Road”: what bears a town's name need not lie there."""
    return v.low[last + 1 : last + 2] != [] and v.low[last + 1] in _list("namesakes")


def _beside(
    v: View, spot: Spot, hit_at: Mapping[int, Hit], found: Sequence[tuple[str, int, int]]
) -> Iterator[tuple[str, str | None]]:
    """The state, and the region, named beside a place: “Paris, Texas”, “the Lebanese city of Tripoli”."""
    after = spot.last + 1
    if v.low[after : after + 1] and v.low[after] in (",", "(", "in", "of"):
        after += 1
        while after < len(v) and v.low[after] in (_list("sides") | _list("kinds") | {"in", "of", "the"}):
            after += 1
        yield from _said(v, after, hit_at, found)
    before = spot.first - 1
    while before > spot.first - 6 and before >= 0 and v.low[before] in (
        _list("sides") | _list("kinds") | _list("seats") | {"of", "'s", "-"}
    ):  # fmt: skip
        before -= 1
    hit = hit_at.get(before)
    if hit is not None and hit.entry.side and hit.entry.sort in ("state", "people") and before >= 0:
        yield hit.entry.side, None


def _said(
    v: View, word: int, hit_at: Mapping[int, Hit], found: Sequence[tuple[str, int, int]]
) -> Iterator[tuple[str, str | None]]:
    """The region or state whose name begins at a word."""
    hit = hit_at.get(word)
    ends = [b for kind, a, b in found if kind == "LOC" and a == word] + ([hit.last] if hit is not None else [])
    for last in ends[:1] if hit is None or hit.entry.sort != "state" else ():
        for called in gazetteer.named(v.text[v.start[word] : v.end[last]]):
            if called.place.kind == "region":
                yield called.place.country, called.place.name
    if hit is not None and hit.first == word and hit.entry.side and hit.entry.sort in ("state", "place"):
        yield hit.entry.side, None


# --- what it means here -----------------------------------------------------------------------------


def _decide(names: Sequence[Name], hits: Sequence[Hit], home: str | None) -> None:
    """In rounds, so that what is clear helps with what is not; within a round the order of names does not matter."""
    plain = Counter(
        h.entry.side for h in hits if h.entry.side and h.entry.sort in ("state", "people", "seat", "organisation")
    )
    for least in (NOBODY, WORLD, GREAT, KNOWN, 0):
        while new := _clear(names, plain, home, least):
            for name, state in new:
                name.state = state
    regions = {n.told[1] for n in names if n.told} | {r for n in names for r in _regions(n)}
    for name in names:
        name.place = _place(name, regions)


def _clear(
    names: Sequence[Name], plain: Mapping[str | None, int], home: str | None, least: float
) -> list[tuple[Name, str]]:
    """The names that are decided by what has been decided before them."""
    spoken = _spoken_of(plain, names)
    return [(n, state) for n in names if n.state is None and (state := _state(n, spoken, home, least))]


def _spoken_of(plain: Mapping[str | None, int], names: Sequence[Name]) -> dict[str, float]:
    """How much a text speaks of each state: as a share of all of them."""
    count: Counter[str] = Counter({s: n for s, n in plain.items() if s and len(s) == 3})
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
        drawn = SPOKEN_OF + ALL_SPEAKS_OF_IT * share if share else AT_HOME * (state == home and not spoken)
        return name.weight(state) + drawn

    best, *others = sorted(name.states, key=lambda s: (-score(s), s))
    lead = score(best) - score(others[0]) if others else inf
    about = spoken.get(best, 0.0) >= SHARE
    if best == name.listed:
        return best if about or lead >= SURE or (_people(name, best) >= least and not _has_rival(name)) else None
    if name.listed:
        return best if about and lead >= CLEAR_ENOUGH else None
    return best if lead >= CLEAR and (about or best == home or _is_known(name, best, bool(spoken), least)) else None


def _has_rival(name: Name) -> bool:
    """Whether a place in another state is greater than the one that the register has."""
    own = name.weight(name.listed, register=False) if name.listed else 0.0
    return any(name.weight(s, register=False) > own + RIVAL for s in name.states if s != name.listed)


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
    inside = [c for c in name.states.get(name.state or "", ())]
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


# --- what becomes of it ------------------------------------------------------------------------------


def _located(names: Sequence[Name], hits: Sequence[Hit]) -> Located:
    """Hits with the places; where the register's meaning is not the one here, it goes."""
    kept, places = {h.first: h for h in hits}, dict[str, Place]()
    for name in names:
        for spot in name.spots:
            hit = spot.hit
            if hit is not None and name.state == name.listed:
                if name.place is not None:
                    places[f"place:{slug(spot.name)}"] = name.place
            elif name.state is not None:
                entry = _entry(name, spot.name)
                kept[spot.first] = Hit(entry, spot.first, spot.last)
                if name.place is not None:
                    places[entry.id] = name.place
            elif hit is not None:
                del kept[spot.first]
    return Located([kept[w] for w in sorted(kept)], places)


def _entry(name: Name, text: str) -> Entry:
    """The place as an actor: named plainly where that is what the name means without a text, else with its state."""
    usual = min(name.states, key=lambda s: (-name.weight(s), s))
    ending = "" if name.state == usual else f"-{(name.state or '').lower()}"
    return Entry("place", f"place:{slug(text)}{ending}", "place", name.state, text)
