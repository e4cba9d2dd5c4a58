"""An address becomes an engine: SQLite with its write-ahead log, or Postgres.

The one invariant: a transaction that writes takes the one write lock of the case first, so what it
looked up still holds when it inserts. SQLite has BEGIN IMMEDIATE for that, Postgres an advisory lock.
"""

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.pool import NullPool, StaticPool

from tocsin.errors import LedgerError

MEMORY = ":memory:"
WAIT = 30  # seconds that a writer waits for another
LOCK = 0x746F6373  # "tocs": the key of the advisory lock
logging.getLogger("sqlalchemy.pool").addHandler(logging.NullHandler())  # Ctrl-C while closing is no news for anybody


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case is. ``name`` is safe to show: it holds no password."""

    address: str
    read_only: bool = False

    @property
    def postgres(self) -> bool:
        """A server rather than a file."""
        return self.address.startswith(("postgresql://", "postgres://"))

    @property
    def path(self) -> Path | None:
        """The file, where there is one."""
        return None if self.postgres or self.address == MEMORY else Path(self.address.removeprefix("sqlite:///"))

    @property
    def locked(self) -> bool:
        """The file or its folder (where the log lies) may not be written: reading is all there is."""
        here = self.path
        return here is not None and here.exists() and not (os.access(here, os.W_OK) and os.access(here.parent, os.W_OK))

    @property
    def name(self) -> str:
        """For messages."""
        return make_url(self.address).render_as_string(hide_password=True) if self.postgres else self.address


def engine(place: Place) -> Engine:
    """An engine whose transactions begin as the invariant asks; nothing is connected yet."""
    made = _postgres(place) if place.postgres else _sqlite(place)
    sa.event.listen(made, "begin", _begin_postgres if place.postgres else _begin_sqlite)
    return made


def _postgres(place: Place) -> Engine:
    rest = place.address.split("://", 1)[1]
    try:
        return sa.create_engine(f"postgresql+psycopg://{rest}", connect_args={"connect_timeout": 10})
    except ImportError as error:
        raise LedgerError("a case on Postgres needs its driver: pip install 'tocsin[postgres]'") from error


def _begin_postgres(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _sqlite(place: Place) -> Engine:
    if place.path is None:
        made = sa.create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        uri = f"file:{quote(str(place.path.absolute()))}?mode={_mode(place, place.path)}"
        made = sa.create_engine(f"sqlite:///{uri}&uri=true", poolclass=NullPool, connect_args={"timeout": WAIT})
    sa.event.listen(made, "connect", _plain_transactions)
    return made


def _mode(place: Place, path: Path) -> str:
    """A log cannot be kept beside a file in a locked folder; where there is none, the file is read as it stands."""
    if not place.read_only:
        return "rwc"
    log = path.with_name(path.name + "-wal")
    return "ro&immutable=1" if place.locked and not (log.exists() and log.stat().st_size) else "ro"


def _plain_transactions(connection: Any, _: Any) -> None:
    """The driver must not begin transactions on its own; the log lets readers and a writer work at once."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {WAIT * 1000}")
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
