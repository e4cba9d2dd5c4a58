"""Historical base rates by name: k of n, a 90% interval and where they are from."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tocsin.errors import WatchError
from tocsin.nouns.watch import BaseRate
from tocsin.packs.near import near


@cache
def rates() -> dict[str, Any]:
    """The shipped table: rates and the sources they cite."""
    path = Path(__file__).parent / "rates.yaml"
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def base_rate(name: str, days: int, path: str) -> BaseRate:
    """A shipped rate, spread from the time it covers (``per_days``) to ``days`` at a constant hazard."""
    row = rates()["rates"].get(name)
    if row is None:
        raise WatchError(f"unknown base rate {name!r}{near(name, rates()['rates'])}", path=path)
    p, low, high = (_over(value, row["per_days"], days) for value in (row["rate"], *row["interval"]))
    cited = rates()["sources"][row["source"]]
    bounds = "–".join(f"{bound:.1%}" for bound in row["interval"])
    source = f"{row['k']} of {row['n']} {row['what']} (90% interval {bounds}). {cited}"
    if row["per_days"] != days:
        source += f" Spread evenly from {row['per_days']} to {days} days."
    return BaseRate(p, days, low, high, source)


def _over(p: float, per_days: int, days: int) -> float:
    return -math.expm1(math.log1p(-p) * days / per_days)
