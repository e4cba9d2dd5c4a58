"""The REST API, version 1: the verbs of the command line over HTTP, described by OpenAPI.

Where a case has accounts a request carries a session or ``Authorization: Bearer <token>``. Every answer is JSON, also
every error: ``{"detail": "one sentence"}``.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, HTTPException, Request
from fastapi import Path as InPath
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from tocsin import workbench
from tocsin.nouns.trouble import Trouble
from tocsin.web import handing, reading, rows
from tocsin.web.access import Analyst
from tocsin.web.ask import PAGE, Ask, Asked
from tocsin.web.desk import Desk
from tocsin.web.frame import Frame
from tocsin.web.handing import brief_text, exported
from tocsin.web.reading import clean, document_of, document_plain, jsonable, statement_plain
from tocsin.web.reviewing import decide
from tocsin.web.shown import Shown
from tocsin.web.tables import TABLES, headline

MOST_DOCUMENTS = 200  # in one request
Id = Annotated[str, InPath(max_length=300)]


class Fault(BaseModel):
    """What is wrong, in one sentence."""

    detail: str


class Rows(BaseModel):
    """One page of rows, fifty a page."""

    total: int = Field(ge=0)
    page: int = Field(ge=1)
    rows: list[dict[str, Any]]


class NewDocument(BaseModel):
    """An article as it was gathered; the desk reads it at once."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1, max_length=2_000_000)
    title: str | None = Field(None, max_length=2000)
    outlet: str | None = Field(None, max_length=300)
    url: str | None = Field(None, max_length=4000)
    published: str | None = Field(None, max_length=40, description="A day such as 2022-12-10")


class Taken(BaseModel):
    """What became of documents."""

    new: int
    read: int
    troubles: list[str]


class NewJudgement(BaseModel):
    """A decision; it is signed with the name of whoever asks."""

    model_config = ConfigDict(extra="forbid")
    verb: Literal["accept", "reject", "correct", "merge", "split", "grade", "resolve", "approve", "rule", "retract"]
    target: str = Field(max_length=300, description="Id of a statement, sighting, relation, event, actor or judgement")
    value: dict[str, str | float | bool] | list[str] | str | None = None
    reason: str = Field("", max_length=1000)


FAULTS: dict[int | str, dict[str, Any]] = {
    400: {"model": Fault, "description": "the body cannot be read"},
    401: {"model": Fault, "description": "no session or token"},
    403: {"model": Fault, "description": "the role does not reach"},
    404: {"model": Fault, "description": "there is no such thing"},
    422: {"model": Fault, "description": "it makes no sense"},
    503: {"model": Fault, "description": "the case is being prepared"},
}
ANY: dict[str, Any] = {"type": "object"}


def routes(desk: Desk, frame: Frame) -> APIRouter:
    """Everything under /api."""
    router = APIRouter(prefix="/api", responses=FAULTS)
    add_description(router, frame)
    add_things(router, desk)
    add_answers(router, desk)
    add_writing(router, desk)
    return router


def described(request: Request) -> dict[str, Any]:
    """The API in OpenAPI's words."""
    from fastapi.openapi.utils import get_openapi

    made = get_openapi(
        title="tocsin", version="1", description=__doc__ or "", routes=request.app.routes, servers=[{"url": "/"}]
    )
    made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    made["security"] = [{}, {"token": []}]
    return made


def add_description(router: APIRouter, frame: Frame) -> None:
    @router.get("/openapi.json", include_in_schema=False)
    def description(request: Request) -> Response:
        return JSONResponse(described(request))

    @router.get("", include_in_schema=False)
    def page(request: Request) -> Response:
        calls = [
            {
                "method": method.upper(), "path": path, "summary": call.get("description") or call.get("summary", ""),
                "parameters": ", ".join(p["name"] for p in call.get("parameters", ())),
            }
            for path, methods in described(request)["paths"].items() for method, call in methods.items()
        ]  # fmt: skip
        return frame.plain(request, "api", calls=calls)


def add_things(router: APIRouter, desk: Desk) -> None:
    """What the case holds."""

    def part(name: str, ask: Ask) -> Rows:
        table = TABLES[name](desk.shown(ask.watch, ask.as_of), ask, desk)
        return Rows(total=table.total, page=ask.page, rows=clean(jsonable(table.rows(ask))))

    def listed(things: list[Any], ask: Ask) -> Rows:
        return Rows(total=len(things), page=ask.page, rows=clean(jsonable([asdict(t) for t in things[ask.rows()]])))

    @router.get("/v1/watches")
    def watches() -> list[dict[str, str]]:
        """The watches of this desk."""
        return [{"id": p.id, "question": p.question.text} for p in desk.problems.values()]

    for name in ("statements", "events", "contradictions", "documents", "sources", "judgements"):
        add_list(router, name, part)

    @router.get("/v1/statements/{id}")
    def statement(id: Id, ask: Asked) -> dict[str, Any]:
        """A statement with its origin, relations and reports."""
        shown = desk.shown(ask.watch, ask.as_of)
        if id not in shown.index.statements:
            raise HTTPException(404, "this case holds no such statement by that day")
        return clean(statement_plain(shown, id))  # type: ignore[no-any-return]  # a dictionary stays one

    @router.get("/v1/documents/{id}")
    def document(id: Id, ask: Asked) -> dict[str, Any]:
        """A document with its text and everything seen in it."""
        shown = desk.shown(ask.watch, ask.as_of)
        return clean(document_plain(shown, document_of(shown, id)))  # type: ignore[no-any-return]  # as above

    @router.get("/v1/actors")
    def actors(ask: Asked) -> Rows:
        """Everyone who is named, by id."""
        found = sorted(desk.shown(ask.watch, ask.as_of).index.actors.values(), key=lambda a: a.id)
        low = ask.q.casefold()
        return listed([a for a in found if low in f"{a.id} {a.name}".casefold()], ask)

    @router.get("/v1/relations")
    def relations(ask: Asked) -> Rows:
        """How statements bear on each other, the surest first."""
        found = sorted(desk.shown(ask.watch, ask.as_of).picture.relations, key=lambda r: (-r.score, r.id))
        return listed([r for r in found if not ask.kind or r.kind == ask.kind], ask)

    @router.get("/v1/origins")
    def origins(ask: Asked) -> Rows:
        """Utterances with the statements that report them, those reported most first."""
        found = desk.shown(ask.watch, ask.as_of).picture.origins
        return listed(sorted(found, key=lambda o: (-len(o.members), o.id)), ask)

    @router.get("/v1/sightings")
    def sightings(ask: Asked) -> Rows:
        """Reports on indicators, with what a decision on each would move."""
        return part("reports", ask)


