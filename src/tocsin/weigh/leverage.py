"""What a decision on one report would do to the main number: it is taken out, or turned round, and all is weighed anew.

Only a report that counts today can move anything: of an origin and of a voice the strongest one counts. Those that
carry most are tried one by one; the others are left out of the answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from tocsin.nouns.watch import Watch
from tocsin.weigh.columns import Columns
from tocsin.weigh.posterior import model
from tocsin.weigh.reports import standing
from tocsin.weigh.swings import Weights

TRIED = 80


@dataclass(frozen=True, slots=True)
class Leverage:
    """Change of the main probability if a sighting were rejected, and if it were read the other way round."""

    sighting: str
    rejected: float
    turned: float

    @property
    def most(self) -> float:
        """The larger change, without its sign."""
        return max(abs(self.rejected), abs(self.turned))


def leverage(watch: Watch, table: Columns, day: date, tried: int = TRIED) -> list[Leverage]:
    """Reports by how far a decision on them would move the main number, most first."""
    shape, n = model(watch), len(watch.indicators)
    weights, stand = Weights(watch, shape), standing(watch, table, day)
    now, _ = weights.at(stand.total(n))
    power = np.ptp(np.log(shape.words), axis=1)[stand.indicator]
    order = np.lexsort((stand.row, -np.abs(stand.logodds) * power))[:tried]
    found = []
    for row in (int(stand.row[k]) for k in order):
        mask = np.arange(len(table.day)) == row
        out, _ = weights.at(standing(watch, table, day, without=mask).total(n))
        other = replace(table, present=np.where(mask, ~table.present, table.present))
        turned, _ = weights.at(standing(watch, other, day).total(n))
        found.append(Leverage(table.sightings[row].id, out - now, turned - now))
    return sorted(found, key=lambda x: (-round(x.most, 9), x.sighting))
