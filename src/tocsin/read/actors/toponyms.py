"""The names in a text that may be a place's, each with all it may mean and what is said beside it.

A name is a place's where the network marked it so or the register has it; a common word that happens to be a town's
name (“reading”, “Nice”) is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tocsin import gazetteer
from tocsin.gazetteer import Called, key
from tocsin.nouns.place import Place
from tocsin.read.actors.register import Hit
from tocsin.read.actors.view import View
from tocsin.read.languages import words

Marked = tuple[str, int, int]  # kind of name, first and last word
Told = tuple[str, str | None]  # a state and, where it is named, a region of it

SHORTEST = 3  # letters; as many capitals are no name but an abbreviation
_SMALL = frozenset(("in", "of", "the", "'s", "-"))


@dataclass(frozen=True, slots=True)
class Spot:
    """A name that may be a place's, at the words ``first`` … ``last`` of a text."""

    name: str  # without words that only say what kind of place it is
    whole: str  # with them
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
    told: Told | None = None  # what is said beside it
    listed: str | None = None  # the state that the register has for it
    capital: bool = False
    state: str | None = None  # what was decided
    place: Place | None = None

    @property
    def is_state(self) -> bool:
        """Whether it is the name of a state, which only what stands beside it makes a town: “Lebanon, Pennsylvania”."""
        return any(s.hit is not None and s.hit.entry.sort == "state" for s in self.spots)

    @property
    def is_region(self) -> bool:
        """Whether a word somewhere says that it is a region: “Hama province”."""
        return any(s.region for s in self.spots)

    def lies_in(self, state: str, region: str | None) -> bool:
        """Whether a place of this name lies in a state, and in a region of it."""
        return state in self.states and (not region or any(c.place.region == region for c in self.states[state]))


def names(v: View, found: Sequence[Marked], hits: Sequence[Hit]) -> list[Name]:
    """The names of a text that the gazetteer or the register knows. ``found`` are those that the network marked."""
    return _Text(v, found, hits).names()


@cache
def _list(*names: str) -> frozenset[str]:
    return frozenset().union(*(words("actors_places", name) for name in names))


