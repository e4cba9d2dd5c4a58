"""Look-ups over a picture: which statement, actor, document or sentence an id means."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from tocsin.nouns.actor import Actor
from tocsin.nouns.assessment import Assessment
from tocsin.nouns.document import Document, Span
from tocsin.nouns.picture import Picture
from tocsin.nouns.reading import Event, Reading, Statement
from tocsin.nouns.relation import Origin
from tocsin.nouns.watch import Hypothesis, Indicator, Sighting

_RELATIVE = re.compile(r",? (?:who|which|that|whom)$")
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "which", "that", "this", "one", "some", "others"})


class Index:
    """Everything a composer asks of a picture, answered in constant time."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture

    @cached_property
    def documents(self) -> dict[str, Document]:
        return {d.id: d for d in self.picture.documents}

    @cached_property
    def readings(self) -> dict[str, Reading]:
        return {r.document: r for r in self.picture.readings}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        return {s.id: s for r in self.picture.readings for s in r.statements}

    @cached_property
    def events(self) -> dict[str, Event]:
        return {e.id: e for r in self.picture.readings for e in r.events}

    @cached_property
    def sightings(self) -> dict[str, Sighting]:
        return {s.id: s for s in self.picture.sightings}

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Actor by id; the longest name seen anywhere is the one shown."""
        best: dict[str, Actor] = {}
        for reading in self.picture.readings:
            for actor in reading.actors:
                known = best.get(actor.id)
                if known is None or (len(actor.name), actor.name) > (len(known.name), known.name):
                    best[actor.id] = actor
        return best

    @cached_property
    def origin_of(self) -> dict[str, Origin]:
        return {member: o for o in self.picture.origins for member in o.members}

    @cached_property
    def repeated(self) -> set[str]:
        """Documents that only say again what another one says: copies of the first, versions before the last."""
        again: set[str] = set()
        for group in self.picture.copies:
            again |= set(group.documents[1:] if group.kind == "copy" else group.documents[:-1])
        return again

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        return {i.id: i for i in self.picture.watch.indicators}

    @cached_property
    def hypotheses(self) -> dict[str, Hypothesis]:
        return {h.id: h for h in self.picture.watch.hypotheses}

    @property
    def now(self) -> Assessment:
        return self.picture.history[-1]

    @cached_property
    def before(self) -> Assessment:
        """The newest assessment on or before ``since``; the oldest there is when none is."""
        earlier = [a for a in self.picture.history if a.day <= self.picture.since]
        return earlier[-1] if earlier else self.picture.history[0]

    def sentence_span(self, document: str, start: int, end: int) -> Span:
        """The sentences around some characters: what a reader needs to see to judge them."""
        sentences = self.readings[document].sentences if document in self.readings else ()
        first = max(bisect_right(sentences, (start, 1 << 60)) - 1, 0)
        inside = [(a, b) for a, b in sentences[first:] if a < end and b > start]
        if not inside:
            return Span(document, start, end)
        return Span(document, min(start, inside[0][0]), max(end, inside[-1][1]))

    def statement_span(self, statement: Statement) -> Span:
        """From the first to the last character a statement rests on, source and cue included."""
        pieces = [(p.start, p.end) for p in statement.content]
        pieces += [(p.start, p.end) for p in (statement.source, statement.cue) if p is not None]
        return Span(statement.document, min(a for a, _ in pieces), max(b for _, b in pieces))

    def speaker(self, statement: Statement) -> str:
        """Who said it: a person by the fullest name, a body as the text has it; no pronouns."""
        if statement.source is None:
            return "an unnamed source"
        actor = self.actors.get(statement.source.actor or "")
        text = _RELATIVE.sub("", " ".join(statement.source.text.split())).rstrip(",;: ")
        pronoun = text.casefold() in PRONOUNS
        if actor is not None and (pronoun or actor.kind == "person"):
            return actor.name
        return f"a source called “{text}”" if pronoun else text

    def outlet(self, document: str) -> str:
        known = self.documents[document]
        return known.outlet or known.url or known.title or "an unnamed outlet"

    def independent(self, statements: Iterable[str]) -> int:
        """How many origins some statements go back to."""
        return len({self.origin_of[s].id if s in self.origin_of else s for s in statements})
