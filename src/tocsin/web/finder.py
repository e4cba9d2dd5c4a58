"""Statements as columns, so that a hundred thousand are filtered in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tocsin.brief.index import Index

NEVER = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked of statements; empty fields ask nothing. ``ids`` are those that hold the words."""

    act: str = ""
    polarity: str = ""
    outlet: str = ""
    source: str = ""
    since: date | None = None
    until: date | None = None
    ids: frozenset[str] | None = None


class Finder:
    """Newest first; facets as numbers into their sorted names."""

    def __init__(self, index: Index) -> None:
        outlets = {d: index.outlet(d) for d in index.documents}
        order = {d.id: n for n, d in enumerate(index.picture.documents)}
        every = sorted(index.statements.values(), key=lambda s: (-order[s.document], s.content[0].start, s.id))
        self.ids = [s.id for s in every]
        self.position = {id: n for n, id in enumerate(self.ids)}
        self.acts, self._act = _codes(s.act for s in every)
        self.polarities, self._polarity = _codes(s.polarity for s in every)
        self.outlets, self._outlet = _codes(outlets[s.document] for s in every)
        self.sources, self._source = _codes(index.speaker(s) for s in every)
        seen = {d.id: d.first_seen.date().toordinal() for d in index.picture.documents}
        self._day = np.array([seen[s.document] for s in every], dtype=np.int64)

    def find(self, wanted: Wanted) -> Sequence[str]:
        """Ids of the statements that are as asked, newest first."""
        keep = np.ones(len(self.ids), dtype=np.bool_)
        for name, names, codes in (
            (wanted.act, self.acts, self._act),
            (wanted.polarity, self.polarities, self._polarity),
        ):
            if name:
                keep &= codes == names.index(name) if name in names else False
        for part, names, codes in (
            (wanted.outlet, self.outlets, self._outlet),
            (wanted.source, self.sources, self._source),
        ):
            if part:
                keep &= np.isin(codes, _containing(names, part))
        if wanted.since:
            keep &= self._day >= wanted.since.toordinal()
        if wanted.until:
            keep &= self._day <= wanted.until.toordinal()
        if wanted.ids is not None:
            chosen = np.zeros(len(self.ids), dtype=np.bool_)
            chosen[[self.position[i] for i in wanted.ids if i in self.position]] = True
            keep &= chosen
        return [self.ids[n] for n in np.flatnonzero(keep)]


def _codes(values: Iterable[str]) -> tuple[list[str], NDArray[np.int64]]:
    """Sorted names, and each value as its place among them."""
    every = list(values)
    names = sorted(set(every))
    place = {name: n for n, name in enumerate(names)}
    return names, np.array([place[v] for v in every], dtype=np.int64)


def _containing(names: Sequence[str], part: str) -> list[int]:
    """A whole name that is equal is meant alone; else every name that has the part."""
    if part in names:
        return [names.index(part)]
    low = part.casefold()
    return [n for n, name in enumerate(names) if low in name.casefold()]
