"""The contract's records as Parquet tables, one file a kind of record; needs ``pyarrow``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tocsin.errors import UsageError
from tocsin.nouns.document import Document
from tocsin.nouns.reading import Reading
from tocsin.read.contract import TABLES, tables

_DATES = (("start", "string"), ("end", "string"))
_PIECE = (("text", "string"), ("start", "int64"), ("end", "int64"))
_PUBLISHED = (*_DATES, ("basis", "string"), ("why", "string"))
_PLACE = (
    ("id", "string"), ("name", "string"), ("kind", "string"), ("country", "string"), ("region", "string"),
    ("lat", "float64"), ("lon", "float64"), ("population", "int64"),
)  # fmt: skip
_COLUMNS: dict[str, tuple[tuple[str, Any], ...]] = {
    "documents": (
        ("id", "string"), ("title", "string"), ("outlet", "string"), ("url", "string"), ("language", "string"),
        ("text", "string"), ("published", _PUBLISHED), ("reader", "string"),
    ),
    "statements": (
        ("document", "string"), ("id", "string"), ("source", (*_PIECE, ("actor", "string"))), ("cue", _PIECE),
        ("content", [_PIECE]), ("act", "string"), ("polarity", "string"), ("certainty", "float64"),
        ("quoted", "bool"), ("via", ["string"]), ("said", _DATES), ("about", _DATES),
    ),
    "events": (
        ("document", "string"), ("id", "string"), ("type", "string"), ("trigger", _PIECE), ("agents", ["string"]),
        ("patients", ["string"]), ("where", "string"), ("place", "string"), ("when", _DATES), ("status", "string"),
        ("holder", "string"), ("quantities", ["string"]),
    ),
    "actors": (
        ("document", "string"), ("id", "string"), ("name", "string"), ("kind", "string"), ("side", "string"),
        ("mentions", [_PIECE]), ("place", _PLACE),
    ),
    "times": (("document", "string"), *_PIECE, ("type", "string"), ("value", "string"), ("interval", _DATES)),
    "quantities": (
        ("document", "string"), ("id", "string"), *_PIECE, ("value", "float64"), ("unit", "string"),
        ("approximate", "bool"),
    ),
}  # fmt: skip


def write(pairs: Iterable[tuple[Document, Reading]], folder: Path) -> list[Path]:
    """One file a table in ``folder``, columns as in the JSON contract; returns the files written."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: pip install 'tocsin[exchange]'.") from error
    folder.mkdir(parents=True, exist_ok=True)
    rows, paths = tables(pairs), [folder / f"{name}.parquet" for name in TABLES]
    for name, path in zip(TABLES, paths, strict=True):
        schema = pa.schema([(column, _type(pa, kind)) for column, kind in _COLUMNS[name]])
        pq.write_table(pa.Table.from_pylist([_storable(row) for row in rows[name]], schema=schema), path)
    return paths


def _type(pa: Any, kind: Any) -> Any:
    """An Arrow type from a name, a tuple of fields, or a list of one type."""
    if isinstance(kind, list):
        return pa.list_(_type(pa, kind[0]))
    if isinstance(kind, tuple):
        return pa.struct([(name, _type(pa, inner)) for name, inner in kind])
    return {"string": pa.string, "int64": pa.int64, "float64": pa.float64, "bool": pa.bool_}[kind]()


def _storable(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose whole numbers fit a column of real ones."""
    return {k: float(v) if k == "value" and isinstance(v, int) else v for k, v in row.items()}
