"""One day's answer, from sightings: a pure function, the same bytes on every run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tocsin import scales
from tocsin.nouns.assessment import Assessment, Belief, Contribution, Forecast, Swing
from tocsin.nouns.watch import Sighting, Watch
from tocsin.weigh import confidence, horizon, matrix, posterior, swings
from tocsin.weigh.columns import Columns, Credibility, columns
from tocsin.weigh.interval import Spread, coverage, interval
from tocsin.weigh.lamps import lamps
from tocsin.weigh.posterior import Model, model
from tocsin.weigh.reports import standing

Array = NDArray[np.float64]
METHOD = "weigh.v1"
DRAWS, SEED = 2000, 20221203


def assess(
    watch: Watch,
    sightings: Iterable[Sighting],
    day: date,
    credibility: Credibility | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Assessment:
    """Weigh what was gathered by the end of ``day`` (UTC).

    ``credibility`` says what is known of sources (a record, or an Admiralty letter); unknown ones are F.
    """
    return weigh(watch, columns(watch, sightings, credibility), day, draws=draws, seed=seed)


def weigh(
    watch: Watch, table: Columns, day: date, *, draws: int = DRAWS, seed: int = SEED, full: bool = True
) -> Assessment:
    """The same from compiled columns; ``full`` adds the matrix and what would change our mind."""
    shape, n = model(watch), len(watch.indicators)
    stand = standing(watch, table, day)
    total = stand.total(n)
    moved = posterior.moves(shape, total)
    shares = posterior.posterior(np.log(shape.prior), moved)
    board = lamps(watch, shape, table, stand, day)
    bounds = interval(watch, shape, total, stand.spread(n), draws, seed)
    weights = swings.Weights(watch, shape)
    sources = swings.source_swings(weights, table, stand, day) if full else []
    level, why = confidence.confidence(
        confidence.grounds(table, stand, coverage(shape, total), _leverage(sources), scales.accuracy("F").worth)
    )
    return Assessment(
        watch=watch.id,
        day=day,
        method=METHOD,
        beliefs=_beliefs(watch, shape, shares, bounds),
        forecasts=_forecasts(watch, shares, bounds),
        lamps=board,
        contributions=_contributions(watch, shape, total, moved, shares),
        confidence=level,
        confidence_why=why,
        cells=matrix.cells(watch, shape, table, stand) if full else (),
        swings=swings.ordered(swings.indicator_swings(weights, board, total) + sources) if full else (),
    )


def _leverage(sources: list[Swing]) -> float:
    return max((abs(s.delta) for s in sources if s.kind == "without_source"), default=0.0)


def _beliefs(watch: Watch, shape: Model, shares: Array, bounds: Spread) -> tuple[Belief, ...]:
    rows = zip(watch.hypotheses, shape.prior, shares, bounds.low, bounds.high, strict=True)
    return tuple(Belief(h.id, float(q), float(p), float(min(a, p)), float(max(b, p))) for h, q, p, a, b in rows)


def _forecasts(watch: Watch, shares: Array, bounds: Spread) -> tuple[Forecast, ...]:
    days = sorted(watch.question.horizons)
    rows = zip(days, horizon.by(watch, shares), bounds.forecast_low, bounds.forecast_high, strict=True)
    return tuple(Forecast(d, float(p), float(min(a, p)), float(max(b, p))) for d, p, a, b in rows)


def _contributions(watch: Watch, shape: Model, total: Array, moved: Array, shares: Array) -> tuple[Contribution, ...]:
    """Each indicator's log-odds (they sum to the posterior exactly) and its points if it were left out."""
    shifts = posterior.centred(shape.prior, moved)
    without = np.where(np.eye(len(total), dtype=np.bool_), 0.0, total)
    others = posterior.posterior(np.log(shape.prior), posterior.moves(shape, without))
    points = 100.0 * (shares[shape.target].sum() - others[:, shape.target].sum(axis=1))
    ids = [h.id for h in watch.hypotheses]
    return tuple(
        Contribution(i.id, i.group, dict(zip(ids, map(float, shift), strict=True)), float(point))
        for i, shift, point, s in zip(watch.indicators, shifts, points, total, strict=True)
        if s != 0.0
    )
