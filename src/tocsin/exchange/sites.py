"""Where events are put on a map: in the town or region that the text names, else at the capital of their country.

``precision`` says which of the three it is. Coordinates of towns and regions are the gazetteer's (GeoNames, CC BY 4.0).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from tocsin.exchange.known import Shipment
from tocsin.nouns.actor import Actor
from tocsin.nouns.reading import Event

CREDIT = "Towns and regions: GeoNames (geonames.org), CC BY 4.0"


@dataclass(frozen=True, slots=True)
class Capital:
    """Degrees north and east, and the country's ISO 3166 alpha-2 code."""

    lat: float
    lon: float
    code: str


@dataclass(frozen=True, slots=True)
class Site:
    """A point on the map. ``id`` is a GeoNames number, a region's code or a country's."""

    id: str
    name: str
    country: str
    lat: float
    lon: float
    precision: Literal["town", "region", "country"]
    region: str | None = None


@cache
def capitals() -> dict[str, Capital]:
    """By ISO 3166 alpha-3 code, to about a tenth of a degree."""
    table = yaml.safe_load((Path(__file__).parent / "capitals.yaml").read_text(encoding="utf-8"))
    return {str(three): Capital(float(lat), float(lon), str(two)) for three, (lat, lon, two) in table.items()}


def site(shipment: Shipment, event: Event) -> tuple[Site, str] | None:
    """Where an event lies and what says so: its place, else the first state or place it was done to."""
    for how, id in _named(shipment, event):
        actor = shipment.located.get((event.document, id)) or shipment.actors.get(id)
        found = _town(actor) or _country(shipment, (actor.side if actor else None) or id.removeprefix("state:"))
        if found is not None:
            return found, how
    return None


def _named(shipment: Shipment, event: Event) -> Iterator[tuple[str, str]]:
    """The ids of what may be the event's place, best first; readings of old name it by its words only."""
    where = event.place or shipment.places.get((event.where or "").casefold()) or event.where
    if where:
        yield "where", where
    yield from (("patient", p) for p in event.patients if p.startswith(("state:", "place:")))


def _town(actor: Actor | None) -> Site | None:
    p = actor.place if actor else None
    if p is None:
        return None
    return Site(p.id, p.name, p.country, p.lat, p.lon, p.kind, p.name if p.kind == "region" else p.region)


def _country(shipment: Shipment, code: str) -> Site | None:
    capital = capitals().get(code)
    if capital is None:
        return None
    state = shipment.actors.get(f"state:{code}")
    return Site(code, state.name if state else code, code, capital.lat, capital.lon, "country")
