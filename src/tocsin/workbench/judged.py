"""Judgements applied to what a machine found: a view of the evidence, never a change of it. Later judgements win.

| verb | target | value | what it does |
|---|---|---|---|
| accept | sighting, relation, statement, event | | a person saw it: a match or relation then counts in full |
| reject | the same | | hides it, and what hangs on it |
| correct | statement | act, polarity, certainty, actor, said | sets them |
| correct | sighting | present, status | sets them |
| correct | relation | kind | sets it |
| merge | statement, or actor | another one | two reports are one utterance; two names are one party |
| split | statement, or actor | (actor: documents) | an utterance of its own; another party in those documents |
| grade | source, or statement | reliability A–F, credibility 1–6 | what the source, or that report, is worth |
| resolve | statement | confirmed, refuted, expired | its source's record |
| approve | judgement | | a second person's yes, where the case asks for it |
| retract | judgement | | takes it back; a retraction that is taken back has no force |
| rule | case | second_person | whether judgements made from then on need one |
| publish | brief | its day and SHA-256 | notes that it was handed over |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar, get_args

from tocsin.errors import UsageError
from tocsin.nouns.document import Interval
from tocsin.nouns.judgement import Judgement, taken_back
from tocsin.nouns.reading import Act, Polarity, Reading, Statement
from tocsin.nouns.relation import Relation, RelationKind
from tocsin.nouns.watch import Sighting
from tocsin.workbench.anchors import anchored, anchored_sightings
from tocsin.workbench.joined import renamed

Found = TypeVar("Found")
VERBS = ("accept", "reject", "correct", "merge", "split", "grade", "resolve", "approve", "rule", "retract", "publish")
FREE = ("approve", "rule", "retract", "publish")  # verbs that need nobody's approval
OUTCOMES = ("confirmed", "refuted", "expired")
CORRECTABLE: dict[str, tuple[Any, ...]] = {
    "act": get_args(Act), "polarity": get_args(Polarity), "kind": get_args(RelationKind), "present": (True, False),
    "status": ("reported", "planned", "possible"), "reliability": tuple("ABCDEF"), "credibility": tuple("123456"),
}  # fmt: skip
OF: dict[str, tuple[str, ...]] = {  # what may be corrected, by the first part of an id: statement, relation, sighting
    "st": ("act", "polarity", "certainty", "actor", "said"), "r": ("kind",), "sg": ("present", "status"),
}  # fmt: skip
CHANGES_READING = ("reject", "correct", "merge", "split")
# STIX 2.1 appendix A reads Admiralty credibility 1 to 5 as 90, 70, 50, 30, 10; here beside a 1. 6 cannot be judged.
CREDIBILITY = {"1": 1.0, "2": 7 / 9, "3": 5 / 9, "4": 3 / 9, "5": 1 / 9}


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Judgements that act: not taken back, and approved by a second person where the case asked for it by then."""
    every = sorted(judgements, key=lambda j: (j.at, j.id))
    back = taken_back(every)
    standing_ = [j for j in every if j.id not in back and not j.retracts]
    approved: dict[str, set[str]] = {}
    for j in standing_:
        if j.verb == "approve":
            approved.setdefault(j.target, set()).add(j.analyst)
    acting, asked = [], False
    for j in standing_:
        if j.verb == "rule" and isinstance(j.value, dict):
            asked = bool(j.value.get("second_person"))
        if not asked or j.verb in FREE or approved.get(j.id, set()) - {j.analyst}:
            acting.append(j)
    return tuple(acting)


