"""Look-ups in the tables: sorted lines, searched by halving, so that nothing is loaded but what is asked for.

``names.tsv`` has a line a key: the key, then the ids of the places so called, an alternate name marked with ``~``;
``places.tsv`` a line a place; ``domains.tsv`` the endings of internet addresses that are a state's own. All are
sorted by their first column as bytes.
"""

from __future__ import annotations

import mmap
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from tocsin.gazetteer.spelling import key
from tocsin.nouns.place import Place, PlaceKind

ALSO = "~"  # before an id: it is not the place's main name


@dataclass(frozen=True, slots=True)
class Called:
    """A place, and whether this is its main name."""

    place: Place
    main: bool


@lru_cache(maxsize=20_000)
def named(name: str) -> tuple[Called, ...]:
    """Every place of a name, most populous first; the spelling need not be exact in marks, hyphens and articles."""
    ids = _row("names.tsv", key(name))
    found = [Called(place(id.removeprefix(ALSO)), not id.startswith(ALSO)) for id in ids[1:]]
    return tuple(sorted(found, key=lambda c: (-c.place.population, c.place.id)))


@lru_cache(maxsize=20_000)
def place(id: str) -> Place:
    """The place with this id; KeyError when there is none."""
    row = _row("places.tsv", id)
    if not row:
        raise KeyError(id)
    _, name, code, lat, lon, thousands = row
    country, _, region = code.partition(".")
    kind: PlaceKind = "region" if "." in id else "town"
    inside = _row("places.tsv", code)[1] if kind == "town" and region else None
    return Place(id, name, kind, country, inside, float(lat), float(lon), int(thousands) * 1000)


def domain(ending: str) -> str | None:
    """The state whose own an ending of internet addresses is: ``.gh`` is GHA; None for one that is sold to all."""
    return next(iter(_row("domains.tsv", ending)[1:]), None)


@cache
def inside(state: str) -> frozenset[str]:
    """The keys of all names of the towns and regions of a state; takes a walk through both tables."""
    own = set(re.findall(rb"^([^\t]+)\t[^\t]+\t%s\b" % state.encode(), _table("places.tsv"), re.MULTILINE))
    lines = (line.partition(b"\t") for line in _table("names.tsv")[:].replace(ALSO.encode(), b"").split(b"\n"))
    return frozenset(name.decode() for name, _, ids in lines if not own.isdisjoint(ids.split(b"\t")))


@cache
def _table(name: str) -> mmap.mmap:
    """A table's bytes; the operating system reads the pages that are touched, once for all processes."""
    with (Path(__file__).parent / name).open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _row(name: str, first: str) -> list[str]:
    """The line with this first column, cut at its tabs; empty when there is none."""
    table, wanted = _table(name), first.encode()
    low, high = 0, len(table)
    while low < high:
        start = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = table.find(b"\n", start)
        here = table[start : table.find(b"\t", start, end)]
        if here == wanted:
            return table[start:end].decode().split("\t")
        low, high = (end + 1, high) if here < wanted else (low, start)
    return []
