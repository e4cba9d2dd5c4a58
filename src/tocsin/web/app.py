"""The desk as a web application, put together: the case, the door, the pages, the forms, the API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from tocsin import __version__
from tocsin.errors import TocsinError
from tocsin.web import api, handing, people, reading, reviewing, tablepages
from tocsin.web.access import Door, MustLogInError
from tocsin.web.ask import DAY
from tocsin.web.desk import Desk, PreparingError
from tocsin.web.frame import Frame, to_login, wants_page

LOOPBACK = ["localhost", "127.0.0.1", "[::1]", "testserver"]
POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"  # fmt: skip  # noqa: E501 - one header, one line
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def create_app(case: str, watches: tuple[str, ...], hosts: list[str] | None = None) -> FastAPI:
    """The application for one case. ``hosts`` are the names it answers to; loopback only by default."""
    desk = Desk(case, watches)
    door, frame = Door(desk), Frame(desk)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(desk.close)

    app = FastAPI(
        title="tocsin desk", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=life,
        dependencies=[Depends(door.admit)],
    )  # fmt: skip
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts or LOOPBACK)
    app.state.desk = desk
    add_guards(app, frame)
    for router in (
        people.routes(desk, door, frame), api.routes(desk, frame), handing.routes(desk, frame),
        reading.routes(desk, frame), reviewing.routes(desk, frame), tablepages.routes(desk, frame),
    ):  # fmt: skip  # the last one takes any /{name}
        app.include_router(router)
    return app


def add_guards(app: FastAPI, frame: Frame) -> None:
    """Headers that keep hostile text inert, and every error as one sentence."""

    @app.middleware("http")
    async def headers(request: Request, call_next: Any) -> Response:
        response: Response = await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def say(request: Request, status: int, sentence: str, more: dict[str, str] | None = None) -> Response:
        if wants_page(request):
            made: Response = frame.plain(request, "error", status, sentence=sentence, code=status)
        else:
            made = JSONResponse({"detail": sentence}, status_code=status)
        made.headers.update(more or {})
        return made

    def fault(e: Any) -> str:
        """One thing that is wrong with a request, in words."""
        where = ".".join(str(p) for p in e["loc"][1:])
        day = e.get("ctx", {}).get("pattern") == DAY
        return f"{where} is a day such as 2022-12-10" if day else f"{where}: {e['msg']}"

    @app.exception_handler(TocsinError)
    async def said(request: Request, error: TocsinError) -> Response:
        return say(request, 422, str(error))

    @app.exception_handler(RequestValidationError)
    async def unfit(request: Request, error: RequestValidationError) -> Response:
        faults = [fault(e) for e in error.errors()[:3]]
        return say(request, 422, "; ".join(faults) or "the request makes no sense")

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        return say(request, error.status_code, str(error.detail), dict(error.headers or {}))

    @app.exception_handler(MustLogInError)
    async def stranger(request: Request, error: MustLogInError) -> Response:
        if wants_page(request) or request.method == "GET":
            return to_login(error.back)
        return JSONResponse({"detail": "log in first"}, status_code=401)

    @app.exception_handler(PreparingError)
    async def wait(request: Request, _: PreparingError) -> Response:
        if wants_page(request):
            made: Response = frame.plain(request, "preparing", 503)
        else:
            made = JSONResponse({"detail": "the case is being prepared; try again in a moment"}, status_code=503)
        made.headers["Retry-After"] = "2"
        return made
