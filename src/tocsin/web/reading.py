"""Pages about one thing: a document, a passage, a statement, an indicator, a source, a history – and what if."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from tocsin import workbench
from tocsin.brief.compose import main_forecast
from tocsin.nouns.document import Document
from tocsin.nouns.judgement import taken_back
from tocsin.web import rows
from tocsin.web.ask import Ask, Asked
from tocsin.web.boards import DRAWS
from tocsin.web.desk import Desk
from tocsin.web.frame import Frame
from tocsin.web.marks import KINDS, marked, marks_of
from tocsin.web.rows import Row
from tocsin.web.shown import Shown
from tocsin.web.sources import sources_rows
from tocsin.web.tables import TABLES, moves

MOST_ALIKE = 30  # statements listed beside one


def routes(desk: Desk, frame: Frame) -> APIRouter:
    """Pages of single things, with a JSON twin each."""
    router = APIRouter(include_in_schema=False)

    def answer(request: Request, ask: Ask, template: str, shown: Shown, plain: Row, **more: Any) -> Response:
        """The page, or the same as JSON."""
        if request.url.path.endswith(".json"):
            return JSONResponse(clean(plain))
        return frame.page(request, ask, template, shown, plain=plain, **more)

    @router.get("/documents/{id}", response_class=HTMLResponse)
    @router.get("/documents/{id}.json")
    def document(request: Request, id: str, ask: Asked) -> Response:
        shown = desk.shown(ask.watch, ask.as_of)
        known = document_of(shown, id)
        return answer(request, ask, "document", shown, document_plain(shown, known), **page_of(shown, known, None))

    @router.get("/at/{document}/{start}/{end}", response_class=HTMLResponse)
    def passage(request: Request, document: str, start: int, end: int, ask: Asked) -> Response:
        shown = desk.shown(ask.watch, ask.as_of)
        known = shown.index.documents.get(document)
        if known is None or not 0 <= start < end <= len(known.text):
            raise HTTPException(404, "there is no such passage")
        plain = document_plain(shown, known)
        return answer(request, ask, "document", shown, plain, **page_of(shown, known, (start, end)))

    @router.get("/statements/{id}", response_class=HTMLResponse)
    @router.get("/statements/{id}.json")
    def statement(request: Request, id: str, ask: Asked) -> Response:
        shown = desk.shown(ask.watch, ask.as_of)
        if id not in shown.index.statements:
            raise HTTPException(404, gone(desk, id))
        plain = statement_plain(shown, id)
        return answer(request, ask, "statement", shown, plain, s=plain, history=history_rows(desk, id))

    @router.get("/indicators/{id}", response_class=HTMLResponse)
    @router.get("/indicators/{id}.json")
    def indicator(request: Request, id: str, ask: Asked) -> Response:
        shown = desk.shown(ask.watch, ask.as_of)
        if id not in shown.index.indicators:
            raise HTTPException(404, "this watch has no such indicator")
        plain = indicator_plain(shown, id, desk, ask)
        return answer(request, ask, "indicator", shown, plain, indicator=shown.index.indicators[id])

    @router.get("/sources/{id:path}", response_class=HTMLResponse)
    def source(request: Request, id: str, ask: Asked) -> Response:
        shown = desk.shown(ask.watch, ask.as_of)
        id = id.removesuffix(".json") if request.url.path.endswith(".json") else id
        row = next((r for r in shown.once("sources", lambda: sources_rows(shown)) if r["id"] == id), None)
        if row is None:
            raise HTTPException(404, "this case knows no such source")
        plain = {**row, "recent": recent(shown, row)}
        return answer(request, ask, "source", shown, plain, source=plain, history=history_rows(desk, id))

    @router.get("/whatif", response_class=HTMLResponse)
    @router.get("/whatif.json")
    def whatif(request: Request, ask: Asked) -> Response:
        shown = desk.shown(ask.watch, ask.as_of)
        plain = ripple_plain(shown, ask)
        names = shown.once("source names", lambda: [r["name"] for r in sources_rows(shown)][:300])
        return answer(request, ask, "whatif", shown, plain, names=names)

    @router.get("/history/{id}", response_class=HTMLResponse)
    @router.get("/history/{id}.json")
    def history(request: Request, id: str, ask: Asked) -> Response:
        shown = desk.shown(ask.watch, ask.as_of)
        plain = {"id": id, "what": what_is(shown, id), "history": history_rows(desk, id)}
        if not plain["what"] and not plain["history"]:
            raise HTTPException(404, "nothing is known of that")
        return answer(request, ask, "history", shown, plain, id=id, events=plain["history"], what=plain["what"])

    return router


def clean(plain: Any) -> Any:
    """Plain values that JSON and UTF-8 can hold."""
    if isinstance(plain, dict):
        return {k: clean(v) for k, v in plain.items()}
    if isinstance(plain, list | tuple):
        return [clean(v) for v in plain]
    return plain.encode("utf-8", "replace").decode() if isinstance(plain, str) else plain


# --- documents ---------------------------------------------------------------------------------------


def document_of(shown: Shown, id: str) -> Document:
    known = shown.index.documents.get(id)
    if known is None:
        raise HTTPException(404, "this case holds no such document by that day")
    return known


def page_of(shown: Shown, known: Document, hit: tuple[int, int] | None) -> dict[str, Any]:
    """What a document's page needs."""
    reading = shown.index.readings.get(known.id)
    statements = [rows.statement(shown, s) for s in reading.statements] if reading else []
    text = marked(known, marks_of(shown.index, reading), hit)
    return {"document": known, "text": text, "statements": statements, "kinds": KINDS, "copies": copies(shown, known), "hit": hit}  # fmt: skip  # noqa: E501


