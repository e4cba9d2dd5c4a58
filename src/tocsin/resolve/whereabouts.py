"""In which state a sentence sets what it reports, where a look asks for a place and names nobody who does it.

A state that is only named as the doer ("Ruritanian forces") is not thereby the place. What is named as a place in the
sentence decides; else what stands nearest to the match; else the last place before; else the places of the whole text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tocsin.nouns.actor import Mention
from tocsin.resolve.cues import cue
from tocsin.resolve.reported import Page
from tocsin.resolve.waters import meant

CODE, COURTS = 3, frozenset({"UNO", "ICC"})  # states have three letters, unions and alliances mostly others
BEFORE, AFTER = 40, 60  # characters around a name in which words tell whether it is a place


# "in Ruritania", "Ruritanian villages" · "Ruritanian forces", "by Ruritania" · "Ruritania says" · "neighbouring
# Ruritania" · "fled to Ruritania"
How = Literal["place", "doer", "speaker", "beside", "refuge", "named"]


@dataclass(frozen=True, slots=True)
class Named:
    """A state, or a town or region of one, that is named in a text, and how."""

    start: int
    end: int
    side: str
    how: How


class Whereabouts:
    """Who is named where in a page, for one watch; ``names`` are the names of its sides."""

    def __init__(
        self, page: Page, names: Mapping[str, re.Pattern[str]], called: Mapping[str, re.Pattern[str]] | None = None
    ) -> None:
        self.page, self.names, self.called = page, names, called or {}
        self.several = len(names) > 1  # then the patterns tell who does it to whom

    def allow(
        self, wanted: Collection[str], mine: Collection[str], where: tuple[int, int], hit: tuple[int, int], since: int
    ) -> bool:
        """Whether a hit may be set in a wanted state; ``mine`` are the sides of the look, ``since`` begins "before"."""
        here = [n for n in self.named(*where) if n.side in wanted or n.side not in mine]
        if self.several:
            here = [n for n in here if n.side in wanted or n.side not in self.names]
        inside = any(n.side in wanted and hit[0] <= n.start < hit[1] and n.how not in ("doer", "speaker") for n in here)
        places = {n.side for n in here if n.how == "place"}
        if inside or places & set(wanted):
            return True
        told = {side for e in self.page.events(*hit) if e.place and (side := self.page.sides.get(e.place))}
        if told or places:
            return bool(told & set(wanted))
        return self._unplaced(wanted, here, where, hit, since)

    def _unplaced(
        self, wanted: Collection[str], here: list[Named], where: tuple[int, int], hit: tuple[int, int], since: int
    ) -> bool:
        """The same for a sentence that names no place."""
        if self.several and any(n.how == "beside" and n.side in wanted for n in here):
            return True
        if any(n.how == "beside" for n in here):
            return False
        if self.several and any(n.how == "doer" and n.side in wanted for n in here):
            return True
        free = [n for n in here if n.how == "named" and (n.side in wanted or n.side not in self.names)]
        if free:
            return _nearest(free, hit) in wanted
        home = any(n.how == "speaker" and n.side in wanted for n in here)  # who speaks speaks first of what is at home
        return self._before(wanted, since, where[0], home)

    def _before(self, wanted: Collection[str], since: int, start: int, home: bool) -> bool:
        """The last place in front of the sentence; else the title and, where that names several, the whole text."""
        rest = [n for n in self.named(max(0, since), start) if n.how != "beside"]
        rest = [n for n in rest if n.side in wanted or n.side not in self.names]
        places = [n for n in rest if n.how == "place"]
        if places:
            return places[-1].side in wanted
        if rest and not home:
            return rest[-1].side in wanted
        titled = {n for n in self._titled() if n in wanted or n not in self.names}
        if not titled:
            return True
        return bool(titled & set(wanted)) and (len(titled) == 1 or self._mostly() in {*wanted, None})

    def _titled(self) -> set[str]:
        title = self.page.document.title or ""
        actors = self.page.reading.actors if self.page.reading else ()
        read = {a.side for a in actors if a.side and a.kind in ("place", "state") and _in(title, a.mentions)}
        return read | {side for side, names in self.names.items() if names.search(title)}

    def _mostly(self) -> str | None:
        """The state whose towns and regions a text names most."""
        actors = self.page.reading.actors if self.page.reading else ()
        counted: Counter[str] = Counter()
        for actor in actors:
            if actor.kind == "place" and actor.side:
                counted[actor.side] += len(actor.mentions)
        return counted.most_common(1)[0][0] if counted else None

    def named(self, start: int, end: int) -> list[Named]:
        """The states, and towns and regions of one, that are named in a stretch, in order."""
        text = self.page.document.text
        found: dict[tuple[int, int], str] = {}
        for side, names in self.names.items():
            found.update({m.span(): side for m in names.finditer(text, start, end)})
        for side, short in self.called.items():
            means = meant(self.page.document, (start, end), self.names[side], short) or ()
            found.update(dict.fromkeys(means, side))
        taken = {n for a, b in found for n in range(a, b)}
        for a, b, side in self.page.named_places(start, end):
            if a not in taken and len(side) == CODE and side not in COURTS:
                found[a, b] = side
        return [self._told(a, b, side) for (a, b), side in sorted(found.items())]

    def _told(self, start: int, end: int, side: str) -> Named:
        text = self.page.document.text
        front, behind = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
        return Named(start, end, side, _how(front, behind))


def _how(front: str, behind: str) -> How:
    if cue("beside").search(front):
        return "beside"
    if cue("refuge").search(front):
        return "refuge"
    if cue("as_people_after").match(behind):
        return "place"
    if cue("as_doer_after").match(behind) or cue("as_doer_before").search(front):
        return "doer"
    if cue("locative").search(front):
        return "speaker" if cue("as_home_after").match(behind) else "place"
    return "speaker" if cue("as_speaker_after").match(behind) else "named"


def _in(title: str, mentions: Iterable[Mention]) -> bool:
    return any(m.text in title for m in mentions)


def _nearest(named: list[Named], hit: tuple[int, int]) -> str:
    return min(named, key=lambda n: (max(hit[0] - n.end, n.start - hit[1], 0), n.start)).side
