"""What would change our mind: dark indicators by what they would do to the result, and sources by what they do now."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from tocsin.nouns.assessment import Lamp, Swing
from tocsin.nouns.watch import Watch
from tocsin.weigh import horizon, posterior
from tocsin.weigh.columns import Columns
from tocsin.weigh.posterior import Model
from tocsin.weigh.reports import Standing, standing

Array = NDArray[np.float64]
SETTLED = 2.94  # log-odds of a matter settled: reported by a source right 95 times in 100
LIKELIEST = 6  # sources and origins that are taken out one by one


class Weights:
    """The result as a function of the log-odds of presence, for asking what if."""

    def __init__(self, watch: Watch, shape: Model) -> None:
        self.watch, self.shape, self.main = watch, shape, horizon.main_horizon(watch)

    def at(self, total: Array) -> tuple[float, int]:
        """The main number and the leading hypothesis."""
        shares = posterior.posterior(np.log(self.shape.prior), posterior.moves(self.shape, total))
        return float(horizon.by(self.watch, shares)[self.main]), int(np.argmax(shares))


def indicator_swings(weights: Weights, lamps: tuple[Lamp, ...], total: Array) -> list[Swing]:
    """Where the result would go if a lamp that is dark, or weak, were settled either way."""
    now, leader = weights.at(total)
    out = []
    for i, lamp in enumerate(lamps):
        for kind, value in (("indicator_lit", SETTLED), ("indicator_absent", -SETTLED)):
            if lamp.state in ("dark", "overdue") or (lamp.state == "lit") == (value < 0):
                changed = total.copy()
                changed[i] = value
                p, first = weights.at(changed)
                out.append(Swing(lamp.indicator, kind, p, p - now, first != leader))  # type: ignore[arg-type]  # kind is one of two literals
    return out


def source_swings(weights: Weights, table: Columns, stand: Standing, day: date) -> list[Swing]:
    """Where the result would go without a voice, or without an origin: the ones that carry most are tried."""
    n = len(weights.watch.indicators)
    now, leader = weights.at(stand.total(n))
    names = [s.origin for s in table.sightings]
    out = []
    for kind, keys in (("without_source", table.voice), ("without_origin", table.origin)):
        for key in _heaviest(keys, stand, weights):
            left = standing(weights.watch, table, day, without=keys == key).total(n)
            p, first = weights.at(left)
            what = table.voices[key] if kind == "without_source" else names[int(np.argmax(keys == key))]
            out.append(Swing(what, kind, p, p - now, first != leader))  # type: ignore[arg-type]  # kind is one of two literals
    return out


def _heaviest(keys: NDArray[np.int64], stand: Standing, weights: Weights) -> list[int]:
    """Keys whose counted reports carry most, by |log-odds| times what the indicator can tell apart."""
    if not len(stand.row):
        return []
    power = np.ptp(np.log(weights.shape.words), axis=1)[stand.indicator]
    carried = np.bincount(keys[stand.row], weights=np.abs(stand.logodds) * power)
    order = np.lexsort((np.arange(len(carried)), -carried))[:LIKELIEST]
    return [int(k) for k in order if carried[k] > 0]


def ordered(swings: list[Swing]) -> tuple[Swing, ...]:
    """Largest change first; ties by name."""
    return tuple(sorted(swings, key=lambda s: (-abs(round(s.delta, 9)), s.kind, s.what)))