def copies(shown: Shown, known: Document) -> list[Row]:
    """Other documents that are the same text, and versions of the page."""
    groups = shown.once("copies", lambda: {d: g for g in shown.picture.copies for d in g.documents})
    group = groups.get(known.id)
    others = [d for d in group.documents if d != known.id and d in shown.index.documents] if group else []
    return [{"id": d, "kind": group.kind, "why": group.why, "outlet": shown.index.outlet(d)} for d in others if group]


def document_plain(shown: Shown, known: Document) -> Row:
    """A document with its text and everything seen in it."""
    from dataclasses import asdict

    reading = shown.index.readings.get(known.id)
    seen = asdict(reading) if reading else {}
    body = {k: seen.get(k, ()) for k in ("statements", "events", "actors", "times", "quantities", "sentences")}
    plain = {**rows.document(known, len(body["statements"])), "text": known.text, "sha256": known.sha256, **body}
    return dict(jsonable(plain))


def jsonable(value: Any) -> Any:
    """Dates as text."""
    import json

    return json.loads(json.dumps(value, default=str))


# --- statements --------------------------------------------------------------------------------------


def statement_plain(shown: Shown, id: str) -> Row:
    """A statement with its origin, its relations and the indicators it bears on."""
    index = shown.index
    s = index.statements[id]
    span = index.statement_span(s)
    around = index.sentence_span(s.document, span.start, span.end)
    origin = index.origin_of.get(id)
    members = [m for m in (origin.members if origin else ()) if m != id and m in index.statements]
    related = [rows.relation(shown, r) for r in shown.relations_of.get(id, ()) if {r.a, r.b} <= index.statements.keys()]
    moved = {x.sighting: x for x in shown.leverage}
    return {
        **rows.statement(shown, s), "title": index.documents[s.document].title or "Untitled",
        "sentence": rows.one_line(index.documents[s.document].quote(around.start, around.end)),
        "origin_why": origin.why if origin else "", "suspicious": (origin.suspicious if origin else None) or "",
        "members": [rows.statement(shown, index.statements[m]) for m in members[:MOST_ALIKE]],
        "relations": [r for r in related if r["relation"] != "repeats"][:MOST_ALIKE],
        "reports": [
            {**rows.sighting(shown, x), **moves(moved.get(x.id))} for x in shown.reports_of.get(id, ())
        ],
    }  # fmt: skip


def gone(desk: Desk, id: str) -> str:
    """Why there is no such statement: it may have been rejected."""
    known = workbench.history_of(desk.ledger.view().judgements(), id)
    if any(j.verb == "reject" for j in known):
        return f"this statement was rejected by {known[-1].analyst}; its history is at /history/{id}"
    return "this case holds no such statement by that day"


def history_rows(desk: Desk, id: str) -> list[Row]:
    """All that people decided about a thing, oldest first, with what became of each decision."""
    every = desk.ledger.view().judgements(retracted=True)
    acting, back = {j.id for j in workbench.in_force(every)}, taken_back(every)
    found = []
    for j in workbench.history_of(every, id):
        state = "taken back" if j.id in back else "acts" if j.id in acting or j.retracts else "waits"
        found.append({**rows.judgement(j, state), "taken_back_by": back[j.id].analyst if j.id in back else ""})
    return found


