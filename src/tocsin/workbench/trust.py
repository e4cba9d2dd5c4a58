"""What is known of sources: the letters that people gave, and the records of what they said before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tocsin.workbench.judged import grades

if TYPE_CHECKING:
    from tocsin.nouns.document import Document
    from tocsin.nouns.reading import Reading, Statement
    from tocsin.scales import Accuracy
    from tocsin.weigh import Record, Resolved
    from tocsin.workbench.studying import Study


def topic(reading: Reading, statement: Statement) -> str:
    """What a statement is about, for its speaker's record: the class of the first event in it, or "" for none."""
    held = [e for e in reading.events if e.holder == statement.id]
    return min(held, key=lambda e: (e.trigger.start, e.id)).type.lower() if held else ""


def claim(statement: Statement, document: Document, on: str = "", serves: bool | None = None) -> Resolved:
    """A statement as something that time, or an analyst, resolves: on what, and whether it served who made it."""
    from tocsin import weigh

    source = statement.source
    who = (source.actor or source.text) if source else document.outlet or "unnamed"
    return weigh.Resolved(statement.id, who, "expired", on, document.outlet, statement.act, serves)


def known_records(study: Study) -> list[Record]:
    """The record of each speaker and outlet with a resolved statement."""
    from tocsin import weigh

    wanted = {j.target for j in study.judgements if j.verb == "resolve"}
    if not wanted:
        return []
    documents = {d.id: d for d in study.documents}
    said = [(r, s) for r in study.readings for s in r.statements if s.id in wanted]
    claims = {s.id: claim(s, documents[r.document], topic(r, s)) for r, s in said}
    return weigh.records(weigh.resolved(study.judgements, claims))


def trusted(study: Study) -> Mapping[str, Accuracy | str]:
    """What weighing believes of each source: a person's letter where there is one, else the record."""
    from tocsin import weigh

    return {**weigh.credibility(known_records(study)), **grades(study.judgements)}
