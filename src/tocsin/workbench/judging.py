"""Judgements on statements, and the track records that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tocsin.errors import UsageError
from tocsin.nouns.document import Document
from tocsin.nouns.ids import content_id
from tocsin.nouns.judgement import Judgement, taken_back
from tocsin.nouns.reading import Statement
from tocsin.workbench.judged import OF, OUTCOMES, VERBS, checked, in_force, judged_readings, waiting
from tocsin.workbench.trust import claim, topic

if TYPE_CHECKING:
    from tocsin.ledger import Ledger
    from tocsin.nouns.watch import Watch
    from tocsin.weigh import Record, Resolved


def judge(
    ledger: Ledger, analyst: str, target: str, outcome: str | None, reason: str, retracts: str | None
) -> Judgement:
    """Sign what became of a statement; raises UsageError when the case knows no such statement."""
    if retracts:
        return sign(ledger, analyst, "retract", retracts, None, reason)
    if target not in statements(ledger):
        raise UsageError(f"the case holds no statement {target!r}; tocsin resolve lists candidates with their ids")
    return sign(ledger, analyst, "resolve", target, outcome, reason)


def sign(ledger: Ledger, analyst: str, verb: str, target: str, value: object, reason: str) -> Judgement:
    """A judgement into the ledger, dated and signed. Raises UsageError for one that makes no sense.

    The caller knows that the target is there, unless it is a judgement (approve, retract): that is looked up.
    """
    if verb not in VERBS:
        raise UsageError(f"a judgement is one of {', '.join(VERBS)}; it cannot {verb!r}")
    if not analyst.strip():
        raise UsageError("a judgement is signed with a name: give --analyst or set TOCSIN_ANALYST")
    at = datetime.now(UTC)
    if verb in ("approve", "retract"):
        at = max(at, _about_judgement(ledger, analyst, verb, target) + timedelta(microseconds=1))
    if verb in ("correct", "grade"):
        value = _fitting(verb, target, value)
    if verb == "resolve" and value not in OUTCOMES:
        raise UsageError(f"a statement is {', '.join(OUTCOMES)}, not {value!r}")
    made = Judgement(
        content_id("j", analyst, at.isoformat(), verb, target, value),
        analyst, at, verb, target, value, reason, target if verb == "retract" else None,
    )  # fmt: skip
    ledger.add_judgement(made)
    return made


def _about_judgement(ledger: Ledger, analyst: str, verb: str, target: str) -> datetime:
    """When it was decided or last taken back: whatever the clocks say, what is said of it now is later."""
    every = {j.id: j for j in ledger.view().judgements(retracted=True)}
    known = every.get(target)
    if known is None:
        raise UsageError(f"the case holds no judgement {target!r}")
    if target in taken_back(every.values()):
        raise UsageError(f"the judgement {target} was taken back already")
    if verb == "approve" and known.analyst == analyst:
        raise UsageError("a judgement is approved by a second person, not by the one who made it")
    return max(j.at for j in every.values() if target in (j.id, j.retracts))


def _fitting(verb: str, target: str, value: object) -> dict[str, object]:
    """Fields that this kind of thing has, with values that make sense."""
    if not isinstance(value, dict) or not set(value) - {"at"}:
        raise UsageError(f"say what to {verb}: a field and its new value")
    fields = ("reliability", "credibility") if verb == "grade" else OF.get(target.partition("-")[0], ())
    strange = sorted(set(value) - {"at", *fields})
    if strange:
        allowed = ", ".join(fields) or "nothing"
        raise UsageError(f"{', '.join(strange)} cannot be set here; {allowed} can")
    return checked(value)


def history_of(judgements: Iterable[Judgement], id: str) -> list[Judgement]:
    """All that people ever decided about a thing, oldest first: also what they took back, and what was about that."""
    every = sorted(judgements, key=lambda j: (j.at, j.id))
    about = {id}
    found = []
    for j in every:
        partner = j.value.get("with") if isinstance(j.value, dict) else j.value
        if j.target in about or j.id == id or partner == id:
            about.add(j.id)
            found.append(j)
    return found


def statements(ledger: Ledger) -> dict[str, tuple[Statement, Document]]:
    """Every statement of the case with its document."""
    view = ledger.view()
    documents = {d.id: d for d in view.documents()}
    return {s.id: (s, documents[r.document]) for r in view.readings() for s in r.statements}


def resolved(ledger: Ledger, problem: Watch | None = None) -> list[Resolved]:
    """Statements as people left them with the outcome in force; with a watch, whether they served who said it."""
    from tocsin import weigh
    from tocsin.workbench.keeping import find, look

    served: dict[str, bool] = {}
    if problem is not None:
        found = find(ledger).study
        served = weigh.served(problem, look(found, found.readings, problem))
    view = ledger.view()
    documents = {d.id: d for d in view.documents()}
    acting = in_force(view.judgements(retracted=True))
    said = [(r, s) for r in judged_readings(view.readings(), acting) for s in r.statements]
    claims = {s.id: claim(s, documents[r.document], topic(r, s), served.get(s.id)) for r, s in said}
    return weigh.resolved(acting, claims)


def record_lines(ledger: Ledger, wanted: str | None, problem: Watch | None = None) -> Iterator[str]:
    """One line a record, on one topic or on all; then what does not count yet, and what F means.

    Raises UsageError for a topic that no resolved statement is on.
    """
    from tocsin import weigh

    known = weigh.records(resolved(ledger, problem))
    found = [r for r in known if wanted is None or r.topic == wanted.casefold()]
    if known and not found:
        topics = ", ".join(sorted({r.topic for r in known if r.topic})) or "none"
        raise UsageError(f"no resolved statement is on {wanted!r}; topics with a resolved statement: {topics}")
    if not known:
        yield "No statement of this case is resolved yet; every source is F / 6, unknown. See tocsin resolve."
    yield from map(record_line, found)
    late = [j for j in waiting(ledger.view().judgements(retracted=True)) if j.verb == "resolve"]
    if late:
        yield f"Waiting for a second person, and not counted: {len(late)}."
    if any(r.letter == "F" for r in found):
        yield f"F is unknown: a letter is proposed from {weigh.FEWEST} resolved claims on, and it is yours to sign."


def record_line(r: Record) -> str:
    """The letter proposed, held of n with a 90% interval, who, on what; threats, promises and interest apart."""
    held = f"{r.held} of {r.n} held ({r.mean:.0%}, {r.low:.0%} to {r.high:.0%})" if r.n else "no claim settled yet"
    parts = [f"{r.letter}  {held}  {r.who} ({r.kind})"]
    parts += [f"on {r.topic}"] if r.topic else []
    parts += [f"threats carried out {r.threats_carried_out} of {r.threats}"] if r.threats else []
    parts += [f"promises kept {r.promises_kept} of {r.promises}"] if r.promises else []
    parts += [f"{r.unsettled} expired, which does not count"] if r.unsettled else []
    for name, (true, n) in (("against its interest", r.against_interest), ("in its interest", r.serving_interest)):
        parts += [f"{name} {true} of {n}"] if n else []
    return "  ".join(parts)
