"""Statements, events or relations as CSV, JSON lines or Parquet: the same rows; numbers and days keep their types."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from tocsin.exchange.known import Shipment, dumped, plain
from tocsin.nouns.document import Interval

Row = dict[str, Any]
AROUND = 32  # characters of context before and after a quotation, so that it is found again in a changed page
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
COLUMNS = {
    "statements": "id document outlet source actor act polarity certainty quoted said_from said_to about_from about_to "
    "start end text",
    "events": "id document outlet type mode status agents patients where when_from when_to holder start end text",
    "relations": "id relation score why a b a_text b_text",
}


def rows(shipment: Shipment) -> list[Row]:
    """The rows of the asked table, in the order of the documents; what is unknown is None."""
    make = {"statements": statement_rows, "events": event_rows, "relations": relation_rows}
    return [{k: plain(v) or None if isinstance(v, str) else v for k, v in row.items()} for row in make[shipment.table](shipment)]  # fmt: skip  # noqa: E501 - one idea


def statement_rows(shipment: Shipment) -> list[Row]:
    return [
        {
            "id": s.id, "document": s.document, "outlet": shipment.outlet(s.document), "source": shipment.speaker(s),
            "actor": s.source.actor if s.source else None, "act": s.act, "polarity": s.polarity,
            "certainty": s.certainty, "quoted": s.quoted, **days("said", s.said), **days("about", s.about),
            "start": min(p.start for p in s.content), "end": max(p.end for p in s.content), "text": s.text,
        }
        for s in shipment.statements.values() if s.content
    ]  # fmt: skip


def event_rows(shipment: Shipment) -> list[Row]:
    return [
        {
            "id": e.id, "document": e.document, "outlet": shipment.outlet(e.document), "type": e.type,
            "mode": e.mode, "status": e.status, "agents": "; ".join(e.agents), "patients": "; ".join(e.patients),
            "where": e.where, **days("when", e.when), "holder": e.holder,
            "start": e.trigger.start, "end": e.trigger.end, "text": e.trigger.text,
        }
        for r in shipment.picture.readings for e in r.events
    ]  # fmt: skip


def relation_rows(shipment: Shipment) -> list[Row]:
    known = shipment.statements
    return [
        {"id": r.id, "relation": r.kind, "score": r.score, "why": r.why, "a": r.a, "b": r.b,
         "a_text": known[r.a].text, "b_text": known[r.b].text}
        for r in shipment.picture.relations if r.a in known and r.b in known
    ]  # fmt: skip


def days(name: str, interval: Interval | None) -> dict[str, date | None]:
    """An interval's two ends; an open end is None."""
    start, end = (interval.start, interval.end) if interval else (None, None)
    return {f"{name}_from": start, f"{name}_to": end}


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe (OWASP, CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def to_csv(shipment: Shipment) -> bytes:
    """Comma-separated with a header line, as RFC 4180 has it."""
    out, columns = StringIO(), COLUMNS[shipment.table].split()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([harmless(row[c]) for c in columns] for row in rows(shipment))
    return out.getvalue().encode("utf-8", "replace")


def to_jsonl(shipment: Shipment) -> bytes:
    """An object a line; what lies in a text has its W3C Web Annotation target, verbatim, as ``target``."""
    lines = (dumped({**written(row), **target(shipment, row)}) + "\n" for row in rows(shipment))
    return "".join(lines).encode("utf-8", "replace")


def written(row: Row) -> Row:
    """Days as ISO text."""
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}


def target(shipment: Shipment, row: Row) -> Row:
    """A position and a quotation with its surroundings (code points), so that others find the passage again."""
    if "start" not in row:
        return {}
    document, start, end = shipment.documents[row["document"]], row["start"], row["end"]
    quotation = {
        "type": "TextQuoteSelector", "exact": document.text[start:end],
        "prefix": document.text[max(0, start - AROUND) : start], "suffix": document.text[end : end + AROUND],
    }  # fmt: skip
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {"target": {"source": document.url or f"urn:tocsin:{document.id}", "selector": [position, quotation]}}


def to_parquet(shipment: Shipment) -> bytes:
    """One file, typed: floats, integers, truth values and days are what they are."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"certainty": pa.float64(), "score": pa.float64(), "start": pa.int64(), "end": pa.int64(), "quoted": pa.bool_()}  # fmt: skip  # noqa: E501 - one table
    dated = {c: pa.date32() for columns in COLUMNS.values() for c in columns.split() if c.endswith(("_from", "_to"))}
    schema = pa.schema([(c, {**types, **dated}.get(c, pa.string())) for c in COLUMNS[shipment.table].split()])
    out = BytesIO()
    pq.write_table(pa.Table.from_pylist(rows(shipment), schema=schema), out)
    return out.getvalue()
