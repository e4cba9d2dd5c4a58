"""From what the reports say of each indicator to the share of each hypothesis, in log-odds that add up exactly.

For indicator i with reports r of credibility c′, and P(x | h) from the watch's words,

    L_i(h) = Σ_x P(x | h) · Π_r P(s_r | x, c′_r)

which depends on the reports only through S_i = Σ_r ± logit(c′_r): up to a factor common to all hypotheses
L_i(h) = 2 · (P(present | h) · σ(S_i) + P(absent | h) · σ(−S_i)), and no reports (S_i = 0) give exactly 1.

Members of a group move together, so against each rival of the target the group's strongest member counts in full
and the rest by ``REST``. Soft indicators all follow one fear: what they add up to levels off at ``FEAR``, so that no
number of warnings and departures stands for a deed. Every number is vectorised over any leading axes (Monte Carlo
draws, leave-one-out).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin import scales
from tocsin.errors import WatchError
from tocsin.nouns.watch import Watch

Array = NDArray[np.float64]
REST = 0.3  # what the weaker members of a group of dependent indicators still add
FEAR = 1.0  # log-odds that all soft indicators together can add at most (×2.7)


@dataclass(frozen=True, slots=True)
class Model:
    """A watch as numbers: prior (H), P(present | h) (I, H), group members, what is soft, the reference hypothesis."""

    prior: Array
    words: Array
    groups: tuple[tuple[int, ...], ...]
    soft: tuple[int, ...]
    reference: int
    target: NDArray[np.bool_]


def model(watch: Watch) -> Model:
    """Numbers of a watch at the median reading of its words."""
    words = np.array([[_number(watch, i.id, i.likelihood[h.id]) for h in watch.hypotheses] for i in watch.indicators])
    target = np.array([h.target for h in watch.hypotheses], dtype=np.bool_)
    names = sorted({i.group for i in watch.indicators if i.group})
    groups = tuple(tuple(k for k, i in enumerate(watch.indicators) if i.group == name) for name in names)
    soft = tuple(k for k, i in enumerate(watch.indicators) if i.soft)
    prior = np.array([h.prior for h in watch.hypotheses])
    reference = int(np.argmax(target)) if target.any() else 0
    return Model(prior / prior.sum(), words.reshape(-1, len(prior)), groups, soft, reference, target)


def _number(watch: Watch, indicator: str, word: str) -> float:
    found = scales.number(word)
    if found is None:
        raise WatchError(f"indicator {indicator!r}: {word!r} is not a word of probability", path=watch.id)
    return found


def likelihoods(words: Array, total: Array) -> Array:
    """L_i(h) for reports that sum to ``total`` (…, I); words are (…, I, H)."""
    sure = 1.0 / (1.0 + np.exp(-np.clip(total, -50, 50)))[..., None]
    return np.asarray(2.0 * (words * sure + (1.0 - words) * (1.0 - sure)))


def moves(shape: Model, total: Array, words: Array | None = None) -> Array:
    """Log-odds that each indicator moves each hypothesis by, relative to the reference one: (…, I, H)."""
    against = np.log(likelihoods(shape.words if words is None else words, total))
    against = against - against[..., shape.reference : shape.reference + 1]
    weight = np.ones_like(against)
    for members in shape.groups:
        rows = np.abs(against[..., members, :])
        strongest = np.argmax(rows, axis=-2, keepdims=True)
        rank = np.arange(len(members)).reshape(-1, 1)
        weight[..., members, :] = np.where(rank == strongest, 1.0, REST)
    return _levelled(np.asarray(against * weight), shape.soft)


def _levelled(moved: Array, soft: tuple[int, ...]) -> Array:
    """The same with the soft ones scaled, against each rival, so that their sum levels off; each keeps its share."""
    if soft:
        total = np.abs(moved[..., soft, :].sum(axis=-2, keepdims=True))
        moved[..., soft, :] *= FEAR * np.tanh(total / FEAR) / np.maximum(total, 1e-12)
    return moved


def posterior(log_prior: Array, moved: Array) -> Array:
    """P(h | reports) from the log prior (…, H) and the moves (…, I, H)."""
    score = log_prior + moved.sum(axis=-2)
    score = np.exp(score - score.max(axis=-1, keepdims=True))
    return np.asarray(score / score.sum(axis=-1, keepdims=True))


def centred(prior: Array, moved: Array) -> Array:
    """The same moves, shifted so that each indicator's prior-weighted mean is 0: what it changed, not its level."""
    return np.asarray(moved - (moved * prior).sum(axis=-1, keepdims=True))
