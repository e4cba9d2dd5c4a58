"""Which cue each content belongs to, and which source each cue has; one window at a time."""

from __future__ import annotations

import numpy as np

from tocsin.read import decoding
from tocsin.read.decoding import Floats, Ints

LINK = 64
"""Width of each of the four views of a span: content and cue, cue and source."""

SOURCE, CUE, CONTENT, SPARE_SOURCE, SPARE_CUE = range(5)
"""A spare span is one that the labels alone do not bear out; it serves only those that would have none."""

VIEWS = ((CONTENT, slice(0, LINK)), (CUE, slice(LINK, 3 * LINK)), (SOURCE, slice(3 * LINK, 4 * LINK)))
"""Which of the views each kind of span is asked for."""

Rows = list[tuple[int, int]]


class Linker:
    """The learned preferences of links: for direction, distance and rivals between, and for no link at all."""

    def __init__(self, bias: Floats, none: tuple[float, float], reluctance: tuple[float, float] = (0.0, 0.0)) -> None:
        self._bias, self._none, self._reluctance = bias.reshape(2, -1), none, reluctance

    def window(self, found: Ints, links: Floats) -> Rows:
        """(span, its cue or -1) in order; a source stands once for every cue that it serves.

        ``found`` holds first word, one past the last, and kind of each span; ``links`` their four views.
        """
        sources, cues, contents, spare_sources, spare_cues = (np.flatnonzero(found[:, 2] == kind) for kind in range(5))
        of = self._pairs(0, contents, cues, found, links)
        of |= self._pairs(0, _without(contents, of), spare_cues, found, links, spare=True)
        heard = sorted(set(of.values()))
        cues = np.union1d(cues, np.array(heard, np.int64))
        served = self._pairs(1, cues, sources, found, links)
        served |= self._pairs(1, _without(np.array(heard, np.int64), served), spare_sources, found, links, spare=True)
        serves: dict[int, list[int]] = {}
        for cue, source in served.items():
            serves.setdefault(source, []).append(cue)
        used = {*heard, *serves}
        rows: Rows = []
        for i, kind in enumerate(found[:, 2].tolist()):
            if kind < SPARE_SOURCE or i in used:
                rows += [(i, cue) for cue in serves.get(i) or [of.get(i, -1)]]
        return rows

    def _pairs(
        self, role: int, asking: Ints, giving: Ints, found: Ints, links: Floats, *, spare: bool = False
    ) -> dict[int, int]:
        """Each asking span with the span it is given, where it is given one."""
        if not len(asking) or not len(giving):
            return {}
        at = 2 * role * LINK
        scores = links[asking, at : at + LINK] @ links[giving, at + LINK : at + 2 * LINK].T * np.float32(LINK**-0.5)
        scores += self._bias[role][decoding.link_cells(found[asking, :2], found[giving, :2])]
        chosen = decoding.choose(scores, self._none[role] + spare * self._reluctance[role])[0]
        return {a: int(giving[c]) for a, c in zip(asking.tolist(), chosen.tolist(), strict=True) if c >= 0}


def _without(spans: Ints, linked: dict[int, int]) -> Ints:
    return np.array([i for i in spans.tolist() if i not in linked], np.int64)
