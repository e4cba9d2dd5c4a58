"""Every table as a page, as JSON and as CSV. The last routes of the desk: they take any name."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from tocsin.web import boards
from tocsin.web.ask import Ask, Asked
from tocsin.web.desk import Desk
from tocsin.web.frame import Frame
from tocsin.web.shown import Shown
from tocsin.web.tables import TABLES, Table, as_csv, headline

MORE = {"board": boards.board_more, "timeline": boards.timeline_more, "events": boards.events_more,
        "hypotheses": boards.hypotheses_more}  # fmt: skip  # what a page has beside its table


def routes(desk: Desk, frame: Frame) -> APIRouter:
    """Pages and twins of the tables."""
    router = APIRouter(include_in_schema=False)

    def made(name: str, ask: Ask) -> tuple[Shown, Table]:
        if name not in TABLES:
            raise HTTPException(404, "there is no such page")
        shown = desk.shown(ask.watch, ask.as_of, board=name == "board")
        return shown, TABLES[name](shown, ask, desk)

    def page(request: Request, name: str, ask: Ask) -> Response:
        shown, table = made(name, ask)
        more: dict[str, Any] = MORE[name](shown, ask, frame.view(request, ask, shown)) if name in MORE else {}
        return frame.page(request, ask, name, shown, table=table, rows=table.rows(ask), name=name, **more)

    @router.get("/", response_class=HTMLResponse)
    def home(request: Request, ask: Asked) -> Response:
        return page(request, "board", ask)

    @router.get("/{name}.json")
    def as_json(request: Request, name: str, ask: Asked) -> Response:
        shown, table = made(name, ask)
        body = {"title": table.title, "head": headline(shown), "total": table.total, "rows": table.rows(ask)}
        extra = MORE[name](shown, ask, frame.view(request, ask, shown)).get("plain", {}) if name in MORE else {}
        text = json.dumps({**body, **table.extra, **extra}, ensure_ascii=False, default=str)
        return Response(text.encode("utf-8", "replace"), media_type="application/json")

    @router.get("/{name}.csv")
    def as_table(name: str, ask: Asked) -> Response:
        _, table = made(name, ask)
        headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        return StreamingResponse(as_csv(table), media_type="text/csv; charset=utf-8", headers=headers)

    @router.get("/{name}", response_class=HTMLResponse)
    def table_page(request: Request, name: str, ask: Asked) -> Response:
        if name == "export":
            return RedirectResponse("/downloads", 303)
        return page(request, name, ask)

    return router