def what_is(shown: Shown, id: str) -> Row:
    """A thing in one line: kind, words and where to read it."""
    index = shown.index
    if id in index.statements:
        row = rows.statement(shown, index.statements[id])
        return {"kind": "statement", "text": f"{row['source']}: {row['text']}", "page": f"/statements/{id}"}
    if id in index.documents:
        return {"kind": "document", "text": index.documents[id].title or "Untitled", "page": f"/documents/{id}"}
    if id in index.sightings:
        row = rows.sighting(shown, index.sightings[id])
        return {"kind": "report", "text": row["text"], "page": f"/at/{row['document']}/{row['start']}/{row['end']}"}
    if id in index.events:
        row = rows.event(shown, index.events[id])
        return {"kind": "event", "text": row["text"], "page": f"/at/{row['document']}/{row['start']}/{row['end']}"}
    known = next((r for r in shown.picture.relations if r.id == id), None)
    if known is not None:
        return {"kind": "relation", "text": f"{known.kind}: {known.why}", "page": f"/statements/{known.a}"}
    if id in index.actors:
        return {"kind": "actor", "text": index.actors[id].name, "page": f"/sources/{id}"}
    return {}


# --- indicators, sources, what if ----------------------------------------------------------------------


def indicator_plain(shown: Shown, id: str, desk: Desk, ask: Ask) -> Row:
    """A lamp with its days and every report on it."""
    index = shown.index
    points = {c.indicator: c.points for c in index.now.contributions}
    lamp = next(x for x in index.now.lamps if x.indicator == id)
    table = TABLES["reports"](shown, Ask(ask.watch, ask.as_of, kind=id), desk)
    days = [(a.day.isoformat(), next(x for x in a.lamps if x.indicator == id)) for a in shown.picture.history]
    known = index.indicators[id]
    return {
        **rows.lamp(shown, lamp, points), "reports": table.part(slice(0, 100)), "total": table.total,
        "days": [{"day": day, "state": x.state, "present": round(x.present, 3), "strength": round(x.strength, 2)}
                 for day, x in days],
        "likelihood": {index.hypotheses[h].text: word for h, word in known.likelihood.items()},
        "half_life": known.half_life, "because": known.why,
    }  # fmt: skip


def recent(shown: Shown, row: Row) -> list[Row]:
    """What a source said last."""
    found = [
        s for s in shown.index.statements.values()
        if (s.source is not None and s.source.actor == row["id"])
        or (row["kind"] == "outlet" and shown.index.outlet(s.document) == row["id"])
    ]  # fmt: skip
    found.sort(key=lambda s: (shown.index.documents[s.document].first_seen, s.id), reverse=True)
    return [rows.statement(shown, s) for s in found[:MOST_ALIKE]]


def ripple_plain(shown: Shown, ask: Ask) -> Row:
    """What moves without what was named; nothing is kept."""
    from tocsin import weigh
    from tocsin.workbench.rippling import meant
    from tocsin.workbench.trust import trusted

    if not ask.without:
        return {"without": [], "removed": 0, "reports": len(shown.picture.sightings)}
    ids = meant(shown.picture, ask.without)
    found = weigh.without(
        shown.picture.watch, shown.picture.sightings, shown.picture.day, ids, trusted(shown.study), DRAWS
    )  # fmt: skip
    index, days = shown.index, main_forecast(shown.index).days
    names = {**{i: index.indicators[i].text for i in index.indicators},
             **{h: index.hypotheses[h].text for h in index.hypotheses}}  # fmt: skip
    after = next(f for f in found.after.forecasts if f.days == days)
    before = next(f for f in found.before.forecasts if f.days == days)
    return {
        "without": list(ask.without), "removed": len(found.removed), "reports": len(shown.picture.sightings),
        "days": days, "before": before.p, "after": after.p, "low": after.low, "high": after.high,
        "lamps": [{"indicator": i, "text": names[i], "before": a, "after": b} for i, a, b in found.lamps],
        "moved": [
            {"what": names.get(m.what, m.what), "kind": kind(shown, m.what), "before": m.before, "after": m.after}
            for m in found.moved
        ],
        "cells": found.cells, "fell": [rows.sighting(shown, index.sightings[s]) for s in found.removed[:100]],
    }  # fmt: skip


def kind(shown: Shown, what: str) -> str:
    if what in shown.index.hypotheses:
        return "hypothesis"
    return "indicator" if what in shown.index.indicators else "horizon"