def add_list(router: APIRouter, name: str, part: Any) -> None:
    def many(ask: Asked) -> Rows:
        return part(name, ask)  # type: ignore[no-any-return]  # it makes Rows

    router.add_api_route(
        f"/v1/{name}", many, name=name, summary=f"{name.title()} that are as asked, {PAGE} a page", response_model=Rows
    )


def add_answers(router: APIRouter, desk: Desk) -> None:
    """What follows from it."""

    @router.get("/v1/assessment")
    def assessment(ask: Asked) -> dict[str, Any]:
        """The day's answer: forecasts, hypotheses, lamps, contributions, what would change it."""
        shown = desk.shown(ask.watch, ask.as_of)
        return {"head": headline(shown), "behind": desk.behind(shown), "assessment": jsonable(asdict(shown.index.now))}

    @router.get("/v1/assessments")
    def assessments(ask: Asked) -> list[dict[str, Any]]:
        """The forecasts of each day."""
        history = desk.shown(ask.watch, ask.as_of).picture.history
        return [{"day": a.day.isoformat(), "forecasts": [asdict(f) for f in a.forecasts]} for a in history]

    @router.get("/v1/whatif")
    def whatif(ask: Asked) -> dict[str, Any]:
        """What moves without the sources, outlets, statements, documents or origins named by ``without``."""
        return clean(reading.ripple_plain(desk.shown(ask.watch, ask.as_of), ask))  # type: ignore[no-any-return]  # as above

    @router.get("/v1/brief", response_class=JSONResponse)
    def brief(ask: Asked, scale: Literal["icd203", "phia"] = "icd203") -> Response:
        """The brief: sentences with the spans that bear them."""
        text = brief_text(desk.shown(ask.watch, ask.as_of), "json", scale)
        return Response(text.encode("utf-8", "replace"), media_type="application/json")

    @router.get("/v1/briefs")
    def briefs(ask: Asked) -> list[dict[str, Any]]:
        """Published briefs, newest first."""
        found = desk.ledger.view().publications(desk.name(ask.watch))[::-1]
        return [jsonable(handing.plain(p)) for p in found]

    @router.get("/v1/export/{form}", response_class=Response, responses={200: {"content": {"*/*": {}}}})
    def export(form: Id, ask: Asked, table: Literal["statements", "events", "relations"] = "statements") -> Response:
        """The assessment in a form that other tools take."""
        return exported(desk.shown(ask.watch, ask.as_of), form, table)

    @router.get("/v1/history/{id}")
    def history(id: Id) -> list[dict[str, Any]]:
        """All that people decided about a thing, oldest first."""
        return clean(jsonable(reading.history_rows(desk, id)))  # type: ignore[no-any-return]  # as above


def add_writing(router: APIRouter, desk: Desk) -> None:
    """What adds to the case."""

    @router.post("/v1/documents", status_code=201)
    def add(
        person: Analyst, documents: Annotated[list[NewDocument], Body(min_length=1, max_length=MOST_DOCUMENTS)]
    ) -> Taken:
        """Add articles and read them. The same article twice is one article."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sent.jsonl"
            lines = [json.dumps({k: v for k, v in d.model_dump().items() if v is not None}) for d in documents]
            path.write_text("\n".join(lines), encoding="utf-8")
            things = [named(t, path) for t in workbench.gather([str(path)], None, backfill=False)]
        report = workbench.add(desk.ledger, things)
        read, troubles = workbench.read_new(desk.ledger, 1)
        desk.refresh()
        return Taken(new=report.new, read=read, troubles=clean([*report.troubles, *troubles]))

    @router.post("/v1/judgements", status_code=201)
    def judge(person: Analyst, judgement: NewJudgement, ask: Asked) -> dict[str, Any]:
        """Sign a judgement. Verbs and values are those of the desk's review."""
        shown: Shown = desk.shown(ask.watch)
        j = judgement
        made = decide(desk, shown, person, j.verb, j.target, j.value, j.reason)
        return clean(jsonable(rows.judgement(made)))  # type: ignore[no-any-return]  # as above


def named(thing: Any, path: Path) -> Any:
    """A trouble speaks of the request, not of the file it lay in."""
    return Trouble("request", thing.line, thing.reason) if isinstance(thing, Trouble) else thing
