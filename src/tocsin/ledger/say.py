"""What a database says, in one sentence a person can act on."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from tocsin.errors import LedgerError

# What the driver's message contains -> what it means for the person. First match wins.
MEANINGS = (
    ("readonly database", "is read-only: nothing can be added to it"),
    ("attempt to write a readonly", "is read-only: nothing can be added to it"),
    ("read-only transaction", "is read-only: nothing can be added to it"),
    ("disk is full", "cannot grow because the disk is full; what was added before is safe"),
    ("no space left", "cannot grow because the disk is full; what was added before is safe"),
    ("disk i/o error", "cannot be written or read: the disk reports an error or is full"),
    ("is locked", "is being written by someone else for too long; try again"),
    ("lock timeout", "is being written by someone else for too long; try again"),
    ("not a database", "is not a tocsin case"),
    ("malformed", "is damaged: restore it from a copy, or add its documents to a new case"),
    ("unable to open", "cannot be opened: is its folder there, and may you write in it?"),
    ("password authentication", "does not let you in: check the name and password in its address"),
    ("does not exist", "does not exist on that server"),
    ("connection refused", "does not answer: is the server running?"),
    ("could not translate host", "is on a server whose name is not known"),
    ("failed to resolve host", "is on a server whose name is not known"),
    ("timeout expired", "does not answer in time"),
    ("no such table", "is not a tocsin case"),
)


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Database errors inside become LedgerErrors that name the case."""
    try:
        yield
    except SQLAlchemyError as error:
        raise LedgerError(f"the case {name} {meaning(error)}") from error


def meaning(error: Exception) -> str:
    """The clause that follows the case's name."""
    text = str(getattr(error, "orig", None) or error)
    lower = text.lower()
    found = next((clause for mark, clause in MEANINGS if mark in lower), None)
    return found or f"failed: {' '.join(text.split())[:200]}"
