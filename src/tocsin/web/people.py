"""Logging in and out, one's own tokens, and the people of a case."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tocsin import workbench
from tocsin.nouns.people import ROLES
from tocsin.web.access import FORM, SESSION, Administrator, Door, OwnForm, Reader, back_to, fitting_form
from tocsin.web.ask import Asked
from tocsin.web.desk import Desk
from tocsin.web.frame import Frame

Short = Annotated[str, Form(max_length=200)]
CSS_AGE = "max-age=3600"


def routes(desk: Desk, door: Door, frame: Frame) -> APIRouter:
    """Pages about people, and the one style sheet, which even a stranger may have."""
    router = APIRouter(include_in_schema=False)
    style = frame.templates.get_template("desk.css").render()

    @router.get("/desk.css")
    def sheet() -> Response:
        return Response(style, media_type="text/css; charset=utf-8", headers={"Cache-Control": CSS_AGE})

    @router.get("/login", response_class=HTMLResponse)
    def login_page(request: Request, back: str = "/") -> Response:
        if request.state.person is not None:
            return RedirectResponse(back_to(back, "/"), 303)
        return frame.plain(request, "login", back=back, complaint="")

    @router.post("/login", dependencies=[])
    def login(request: Request, name: Short, password: Annotated[str, Form(max_length=1000)], token: Short = "", back: Short = "/") -> Response:  # fmt: skip  # noqa: E501
        fitting_form(request, token)
        keys = (f"from {request.client.host if request.client else ''}", f"name {name}")
        wait = door.slow(*keys)
        if wait:
            raise HTTPException(429, "too many tries; wait a few minutes", {"Retry-After": str(int(wait) + 1)})
        entered = workbench.enter(desk.ledger, name, password)
        if entered is None:
            door.failed(*keys)
            return frame.plain(request, "login", 403, back=back, complaint="That name and password do not go together.")
        response = RedirectResponse(back_to(back, "/"), 303)
        secure = request.url.scheme == "https"
        response.set_cookie(SESSION, entered[0], max_age=12 * 3600, httponly=True, samesite="lax", secure=secure)
        response.delete_cookie(FORM)
        return response

    @router.post("/logout", dependencies=[OwnForm])
    def logout(request: Request) -> Response:
        session = request.cookies.get(SESSION)
        if session:
            workbench.leave(desk.ledger, session)
        response = RedirectResponse("/login" if door.has_accounts() else "/", 303)
        response.delete_cookie(SESSION)
        return response

    @router.get("/people", response_class=HTMLResponse)
    def people(request: Request, person: Reader, ask: Asked) -> Response:
        return listing(request, person, "")

    def listing(request: Request, person: Reader, secret: str) -> HTMLResponse:
        every = person.may("administrator")
        accounts = [a for a in desk.ledger.people.accounts() if every or a.name == person.name]
        held = desk.ledger.people.passes(None if every else person.name)
        now = datetime.now(UTC)
        held = tuple(p for p in held if p.until > now and p.kind == "token")
        rule = [j for j in workbench.in_force(desk.ledger.view().judgements(retracted=True)) if j.verb == "rule"]
        asked = bool(rule and isinstance(rule[-1].value, dict) and rule[-1].value.get("second_person"))
        return frame.plain(
            request, "people", person=person, accounts=accounts, tokens=held, secret=secret, roles=ROLES,
            second_person=asked, rule=rule[-1] if rule else None, in_session=SESSION in request.cookies,
        )  # fmt: skip

    @router.post("/people", dependencies=[OwnForm])
    def add(person: Administrator, name: Short, role: Short, password: Annotated[str, Form(max_length=1000)]) -> Response:  # fmt: skip  # noqa: E501
        if not door.has_accounts() and role != "administrator":
            raise HTTPException(422, "the first account is an administrator's: from then on everyone logs in")
        workbench.add_user(desk.ledger, name, role, password)
        return RedirectResponse("/people", 303)

    @router.post("/people/close", dependencies=[OwnForm])
    def close(person: Administrator, name: Short) -> Response:
        workbench.close_user(desk.ledger, name)
        return RedirectResponse("/people", 303)

    @router.post("/tokens", dependencies=[OwnForm])
    def token_for(request: Request, person: Reader, role: Short = "reader", label: Short = "") -> Response:
        return listing(request, person, workbench.add_token(desk.ledger, person.name, role, label))

    @router.post("/tokens/end", dependencies=[OwnForm])
    def end(person: Reader, hash: Short) -> Response:
        mine = {p.hash for p in desk.ledger.people.passes(None if person.may("administrator") else person.name)}
        if hash not in mine:
            raise HTTPException(404, "there is no such token of yours")
        desk.ledger.people.revoke(hash)
        return RedirectResponse("/people", 303)

    return router
