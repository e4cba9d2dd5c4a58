"""A table from a file: CSV with a header, or a JSON list of objects; whatever does not fit is said with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.errors import InputError
from tocsin.workbench.handed import handed_text, handed_value

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, and the rows with their lines (in JSON: their places in the list)."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]
    line: int | None = None  # of the header

    def needs(self, column: str) -> None:
        """Raises InputError, with the columns that there are, unless this is exactly one of them."""
        if column not in self.columns:
            raise InputError(f"has no {column!r}; it has {', '.join(self.columns)}", path=self.path, line=self.line)
        if self.columns.count(column) > 1:
            what = f"has {column!r} more than once, expected one column of that name"
            raise InputError(what, path=self.path, line=self.line)


def table(path: Path) -> Table:
    """The table in a file; raises InputError for one that cannot be read."""
    return _json(str(path)) if path.suffix.lower() == ".json" else _csv(str(path))


def _csv(path: str) -> Table:
    text = handed_text(path).replace("\r\n", "\n").replace("\r", "\n")
    found = list(_records(text, path))
    if not found:
        raise InputError("is empty, expected a header", path=path, line=1)
    (first, header), *below = found
    for line, cells in below:
        if any(cells[len(header) :]):
            raise InputError(f"has {len(cells)} cells, the header has {len(header)}", path=path, line=line)
    blank = [""] * len(header)  # what a short record leaves out
    rows = tuple((line, dict(zip(header, cells + blank, strict=False))) for line, cells in below)
    return Table(path, tuple(header), rows, first)


def _records(text: str, path: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV file, each with the line it begins on; blank lines are none."""
    reader, line = csv.reader(io.StringIO(text), strict=True), 1
    try:
        for cells in reader:
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"is not CSV: {error}", path=path, line=line) from error


def _json(path: str) -> Table:
    found = handed_value(path)
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise InputError("expected a list of objects", path=path)
    return Table(path, tuple(dict.fromkeys(name for row in found for name in row)), tuple(enumerate(found, 1)))
