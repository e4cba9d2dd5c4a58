"""What an analyst may want to resolve: statements that independent later ones bear out or deny, and those now due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tocsin.nouns.reading import Statement
from tocsin.workbench.keeping import find
from tocsin.workbench.studying import Study

if TYPE_CHECKING:
    from tocsin.ledger import Ledger

FORWARD = ("threaten", "promise", "predict")  # acts that time resolves
BEARS = {"confirms": "confirmed", "denies": "refuted", "contradicts": "refuted"}
SURE = 0.75  # relations below this are too unsure to propose anything
WIDTH = 160


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement, what it is proposed to be ("" where only its time has come), and why."""

    statement: str
    outcome: str
    why: str


def proposals(ledger: Ledger) -> Iterator[str]:
    """Two lines a proposal: id, what is proposed, who and the words; then why."""
    found = find(ledger)
    judged = {j.target for j in ledger.view().judgements() if j.verb == "resolve"}
    said = {s.id: s for r in found.study.readings for s in r.statements}
    for p in proposed(found.study):
        if p.statement not in judged:
            yield f"{p.statement}  {p.outcome or 'due'}?  {told(said[p.statement], found.study)}"
            yield f"    {p.why}"


def proposed(study: Study) -> list[Proposal]:
    """Proposals of a study, by statement; one that is both borne out and denied is proposed both ways."""
    return sorted((*borne(study), *due(study)), key=lambda p: (p.statement, p.outcome, p.why))


def borne(study: Study) -> Iterator[Proposal]:
    """Statements that a later one, of another speaker and another origin, confirms or denies.

    A denial by the side that is spoken of proves little: it is proposed all the same, with who it is that denies.
    """
    said = {s.id: s for r in study.readings for s in r.statements}
    home = {m: o.id for o in study.origins for m in o.members}
    for r in study.relations:
        if r.kind not in BEARS or r.score < SURE or r.a not in said or r.b not in said:
            continue
        later, earlier = said[r.a], said[r.b]
        if home.get(r.a) != home.get(r.b) and speaker(later, study) != speaker(earlier, study):
            yield Proposal(earlier.id, BEARS[r.kind], f"{told(later, study)} – {r.kind} it ({r.score:.0%}): {r.why}")


def due(study: Study) -> Iterator[Proposal]:
    """Threats, promises and predictions whose time is past on the newest day there is."""
    newest = max((d.first_seen.date() for d in study.documents), default=date.min)
    for reading in study.readings:
        for s in reading.statements:
            end = s.about.end if s.about else None
            if s.act in FORWARD and end is not None and end < newest:
                yield Proposal(s.id, "", f"spoke of a time that ended on {end}; the newest article is of {newest}")


def speaker(statement: Statement, study: Study) -> str:
    """Who says it: an actor, a name, else the outlet."""
    source = statement.source
    if source is not None:
        return source.actor or " ".join(source.text.split())
    outlets = {d.id: d.outlet for d in study.documents}
    return outlets.get(statement.document) or "unnamed"


def told(statement: Statement, study: Study) -> str:
    """Who, what for, when, and the words."""
    who = " ".join(statement.source.text.split()) if statement.source else speaker(statement, study)
    seen = {d.id: d.first_seen.date() for d in study.documents}[statement.document]
    words = " ".join(statement.text.split())
    short = words if len(words) <= WIDTH else f"{words[: WIDTH - 1].rstrip()}…"
    return f"{who} ({statement.act}, {seen}): “{short}”"
