"""Events on a map as GeoJSON (RFC 7946).

A place is located by its country's capital only – the reader does not geocode – so every feature says
``"precision": "country"``, and ``located_by`` says whether the text names the place of the event or only the party
it was done to. Events without either in a known country are left out and counted.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tocsin.exchange.known import Shipment, dumped
from tocsin.exchange.tables import event_rows, written
from tocsin.nouns.reading import Event


@dataclass(frozen=True, slots=True)
class Capital:
    """Degrees north and east, and the country's ISO 3166 alpha-2 code."""

    lat: float
    lon: float
    code: str


@cache
def capitals() -> dict[str, Capital]:
    """By ISO 3166 alpha-3 code, to about a tenth of a degree."""
    table = yaml.safe_load((Path(__file__).parent / "capitals.yaml").read_text(encoding="utf-8"))
    return {str(three): Capital(float(lat), float(lon), str(two)) for three, (lat, lon, two) in table.items()}


def capital(code: str) -> Capital:
    """That of a country in the table."""
    return capitals()[code]


def country(shipment: Shipment, event: Event) -> tuple[str, str] | None:
    """The country an event lies in and what says so: its place, else the first state or place it was done to."""
    named = shipment.places.get((event.where or "").casefold()) or event.where or ""
    patients = (p for p in event.patients if p.startswith(("state:", "place:")))
    for how, id in (("where", named), *(("patient", p) for p in patients)):
        actor = shipment.actors.get(id)
        code = actor.side if actor else id.removeprefix("state:")
        if code in capitals():
            return str(code), how
    return None


def to_geojson(shipment: Shipment) -> bytes:
    """A feature collection; ``tocsin.without_place`` counts what is not on the map."""
    features, missing = list[dict[str, Any]](), 0
    events = [e for r in shipment.picture.readings for e in r.events]
    for event, row in zip(events, event_rows(shipment), strict=True):
        found = country(shipment, event)
        if found is None:
            missing += 1
            continue
        where = capital(found[0])
        features.append({
            "type": "Feature", "id": row["id"], "geometry": {"type": "Point", "coordinates": [where.lon, where.lat]},
            "properties": {**written(row), "country": found[0], "precision": "country", "located_by": found[1]},
        })  # fmt: skip
    made = {"type": "FeatureCollection", "features": features, "tocsin": {"without_place": missing}}
    return (dumped(made, indent=1) + "\n").encode("utf-8", "replace")
