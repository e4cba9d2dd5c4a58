"""Small documents and readings made by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tocsin.nouns.actor import Actor
from tocsin.nouns.document import Document, Interval, document_id
from tocsin.nouns.ids import content_id
from tocsin.nouns.reading import Piece, Reading, Source, Statement

DAY = datetime(2022, 12, 1, 8, tzinfo=UTC)


def article(text: str, outlet: str = "Herald", days: float = 0, url: str | None = None) -> Document:
    """A document gathered some days after the first."""
    return Document(
        document_id(text, outlet, url, None), text, DAY + timedelta(days=days), outlet=outlet, url=url, language="en"
    )


def said(document: Document, who: str | None, cue: str, content: str, **more: object) -> Statement:
    """A statement whose words stand in the document."""
    start = document.text.index(content)
    source = None
    if who is not None:
        at = document.text.index(who)
        source = Source(who, at, at + len(who), str(more.pop("actor", f"person:{who.lower().replace(' ', '-')}")))
    at = document.text.find(cue)
    day = document.first_seen.date()
    return Statement(
        content_id("st", document.id, who, content, cue),
        document.id,
        source,
        Piece(cue, at, at + len(cue)) if at >= 0 else None,
        (Piece(content, start, start + len(content)),),
        said=Interval(day, day),
        **more,  # type: ignore[arg-type]
    )


def read(document: Document, *statements: Statement, actors: tuple[Actor, ...] = ()) -> Reading:
    """What was read in a document."""
    return Reading(document.id, "by-hand", statements, (), actors)