class _Text:
    """A text with its names by the word they begin at."""

    def __init__(self, v: View, found: Sequence[Marked], hits: Sequence[Hit]) -> None:
        self.v, self.hits = v, hits
        self.found = [part for name in found for part in (self._parts(*name) if name[0] == "LOC" else [name])]
        self.ends = {a: b for kind, a, b in self.found if kind == "LOC"}
        self.hit_at = {w: h for h in hits for w in range(h.first, h.last + 1)}

    def names(self) -> list[Name]:
        """Every name, its spots put together; of states only those that what stands beside them makes a town."""
        grouped: dict[str, list[Spot]] = {}
        for spot in (*self._marked(), *self._joined(), *self._listed()):
            grouped.setdefault(key(spot.name), []).append(spot)
        made = [name for spots in grouped.values() if (name := _name(spots)).states]
        for name in made:
            name.told = next((t for s in name.spots for t in self._beside(s) if name.lies_in(*t)), None)
        return [name for name in made if name.told or not name.is_state]

    def _parts(self, kind: str, first: int, last: int) -> Iterator[Marked]:
        """A place's name as the network marked it, cut at its commas: “Mobile, Alabama” is two."""
        commas = [w for w in range(first, last + 1) if self.v.low[w] == ","]
        for start, end in pairwise([first - 1, *commas, last + 1]):
            if start + 1 < end:
                yield kind, start + 1, end - 1

    def _marked(self) -> Iterator[Spot]:
        """What the network took for a place or a facility and the register does not know."""
        for kind, first, last in self.found:
            if kind in ("LOC", "FAC") and (spot := self._spot(kind, first, last)):
                yield spot

    def _joined(self) -> Iterator[Spot]:
        """Names the network took for a person's or a body's that stand in a row with a place: “in Sfax and Gafsa”."""
        places, low = set(self.ends.values()), self.v.low
        for kind, a, b in self.found:
            in_row = a > 1 and low[a - 1] in ("and", "or", ",") and a - 2 in places
            if in_row and kind in ("PER", "ORG", "MISC") and a not in self.hit_at:
                text = self._words(a, b)
                yield Spot(text, text, a, b, joined=True)

    def _listed(self) -> Iterator[Spot]:
        """What the register knows."""
        for hit in self.hits:
            if hit.entry.sort in ("place", "capital", "state") and hit.entry.side:
                text = self._words(hit.first, hit.last)
                yield Spot(text, text, hit.first, hit.last, region=self._is_before(hit.last, "parts"), hit=hit)

    def _spot(self, kind: str, first: int, last: int) -> Spot | None:
        low = self.v.low
        while first < last and not self.v.words[first][0].isalnum():
            first += 1
        while last > first and (low[last] in ("'s", "'") or not self.v.words[last][0].isalnum()):
            last -= 1
        a, b = first, last
        while a < b and low[a] in _list("kinds"):
            a += 1
        while b > a and low[b] in _list("facilities" if kind == "FAC" else "kinds"):
            b -= 1
        name = self._words(a, b)
        known = any(w in self.hit_at for w in range(first, last + 1)) or (kind == "FAC" and b == last)
        if known or not name[0].isupper() or len(name) < SHORTEST + name.isupper():
            return None
        around = {*low[first:a], *low[b + 1 : last + 2]}
        weak = kind == "FAC" or self._is_before(last, "namesakes")
        return Spot(name, self._words(first, last), first, last, bool(around & _list("parts")), weak)

    def _words(self, first: int, last: int) -> str:
        return " ".join(self.v.text[self.v.start[first] : self.v.end[last]].split())

    def _is_before(self, last: int, listed: str) -> bool:
        """Whether a word of a list follows: “Hama province”; “Kamina barracks”, which may stand anywhere."""
        return last + 1 < len(self.v) and self.v.low[last + 1] in _list(listed)

    def _beside(self, spot: Spot) -> Iterator[Told]:
        """The state, and the region, named beside a place: “Paris, Texas”, “the Lebanese city of Tripoli”."""
        low, after = self.v.low, spot.last + 1
        if after < len(low) and low[after] in (",", "(", "in", "of"):
            after += 1
            while after < len(low) and (low[after] in _list("sides", "kinds") or low[after] in _SMALL):
                after += 1
            yield from self._said(after)
        before, least = spot.first - 1, max(0, spot.first - 6)
        while before > least and (low[before] in _list("sides", "kinds", "seats") or low[before] in _SMALL):
            before -= 1
        hit = self.hit_at.get(before)
        if hit is not None and hit.entry.side and hit.entry.sort in ("state", "people"):
            yield hit.entry.side, None

    def _said(self, word: int) -> Iterator[Told]:
        """The region or state whose name begins at a word."""
        hit = self.hit_at.get(word)
        last = self.ends.get(word, hit.last if hit is not None else None)
        if last is not None and (hit is None or hit.entry.sort != "state"):
            for called in gazetteer.named(self._words(word, last)):
                if called.place.kind == "region":
                    yield called.place.country, called.place.name
        if hit is not None and hit.first == word and hit.entry.side and hit.entry.sort == "state":
            yield hit.entry.side, None


def _name(spots: list[Spot]) -> Name:
    """What a name may mean; a name that is only a part of the sky needs a word that says it is a region."""
    name = Name(spots, {})
    sky = set(key(spots[0].name).split()) <= _list("sides")
    every = {c for text in {spots[0].name, *(s.whole for s in spots)} for c in gazetteer.named(text)}
    for called in sorted(every, key=lambda c: (-c.place.population, c.place.id)):
        if not sky or (name.is_region and called.place.kind == "region"):
            name.states.setdefault(called.place.country, []).append(called)
    hit = next((s.hit for s in spots if s.hit is not None), None)
    if hit is not None and hit.entry.side:
        name.listed, name.capital = hit.entry.side, hit.entry.sort in ("capital", "state")
        name.states.setdefault(hit.entry.side, [])
    return name
