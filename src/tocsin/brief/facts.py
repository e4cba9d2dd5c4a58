"""One annotation as one factual sentence with the span that bears it."""

from tocsin.brief import wording as w
from tocsin.brief.index import Index
from tocsin.nouns.brief import Fact
from tocsin.nouns.document import Span
from tocsin.nouns.reading import Event, Statement
from tocsin.nouns.watch import Sighting

POINTING = 2  # words that say nothing by themselves


def statement_fact(index: Index, statement: Statement, lead: str = "") -> Fact:
    """Who said what, in its own words; the whole sentence where its words only point ("rejected it")."""
    if len(statement.text.split()) <= POINTING and not any(c.isdigit() for c in statement.text):
        span = index.statement_span(statement)
        whole = w.quoted(index.documents[span.document].quote(span.start, span.end))
        return Fact(f"{whole} ({index.speaker(statement)}, in {index.outlet(span.document)}).", (span,), lead)
    text = w.said(statement, index.speaker(statement), index.outlet(statement.document))
    return Fact(text, (index.statement_span(statement),), lead)


def event_fact(index: Index, event: Event, lead: str = "") -> Fact:
    """The sentence in which an event is reported, quoted whole, with what the machine took from it."""
    span = index.sentence_span(event.document, event.trigger.start, event.trigger.end)
    text = index.documents[event.document].quote(span.start, span.end)
    holder = index.statements.get(event.holder or "")
    who = f"{index.speaker(holder)}, in {index.outlet(event.document)}" if holder else index.outlet(event.document)
    return Fact(f"{w.quoted(text)} ({who}).", (span,), lead)


def sighting_fact(index: Index, sighting: Sighting, lead: str = "") -> Fact:
    """The report behind a lamp."""
    statement = index.statements.get(sighting.statement or "")
    if statement is not None:
        return statement_fact(index, statement, lead)
    event = index.events.get(sighting.event or "")
    if event is not None:
        return event_fact(index, event, lead)
    span = index.sentence_span(sighting.document, sighting.start, sighting.end)
    text = index.documents[sighting.document].quote(span.start, span.end)
    return Fact(
        f"{w.quoted(text)} ({index.outlet(sighting.document)}).", (Span(span.document, span.start, span.end),), lead
    )
