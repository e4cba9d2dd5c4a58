"""Where and when an event is, what is counted in it, and whose statement holds it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush
from operator import attrgetter
from typing import TypeVar

from tocsin.nouns.document import Interval
from tocsin.nouns.reading import Quantity, Statement, When
from tocsin.read.actors.cast import Cast
from tocsin.read.actors.register import Hit

_WHERE = frozenset(
    ("in", "at", "near", "outside", "inside", "around", "across", "over", "along", "off", "on", "into", "to", "from")
)
_PLACES = ("place", "capital", "state", "nowhere")


class Setting:
    """The surroundings of the events of one text."""

    def __init__(
        self, cast: Cast, times: Sequence[When], quantities: Sequence[Quantity], statements: Sequence[Statement]
    ) -> None:
        self.cast = cast
        self._names = {a.id: a.name for a in cast.actors if a.kind == "place"}
        dated = (t for t in times if t.interval is not None and t.type in ("DATE", "TIME"))
        self._times = sorted(dated, key=lambda t: t.start)
        self._quantities = sorted(quantities, key=lambda q: q.start)
        self._edges, self._holders = _innermost([(p.start, p.end, s.id) for s in statements for p in s.content])

    def holder(self, start: int) -> str | None:
        """The innermost statement whose content a character lies in."""
        at = bisect_right(self._edges, start) - 1
        return self._holders[at] if at >= 0 else None

    def where(self, word: int) -> tuple[str, str | None] | None:
        """The place of an event as its clause names it, and the actor it is."""
        v = self.cast.view
        for near in (word, v.head[word]):
            if near < 0:
                continue
            for k in v.kids[near]:
                if v.rel[k] in ("obl", "nmod", "obl:unmarked") and v.case(k) in _WHERE and (place := self._place(k)):
                    return place
        return None

    def _place(self, word: int) -> tuple[str, str | None] | None:
        hit = self.cast.hits.get(word)
        if hit is not None and hit.entry.sort in _PLACES:
            return self._known(hit)
        for actor in self.cast.at_word(word):
            if actor in self._names:
                return self._names[actor], actor
        v = self.cast.view
        beside = (k for k in v.kids[word] if v.rel[k] in ("nmod", "appos", "compound", "nmod:poss", "flat"))
        found = (hit for k in beside if (hit := self.cast.hits.get(k)) is not None and hit.entry.sort in _PLACES)
        return next(map(self._known, found), None)

    def _known(self, hit: Hit) -> tuple[str, str | None]:
        v = self.cast.view
        actors = (a for w in range(hit.first, hit.last + 1) for a in self.cast.at_word(w))
        own = next((a for a in actors if a.startswith(("place:", "state:"))), None)
        return v.text[v.start[hit.first] : v.end[hit.last]], own

    def _sentence(self, word: int) -> tuple[int, int]:
        v = self.cast.view
        first, last = v.bounds[v.sentence[word]]
        return v.start[first], v.end[last - 1]

    def when(self, word: int) -> Interval | None:
        """The dates of the time expression nearest in the sentence."""
        start, end = self._sentence(word)
        here = self.cast.view.start[word]
        near = [(abs(t.start - here), t.start, t) for t in _between(self._times, start, end)]
        return min(near, key=lambda n: n[:2])[2].interval if near else None

    def quantities(self, word: int) -> tuple[str, ...]:
        """What is counted among the words that hang on the event."""
        if not self._quantities:
            return ()
        v = self.cast.view
        start, end = self._sentence(word)
        return tuple(q.id for q in _between(self._quantities, start, end) if self._hangs_on(v.at(q.end - 1), word))

    def _hangs_on(self, low: int, word: int) -> bool:
        v = self.cast.view
        for _ in range(6):
            if low == word:
                return True
            low = v.head[low]
            if low < 0:
                return False
        return False


_Found = TypeVar("_Found", When, Quantity)


def _between(found: Sequence[_Found], start: int, end: int) -> Sequence[_Found]:
    """Those, in order of the text, that begin within a stretch of it."""
    begins = attrgetter("start")
    return found[bisect_left(found, start, key=begins) : bisect_left(found, end, key=begins)]


def _innermost(contents: Sequence[tuple[int, int, str]]) -> tuple[list[int], list[str | None]]:
    """Where the innermost of some nested stretches changes, and which it is from there on."""
    waiting = sorted(contents)
    edges = sorted({at for a, b, _ in contents for at in (a, b)})
    holders: list[str | None] = []
    open_: list[tuple[int, int, int, str]] = []
    n = 0
    for at in edges:
        while n < len(waiting) and waiting[n][0] <= at:
            a, b, name = waiting[n]
            heappush(open_, (b - a, a, b, name))
            n += 1
        while open_ and open_[0][2] <= at:
            heappop(open_)
        holders.append(open_[0][3] if open_ else None)
    return edges, holders
