"""What the reader's network says of two texts: do they oppose each other, agree, and speak of one thing?

Its pair head alone is a poor judge of two statements about one crisis (average precision about .5); beside frames it
tells what they miss (on problems of their own: .83 by frames, .89 with both).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Vectors = Callable[[Sequence[str]], Any]
Pair = Callable[[Sequence[tuple[str, str]]], Any]

NETWORK = ("network_opposes", "network_agrees", "network_surely", "nearness")


def asked(pairs: Sequence[tuple[str, str]], vectors: Vectors, pair: Pair) -> list[dict[str, float]]:
    """Four figures for each pair of texts, asked both ways round so that their order does not matter.

    ``pair`` gives P(oppose, agree, neither) of each pair, ``vectors`` a unit vector of each text.
    """
    if not pairs:
        return []
    there = np.asarray(pair(pairs), float)
    back = np.asarray(pair([(b, a) for a, b in pairs]), float)
    texts = sorted({text for two in pairs for text in two})
    unit = dict(zip(texts, np.asarray(vectors(texts), float), strict=True))
    found = []
    for (a, b), one, two in zip(pairs, there, back, strict=True):
        said = ((one[0] + two[0]) / 2, (one[1] + two[1]) / 2, min(one[0], two[0]), unit[a] @ unit[b])
        found.append(dict(zip(NETWORK, map(float, said), strict=True)))
    return found
