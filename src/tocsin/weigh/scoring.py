"""Scores of a replay against what came: Brier and log score beside base rate and persistence, calibration, alarms."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tocsin.errors import UsageError
from tocsin.nouns.assessment import Assessment

ALARM = 0.5
BINS = 10
SURE = 0.005  # no forecast is scored as surer than this, so that the log score stays finite

Pair = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts between ``low`` and ``high``: how many, their mean, and how often the event came."""

    low: float
    high: float
    n: int
    mean: float
    rate: float


@dataclass(frozen=True, slots=True)
class Alarm:
    """A run of days at or above the threshold; ``lead`` in days when the event came in time, None when it did not."""

    start: date
    end: date
    peak: float
    lead: int | None


@dataclass(frozen=True, slots=True)
class Scores:
    """How good a replay was at one horizon; where no day could be scored what is a mean is None.

    ``base_rate_from`` says whether the base rate was given or the first day's forecast stands in for it.
    """

    horizon: int
    days: int
    base_rate: float | None
    base_rate_from: Literal["given", "first day"]
    brier: float | None
    brier_base: float | None
    brier_persistence: float | None
    log: float | None
    log_base: float | None
    log_persistence: float | None
    ece: float | None
    bins: tuple[Bin, ...]
    threshold: float
    lead: int | None
    false_alarms: int
    false_alarms_per_year: float | None
    alarms: tuple[Alarm, ...]
    misses: tuple[date, ...]


def score(
    assessments: Sequence[Assessment],
    outcome: date | None,
    base_rate: float | None = None,
    horizon: int | None = None,
    threshold: float = ALARM,
) -> Scores:
    """Score one replay. ``outcome`` is the day the event came, None when it did not come.

    Days from the outcome on are not scored. ``base_rate`` is the probability at the horizon that the watch
    starts from; the first day's forecast stands in for it. Persistence says every day that nothing will happen.
    Raises UsageError for a threshold that no forecast, or every one, would reach.
    """
    if not 0 < threshold < 1:
        raise UsageError(f"the threshold is a probability between 0 and 1, not {threshold:g}")
    days = sorted((a for a in assessments if outcome is None or a.day < outcome), key=lambda a: a.day)
    horizon = horizon or main_days(days)
    dated = [(a.day, next(f.p for f in a.forecasts if f.days == horizon)) for a in days]
    pairs = [(p, outcome is not None and day + timedelta(horizon) >= outcome) for day, p in dated]
    base = base_rate if base_rate is not None else (pairs[0][0] if pairs else None)
    always = [(base, y) for _, y in pairs if base is not None]
    never = [(0.0, y) for _, y in pairs]
    alarms = tuple(_alarms(dated, outcome, horizon, threshold))
    false = [a for a in alarms if a.lead is None]
    leads = [a.lead for a in alarms if a.lead is not None]
    bins = calibration(pairs)
    return Scores(
        horizon=horizon,
        days=len(pairs),
        base_rate=base,
        base_rate_from="first day" if base_rate is None else "given",
        brier=_mean(brier, pairs),
        brier_base=_mean(brier, always),
        brier_persistence=_mean(brier, never),
        log=_mean(log_score, pairs),
        log_base=_mean(log_score, always),
        log_persistence=_mean(log_score, never),
        ece=ece(bins) if bins else None,
        bins=bins,
        threshold=threshold,
        lead=max(leads, default=None),
        false_alarms=len(false),
        false_alarms_per_year=365.25 * len(false) / len(pairs) if pairs else None,
        alarms=alarms,
        misses=(outcome,) if outcome is not None and pairs and not leads else (),
    )


def _mean(measure: Callable[[Sequence[Pair]], float], pairs: Sequence[Pair]) -> float | None:
    """None of nothing: an error of 0 would read as perfect."""
    return measure(pairs) if pairs else None


def main_days(assessments: Sequence[Assessment]) -> int:
    """30 days where it was forecast, else the middle horizon."""
    days = sorted(f.days for f in assessments[0].forecasts) if assessments else [30]
    return 30 if 30 in days else days[len(days) // 2]


def brier(pairs: Iterable[Pair]) -> float:
    """Mean squared error of probabilities: 0 is perfect, 0.25 is a coin."""
    errors = [(p - y) ** 2 for p, y in pairs]
    return sum(errors) / len(errors) if errors else 0.0


def log_score(pairs: Iterable[Pair]) -> float:
    """Mean negative log likelihood in nats, forecasts kept off 0 and 1."""
    losses = [-math.log(max(SURE, p) if y else max(SURE, 1 - p)) for p, y in pairs]
    return sum(losses) / len(losses) if losses else 0.0


def calibration(pairs: Iterable[Pair]) -> tuple[Bin, ...]:
    """Forecasts in ten bins; empty bins are left out."""
    filled: dict[int, list[Pair]] = {}
    for p, y in pairs:
        filled.setdefault(min(BINS - 1, int(p * BINS)), []).append((p, y))
    return tuple(
        Bin(k / BINS, (k + 1) / BINS, len(got), sum(p for p, _ in got) / len(got), sum(y for _, y in got) / len(got))
        for k, got in sorted(filled.items())
    )


def ece(bins: Sequence[Bin]) -> float:
    """Expected calibration error: how far forecast and frequency lie apart, weighted by n."""
    n = sum(b.n for b in bins)
    return sum(b.n * abs(b.mean - b.rate) for b in bins) / n if n else 0.0


def _alarms(
    dated: Sequence[tuple[date, float]], outcome: date | None, horizon: int, threshold: float
) -> Iterable[Alarm]:
    """Runs of days at or above the threshold; right when the event came while they held or within the horizon."""
    run: list[tuple[date, float]] = []
    for day, p in [*dated, (date.max, -1.0)]:
        if p >= threshold:
            run.append((day, p))
        elif run:
            start, end = run[0][0], run[-1][0]
            came = outcome is not None and outcome <= end + timedelta(horizon)
            yield Alarm(start, end, max(q for _, q in run), (outcome - start).days if came and outcome else None)
            run = []
