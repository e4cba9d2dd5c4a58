"""Events on a map as GeoJSON (RFC 7946).

A place is located by its country's capital only – the reader does not geocode – so every feature says
``"precision": "country"``; events without a place in a known country are left out and counted.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tocsin.exchange.known import Shipment
from tocsin.exchange.tables import event_rows


@cache
def capitals() -> dict[str, tuple[float, float]]:
    """Latitude and longitude of capitals by ISO 3166 alpha-3 code, to about a tenth of a degree."""
    table = yaml.safe_load((Path(__file__).parent / "capitals.yaml").read_text(encoding="utf-8"))
    return {str(code): (float(lat), float(lon)) for code, (lat, lon) in table.items()}


def country(shipment: Shipment, place: str) -> str | None:
    """The country a place id belongs to: ``state:BLR`` itself, else the side of the place."""
    code = place.removeprefix("state:")
    if code in capitals():
        return code
    actor = shipment.actors.get(place)
    return actor.side if actor and actor.side in capitals() else None


def to_geojson(shipment: Shipment) -> bytes:
    features, missing = list[dict[str, Any]](), 0
    for row in event_rows(shipment):
        code = country(shipment, row["where"])
        if code is None:
            missing += 1
            continue
        lat, lon = capitals()[code]
        features.append({
            "type": "Feature", "id": row["id"], "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {**row, "country": code, "precision": "country"},
        })  # fmt: skip
    made = {"type": "FeatureCollection", "features": features, "tocsin": {"without_place": missing}}
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
