"""The people of a case and their passes. Not evidence: rows change here, and none of them is in the audit chain."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tocsin.errors import LedgerError
from tocsin.ledger import schema
from tocsin.ledger.codec import decoder, moment, to_plain
from tocsin.ledger.say import speaking
from tocsin.nouns.people import Account, Pass


class People:
    """Accounts by name, passes by the hash of their secret."""

    def __init__(self, engine: Engine, name: str, read_only: bool) -> None:
        self._engine, self._name, self._read_only = engine, name, read_only

    def accounts(self) -> tuple[Account, ...]:
        """All of them, closed ones too, by name."""
        rows = self._ask(sa.select(schema.account).order_by(schema.account.c.name))
        return tuple(decoder(Account)(dict(row._mapping)) for row in rows)

    def account(self, name: str) -> Account | None:
        """The account of that name."""
        rows = self._ask(sa.select(schema.account).where(schema.account.c.name == name))
        return decoder(Account)(dict(rows[0]._mapping)) if rows else None

    def put(self, account: Account) -> None:
        """Add the account or replace the one of that name; its passes end when it is closed."""
        values = {"closed": None, **to_plain(account)}
        steps: list[sa.Executable] = [
            sa.delete(schema.account).where(schema.account.c.name == account.name),
            sa.insert(schema.account).values(values),
        ]
        if account.closed:
            steps.append(sa.delete(schema.pass_).where(schema.pass_.c.account == account.name))
        self._write(*steps)

    def grant(self, made: Pass) -> None:
        """Add a pass, and forget those whose time is over."""
        self._write(
            sa.delete(schema.pass_).where(schema.pass_.c.until <= moment(made.made)),
            sa.insert(schema.pass_).values(to_plain(made)),
        )

    def holder(self, hash: str, now: datetime) -> Pass | None:
        """The pass whose secret has this hash, unless its time is over or its account is closed."""
        column, account = schema.pass_.c, schema.account.c
        asked = sa.select(schema.pass_).join(schema.account, account.name == column.account)
        rows = self._ask(asked.where(column.hash == hash, column.until > moment(now), account.closed.is_(None)))
        return decoder(Pass)(dict(rows[0]._mapping)) if rows else None

    def passes(self, account: str | None = None) -> tuple[Pass, ...]:
        """Of one account, or all; oldest first."""
        asked = sa.select(schema.pass_).order_by(schema.pass_.c.made, schema.pass_.c.hash)
        if account is not None:
            asked = asked.where(schema.pass_.c.account == account)
        return tuple(decoder(Pass)(dict(row._mapping)) for row in self._ask(asked))

    def revoke(self, hash: str) -> None:
        """End a pass."""
        self._write(sa.delete(schema.pass_).where(schema.pass_.c.hash == hash))

    def _ask(self, asked: sa.Select[Any]) -> list[sa.Row[Any]]:
        with speaking(self._name), self._engine.connect() as connection:
            return list(connection.execute(asked))

    def _write(self, *steps: sa.Executable) -> None:
        if self._read_only:
            raise LedgerError(f"the case {self._name} is read-only: its people cannot be changed")
        with (
            speaking(self._name),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            for step in steps:
                connection.execute(step)
