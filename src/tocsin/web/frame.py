"""Templates, and the frame that every page stands in: navigation, headline, notice, links that keep what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from tocsin import __version__
from tocsin.brief import wording as w
from tocsin.nouns.people import Person
from tocsin.web.access import FORM, SESSION, form_token
from tocsin.web.ask import PAGE, Ask
from tocsin.web.desk import Desk
from tocsin.web.shown import Shown
from tocsin.web.tables import headline

NAVIGATION = (
    ("board", "Board"), ("statements", "Statements"), ("contradictions", "Contradictions"), ("timeline", "Timeline"),
    ("events", "Events"), ("hypotheses", "Hypotheses"), ("sources", "Sources"), ("documents", "Documents"),
    ("review", "Review"), ("briefs", "Brief"),
)  # fmt: skip
MORE = (
    ("whatif", "What if"), ("reports", "Reports"), ("judgements", "Judgements"), ("alerts", "Alerts"),
    ("collector", "Collector"), ("downloads", "Downloads"), ("audit", "Audit"), ("api", "API"),
)  # fmt: skip
SIGNS = {"lit": "●", "absent": "○", "overdue": "◐", "dark": "·"}
CHANGE_SIGNS = {**SIGNS, "up": "▲", "down": "▼", "level": "=", "new": "+", "clash": "≠", "decided": "✓"}


@dataclass(frozen=True, slots=True)
class View:
    """What a template knows of the request."""

    desk: Desk
    shown: Shown
    ask: Ask
    path: str
    person: Person
    token: str
    in_session: bool

    def to(self, path: str, **parameters: Any) -> str:
        """A link to another page that keeps the watch and the day."""
        return quote(path, safe="/:~@.-_%") + self.ask.keeping(**parameters)

    def change(self, **changes: Any) -> str:
        """A link to this page with something asked otherwise."""
        return quote(self.path, safe="/:~@.-_%") + self.ask.parameters(**changes)

    def twin(self, form: str) -> str:
        """This page as JSON or CSV."""
        path = "/board" if self.path == "/" else self.path
        return (
            quote(path, safe="/:~@.-_%") + f".{form}" + self.ask.parameters(page=1 if form == "csv" else self.ask.page)
        )

    def at(self, row: Any) -> str:
        """A passage in its document."""
        return self.to(f"/at/{row['document']}/{row['start']}/{row['end']}") + "#here"

    @property
    def notice(self) -> str:
        """Why not everything is shown yet; "" when it is."""
        return self.desk.behind(self.shown)

    def may(self, role: Any) -> bool:
        """Whether the person may do that."""
        return self.person.may(role)


class Frame:
    """Renders pages."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        loader = PackageLoader("tocsin.web")
        self.templates = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self.templates.filters["cap"] = lambda text: text[:1].upper() + text[1:]
        self.templates.globals.update(
            w=w,
            PAGE=PAGE,
            version=__version__,
            signs=SIGNS,
            change_signs=CHANGE_SIGNS,
            navigation=NAVIGATION,
            more=MORE,
        )

    def view(self, request: Request, ask: Ask, shown: Shown) -> View:
        """The request as templates see it."""
        token, session = form_token(request), SESSION in request.cookies
        return View(self.desk, shown, ask, request.url.path, request.state.person, token, session)

    def page(self, request: Request, ask: Ask, template: str, shown: Shown, **more: Any) -> HTMLResponse:
        """A page in its frame."""
        v = self.view(request, ask, shown)
        html = self.templates.get_template(f"{template}.html.j2").render(v=v, head=headline(shown), shown=shown, **more)
        return self.with_token(HTMLResponse(html), v.token, request)

    def plain(self, request: Request, template: str, status: int = 200, **more: Any) -> HTMLResponse:
        """A page without a picture: login, errors, waiting."""
        token = form_token(request)
        html = self.templates.get_template(f"{template}.html.j2").render(token=token, **more)
        return self.with_token(HTMLResponse(html, status), token, request)

    def with_token(self, response: HTMLResponse, token: str, request: Request) -> HTMLResponse:
        """The browser keeps the token that its forms send back."""
        if SESSION not in request.cookies and request.cookies.get(FORM) != token:
            response.set_cookie(FORM, token, httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return response


def wants_page(request: Request) -> bool:
    """Whether a person's browser asks, rather than a program."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")


def to_login(back: str) -> RedirectResponse:
    """Off to the login page, and back afterwards."""
    return RedirectResponse(f"/login?back={back}", 303)
