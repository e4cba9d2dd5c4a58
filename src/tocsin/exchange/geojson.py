"""Events on a map as GeoJSON (RFC 7946).

Every feature says how sure its point is: ``"precision"`` is town, region or country (then it lies at the capital), and
``located_by`` whether the text names the place of the event or only the party it was done to. Events without either
in a known place are left out and counted.
"""

from typing import Any

from tocsin.exchange.known import Shipment, dumped
from tocsin.exchange.sites import CREDIT, site
from tocsin.exchange.tables import event_rows, written


def to_geojson(shipment: Shipment) -> bytes:
    """A feature collection; ``tocsin.without_place`` counts what is not on the map."""
    features, missing = list[dict[str, Any]](), 0
    events = [e for r in shipment.picture.readings for e in r.events]
    for event, row in zip(events, event_rows(shipment), strict=True):
        found = site(shipment, event)
        if found is None:
            missing += 1
            continue
        where, how = found
        features.append({
            "type": "Feature", "id": row["id"], "geometry": {"type": "Point", "coordinates": [where.lon, where.lat]},
            "properties": {**written(row), "place": where.id, "place_name": where.name, "region": where.region,
                           "country": where.country, "precision": where.precision, "located_by": how},
        })  # fmt: skip
    made = {"type": "FeatureCollection", "features": features, "tocsin": {"without_place": missing, "credit": CREDIT}}
    return (dumped(made, indent=1) + "\n").encode("utf-8", "replace")
