"""What the network for pairs says of two texts: do they oppose each other, agree, or is one an update of the other?

It judges meaning alone: it does not know who speaks, when and of whom. The decisions weigh its word beside frames.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Two = tuple[str, str]
Floats = NDArray[np.float64]
Vectors = Callable[[Sequence[str]], Any]
Pair = Callable[[Sequence[Two]], Any]

NETWORK = (
    "network_odds", "network_surely", "network_number", "network_change", "network_agrees", "network_other", "nearness",
)  # fmt: skip
HARDLY = 0.02  # two that the network finds less likely to oppose each other are not asked about again, turned round
LEAST = 0.003  # the network is never taken to be surer than this leaves room for


def asked(pairs: Sequence[Two], vectors: Vectors, pair: Pair) -> list[dict[str, float]]:
    """What is said of each pair of texts, whatever their order.

    ``pair`` gives P(oppose, number, change, agree, other) of each pair, ``vectors`` a unit vector of each text.
    """
    return figures(pairs, *heard(pairs, pair), vectors) if pairs else []


def heard(pairs: Sequence[Two], pair: Pair) -> tuple[Floats, Floats]:
    """P(class) of each pair, shape (pairs, classes), and the lesser P(oppose) of its two orders, shape (pairs,).

    Each is asked about in the order of the alphabet, and turned round only where the two may oppose each other.
    """
    ordered = [(min(two), max(two)) for two in pairs]
    there = np.asarray(pair(ordered), float).reshape(len(pairs), -1)
    back, again = there.copy(), np.flatnonzero(there[:, :1] >= HARDLY)
    if len(again):
        back[again] = np.asarray(pair([ordered[n][::-1] for n in again]), float)
    return (there + back) / 2, np.minimum(there, back)[:, 0]


def figures(pairs: Sequence[Two], both: Floats, least: Floats, vectors: Vectors) -> list[dict[str, float]]:
    """What was heard of each pair, and how near its texts are, by the names that the decisions know."""
    texts = sorted({text for two in pairs for text in two})
    unit = dict(zip(texts, np.asarray(vectors(texts), float), strict=True))
    near = [unit[a] @ unit[b] for a, b in pairs]
    rows = np.column_stack([odds(both[:, 0]), odds(least), both[:, 1:], near])
    return [dict(zip(NETWORK, map(float, row), strict=True)) for row in rows]


def odds(p: Any) -> Any:
    """A third of the log-odds: about -2 to 2."""
    kept = np.clip(p, LEAST, 1 - LEAST)
    return np.log(kept / (1 - kept)) / 3
