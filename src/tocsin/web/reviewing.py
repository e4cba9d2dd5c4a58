"""The forms that write: signed judgements."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import RedirectResponse, Response

from tocsin import workbench
from tocsin.nouns.people import Person
from tocsin.nouns.reading import Statement
from tocsin.nouns.watch import Sighting
from tocsin.web.access import Analyst, OwnForm, back_to
from tocsin.web.desk import Desk
from tocsin.web.frame import Frame
from tocsin.web.shown import Shown

EDITORS = ("approve",)  # verbs that need an editor
ADMINISTRATORS = ("rule",)
Short = Annotated[str, Form(max_length=300)]


def routes(desk: Desk, frame: Frame) -> APIRouter:
    """POST /judge."""
    router = APIRouter(include_in_schema=False)

    @router.post("/judge", dependencies=[OwnForm])
    def judge(
        person: Analyst,
        verb: Annotated[str, Form(max_length=20)],
        target: Short,
        field: Annotated[str, Form(max_length=20)] = "",
        value: Short = "",
        reason: Annotated[str, Form(max_length=1000)] = "",
        back: Annotated[str, Form(max_length=500)] = "/review",
        watch: Short = "",
    ) -> Response:
        shown = desk.shown(watch or None)
        decide(desk, shown, person, verb, target, given(verb, field, value), reason)
        return RedirectResponse(back_to(back, "/review"), 303)

    return router


def given(verb: str, field: str, value: str) -> Any:
    """What a form's two fields mean for a verb."""
    if verb in ("correct", "grade"):
        return {field: typed(field, value.strip())}
    if verb == "rule":
        return {field: value == "true"}
    return value.strip() or None


def typed(field: str, value: str) -> Any:
    """A form's text as the type that the field has."""
    if field == "present":
        return value == "true"
    if field == "certainty":
        try:
            return float(value)
        except ValueError as error:
            raise HTTPException(422, "certainty is a number between 0 and 1") from error
    return value


def decide(desk: Desk, shown: Shown, person: Person, verb: str, target: str, value: Any, reason: str) -> Any:
    """Sign a judgement on something the case holds; it acts when this returns, or as soon as it can."""
    if verb in EDITORS and not person.may("editor"):
        raise HTTPException(403, "approving needs the role editor")
    if verb in ADMINISTRATORS and not person.may("administrator"):
        raise HTTPException(403, "this needs the role administrator")
    thing = known(shown, verb, target)
    if verb == "grade":
        axis = "credibility" if isinstance(thing, Statement | Sighting) else "reliability"
        if not isinstance(value, dict) or set(value) != {axis}:
            raise HTTPException(422, f"this is graded by its {axis} alone")
    if verb == "merge":
        value = partner(shown, target, value)
    if verb == "split" and ":" in target:
        value = [v.strip() for v in (value if isinstance(value, list) else str(value or "").split(",")) if v.strip()]
        if not set(value) <= shown.index.documents.keys() or not value:
            raise HTTPException(422, "name the documents in which it is another party, by their ids")
    at = workbench.place(thing)
    if at is not None and verb != "resolve" and (value is None or isinstance(value, dict)):
        value = {**(value or {}), "at": at}
    return desk.judge(person.name, verb, target, value, reason.strip())


def known(shown: Shown, verb: str, target: str) -> Any:
    """The thing a judgement is about; raises 422 when the case does not hold it, or the verb is not for its kind."""
    index = shown.index
    if verb in ("approve", "retract", "rule"):
        return None
    things: tuple[tuple[dict[str, Any], tuple[str, ...]], ...] = (
        (index.statements, ("accept", "reject", "correct", "merge", "split", "grade", "resolve")),
        (index.sightings, ("accept", "reject", "correct", "grade")),
        (index.events, ("accept", "reject")),
        (shown.once("relations", lambda: {r.id: r for r in shown.picture.relations}), ("accept", "reject", "correct")),
        (index.actors, ("merge", "split", "grade")),
        (shown.once("outlets", lambda: {index.outlet(d): d for d in index.documents}), ("grade",)),
    )
    for where, verbs in things:
        if target in where and verb in verbs:
            return where[target]
    raise HTTPException(422, f"there is nothing here to {verb} under {target!r}")


def partner(shown: Shown, target: str, value: Any) -> Any:
    """The other side of a merge: another statement, or another actor."""
    other = value.get("with") if isinstance(value, dict) else value
    if other == target:
        raise HTTPException(422, "a thing cannot be merged with itself")
    if target in shown.index.statements and other in shown.index.statements:
        return {"with": other}
    if target in shown.index.actors and other in shown.index.actors:
        return other
    raise HTTPException(422, f"there is no {other!r} to merge it with")
