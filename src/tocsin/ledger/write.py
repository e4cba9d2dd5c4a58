"""Writing: nouns become rows, once. Every function is one batch inside one locked transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from tocsin.errors import LedgerError
from tocsin.ledger import log, schema, search
from tocsin.ledger.codec import encode, moment
from tocsin.nouns.address import address
from tocsin.nouns.assessment import Assessment
from tocsin.nouns.document import Document
from tocsin.nouns.ids import content_id
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.publication import Publication
from tocsin.nouns.reading import Reading
from tocsin.nouns.relation import Copies, Origin, Relation
from tocsin.nouns.trouble import Trouble
from tocsin.nouns.watch import Sighting

Row = dict[str, Any]
Finding = Relation | Origin | Copies | Sighting
SOME = 500  # ids asked about at once: databases limit the parameters of a query


def documents(connection: Connection, new: Sequence[Document]) -> int:
    """Add documents; returns how many were not there yet."""
    unseen = {d.id: d for d in reversed(new)}
    for known in _known(connection, schema.document.c.id, list(unseen)):
        del unseen[known]
    fresh = [unseen[d.id] for d in new if unseen.get(d.id) is d]
    rows = _numbered(connection, schema.document, [_document(d) for d in fresh])
    log.note(connection, "document", ([row] for row in rows))
    words = [(row["n"], f"{d.title or ''}\n{d.text}") for row, d in zip(rows, fresh, strict=True)]
    search.index(connection, "document_words", words)
    return len(rows)


def _document(d: Document) -> Row:
    return {
        "id": d.id,
        "first_seen": moment(d.first_seen),
        "place": storable(address(d.url)) if d.url else None,
        "outlet": storable(d.outlet),
        "aside": storable(d.aside),
        "body": encode(d),
    }


def readings(connection: Connection, new: Sequence[Reading]) -> int:
    """Add readings with all their annotations; a reader reads a document once."""
    column = schema.reading.c
    known: set[tuple[str, str]] = set()
    for few in _few([r.document for r in new]):
        asked = sa.select(column.document, column.reader).where(column.document.in_(few))
        known.update((row.document, row.reader) for row in connection.execute(asked))
    unseen = {(r.document, r.reader): r for r in reversed(new) if (r.document, r.reader) not in known}
    fresh = [r for r in new if unseen.get((r.document, r.reader)) is r]
    heads = _numbered(connection, schema.reading, [{"document": r.document, "reader": r.reader} for r in fresh])
    seen = [sorted(_annotations(reading), key=lambda row: (row["kind"], row["place"])) for reading in fresh]
    rows = _numbered(connection, schema.annotation, [row for one in seen for row in one])
    said = [(row["n"], text) for row in rows for text in [row.pop("words")] if text]
    search.index(connection, "annotation_words", said)
    log.note(connection, "reading", ([head, *one] for head, one in zip(heads, seen, strict=True)))
    return len(fresh)


def _annotations(reading: Reading) -> Iterable[Row]:
    """One row for each thing seen; a field that holds no things is one row."""
    for field in fields(reading):
        value = getattr(reading, field.name)
        if field.name in ("document", "reader") or value == field.default:
            continue
        things = list(value) if isinstance(value, tuple) and value and is_dataclass(value[0]) else None
        for place, thing in enumerate(things if things is not None else [value]):
            start, end = _extent(thing)
            yield {
                "reader": reading.reader,
                "document": reading.document,
                "kind": field.name,
                "place": place,
                "id": storable(getattr(thing, "id", None)),
                "start": start,
                "end": end,
                "body": encode(thing),
                "words": thing.text if field.name == "statements" else None,
            }


def _extent(thing: Any) -> tuple[int | None, int | None]:
    """From where to where in the text: its own, its trigger's, or its content's."""
    pieces = getattr(thing, "content", None) or (getattr(thing, "trigger", None) or thing,)
    starts = [p.start for p in pieces if isinstance(getattr(p, "start", None), int)]
    ends = [p.end for p in pieces if isinstance(getattr(p, "end", None), int)]
    return min(starts, default=None), max(ends, default=None)


def findings(connection: Connection, kind: str, new: Sequence[Finding]) -> int:
    """Add what was found across documents; of findings that rival each other the latest round stands."""
    where = _documents_of(connection, kind, new)
    numbers = _numbers(connection, kind, [f.id for f in new])
    fresh = list({f.id: f for f in new if f.id not in numbers}.values())
    rows = _numbered(connection, schema.finding, [{"kind": kind, "id": f.id, "body": encode(f)} for f in fresh])
    numbers.update({row["id"]: row["n"] for row in rows})
    hangs = [{"finding": numbers[f.id], "document": d} for f in fresh for d in sorted(set(where[f.id]))]
    if hangs:
        connection.execute(sa.insert(schema.hangs_on), hangs)
    _hold(connection, kind, {numbers[f.id] for f in new})
    return len(fresh)


def _hold(connection: Connection, kind: str, upheld: set[int]) -> None:
    """A new round, unless the last one upheld all of these."""
    held = schema.held.c
    last = connection.execute(sa.select(sa.func.max(held.round)).where(held.kind == kind)).scalar() or 0
    now = set(connection.scalars(sa.select(held.finding).where(held.kind == kind, held.round == last)))
    if upheld - now:
        rows = [{"kind": kind, "round": last + 1, "finding": n} for n in sorted(upheld)]
        connection.execute(sa.insert(schema.held), rows)


def _numbers(connection: Connection, kind: str, ids: Sequence[str]) -> dict[str, int]:
    column = schema.finding.c
    found: dict[str, int] = {}
    for few in _few(ids):
        asked = sa.select(column.id, column.n).where(column.kind == kind, column.id.in_(few))
        found.update({row.id: row.n for row in connection.execute(asked)})
    return found


def _documents_of(connection: Connection, kind: str, new: Sequence[Finding]) -> dict[str, tuple[str, ...]]:
    """The documents each finding hangs on; a relation's are those of its two statements."""
    if kind != "relation":
        return {f.id: getattr(f, "documents", None) or (f.document,) for f in new}  # type: ignore[union-attr]  # one of both
    wanted = sorted({side for r in new for side in (r.a, r.b)})  # type: ignore[union-attr]  # relations
    of: dict[str, set[str]] = {}
    column = schema.annotation.c
    for few in _few(wanted):
        for row in connection.execute(sa.select(column.id, column.document).where(column.id.in_(few))):
            of.setdefault(row.id, set()).add(row.document)
    missing = next((side for side in wanted if side not in of), None)
    if missing:
        raise LedgerError(f"a relation speaks of {missing}, which the case does not hold: add its reading first")
    return {r.id: tuple(of[r.a] | of[r.b]) for r in new}  # type: ignore[union-attr]  # relations


