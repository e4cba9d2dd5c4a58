"""Whether the contents of a case fit their own ids, and quotations their texts: slips that no chain can know of."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tocsin.nouns.document import Document, document_id
from tocsin.nouns.ids import content_id
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.reading import Reading


def misfits(documents: Sequence[Document], readings: Iterable[Reading], judgements: Sequence[Judgement]) -> list[str]:
    """A sentence for each."""
    return [*document_faults(documents), *reading_faults(documents, readings), *judgement_faults(judgements)]


def document_faults(documents: Iterable[Document]) -> Iterator[str]:
    for d in documents:
        if d.id != document_id(d.text, d.outlet, d.url, d.title):
            yield f"document {d.id}: its text, title, outlet or address is not what its id was made from"


def reading_faults(documents: Iterable[Document], readings: Iterable[Reading]) -> Iterator[str]:
    """Annotations whose words are not those of the text they point at."""
    texts = {d.id: d.text for d in documents}
    for r in readings:
        marks: list[tuple[str, Any]] = [(s.id, p) for s in r.statements for p in (*s.content, s.cue, s.source) if p]
        marks += [(e.id, e.trigger) for e in r.events] + [(a.id, m) for a in r.actors for m in a.mentions]
        for id, mark in marks:
            if texts.get(r.document, "")[mark.start : mark.end] != mark.text:
                yield f"{id} in document {r.document}: its words are not at {mark.start}:{mark.end}"


def judgement_faults(judgements: Sequence[Judgement]) -> Iterator[str]:
    """A judgement's id is made from who, when, what and on what (the retracted one too, where there is one)."""
    known = {j.id for j in judgements}
    for j in judgements:
        stamp = j.at.isoformat()
        short = content_id("j", j.analyst, stamp, j.verb, j.target, j.value)
        retracted = {content_id("j", j.analyst, stamp, j.verb, t, j.value, j.retracts) for t in (j.target, "")}
        if j.id not in {short, *retracted}:
            yield f"judgement {j.id}: its analyst, time, verb, target or value is not what its id was made from"
        if j.retracts and j.retracts not in known:
            yield f"judgement {j.id}: it takes back {j.retracts}, which the case does not hold"
