"""Judgements on statements, and the track records that follow from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from tocsin.errors import UsageError
from tocsin.nouns.document import Document
from tocsin.nouns.ids import content_id
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.reading import Statement

if TYPE_CHECKING:
    from tocsin.ledger import Ledger
    from tocsin.weigh import Resolved

FORWARD = ("threaten", "promise", "predict")  # acts that time resolves


def judge(
    ledger: Ledger, analyst: str, target: str, outcome: str | None, reason: str, retracts: str | None
) -> Judgement:
    """Sign a judgement into the ledger; raises UsageError when the case knows no such statement."""
    if retracts is None and target not in statements(ledger):
        raise UsageError(f"the case holds no statement {target!r}; tocsin resolve lists candidates with their ids")
    at = datetime.now(UTC)
    verb = "retract" if retracts else "resolve"
    made = Judgement(
        content_id("j", analyst, at.isoformat(), verb, target, outcome, retracts),
        analyst, at, verb, target or str(retracts), outcome, reason, retracts,
    )  # fmt: skip
    ledger.add_judgement(made)
    return made


def statements(ledger: Ledger) -> dict[str, tuple[Statement, Document]]:
    """Every statement of the case with its document."""
    view = ledger.view()
    documents = {d.id: d for d in view.documents()}
    return {s.id: (s, documents[r.document]) for r in view.readings() for s in r.statements}


def proposals(ledger: Ledger) -> Iterator[str]:
    """What an analyst may want to resolve: statements whose time has passed, with id, who, and the words."""
    known = statements(ledger)
    judged = {j.target for j in ledger.view().judgements()}
    newest = max((d.first_seen.date() for _, d in known.values()), default=date.min)
    for id, (statement, document) in sorted(known.items()):
        due = statement.about.end if statement.about else None
        if id not in judged and statement.act in FORWARD and due is not None and due < newest:
            who = statement.source.text if statement.source else document.outlet or "unnamed"
            yield f"{id}  due {due}  {who} ({statement.act}): “{' '.join(statement.text.split())}”"


def resolved(ledger: Ledger) -> list[Resolved]:
    """Statements with the outcome that analysts signed."""
    from tocsin import weigh

    claims = {
        id: weigh.Resolved(
            id, (s.source.actor or s.source.text) if s.source else document.outlet or "unnamed", "expired",
            outlet=document.outlet, act=s.act,
        )
        for id, (s, document) in statements(ledger).items()
    }  # fmt: skip
    return weigh.resolved(ledger.view().judgements(), claims)


def record_lines(ledger: Ledger, topic: str | None) -> Iterator[str]:
    """One line a record: letter, held of n, interval, who."""
    from tocsin import weigh

    found = [r for r in weigh.records(resolved(ledger)) if topic is None or r.topic == topic]
    if not found:
        yield "No statement of this case is resolved yet; every source is F, unknown. See tocsin resolve."
    for r in found:
        threats = f"  threats carried out {r.threats_carried_out} of {r.threats}" if r.threats else ""
        yield (
            f"{r.letter}  {r.held} of {r.n} held ({r.mean:.0%}, {r.low:.0%} to {r.high:.0%})  {r.who} ({r.kind})"
            f"{'  on ' + r.topic if r.topic else ''}{threats}"
        )
