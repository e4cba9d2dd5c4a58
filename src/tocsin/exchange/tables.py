"""Statements, events or relations as CSV, JSON lines or Parquet: the same rows, numbers as numbers."""

import csv
import json
from io import BytesIO, StringIO
from typing import Any

from tocsin.exchange.known import Shipment, clean
from tocsin.nouns.document import Interval

Row = dict[str, Any]
COLUMNS = {
    "statements": "id document outlet source actor act polarity certainty quoted said_from said_to about_from about_to "
    "start end text",
    "events": "id document outlet type mode status agents patients where when_from when_to holder start end text",
    "relations": "id relation score why a b a_text b_text",
}


def rows(shipment: Shipment) -> list[Row]:
    """The rows of the asked table, in the order of the documents."""
    make = {"statements": statement_rows, "events": event_rows, "relations": relation_rows}
    return make[shipment.table](shipment)


def statement_rows(shipment: Shipment) -> list[Row]:
    return [
        {
            "id": s.id, "document": s.document, "outlet": shipment.outlet(s.document), "source": shipment.speaker(s),
            "actor": (s.source.actor if s.source else None) or "", "act": s.act, "polarity": s.polarity,
            "certainty": s.certainty, "quoted": s.quoted, **days("said", s.said), **days("about", s.about),
            "start": min(p.start for p in s.content), "end": max(p.end for p in s.content), "text": clean(s.text),
        }
        for s in shipment.statements.values() if s.content
    ]  # fmt: skip


def event_rows(shipment: Shipment) -> list[Row]:
    return [
        {
            "id": e.id, "document": e.document, "outlet": shipment.outlet(e.document), "type": e.type,
            "mode": e.mode or "", "status": e.status, "agents": "; ".join(e.agents), "patients": "; ".join(e.patients),
            "where": e.where or "", **days("when", e.when), "holder": e.holder or "",
            "start": e.trigger.start, "end": e.trigger.end, "text": clean(e.trigger.text),
        }
        for r in shipment.picture.readings for e in r.events
    ]  # fmt: skip


def relation_rows(shipment: Shipment) -> list[Row]:
    known = shipment.statements
    return [
        {"id": r.id, "relation": r.kind, "score": r.score, "why": clean(r.why), "a": r.a, "b": r.b,
         "a_text": clean(known[r.a].text), "b_text": clean(known[r.b].text)}
        for r in shipment.picture.relations if r.a in known and r.b in known
    ]  # fmt: skip


def days(name: str, interval: Interval | None) -> Row:
    """An interval's two ends as ISO dates; an open end is empty."""
    start, end = (interval.start, interval.end) if interval else (None, None)
    return {f"{name}_from": start.isoformat() if start else "", f"{name}_to": end.isoformat() if end else ""}


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe (OWASP, CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") else value


def to_csv(shipment: Shipment) -> bytes:
    out, columns = StringIO(), COLUMNS[shipment.table].split()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([harmless(row[c]) for c in columns] for row in rows(shipment))
    return out.getvalue().encode("utf-8", "replace")


def to_jsonl(shipment: Shipment) -> bytes:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows(shipment))
    return "".join(lines).encode("utf-8", "replace")


def to_parquet(shipment: Shipment) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"certainty": pa.float64(), "score": pa.float64(), "start": pa.int64(), "end": pa.int64(), "quoted": pa.bool_()}  # fmt: skip  # noqa: E501 - one table
    schema = pa.schema([(c, types.get(c, pa.string())) for c in COLUMNS[shipment.table].split()])
    out = BytesIO()
    pq.write_table(pa.Table.from_pylist(rows(shipment), schema=schema), out)
    return out.getvalue()
