"""Who is at the desk, and what they may do.

A case without accounts is one person's: whoever reaches the desk on this machine may do everything. Once a case has
accounts, every page asks for a session, and the API for a session or a bearer token. A route that names no role is
for readers; whatever writes names its role.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Form, HTTPException, Request

from tocsin import workbench
from tocsin.nouns.people import Person, Role
from tocsin.settings import setting
from tocsin.web.desk import Desk

SESSION, FORM = "tocsin_session", "tocsin_form"  # cookies
OPEN = ("/login", "/desk.css")  # what anybody may see
TRIES, WITHIN = 5, 300.0  # failed logins by one address or on one name, in so many seconds
SAFE = ("GET", "HEAD", "OPTIONS")


class MustLogInError(Exception):
    """The page needs a session."""

    def __init__(self, back: str) -> None:
        super().__init__(back)
        self.back = back


class Door:
    """Lets people in."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._failed: dict[str, deque[float]] = {}
        self._lock = Lock()

    def has_accounts(self) -> bool:
        """Whether the case is a team's."""
        return bool(self.desk.ledger.people.accounts())

    def admit(self, request: Request) -> None:
        """Note who asks; raises when the door stays shut. Every route depends on it."""
        if request.method not in SAFE:
            same_site(request)
        request.state.person = self.person(request)
        if request.state.person is None and request.url.path not in OPEN:
            if request.url.path.startswith("/api/v1"):
                raise HTTPException(401, "log in, or send a bearer token", {"WWW-Authenticate": "Bearer"})
            raise MustLogInError(quote(request.url.path + (f"?{request.url.query}" if request.url.query else "")))

    def person(self, request: Request) -> Person | None:
        """By bearer token, else by session, else the one user of a case without accounts."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            request.state.by_token = True
            return workbench.who(self.desk.ledger, token.strip(), "token")
        session = request.cookies.get(SESSION)
        found = workbench.who(self.desk.ledger, session, "session") if session else None
        if found is None and not self.has_accounts():
            return Person(setting("analyst"), "administrator")
        return found

    # --- slow down who guesses -----------------------------------------------------------------------

    def slow(self, *keys: str) -> float:
        """Seconds that one of these has to wait before it may try again; 0 when it may now."""
        now = time.monotonic()
        with self._lock:
            waits = [times[0] + WITHIN - now for k in keys if len(times := self._recent(k, now)) >= TRIES]
        return max(waits, default=0.0)

    def failed(self, *keys: str) -> None:
        """Count a failed login."""
        with self._lock:
            for key in keys:
                self._failed.setdefault(key, deque(maxlen=TRIES)).append(time.monotonic())
            while len(self._failed) > 10_000:
                self._failed.pop(next(iter(self._failed)))

    def _recent(self, key: str, now: float) -> deque[float]:
        times = self._failed.get(key, deque())
        while times and times[0] < now - WITHIN:
            times.popleft()
        return times


def same_site(request: Request) -> None:
    """A write comes from this desk's own pages or from a program; never from another site's page."""
    origin, where = request.headers.get("origin"), request.headers.get("sec-fetch-site", "none")
    foreign = origin is not None and origin != "null" and urlsplit(origin).netloc != request.headers.get("host", "")
    if foreign or where in ("cross-site", "same-site"):
        raise HTTPException(403, "this came from another site's page")


def form_token(request: Request) -> str:
    """What a form must send back: bound to the session, else to a cookie of this browser."""
    session = request.cookies.get(SESSION)
    if session:
        return hashlib.sha256(f"form {session}".encode()).hexdigest()
    return request.cookies.get(FORM) or secrets.token_urlsafe(24)


def fitting_form(request: Request, token: Annotated[str, Form(max_length=200)] = "") -> None:
    """Raises 403 unless a form carries this browser's token."""
    known = request.cookies.get(SESSION) or request.cookies.get(FORM)
    if not token or not known or not hmac.compare_digest(token.encode(), form_token(request).encode()):
        raise HTTPException(403, "this form is out of date; open the page again")


def needs(role: Role) -> Callable[[Request], Person]:
    """A dependency: the person at the desk, who has at least this role."""

    def check(request: Request) -> Person:
        person: Person | None = request.state.person
        if person is None or not person.may(role):
            raise HTTPException(403, f"this needs the role {role}")
        return person

    return check


Reader = Annotated[Person, Depends(needs("reader"))]
Analyst = Annotated[Person, Depends(needs("analyst"))]
Editor = Annotated[Person, Depends(needs("editor"))]
Administrator = Annotated[Person, Depends(needs("administrator"))]
OwnForm = Depends(fitting_form)


def back_to(path: str, otherwise: str) -> str:
    """A path on this desk, never another site's address."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path else otherwise
