"""Judgements applied to what a machine found: a view of the evidence, never a change of it.

``reject`` hides a statement, event, relation or sighting; ``correct`` on a statement sets its act, polarity, certainty
or source actor; ``accept`` changes nothing but marks the thing as seen by a person. Later judgements win.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar, get_args

from tocsin.errors import UsageError
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.reading import Act, Polarity, Reading, Statement

Found = TypeVar("Found")
CORRECTABLE = {"act": get_args(Act), "polarity": get_args(Polarity)}


def rejected(judgements: Iterable[Judgement]) -> set[str]:
    """Ids that the last word on them rejects."""
    last = {j.target: j.verb for j in judgements if j.verb in ("accept", "reject")}
    return {target for target, verb in last.items() if verb == "reject"}


def standing(found: Iterable[Found], judgements: Sequence[Judgement]) -> list[Found]:
    """Things with an id, without those that a person rejected."""
    out = rejected(judgements)
    return [f for f in found if getattr(f, "id", None) not in out]


def judged_readings(readings: Iterable[Reading], judgements: Sequence[Judgement]) -> tuple[Reading, ...]:
    """Readings as people left them."""
    out = rejected(judgements)
    corrections = {j.target: j.value for j in judgements if j.verb == "correct" and isinstance(j.value, dict)}
    if not out and not corrections:
        return tuple(readings)
    return tuple(
        replace(
            r,
            statements=tuple(corrected(s, corrections.get(s.id)) for s in r.statements if s.id not in out),
            events=tuple(e for e in r.events if e.id not in out and e.holder not in out),
        )
        for r in readings
    )


def corrected(statement: Statement, value: Any) -> Statement:
    """A statement with the fields that a person set."""
    if not isinstance(value, dict):
        return statement
    return replace(statement, **checked(value))


def checked(value: dict[str, Any]) -> dict[str, Any]:
    """Only what may be corrected, with values that make sense; raises UsageError otherwise."""
    for name, given in value.items():
        if name in CORRECTABLE and given not in CORRECTABLE[name]:
            raise UsageError(f"{name} is one of {', '.join(CORRECTABLE[name])}, not {given!r}")
        if name == "certainty" and not (isinstance(given, int | float) and 0 <= given <= 1):
            raise UsageError(f"certainty lies between 0 and 1, not {given!r}")
        if name not in (*CORRECTABLE, "certainty"):
            raise UsageError(f"{name} of a statement cannot be corrected; act, polarity and certainty can")
    return dict(value)
