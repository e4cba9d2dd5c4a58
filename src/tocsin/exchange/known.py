"""Look-ups that every form shares: who spoke, from which outlet, when; and text made safe for any reader."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from tocsin.nouns.actor import Actor
from tocsin.nouns.brief import Brief
from tocsin.nouns.codes import CODES, visible
from tocsin.nouns.document import Document, Span
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.picture import Picture
from tocsin.nouns.reading import Statement
from tocsin.nouns.relation import Origin

NAMESPACE = UUID("5a1f7c52-3c0e-5d0b-9d2b-7e0f3f0a6b11")  # ours, drawn once; every id below hangs on it


@dataclass(frozen=True)
class Shipment:
    """What is handed over: the picture, its brief and the judgements that stand."""

    picture: Picture
    brief: Brief
    judgements: tuple[Judgement, ...] = ()
    table: str = "statements"
    page: str = ""  # the brief as HTML, for the forms that print it

    @cached_property
    def documents(self) -> dict[str, Document]:
        return {d.id: d for d in self.picture.documents}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        return {s.id: s for r in self.picture.readings for s in r.statements}

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Actor by id, under the longest name seen."""
        every = sorted((a for r in self.picture.readings for a in r.actors), key=lambda a: (len(a.name), a.name))
        return {a.id: a for a in every}

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """The utterance that each statement goes back to."""
        return {member: o for o in self.picture.origins for member in o.members}

    @cached_property
    def places(self) -> dict[str, str]:
        """States and places by every name they were called."""
        every = [a for r in self.picture.readings for a in r.actors if a.kind in ("state", "place")]
        return {name.casefold(): a.id for a in every for name in (a.name, *(m.text for m in a.mentions))}

    @cached_property
    def located(self) -> dict[tuple[str, str], Actor]:
        """States and places by document and id: a name may lie elsewhere in another text."""
        return {(r.document, a.id): a for r in self.picture.readings for a in r.actors if a.kind in ("state", "place")}

    @cached_property
    def inferred(self) -> dict[str, date]:
        """The day that was read out of the text of documents that state none."""
        return {r.document: r.published.start for r in self.picture.readings if r.published and r.published.start}

    def printed(self, document: str) -> date | None:
        """The day a document says it is from, or that its text gives away; None where neither is known."""
        return self.documents[document].published.start or self.inferred.get(document)

    @cached_property
    def cited(self) -> dict[Span, int]:
        """Spans numbered in the order in which the brief cites them."""
        numbers: dict[Span, int] = {}
        for section in self.brief.sections:
            for sentence in [*section.sentences, *(s for c in section.clashes for s in (c.a, c.b))]:
                for span in sentence.spans:
                    numbers.setdefault(span, len(numbers) + 1)
        return numbers

    def sources(self) -> list[Document]:
        """Cited documents in the order of their first citation."""
        return [self.documents[d] for d in dict.fromkeys(span.document for span in self.cited)]

    def outlet(self, document: str) -> str:
        known = self.documents[document]
        return clean(known.outlet or known.url or known.title or "an unnamed outlet")

    def speaker(self, statement: Statement) -> str:
        """Who said it, by the fullest name; the outlet where nobody is named."""
        if statement.source is None:
            return self.outlet(statement.document)
        actor = self.actors.get(statement.source.actor or "")
        return clean(actor.name if actor else statement.source.text)


def plain(text: str) -> str:
    """One line without what a reader could stumble over or obey."""
    return CODES.sub("\ufffd", " ".join(text.split()))


def clean(text: str) -> str:
    """The same, never empty."""
    return plain(text) or "untitled"


def percent(p: float) -> str:
    """Whole percent, never 0 or 100."""
    return "under 1%" if p < 0.01 else "over 99%" if p > 0.99 else f"{round(100 * p)}%"


def dumped(value: Any, indent: int | None = None) -> str:
    """JSON that may lie in a page, a terminal or a log: what could be obeyed there is escaped, nothing is lost."""
    return visible(json.dumps(value, ensure_ascii=False, indent=indent).replace("<", "\\u003c"))


def uuid(*parts: object) -> str:
    """The same UUID for the same parts everywhere."""
    return str(uuid5(NAMESPACE, "\x1f".join(clean(str(p)) for p in parts)))