def waiting(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Judgements that stand but do not act yet: they wait for a second person."""
    every = sorted(judgements, key=lambda j: (j.at, j.id))
    back = taken_back(every)
    acting = {j.id for j in in_force(every)}
    return [j for j in every if j.id not in acting and j.id not in back and not j.retracts]


def rejected(judgements: Iterable[Judgement]) -> set[str]:
    """Ids that the last word on them rejects."""
    last = {j.target: j.verb for j in judgements if j.verb in ("accept", "reject")}
    return {target for target, verb in last.items() if verb == "reject"}


def accepted(judgements: Iterable[Judgement]) -> set[str]:
    """Ids that the last word on them accepts."""
    last = {j.target: j.verb for j in judgements if j.verb in ("accept", "reject")}
    return {target for target, verb in last.items() if verb == "accept"}


def standing(found: Iterable[Found], judgements: Sequence[Judgement]) -> list[Found]:
    """Things with an id, without those that a person rejected."""
    out = rejected(judgements)
    return [f for f in found if getattr(f, "id", None) not in out]


def corrections(judgements: Iterable[Judgement]) -> dict[str, dict[str, Any]]:
    """What people set, by target; a later judgement on one field leaves the others."""
    found: dict[str, dict[str, Any]] = {}
    for j in judgements:
        if j.verb == "correct" and isinstance(j.value, dict):
            found.setdefault(j.target, {}).update({k: v for k, v in j.value.items() if k != "at"})
    return found


# --- readings --------------------------------------------------------------------------------------


def judged_readings(readings: Iterable[Reading], judgements: Sequence[Judgement]) -> tuple[Reading, ...]:
    """Readings as people left them; one that nobody judged comes back as the same object."""
    given = tuple(readings)
    judgements = [j for j in judgements if j.verb in CHANGES_READING or j.verb == "accept"]
    if not judgements:
        return given
    placed = anchored(judgements, given)
    out, set_ = rejected(placed), corrections(placed)
    touched, renames = out | set_.keys(), [j for j in placed if j.verb in ("merge", "split") and ":" in j.target]
    return tuple(renamed(_judged(r, out, set_, touched), renames) for r in given)


def _judged(r: Reading, out: set[str], set_: Mapping[str, dict[str, Any]], touched: set[str]) -> Reading:
    if not any(s.id in touched for s in r.statements) and not any(e.id in out for e in r.events):
        return r
    return replace(
        r,
        statements=tuple(corrected(s, set_.get(s.id)) for s in r.statements if s.id not in out),
        events=tuple(e for e in r.events if e.id not in out and e.holder not in out),
    )


def corrected(statement: Statement, value: Any) -> Statement:
    """A statement with the fields that a person set."""
    if not isinstance(value, dict) or not value:
        return statement
    fields = {k: v for k, v in checked(value).items() if k in ("act", "polarity", "certainty")}
    if "actor" in value and statement.source is not None:
        fields["source"] = replace(statement.source, actor=value["actor"] or None)
    if "said" in value:
        day = date.fromisoformat(value["said"])
        fields["said"] = Interval(day, day)
    return replace(statement, **fields)


# --- what was found --------------------------------------------------------------------------------


def judged_relations(relations: Iterable[Relation], judgements: Sequence[Judgement]) -> list[Relation]:
    """Relations without the rejected ones; accepted ones are certain, corrected ones of the kind that was set."""
    sure, set_ = accepted(judgements), corrections(judgements)
    found = []
    for r in standing(relations, judgements):
        if r.id in sure or r.id in set_:
            r = replace(r, score=1.0, kind=set_.get(r.id, {}).get("kind", r.kind))
        found.append(r)
    return [r for r in found if r.kind != "unrelated"]


def turned(machine: Iterable[Reading], people: Iterable[Reading]) -> frozenset[str]:
    """Statements to which people gave the other polarity than the machine had read."""
    before = {r.document: r for r in machine}
    pairs = [(before[r.document], r) for r in people if r is not before.get(r.document, r)]
    was = {s.id: s.polarity for old, _ in pairs for s in old.statements}
    return frozenset(s.id for _, new in pairs for s in new.statements if was.get(s.id, s.polarity) != s.polarity)


def judged_sightings(
    sightings: Iterable[Sighting], judgements: Sequence[Judgement], turned_: frozenset[str] = frozenset()
) -> list[Sighting]:
    """Sightings without the rejected ones; a match that was accepted counts in full, a graded report as graded.

    What a statement reports is turned round with its polarity, where a person turned that.
    """
    placed = anchored_sightings(judgements, sightings := list(sightings))
    sure, set_ = accepted(placed), corrections(placed)
    worth = {j.target: CREDIBILITY.get(str(_grade(j, "credibility"))) for j in placed if _grade(j, "credibility")}
    found = []
    for s in standing(sightings, placed):
        if s.id in sure or s.id in set_:
            s = replace(s, score=1.0, **set_.get(s.id, {}))
        elif s.statement in turned_:
            s = replace(s, present=not s.present, why=f"{s.why}; turned round by a person")
        factor = worth.get(s.id) or worth.get(s.statement or "")
        found.append(replace(s, certainty=s.certainty * factor) if factor else s)
    return found


def grades(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Sources (actor ids, outlets) and the reliability letter that people gave them."""
    return {j.target: str(_grade(j, "reliability")) for j in judgements if _grade(j, "reliability")}


def _grade(j: Judgement, axis: str) -> Any:
    return j.value.get(axis) if j.verb == "grade" and isinstance(j.value, dict) else None


# --- what may be said ------------------------------------------------------------------------------


def checked(value: dict[str, Any]) -> dict[str, Any]:
    """Only what may be corrected or graded, with values that make sense; raises UsageError otherwise."""
    for name, given in value.items():
        if name == "at":
            continue
        if name in CORRECTABLE and given not in CORRECTABLE[name]:
            raise UsageError(f"{name} is one of {', '.join(map(str, CORRECTABLE[name]))}, not {given!r}")
        if name == "certainty" and not (isinstance(given, int | float) and 0 <= given <= 1):
            raise UsageError(f"certainty lies between 0 and 1, not {given!r}")
        if name == "said" and not _is_day(given):
            raise UsageError(f"the day it was said is written as 2022-12-10, not {given!r}")
        if name == "actor" and not isinstance(given, str):
            raise UsageError(f"an actor is named by its id, not by {given!r}")
        if name not in (*CORRECTABLE, "certainty", "actor", "said"):
            raise UsageError(f"{name} cannot be corrected; act, polarity, certainty, actor, said, present, kind can")
    return dict(value)


def _is_day(given: Any) -> bool:
    try:
        return bool(date.fromisoformat(given))
    except (ValueError, TypeError):
        return False
