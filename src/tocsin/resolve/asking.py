"""What the networks for pairs say of two texts: do they oppose each other, agree, or is one an update of the other?

They judge meaning alone: they do not know who speaks, when and of whom. The decisions weigh their word beside frames.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.resolve.model import CLASSES

Two = tuple[str, str]
Floats = NDArray[np.float64]
Vectors = Callable[[Sequence[str]], Any]
Pair = Callable[[Sequence[Two]], Any]

NETWORK = (
    "network_odds", "network_surely", "network_number", "network_change", "network_agrees", "network_other", "nearness",
    "glance_odds",
)  # fmt: skip
LEAST = 0.003  # the network is never taken to be surer than this leaves room for


@dataclass(frozen=True, slots=True)
class Networks:
    """The reader's networks, as they are asked about statements."""

    vectors: Vectors  # a unit vector of each text
    pair: Pair  # P(oppose, number, change, agree, other) of each pair, read closely
    glance: Pair  # the same by a small network, which is quicker and errs elsewhere


def asked(pairs: Sequence[Two], networks: Networks, seen: Floats | None = None) -> list[dict[str, float]]:
    """What is said of each pair of texts, whatever their order, by the names that the decisions know.

    ``seen`` is what a glance has shown already, shape (pairs,).
    """
    if not pairs:
        return []
    both, least = heard(pairs, networks.pair)
    seen = glanced(pairs, networks.glance) if seen is None else seen
    texts = sorted({text for two in pairs for text in two})
    unit = dict(zip(texts, np.asarray(networks.vectors(texts), float), strict=True))
    near = [unit[a] @ unit[b] for a, b in pairs]
    rows = np.column_stack([odds(both[:, 0]), odds(least), both[:, 1:], near, odds(seen)])
    return [dict(zip(NETWORK, map(float, row), strict=True)) for row in rows]


def heard(pairs: Sequence[Two], pair: Pair) -> tuple[Floats, Floats]:
    """P(class) of each pair, shape (pairs, classes), and the lesser P(oppose) of its two orders, shape (pairs,)."""
    if not pairs:
        return np.zeros((0, len(CLASSES))), np.zeros(0)
    orders = [order for a, b in pairs for order in ((min(a, b), max(a, b)), (max(a, b), min(a, b)))]
    said = np.asarray(pair(orders), float).reshape(len(pairs), 2, -1)
    return said.mean(1), said[:, :, 0].min(1)


def glanced(pairs: Sequence[Two], glance: Pair) -> Floats:
    """P(oppose) of each pair at a glance: one order of its texts, whichever was given; shape (pairs,)."""
    return np.array([said[0] for said in glance([(min(two), max(two)) for two in pairs])], float)


def odds(p: Any) -> Any:
    """A third of the log-odds: about -2 to 2."""
    kept = np.clip(p, LEAST, 1 - LEAST)
    return np.log(kept / (1 - kept)) / 3
