"""Claims against counts that are a floor: what is confirmed by sight is the least that happened, never the most.

A claim below the floor is refuted. A claim above it is not: the record can only say how far above, and whether that
distance stays the same while both rise, which is what an honest count of another kind would look like.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median


@dataclass(frozen=True, slots=True)
class Floor:
    """A series of claims beside a series of confirmed counts, on the days that have both."""

    source: str
    what: str
    days: int
    below: tuple[date, ...]  # days on which the claim was lower than what is confirmed: refuted
    falls: tuple[date, ...]  # days on which a running total that cannot fall fell
    low: float  # claim / confirmed: least, middle, most, and on the last day
    middle: float
    high: float
    last: float

    def sentence(self) -> str:
        """What the record says, and what it cannot say."""
        if not self.days:
            return f"{self.source} on {self.what}: no day has both a claim and a confirmed count."
        below = f"fell below it on {len(self.below)}" if self.below else "never fell below it"
        times = f"{self.low:.1f} to {self.high:.1f} times"
        return (
            f"{self.source} on {self.what}: on {self.days} days with both, the claim was {times} "
            f"what was confirmed (middle {self.middle:.1f}, last {self.last:.1f}); it {below}. "
            "What is confirmed is a floor: it can refute a lower claim, not a higher one."
        )


def against_floor(source: str, what: str, claims: Mapping[date, float], confirmed: Mapping[date, float]) -> Floor:
    """Compare running totals day by day; days without a confirmed count above zero are left out."""
    days = [day for day in sorted(claims) if confirmed.get(day, 0) > 0]
    ratios = [claims[day] / confirmed[day] for day in days]
    ordered = sorted(claims)
    return Floor(
        source=source,
        what=what,
        days=len(days),
        below=tuple(day for day, ratio in zip(days, ratios, strict=True) if ratio < 1),
        falls=tuple(b for a, b in pairwise(ordered) if claims[b] < claims[a]),
        low=min(ratios, default=0.0),
        middle=median(ratios) if ratios else 0.0,
        high=max(ratios, default=0.0),
        last=ratios[-1] if ratios else 0.0,
    )
