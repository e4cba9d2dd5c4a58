"""What the network for pairs says of two texts: do they oppose each other, agree, or is one an update of the other?

It judges meaning alone: it does not know who speaks, when and of whom. The decisions weigh its word beside frames.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Vectors = Callable[[Sequence[str]], Any]
Pair = Callable[[Sequence[tuple[str, str]]], Any]

NETWORK = (
    "network_odds", "network_surely", "network_number", "network_change", "network_agrees", "network_other", "nearness",
)  # fmt: skip
LEAST = 0.003  # the network is never taken to be surer than this leaves room for


def asked(pairs: Sequence[tuple[str, str]], vectors: Vectors, pair: Pair) -> list[dict[str, float]]:
    """What is said of each pair of texts, asked both ways round so that their order does not matter.

    ``pair`` gives P(oppose, number, change, agree, other) of each pair, ``vectors`` a unit vector of each text.
    """
    if not pairs:
        return []
    there = np.asarray(pair(pairs), float)
    back = np.asarray(pair([(b, a) for a, b in pairs]), float)
    both, least = (there + back) / 2, np.minimum(there[:, 0], back[:, 0])
    texts = sorted({text for two in pairs for text in two})
    unit = dict(zip(texts, np.asarray(vectors(texts), float), strict=True))
    near = [unit[a] @ unit[b] for a, b in pairs]
    rows = np.column_stack([odds(both[:, 0]), odds(least), both[:, 1:], near])
    return [dict(zip(NETWORK, map(float, row), strict=True)) for row in rows]


def odds(p: Any) -> Any:
    """A third of the log-odds: about -2 to 2."""
    kept = np.clip(p, LEAST, 1 - LEAST)
    return np.log(kept / (1 - kept)) / 3
