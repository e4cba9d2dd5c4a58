"""Where and when an event is, what is counted in it, and whose statement holds it."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.nouns.document import Interval
from tocsin.nouns.reading import Quantity, Statement, When
from tocsin.read.actors.cast import Cast

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
        self._times = [t for t in times if t.interval is not None and t.type in ("DATE", "TIME")]
        self._quantities = list(quantities)
        contents = [(p.start, p.end, s.id) for s in statements for p in s.content]
        self._contents = sorted(contents, key=lambda c: (c[1] - c[0], c))

    def holder(self, start: int) -> str | None:
        """The innermost statement whose content a character lies in."""
        return next((s for a, b, s in self._contents if a <= start < b), None)

    def where(self, word: int) -> str | None:
        """The place of an event: in its own clause, else in its sentence when there is but one."""
        v = self.cast.view
        for near in (word, v.head[word]):
            if near < 0:
                continue
            for k in v.kids[near]:
                if v.rel[k] in ("obl", "nmod", "obl:unmarked") and v.case(k) in _WHERE and (place := self._place(k)):
                    return place
        return None

    def _place(self, word: int) -> str | None:
        v = self.cast.view
        hit = self.cast.hits.get(word)
        if hit is not None and hit.entry.sort in _PLACES:
            return v.text[v.start[hit.first] : v.end[hit.last]]
        for actor in self.cast.at_word(word):
            if actor in self._names:
                return self._names[actor]
        for k in v.kids[word]:
            hit = self.cast.hits.get(k) if v.rel[k] in ("nmod", "appos", "compound", "nmod:poss", "flat") else None
            if hit is not None and hit.entry.sort in _PLACES:
                return v.text[v.start[hit.first] : v.end[hit.last]]
        return None

    def _sentence(self, word: int) -> tuple[int, int]:
        v = self.cast.view
        first, last = v.bounds[v.sentence[word]]
        return v.start[first], v.end[last - 1]

    def when(self, word: int) -> Interval | None:
        """The dates of the time expression nearest in the sentence."""
        start, end = self._sentence(word)
        here = self.cast.view.start[word]
        near = [(abs(t.start - here), t.start, t) for t in self._times if start <= t.start < end]
        return min(near, key=lambda n: n[:2])[2].interval if near else None

    def quantities(self, word: int) -> tuple[str, ...]:
        """What is counted among the words that hang on the event."""
        if not self._quantities:
            return ()
        v = self.cast.view
        start, end = self._sentence(word)
        here = [q for q in self._quantities if start <= q.start < end]
        return tuple(q.id for q in here if self._hangs_on(v.at(q.end - 1), word))

    def _hangs_on(self, low: int, word: int) -> bool:
        v = self.cast.view
        for _ in range(6):
            if low == word:
                return True
            low = v.head[low]
            if low < 0:
                return False
        return False
