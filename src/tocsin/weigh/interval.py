"""How sure the numbers are: seeded draws over what the words, the sources and the base rate leave open.

Little coverage widens the interval and never moves the number: each draw adds noise in proportion to the share of
the watch's power to tell the hypotheses apart that nobody has reported on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tocsin import scales
from tocsin.nouns.watch import BaseRate, Watch
from tocsin.weigh import horizon, posterior
from tocsin.weigh.posterior import Model

Array = NDArray[np.float64]
LEVELS = (0.05, 0.95)
BLIND = 0.7  # standard deviation in log-odds when nothing at all has been looked at
READERS_AGREE = 0.6  # how far one reader who reads a word high reads the others high too


@dataclass(frozen=True, slots=True)
class Spread:
    """The 90% bounds of each hypothesis (H) and of each horizon (T)."""

    low: Array
    high: Array
    forecast_low: Array
    forecast_high: Array


def interval(watch: Watch, shape: Model, total: Array, spread: Array, draws: int, seed: int) -> Spread:
    """Bounds by ``draws`` seeded draws; the same seed gives the same bytes."""
    rng = np.random.default_rng(seed)
    words = _words(watch, draws, rng)
    sums = total + spread * rng.standard_normal((draws, len(total)))
    rate = _rates(watch.question.base_rate, draws, rng)
    prior = _priors(watch, shape, rate)
    noise = BLIND * (1.0 - coverage(shape, total)) * rng.standard_normal((draws, 1))
    shares = posterior.posterior(prior + noise * shape.target, posterior.moves(shape, sums, words))
    forecasts = horizon.by(watch, shares, horizon.base_hazard(rate, watch.question.base_rate.days))
    low, high = np.quantile(shares, LEVELS, axis=0)
    forecast_low, forecast_high = np.quantile(forecasts, LEVELS, axis=0)
    return Spread(low, high, forecast_low, forecast_high)


def coverage(shape: Model, total: Array) -> float:
    """Share of the watch's power to tell the hypotheses apart that reports speak to (0 nothing, 1 all of it)."""
    power = np.ptp(np.log(shape.words), axis=1) + 1e-9
    return float((power * np.tanh(np.abs(total))).sum() / power.sum()) if len(power) else 0.0


def _words(watch: Watch, draws: int, rng: np.random.Generator) -> Array:
    """P(present | h) as one reader after another would read the words: one reading per word and draw."""
    used = sorted({word for i in watch.indicators for word in i.likelihood.values()})
    common = rng.standard_normal((draws, 1))
    own = rng.standard_normal((draws, len(used)))
    level = _normal_cdf(READERS_AGREE * common + np.sqrt(1 - READERS_AGREE**2) * own)
    readings = {word: np.interp(level[:, k], *_curve(word)) for k, word in enumerate(used)}
    cells = [[readings[i.likelihood[h.id]] for h in watch.hypotheses] for i in watch.indicators]
    return np.moveaxis(np.array(cells), -1, 0)


@cache
def _curve(word: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    found = scales.quantiles(word)
    assert found is not None  # the model has looked every word up before
    return found


def _normal_cdf(x: Array) -> Array:
    """Φ by Abramowitz and Stegun 7.1.26 (error below 1.5e-7), so that scipy is not needed."""
    z = np.abs(x) / np.sqrt(2.0)
    t = 1.0 / (1.0 + 0.3275911 * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.asarray(0.5 * (1.0 + np.sign(x) * (1.0 - poly * np.exp(-z * z))))


def _rates(rate: BaseRate, draws: int, rng: np.random.Generator) -> Array:
    """Base rates drawn from a normal in log-odds whose 5% and 95% points are the cited interval."""
    middle, low, high = (_logit(min(max(p, 1e-4), 1 - 1e-4)) for p in (rate.probability, rate.low, rate.high))
    z = rng.standard_normal(draws) / 1.6449
    return np.asarray(1.0 / (1.0 + np.exp(-(middle + np.where(z < 0, z * (middle - low), z * (high - middle))))))


def _priors(watch: Watch, shape: Model, rate: Array) -> Array:
    """Log priors whose target odds move with the drawn base rate."""
    shift = np.log(rate / (1 - rate)) - _logit(min(max(watch.question.base_rate.probability, 1e-4), 1 - 1e-4))
    return np.asarray(np.log(shape.prior) + shift[:, None] * shape.target)


def _logit(p: float) -> float:
    return float(np.log(p / (1.0 - p)))
