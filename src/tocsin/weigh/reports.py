"""What stands on a day: one aged report per voice, indicator and polarity, one per origin before that.

Invariant: an origin is as old as its first report, whoever passes it on later; a copy makes nothing fresh.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tocsin.nouns.watch import Watch
from tocsin.weigh.columns import Columns


@dataclass(frozen=True, slots=True)
class Standing:
    """The reports that count on a day. ``row`` points into the columns; ``lean`` is c′ − ½, signed by polarity."""

    row: NDArray[np.int64]
    indicator: NDArray[np.int64]
    lean: NDArray[np.float64]
    logodds: NDArray[np.float64]  # what each adds to log P(reports | present) − log P(reports | absent)
    variance: NDArray[np.float64]  # of that, from how little is known about the source
    seen: NDArray[np.int64]  # rows of every sighting gathered by then, counted or not

    def total(self, n: int) -> NDArray[np.float64]:
        """Log-odds of presence by reports alone, one number per indicator; 0 where nobody reported."""
        return np.asarray(np.bincount(self.indicator, weights=self.logodds, minlength=n), dtype=np.float64)

    def spread(self, n: int) -> NDArray[np.float64]:
        """Standard deviation of ``total``."""
        return np.sqrt(np.bincount(self.indicator, weights=self.variance, minlength=n))


def standing(watch: Watch, table: Columns, day: date, without: NDArray[np.bool_] | None = None) -> Standing:
    """Reports gathered by the end of ``day`` (never later), aged: c′ = ½ + (c − ½) · 2^(−age / half-life).

    ``without`` masks sightings that are to be left out.
    """
    gathered = table.day <= day.toordinal()
    seen = np.flatnonzero(gathered if without is None else gathered & ~without)
    half_lives = np.array([indicator.half_life for indicator in watch.indicators])
    indicator = table.indicator[seen]
    said = _first_days(indicator, table.origin[seen], table.present[seen], table.day[seen])
    aged = (table.trust[seen] - 0.5) * 2.0 ** (-(day.toordinal() - said) / half_lives[indicator])
    kept = _strongest(indicator, table.origin[seen], table.present[seen], aged)
    kept = kept[_strongest(indicator[kept], table.voice[seen][kept], table.present[seen][kept], aged[kept])]
    return _standing(table, seen, kept, aged[kept])


def _standing(table: Columns, seen: NDArray[np.int64], kept: NDArray[np.int64], aged: NDArray[np.float64]) -> Standing:
    rows = seen[kept]
    sign = np.where(table.present[rows], 1.0, -1.0)
    c = 0.5 + aged
    share = np.divide(aged, table.trust[rows] - 0.5, out=np.zeros_like(aged), where=table.trust[rows] != 0.5)
    source = 0.5 + (table.trust[rows] - 0.5)
    variance = share**2 * source * (1 - source) / (table.worth[rows] + 1) / (c * (1 - c)) ** 2
    return Standing(rows, table.indicator[rows], sign * aged, sign * np.log(c / (1 - c)), variance, seen)


def _first_days(
    indicator: NDArray[np.int64], origin: NDArray[np.int64], present: NDArray[np.bool_], day: NDArray[np.int64]
) -> NDArray[np.int64]:
    """For every report the day on which its origin first reported this (rows come in order of time)."""
    codes = (indicator * (origin.max(initial=0) + 1) + origin) * 2 + present
    _, first, which = np.unique(codes, return_index=True, return_inverse=True)
    return np.asarray(day[first][which], dtype=np.int64)


def _strongest(*columns: NDArray[np.generic]) -> NDArray[np.int64]:
    """Positions of the report with the largest |lean| for each (indicator, whose, polarity); the earliest on a tie."""
    indicator, whose, present, aged = columns
    order = np.lexsort((np.arange(len(aged)), -np.abs(aged), present, whose, indicator))
    first = np.ones(len(order), dtype=np.bool_)
    for key in (indicator, whose, present):
        ranked = key[order]
        changed = np.empty(len(order), dtype=np.bool_)
        changed[:1] = True
        changed[1:] = ranked[1:] != ranked[:-1]
        first = changed if key is indicator else first | changed
    return np.sort(order[first])
