"""A sentence being looked at: who is named in it and around it, and where it is set."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from tocsin.resolve.bylines import URL
from tocsin.resolve.likeness import LONGER
from tocsin.resolve.looks import Compiled, Matcher
from tocsin.resolve.reported import Page
from tocsin.resolve.seats import Seat, seated
from tocsin.resolve.waters import meant
from tocsin.resolve.whereabouts import Whereabouts

LATELY = 700  # characters before a sentence in which those are named who are still spoken of


class Scene:
    """A sentence being looked at, with who is named in it; each side is looked for once."""

    def __init__(self, compiled: Matcher, page: Page, where: tuple[int, int], context: tuple[str, int]) -> None:
        self.page, self.where, self.sides, self.called = page, where, compiled.sides, compiled.called
        self.context, self.since = context  # the words just before, and where they begin
        self.sentence = URL.sub(lambda link: " " * len(link[0]), page.document.text[where[0] : where[1]])
        self.low = self.sentence.lower()
        self.mentioned = page.mentioned(*where)
        self.long = page.document.kind == "article" and len(page.sentences()) >= LONGER
        self.whereabouts = Whereabouts(page, compiled.sides, compiled.called)
        self.here: dict[str, bool] = {}
        self.around: dict[str, bool] = {}

    def named(self, sides: Sequence[str]) -> bool:
        """Whether any of the sides is named, described or meant in the sentence; no sides asked, no condition."""
        return not sides or any(self._named(side) for side in sides)

    def placed(self, sides: Sequence[str]) -> bool:
        """The same for the sentence, the title or what stands just before."""
        return self.named(sides) or any(self._around(side) for side in sides)

    def seated(self, seats: Sequence[Seat], hit: tuple[int, int]) -> bool:
        """Whether a hit may be set in one of the capitals; no capital asked, no condition."""
        return not seats or any(seated(self.page, seat, self.where, hit, self.since) for seat in seats)

    def between(self, sides: Sequence[str]) -> bool:
        """Whether both parties are around, where a look names both as doers: what one does alone is not theirs."""
        if len(sides) < 2 or not self.long:
            return True
        return sum(self.named([side]) or self._around(side) for side in sides) > 1

    def lately(self, sides: Collection[str]) -> bool:
        """Whether any of the sides is named in the title or a little before; an article speaks of them throughout."""
        if self.long:
            return True
        start = self.where[0]
        return any(self._found(side, self.page.document.title or "") for side in sides) or any(
            n.side in sides for n in self.whereabouts.named(max(0, start - LATELY), start)
        )

    def set_in(self, compiled: Compiled, match: tuple[int, int]) -> bool:
        """Whether a match is set in the place of a look that names nobody who does it."""
        look = compiled.look
        if not compiled.states or look.agents or look.events:
            return True
        start = self.where[0]
        mine = {*look.patients, *compiled.states}
        hit = (start + match[0], start + match[1])
        return self.whereabouts.allow(compiled.states, mine, self.where, hit, max(0, self.since))

    def elsewhere(self, compiled: Compiled, match: tuple[int, int]) -> bool:
        """Whether what is said of the match names another state, so that a place from before it does not carry on."""
        said = self.page.statement(self.where[0] + match[0], self.where[0] + match[1])
        start, end = said.content[0].start if said else self.where[0], said.content[-1].end if said else self.where[1]
        rest = " ".join(
            (self.sentence[max(0, start - self.where[0]) : match[0]], self.sentence[match[1] : end - self.where[0]])
        )
        mine = {*compiled.look.agents, *compiled.look.patients, *compiled.states}
        if any(names.search(rest) for side, names in self.sides.items() if side not in mine):
            return True
        return bool(self.page.states(start, end, without=(self.where[0] + match[0], self.where[0] + match[1])) - mine)

    def _named(self, side: str) -> bool:
        if side not in self.here:
            self.here[side] = side in self.mentioned or self._found(side, self.sentence) or self._meant(side) is True
        return self.here[side]

    def _around(self, side: str) -> bool:
        if side not in self.around:
            near = side in self.placed_before or self._found(side, self.context)
            self.around[side] = near and self._meant(side) is not False
        return self.around[side]

    @cached_property
    def placed_before(self) -> set[str]:
        """The sides in whose towns the title and what stands just before are set."""
        return self.page.placed(self.since, self.where[0])

    def _meant(self, side: str) -> bool | None:
        """Whether the sentence means this water where it only says "the strait"; None where it says no such thing."""
        short = self.called.get(side)
        found = meant(self.page.document, self.where, self.sides[side], short) if short else None
        return None if found is None else bool(found)

    def _found(self, side: str, text: str) -> bool:
        names = self.sides.get(side)
        return names is not None and names.search(text) is not None


def done(look: Compiled, scene: Scene) -> bool:
    """Whether those who are to do it may be meant: named, or nobody else is and they were spoken of just before."""
    doers, here = set(look.look.agents), scene.whereabouts.named(*scene.where)
    if doers & (scene.mentioned | {n.side for n in here}):
        return True
    others = {n.side for n in here if n.how in ("doer", "named")} | (scene.mentioned & scene.sides.keys())
    return not others - {*look.states} and scene.lately(doers)


def set_there(look: Compiled, scene: Scene) -> bool:
    """Whether it may be set where the look wants it: there, or nowhere else and that was spoken of just before."""
    here = scene.whereabouts.named(*scene.where)
    wanted = {*look.states, *look.look.patients}
    if not wanted or wanted & (scene.mentioned | {n.side for n in here if n.how != "beside"}):
        return True
    if wanted & scene.called.keys():  # a water has the shores of many states
        return scene.lately(scene.sides)
    return not any(n.how == "place" for n in here) and scene.lately(wanted)
