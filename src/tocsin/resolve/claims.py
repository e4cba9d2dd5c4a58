"""A claim: a statement as relations see it, with its frame, speaker, origin and day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tocsin.nouns.document import Document
from tocsin.nouns.reading import Reading, Statement
from tocsin.nouns.relation import Origin
from tocsin.resolve.frames import Frame, frame
from tocsin.resolve.speakers import Speaker, speaker

LONGEST = 600  # characters of a statement that are looked at: longer ones say many things


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that stands for its origin."""

    statement: Statement
    document: Document
    origin: Origin
    speaker: Speaker
    frame: Frame
    day: date

    @property
    def who(self) -> str:
        """The speaker as written."""
        source = self.statement.source
        return " ".join(source.text.split()) if source else (self.document.outlet or "no source")


def claims(
    documents: Iterable[Document], readings: Iterable[Reading], origins: Sequence[Origin]
) -> tuple[list[Claim], dict[str, Claim]]:
    """The claims that stand for each origin, by day; and every statement's claim by its id."""
    known = {d.id: d for d in documents}
    home = {m: o for o in origins for m in o.members}
    every: dict[str, Claim] = {}
    for reading in readings:
        for statement in reading.statements:
            if statement.id in home and reading.document in known:
                every[statement.id] = _claim(statement, known[reading.document], home[statement.id])
    roots = [every[o.root] for o in origins if o.root in every and every[o.root].statement.answers is None]
    roots.sort(key=lambda c: (c.day, c.document.first_seen, c.statement.id))
    return roots, every


def _claim(statement: Statement, document: Document, origin: Origin) -> Claim:
    said = statement.said
    day = (said.start or said.end if said else None) or document.first_seen.date()
    return Claim(statement, document, origin, speaker(statement, document.outlet), claim_frame(statement), day)


def claim_frame(statement: Statement) -> Frame:
    """The frame of what is claimed, cue included ("does not see" … "any signs"), turned where the reader says so."""
    content = statement.text[:LONGEST]
    cue = statement.cue
    before = cue is not None and bool(statement.content) and cue.end <= statement.content[0].start
    made = frame(f"{cue.text} {content}" if cue and before else content)
    turned = any(w.negated or w.cue for w in made.words)
    if statement.polarity == "negated" and not turned:
        made = replace(made, words=tuple(replace(w, negated=not w.negated) for w in made.words))
    hedged = statement.certainty < HEDGED and not any("possible" in m for m in made.moods)
    if hedged:
        made = replace(made, moods=tuple(m | {"possible"} for m in made.moods))
    return made


HEDGED = 0.6  # a certainty below this is less than firm
