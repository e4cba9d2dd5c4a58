"""Day by day on what was gathered by then: the same weighing, never a look ahead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tocsin.nouns.assessment import Assessment
from tocsin.nouns.watch import Sighting, Watch
from tocsin.weigh.assess import DRAWS, SEED, weigh
from tocsin.weigh.columns import Credibility, columns

DAILY_DRAWS = 400  # an interval on a chart needs no more; the last day gets the full number


def replay(
    watch: Watch,
    sightings: Iterable[Sighting],
    days: Sequence[date],
    credibility: Credibility | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> list[Assessment]:
    """One assessment a day, oldest first; the last in full detail (matrix, swings), the others without."""
    table, ordered = columns(watch, sightings, credibility), sorted(set(days))
    daily = [weigh(watch, table, day, draws=min(draws, DAILY_DRAWS), seed=seed, full=False) for day in ordered[:-1]]
    return daily + [weigh(watch, table, day, draws=draws, seed=seed) for day in ordered[-1:]]
