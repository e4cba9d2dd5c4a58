"""Place: "That name means this town or region, there." """

from dataclasses import dataclass
from typing import Literal

PlaceKind = Literal["town", "region"]


@dataclass(frozen=True, slots=True)
class Place:
    """A town, or the first-level region of a state, as the gazetteer has it.

    ``id`` is the GeoNames number of a town, or the state and code of a region (``GHA.06``); ``country`` an ISO 3166
    alpha-3 code; ``region`` the name of the first-level region it lies in; degrees are north and east.
    """

    id: str
    name: str
    kind: PlaceKind
    country: str
    region: str | None
    lat: float
    lon: float
    population: int