def judgements(connection: Connection, new: Sequence[Judgement]) -> int:
    """Add judgements."""
    rows = [{"id": j.id, "at": moment(j.at), "target": storable(j.target), "body": encode(j)} for j in new]
    fresh = _once(connection, schema.judgement, rows)
    log.note(connection, "judgement", ([row] for row in fresh))
    return len(fresh)


def assessments(connection: Connection, new: Sequence[Assessment]) -> int:
    """Add assessments; the same answer on the same day is the same assessment."""
    rows = []
    for a in new:
        body = encode(a)
        row = {"id": content_id("as", body), "watch": a.watch, "day": a.day.isoformat(), "method": a.method}
        rows.append({**row, "body": body})
    return len(_once(connection, schema.assessment, rows))


def publications(connection: Connection, new: Sequence[Publication]) -> int:
    """Add published briefs."""
    rows = [{"id": p.id, "watch": p.watch, "at": moment(p.at), "body": encode(p)} for p in new]
    fresh = _once(connection, schema.publication, rows)
    log.note(connection, "publication", ([row] for row in fresh))
    return len(fresh)


def keep(connection: Connection, name: str, stamp: str, value: Any) -> int:
    """Put a value under a name, in place of the one before."""
    connection.execute(sa.delete(schema.kept).where(schema.kept.c.name == name))
    connection.execute(sa.insert(schema.kept), {"name": name, "stamp": stamp, "body": encode(value)})
    return 1


def troubles(connection: Connection, new: Sequence[Trouble], at: datetime) -> int:
    """Add troubles; the same trouble is noted once."""
    rows = [
        {"id": content_id("tr", t.path, t.line, t.reason), "at": moment(at), "path": storable(t.path),
         "line": t.line, "reason": storable(t.reason)}
        for t in new
    ]  # fmt: skip
    return len(_once(connection, schema.trouble, rows))


def _once(connection: Connection, table: sa.Table, rows: Sequence[Row]) -> list[Row]:
    """Insert those whose ids are not there yet; returns them."""
    unseen = {row["id"]: row for row in reversed(rows)}
    for known in _known(connection, table.c.id, list(unseen)):
        del unseen[known]
    return _numbered(connection, table, [row for row in rows if unseen.get(row["id"]) is row])


def _numbered(connection: Connection, table: sa.Table, rows: list[Row]) -> list[Row]:
    """Insert rows under the next numbers; the write lock makes sure nobody else takes them."""
    if rows:
        last = connection.execute(sa.select(sa.func.max(table.c.n))).scalar() or 0
        for n, row in enumerate(rows, last + 1):
            row["n"] = n
        columns = set(table.c.keys())
        connection.execute(sa.insert(table), [{k: v for k, v in row.items() if k in columns} for row in rows])
    return rows


def _known(connection: Connection, column: sa.Column[Any], ids: Sequence[str]) -> Iterable[str]:
    for few in _few(ids):
        yield from connection.scalars(sa.select(column).where(column.in_(few))).all()


def _few(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[i : i + SOME] for i in range(0, len(ids), SOME))


def storable(text: str | None) -> str | None:
    """A column's text without what Postgres refuses; the body keeps every character."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode() if text else text
