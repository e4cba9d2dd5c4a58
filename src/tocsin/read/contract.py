"""The JSON contract: one object for a document and its reading, keys and order as promised to other tools.

``tables`` cuts the same objects into flat tables, for Parquet.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tocsin.nouns.actor import Actor, Mention
from tocsin.nouns.document import Document, Interval, Published
from tocsin.nouns.place import Place
from tocsin.nouns.reading import Event, Piece, Quantity, Reading, Statement, When

Record = dict[str, Any]
TABLES = ("documents", "statements", "events", "actors", "times", "quantities")


def record(document: Document, reading: Reading) -> Record:
    """The object that ``tocsin read --format jsonl`` prints for one document."""
    return {
        "document": _document(document, reading),
        "reader": reading.reader,
        "statements": [_statement(s) for s in reading.statements],
        "events": [_event(e) for e in reading.events],
        "actors": [_actor(a) for a in reading.actors],
        "times": [_when(t) for t in reading.times],
        "quantities": [_quantity(q) for q in reading.quantities],
    }


def lines(pairs: Iterable[tuple[Document, Reading]]) -> Iterator[str]:
    """One line of JSON for each document."""
    for document, reading in pairs:
        yield json.dumps(record(document, reading), ensure_ascii=False, separators=(",", ":")) + "\n"


def _document(document: Document, reading: Reading) -> Record:
    published = reading.published or document.published
    return {
        "id": document.id,
        "title": document.title,
        "outlet": document.outlet,
        "url": document.url,
        "language": document.language,
        "text": document.text,
        "published": _published(published),
    }


def _published(published: Published) -> Record:
    return {**_dates(published.start, published.end), "basis": published.basis, "why": published.why}


def _dates(start: Any, end: Any) -> Record:
    return {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None}


def _interval(interval: Interval | None) -> Record | None:
    return _dates(interval.start, interval.end) if interval else None


def _piece(piece: Piece | Mention) -> Record:
    return {"text": piece.text, "start": piece.start, "end": piece.end}


def _statement(s: Statement) -> Record:
    source = s.source and {"text": s.source.text, "start": s.source.start, "end": s.source.end, "actor": s.source.actor}
    return {
        "id": s.id,
        "source": source,
        "cue": _piece(s.cue) if s.cue else None,
        "content": [_piece(p) for p in s.content],
        "act": s.act,
        "polarity": s.polarity,
        "certainty": s.certainty,
        "quoted": s.quoted,
        "via": list(s.via),
        "said": _interval(s.said),
        "about": _interval(s.about),
    }


def _event(e: Event) -> Record:
    return {
        "id": e.id,
        "type": e.type,
        "trigger": _piece(e.trigger),
        "agents": list(e.agents),
        "patients": list(e.patients),
        "where": e.where,
        "place": e.place,
        "when": _interval(e.when),
        "status": e.status,
        "holder": e.holder,
        "quantities": list(e.quantities),
    }


def _actor(a: Actor) -> Record:
    mentions = [_piece(m) for m in a.mentions]
    place = _place(a.place) if a.place else None
    return {"id": a.id, "name": a.name, "kind": a.kind, "side": a.side, "mentions": mentions, "place": place}


def _place(p: Place) -> Record:
    return {
        "id": p.id,
        "name": p.name,
        "kind": p.kind,
        "country": p.country,
        "region": p.region,
        "lat": p.lat,
        "lon": p.lon,
        "population": p.population,
    }


def _when(t: When) -> Record:
    return {
        "text": t.text,
        "start": t.start,
        "end": t.end,
        "type": t.type,
        "value": t.value,
        "interval": _interval(t.interval),
    }


def _quantity(q: Quantity) -> Record:
    value: float | int = int(q.value) if float(q.value).is_integer() else q.value
    return {
        "id": q.id,
        "text": q.text,
        "start": q.start,
        "end": q.end,
        "value": value,
        "unit": q.unit,
        "approximate": q.approximate,
    }


def tables(pairs: Iterable[tuple[Document, Reading]]) -> dict[str, list[Record]]:
    """The same records as rows of flat tables, each row with its document's id."""
    found: dict[str, list[Record]] = {name: [] for name in TABLES}
    for document, reading in pairs:
        whole = record(document, reading)
        found["documents"].append({**whole["document"], "reader": whole["reader"]})
        for name in TABLES[1:]:
            found[name] += [{"document": document.id, **row} for row in whole[name]]
    return found


def write_parquet(pairs: Iterable[tuple[Document, Reading]], folder: Path) -> list[Path]:
    """One Parquet file a table in ``folder``; raises UsageError when pyarrow is not installed."""
    from tocsin.read.parquet import write

    return write(pairs, folder)
