"""Pairs of real statements that are near in meaning and days, and that nobody looked at: hardly one in a hundred opposes the other.

Without them the network for pairs sees only pairs that somebody chose, and takes many a chance pair of one topic for an opposition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

NEAREST, OF = 2, 20
"""For each statement so many of its nearest, drawn out of so many."""

BY_CHANCE = 0.5
"""How often one more is drawn from all."""

DAYS, SAME = 14, 0.92
"""Apart at most; and from which likeness two texts are one."""


def near(
    vectors: NDArray[np.float32], days: Sequence[date], rng: np.random.Generator, nearest: int = NEAREST, of: int = OF
) -> Iterator[tuple[int, int]]:
    """Pairs of positions; ``vectors`` (statements, width) are unit vectors."""
    own = vectors - vectors.mean(0)
    own /= np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-9)
    day = np.array([d.toordinal() for d in days])
    for one in range(len(own)):
        alike = np.where(np.abs(day - day[one]) <= DAYS, own @ own[one], -1)
        others = rng.choice(np.argsort(-alike, kind="stable")[: of + 1], nearest + 1, replace=False)
        drawn = [int(n) for n in others if n != one][:nearest]
        drawn += [int(rng.integers(len(own)))] if rng.random() < BY_CHANCE else []
        yield from ((one, other) for other in sorted(set(drawn)) if other != one and alike[other] < SAME)
