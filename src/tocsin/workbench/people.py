"""The people of a case: accounts with a password, and passes (sessions, tokens) whose secret only its holder knows."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from tocsin.errors import UsageError
from tocsin.nouns.people import ROLES, Account, Pass, Person, Role

if TYPE_CHECKING:
    from tocsin.ledger import Ledger

SESSION = timedelta(hours=12)
TOKEN = timedelta(days=365)
SHORTEST = 10  # characters of a password
_NAME = re.compile(r"[\w.@-]{1,60}")


def add_user(ledger: Ledger, name: str, role: str, password: str) -> Account:
    """A new account, or a new role and password for an open one. Raises UsageError for what makes no sense."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"a name is 1 to 60 letters, digits or . @ _ -, not {name!r}")
    if len(password) < SHORTEST:
        raise UsageError(f"a password has at least {SHORTEST} characters")
    made = Account(name, checked_role(role), _hasher().hash(password), datetime.now(UTC))
    ledger.people.put(made)
    return made


def close_user(ledger: Ledger, name: str) -> None:
    """The account lets nobody in from now on; its sessions and tokens end. Its judgements stay signed."""
    known = ledger.people.account(name)
    if known is None:
        raise UsageError(f"the case has no account {name!r}")
    others = [a for a in ledger.people.accounts() if a.closed is None and a.name != name]
    if known.role == "administrator" and others and not any(a.role == "administrator" for a in others):
        raise UsageError(f"{name} is the only administrator; name another one first")
    ledger.people.put(replace(known, closed=datetime.now(UTC)))


def enter(ledger: Ledger, name: str, password: str) -> tuple[str, Person] | None:
    """A session's secret and the person, when the password is right; takes as long when there is no such account."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    known = ledger.people.account(name) if _NAME.fullmatch(name) else None
    try:
        right = _hasher().verify(known.secret if known else _nobody(), password)
    except (Argon2Error, InvalidHashError):
        right = False
    if known is None or known.closed or not right:
        return None
    return grant(ledger, known, "session", known.role, ""), Person(known.name, known.role)


def add_token(ledger: Ledger, name: str, role: str | None, label: str) -> str:
    """A new token of an account, with its role or a lesser one; the secret is returned once and kept nowhere."""
    known = ledger.people.account(name)
    if known is None or known.closed:
        raise UsageError(f"the case has no open account {name!r}")
    wanted = checked_role(role or known.role)
    if not Person(name, known.role).may(wanted):
        raise UsageError(f"{name} is {known.role} and cannot have a token of the role {wanted}")
    return grant(ledger, known, "token", wanted, label[:80])


def grant(ledger: Ledger, account: Account, kind: Literal["session", "token"], role: Role, label: str) -> str:
    """A pass; its secret."""
    secret, now = f"tocsin_{secrets.token_urlsafe(32)}", datetime.now(UTC)
    until = now + (SESSION if kind == "session" else TOKEN)
    ledger.people.grant(Pass(digest(secret), kind, account.name, role, label, now, until))
    return secret


def who(ledger: Ledger, secret: str, kind: str) -> Person | None:
    """Whom a secret lets in: the lesser of the pass's role and what the account has now."""
    held = ledger.people.holder(digest(secret), datetime.now(UTC))
    account = ledger.people.account(held.account) if held and held.kind == kind else None
    if held is None or account is None:
        return None
    return Person(held.account, min(held.role, account.role, key=ROLES.index))


def leave(ledger: Ledger, secret: str) -> None:
    """End a session."""
    ledger.people.revoke(digest(secret))


def digest(secret: str) -> str:
    """What is kept of a secret that is random and long: its SHA-256."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def checked_role(role: str) -> Role:
    if role not in ROLES:
        raise UsageError(f"a role is one of {', '.join(ROLES)}, not {role!r}")
    return role


@cache
def _hasher() -> Any:
    """argon2id with the library's parameters, which follow RFC 9106's low-memory choice."""
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise UsageError("accounts need argon2; install it with: pip install 'tocsin[web]'") from error
    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash that no password fits, so that a wrong name costs as much time as a wrong password."""
    return str(_hasher().hash(secrets.token_urlsafe(32)))
