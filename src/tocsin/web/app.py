"""The desk as a web application: pages for people, tables as JSON and CSV for tools, forms without script."""

from __future__ import annotations

import hmac
import json
import secrets
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.middleware.trustedhost import TrustedHostMiddleware

from tocsin import __version__, workbench
from tocsin.brief import charts
from tocsin.brief import wording as w
from tocsin.brief.cite import marked
from tocsin.brief.compose import board, main_forecast
from tocsin.errors import TocsinError
from tocsin.nouns.document import Span
from tocsin.settings import setting
from tocsin.web.desk import Desk, Shown
from tocsin.web.tables import PAGE, TABLES, Query, Table, as_csv, headline

LOOPBACK = ["localhost", "127.0.0.1", "[::1]", "testserver"]
POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"  # fmt: skip  # noqa: E501 - one header, one line
COOKIE = "tocsin_form"
FORMS = ("html", "json", "csv")


def create_app(case: str, watches: tuple[str, ...], hosts: list[str] | None = None) -> FastAPI:
    """The application for one case. ``hosts`` are the names it answers to; loopback only by default."""
    desk = Desk(case, watches)
    app = FastAPI(title="tocsin desk", version=__version__, docs_url=None, redoc_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts or LOOPBACK)
    app.state.desk = desk
    add_guards(app)
    add_pages(app, desk)
    add_reviewing(app, desk)
    return app


def environment() -> Environment:
    """Jinja with escaping always on."""
    loader = PackageLoader("tocsin.web")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals.update(w=w, PAGE=PAGE, version=__version__)
    return made


def add_guards(app: FastAPI) -> None:
    """Headers that keep hostile text inert, and errors as one sentence."""

    @app.middleware("http")
    async def headers(request: Request, call_next: Any) -> Response:
        response: Response = await call_next(request)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        return response

    @app.exception_handler(TocsinError)
    async def said(request: Request, error: TocsinError) -> Response:
        return JSONResponse({"detail": str(error)}, status_code=422)


def asked(
    watch: str | None = None,
    as_of: date | None = None,
    q: str = "",
    act: str = "",
    polarity: str = "",
    source: str = "",
    page: int = 1,
) -> dict[str, Any]:
    """The parameters that every page understands."""
    return {
        "watch": watch,
        "as_of": as_of,
        "query": Query(q[:200], act, polarity, source[:200], max(1, min(page, 10**6))),
    }


Asked = Annotated[dict[str, Any], Depends(asked)]


