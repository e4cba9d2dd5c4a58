"""Opening a case: create it, check its schema's version, bring an older one up to date."""

import sqlite3
import time

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from tocsin.errors import LedgerError
from tocsin.ledger import engine as engines
from tocsin.ledger import schema, search
from tocsin.ledger.engine import Place
from tocsin.ledger.say import speaking

PATIENCE, AGAIN = 30.0, 0.05  # seconds for another process to start a case, and until it is asked again


def opened(place: Place, create: bool) -> Engine:
    """An engine on a case whose schema is the newest. Raises LedgerError with one sentence otherwise."""
    if place.path and not place.path.exists() and not (create and not place.read_only):
        raise LedgerError(f"there is no case at {place.name}")
    if place.path and place.path.is_dir():
        raise LedgerError(f"the case {place.name} is a folder, not a file")
    made = engines.engine(place)
    with speaking(place.name):
        prepare(made, place, create and not place.read_only)
    return made


def prepare(made: Engine, place: Place, create: bool) -> None:
    with made.connect() as connection:
        found = version(connection)
    if found == schema.HEAD:
        return
    if found is None:
        _start(made, place, create)
    elif found > schema.HEAD:
        raise LedgerError(f"the case {place.name} was made by a newer tocsin (schema {found}); please upgrade")
    elif place.read_only:
        raise LedgerError(f"the case {place.name} is of an older tocsin (schema {found}); open it once for writing")
    else:
        upgrade(made)


def version(connection: Connection) -> str | None:
    """The schema's version, None for a database without one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _start(made: Engine, place: Place, create: bool) -> None:
    """An empty database becomes a case; one that holds other things is left alone."""
    if not create:
        raise LedgerError(f"{place.name} is not a tocsin case")
    if made.dialect.name == "sqlite" and place.path:
        _log_ahead(made)
    with made.connect().execution_options(writes=True) as connection, connection.begin():
        if version(connection) == schema.HEAD:  # another process was faster
            return
        if sa.inspect(connection).get_table_names():
            raise LedgerError(f"{place.name} is a database, but not a tocsin case")
        schema.metadata.create_all(connection)
        search.create(connection)
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES (:head)"), {"head": schema.HEAD})


def _log_ahead(made: Engine) -> None:
    """Let readers read while somebody writes. SQLite does not wait here for another process that starts the case."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with made.connect() as connection:
                connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]  # sqlite3's own
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(AGAIN)


def upgrade(made: Engine, target: str = "head") -> None:
    """Run the migrations from wherever the case is."""
    from tocsin.ledger.migrations import run

    with made.connect().execution_options(writes=True) as connection, connection.begin():
        run(connection, target)
