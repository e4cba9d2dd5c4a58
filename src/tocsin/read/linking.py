"""Which cue each content belongs to, and which source each cue has; one window at a time."""

from __future__ import annotations

import numpy as np

from tocsin.read import decoding
from tocsin.read.decoding import Floats, Ints

LINK = 64
"""Width of each of the four views of a span: content and cue, cue and source."""

SOURCE, CUE, CONTENT, SPARE = range(4)
"""A spare source is one that the labels alone do not bear out; it serves cues that would have none."""

Rows = list[tuple[int, int]]


class Linker:
    """The learned preferences of links: for direction, distance and rivals between, and for no link at all."""

    def __init__(self, bias: Floats, none: tuple[float, float], spare: float = 0.0) -> None:
        self._bias, self._none, self._spare = bias.reshape(2, -1), none, spare

    def window(self, found: Ints, links: Floats) -> Rows:
        """(span, its cue or -1) in order; a source stands once for every cue that it serves.

        ``found`` holds first word, one past the last, and kind of each span; ``links`` their four views.
        """
        sources, cues, contents, spare = (np.flatnonzero(found[:, 2] == kind) for kind in range(4))
        of = self._pairs(0, contents, cues, found, links, self._none[0])
        served = self._pairs(1, cues, sources, found, links, self._none[1])
        if len(spare):
            heard = set(of.values())
            mute = np.array([c for c in cues.tolist() if c in heard and c not in served], np.int64)
            served |= self._pairs(1, mute, spare, found, links, self._none[1] + self._spare)
        serves: dict[int, list[int]] = {}
        for cue, source in served.items():
            serves.setdefault(source, []).append(cue)
        rows: Rows = []
        for i, kind in enumerate(found[:, 2].tolist()):
            if kind != SPARE or i in serves:
                rows += [(i, cue) for cue in serves.get(i) or [of.get(i, -1)]]
        return rows

    def _pairs(self, role: int, asking: Ints, giving: Ints, found: Ints, links: Floats, none: float) -> dict[int, int]:
        """Each asking span with the span it is given, where it is given one."""
        if not len(asking) or not len(giving):
            return {}
        at = 2 * role * LINK
        scores = links[asking, at : at + LINK] @ links[giving, at + LINK : at + 2 * LINK].T * np.float32(LINK**-0.5)
        scores += self._bias[role][decoding.link_cells(found[asking, :2], found[giving, :2])]
        chosen = decoding.choose(scores, none)[0]
        return {a: int(giving[c]) for a, c in zip(asking.tolist(), chosen.tolist(), strict=True) if c >= 0}