def add_pages(app: FastAPI, desk: Desk) -> None:
    """One route a page, each as HTML, JSON and CSV."""
    templates = environment()

    def page(request: Request, template: str, shown: Shown, table: Table, **more: Any) -> HTMLResponse:
        token = request.cookies.get(COOKIE) or secrets.token_urlsafe(24)
        html = templates.get_template(f"{template}.html.j2").render(
            page=request.url.path.strip("/") or "board", desk=desk,
            shown=shown, table=table, head=headline(shown), token=token,
            here=request.url.path, params=dict(request.query_params), **more,
        )  # fmt: skip
        response = HTMLResponse(html)
        response.set_cookie(COOKIE, token, httponly=True, samesite="strict")
        return response

    @app.get("/", response_class=HTMLResponse)
    def home(request: Request, ask: Asked) -> Response:
        shown = desk.shown(ask["watch"], ask["as_of"])
        return page(request, "board", shown, TABLES["board"](shown, ask["query"]), **drawn(shown))

    @app.get("/desk.css", response_class=PlainTextResponse)
    def style() -> Response:
        return PlainTextResponse(templates.get_template("desk.css").render(), media_type="text/css")

    @app.get("/brief", response_class=HTMLResponse)
    def brief(ask: Asked, form: str = "html", scale: str = "icd203") -> Response:
        shown = desk.shown(ask["watch"], ask["as_of"])
        media = {"html": "text/html", "md": "text/markdown", "json": "application/json", "terminal": "text/plain"}
        text = workbench.write_brief(shown.picture, scale)(form)
        return Response(text, media_type=media.get(form, "text/plain") + "; charset=utf-8")

    @app.get("/documents/{id}", response_class=HTMLResponse)
    def document(request: Request, id: str, ask: Asked) -> Response:
        shown = desk.shown(ask["watch"], ask["as_of"])
        if id not in shown.index.documents:
            raise HTTPException(404, "this case holds no such document by that day")
        known = shown.index.documents[id]
        reading = shown.index.readings.get(id)
        spans = [(n, shown.index.statement_span(s)) for n, s in enumerate(reading.statements if reading else (), 1)]
        table = Table(known.title or "Untitled", (), [], 0)
        statements = list(zip(reading.statements, spans, strict=True)) if reading else []
        return page(request, "document", shown, table, document=known, text=marked(known, spans), statements=statements)

    @app.get("/at/{document}/{start}/{end}", response_class=HTMLResponse)
    def passage(request: Request, document: str, start: int, end: int, ask: Asked) -> Response:
        shown = desk.shown(ask["watch"], ask["as_of"])
        known = shown.index.documents.get(document)
        if known is None or not 0 <= start < end <= len(known.text):
            raise HTTPException(404, "there is no such passage")
        table = Table(known.title or "Untitled", (), [], 0)
        text = marked(known, [(1, Span(document, start, end))])
        return page(request, "document", shown, table, document=known, text=text, statements=[])

    @app.get("/{name}.{form}")
    def twin(name: str, form: str, ask: Asked) -> Response:
        if name not in TABLES or form not in ("json", "csv"):
            raise HTTPException(404, "there is no such table")
        shown = desk.shown(ask["watch"], ask["as_of"])
        table = TABLES[name](shown, ask["query"])
        if form == "csv":
            return Response(as_csv(table), media_type="text/csv; charset=utf-8")
        body = {"title": table.title, "head": headline(shown), "total": table.total, "rows": table.rows, **table.extra}
        return Response(json.dumps(body, ensure_ascii=False, default=str), media_type="application/json")

    @app.get("/{name}", response_class=HTMLResponse)
    def table_page(request: Request, name: str, ask: Asked) -> Response:
        if name not in TABLES:
            raise HTTPException(404, "there is no such page")
        shown = desk.shown(ask["watch"], ask["as_of"])
        made = TABLES[name](shown, ask["query"])
        special = name in ("board", "contradictions", "hypotheses", "review")
        return page(request, name if special else "table", shown, made, query=ask["query"], name=name, **drawn(shown))


def drawn(shown: Shown) -> dict[str, Markup]:
    """The charts; charts.py escapes every text it is given."""
    history, names = shown.picture.history, {i.id: i.text for i in shown.picture.watch.indicators}
    order = [lamp.indicator for lamp in board(shown.index)]
    return {
        "probability": Markup(charts.probability_chart(history, main_forecast(shown.index).days)),
        "board_over_time": Markup(charts.board_chart(history, names, order)),
    }


def add_reviewing(app: FastAPI, desk: Desk) -> None:
    """The one form that writes: a signed judgement."""

    @app.post("/judge")
    def judge(
        request: Request,
        token: Annotated[str, Form()],
        verb: Annotated[str, Form()],
        target: Annotated[str, Form(max_length=80)],
        field: Annotated[str, Form()] = "",
        value: Annotated[str, Form(max_length=200)] = "",
        reason: Annotated[str, Form(max_length=1000)] = "",
        back: Annotated[str, Form(max_length=300)] = "/review",
    ) -> Response:
        if not hmac.compare_digest(token, request.cookies.get(COOKIE, "")) or not token:
            raise HTTPException(403, "this form is out of date; open the page again")
        given: Any = {field: float(value) if field == "certainty" else value} if verb == "correct" else None
        desk.judge(setting("analyst"), verb, target, given, reason)
        return RedirectResponse(back if back.startswith("/") and not back.startswith("//") else "/", 303)
