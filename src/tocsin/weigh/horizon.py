"""Probability over time: hazards that revert to the base rate as the evidence ages; never falls with the horizon."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tocsin.nouns.watch import BaseRate, Watch

Array = NDArray[np.float64]


def base_hazard(probability: float | Array, days: int) -> Array:
    """Arrivals per day that make the base rate: −ln(1 − p) / days."""
    return np.asarray(-np.log1p(-np.asarray(probability)) / days)


def arrival(hazards: Array, base: Array, tau: float, days: Array) -> Array:
    """P(by t | h) = 1 − exp(−Λ), Λ_h(t) = λ0·t + (λ_h − λ0)·τ·(1 − e^(−t/τ)); shape (…, T, H)."""
    fading = tau * -np.expm1(-days / tau)
    expected = base[..., None, None] * days[:, None] + (hazards - base[..., None, None]) * fading[:, None]
    return np.asarray(-np.expm1(-np.maximum(expected, 0.0)))


def by(watch: Watch, shares: Array, base: Array | None = None) -> Array:
    """P(event by each horizon) for shares of hypotheses (…, H): (…, T)."""
    rate: BaseRate = watch.question.base_rate
    start = base_hazard(rate.probability, rate.days) if base is None else base
    hazards = np.array([h.hazard for h in watch.hypotheses])
    days = np.array(sorted(watch.question.horizons), dtype=np.float64)
    return np.asarray((arrival(hazards, start, watch.tau, days) * shares[..., None, :]).sum(axis=-1))


def main_horizon(watch: Watch) -> int:
    """Position of the horizon that headlines speak of: 30 days where it is asked, else the middle one."""
    days = sorted(watch.question.horizons)
    return days.index(30) if 30 in days else len(days) // 2
