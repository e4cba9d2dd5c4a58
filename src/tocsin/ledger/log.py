"""The log: "This was accepted, as the n-th thing, then."

The one invariant: an entry is written in the transaction that accepts what it speaks of, holds the hash of the rows
as they are stored, and hashes the entry before it. So a row that was changed, dropped, slipped in or moved no longer
fits its entry, and an entry that was changed, dropped or moved no longer fits the next one.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from tocsin.ledger import schema
from tocsin.ledger.codec import moment
from tocsin.nouns.audit import Audit

START = "0" * 64
MOST = 20  # broken places of the chain that are named
KINDS = ("document", "reading", "judgement", "publication")
# What the hash of a row covers. A column that is added later needs a kind of its own: these stay as they are.
COLUMNS = {
    "document": "n id first_seen place outlet aside body",
    "reading": "n document reader",
    "annotation": "n reader document kind place id start end body",
    "judgement": "n id at target body",
    "publication": "n id watch at body",
}
Rows = Iterable[Sequence[Mapping[str, Any]]]


def note(connection: Connection, kind: str, accepted: Rows, at: datetime | None = None) -> None:
    """An entry for each thing accepted, which is one row or a row and those that belong to it."""
    log, when = schema.log.c, moment(at or datetime.now(UTC))
    last = connection.execute(sa.select(log.n, log.link).order_by(log.n.desc()).limit(1)).first()
    n, link = (last.n, last.link) if last else (0, START)
    entries = []
    for rows in accepted:
        n += 1
        entry = {"n": n, "at": when, "kind": kind, "thing": thing(kind, rows[0]), "digest": digest(rows)}
        link = linked(link, entry)
        entries.append({**entry, "link": link})
    if entries:
        connection.execute(sa.insert(schema.log), entries)


def thing(kind: str, row: Mapping[str, Any]) -> str:
    """What an entry is about: an id; of a reading the document and the reader."""
    return f"{row['document']} by {row['reader']}" if kind == "reading" else str(row["id"])


def digest(rows: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 of rows, every column of them."""
    text = json.dumps([sorted(row.items()) for row in rows], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def linked(before: str, entry: Mapping[str, Any]) -> str:
    """SHA-256 of an entry and the link before it."""
    parts = (before, *(str(entry[name]) for name in ("n", "at", "kind", "thing", "digest")))
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def stored(connection: Connection, kind: str) -> Rows:
    """Everything of a kind as it is stored now, in the order it came; readings in that of their documents."""
    if kind == "reading":
        yield from _readings(connection)
        return
    table = schema.metadata.tables[kind]
    for row in connection.execute(_asked(kind).order_by(table.c.n).execution_options(yield_per=500)).mappings():
        yield [dict(row)]


def _asked(table: str) -> "sa.Select[Any]":
    return sa.select(*(schema.metadata.tables[table].c[name] for name in COLUMNS[table].split()))


def _readings(connection: Connection) -> Rows:
    """Each reading with its annotations: two sorted streams, walked together."""
    reading, annotation = schema.reading.c, schema.annotation.c
    order = (annotation.document, annotation.reader, annotation.kind, annotation.place)
    asked = _asked("annotation").order_by(*order).execution_options(yield_per=2000)
    grouped = groupby(connection.execute(asked).mappings(), key=lambda row: (row["document"], row["reader"]))
    current = next(grouped, None)
    for head in connection.execute(_asked("reading").order_by(reading.document, reading.reader)).mappings().all():
        key, rows = (head["document"], head["reader"]), list[dict[str, Any]]()
        while current and current[0] <= key:
            rows = [dict(row) for row in current[1]] if current[0] == key else rows
            current = next(grouped, None)
        yield [dict(head), *rows]


def begin(connection: Connection, kinds: Sequence[str]) -> None:
    """Entries for all of these kinds that a case held before they were logged."""
    for kind in kinds:
        note(connection, kind, stored(connection, kind))


def check(connection: Connection) -> Audit:
    """The chain, and what no longer fits it, a sentence each."""
    links, faults, logged = [START], list[str](), dict[tuple[str, str], tuple[str, str]]()
    counts = dict.fromkeys(KINDS, 0)
    asked = sa.select(schema.log).order_by(schema.log.c.n).execution_options(yield_per=2000)
    for number, entry in enumerate(map(dict[str, Any], connection.execute(asked).mappings()), 1):
        if entry["link"] != linked(links[-1], {**entry, "n": number}):
            faults.append(f"entry {entry['n']} of the log does not follow from the one before it")
        links.append(entry["link"])
        counts[entry["kind"]] = counts.get(entry["kind"], 0) + 1
        logged[(entry["kind"], entry["thing"])] = (entry["digest"], entry["at"])
    return Audit(tuple(links), counts, (*faults[:MOST], *_compared(connection, logged)))


def _compared(connection: Connection, logged: dict[tuple[str, str], tuple[str, str]]) -> Iterator[str]:
    """What is stored against what was accepted."""
    for kind in KINDS:
        for rows in stored(connection, kind):
            what = thing(kind, rows[0])
            accepted = logged.pop((kind, what), None)
            if accepted is None:
                yield f"{kind} {what} stands in the case but was never accepted"
            elif accepted[0] != digest(rows):
                yield f"{kind} {what} is not as it was accepted at {accepted[1]}"
    for (kind, what), (_, at) in logged.items():
        yield f"{kind} {what}, accepted at {at}, is gone"
