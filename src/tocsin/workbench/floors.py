"""Running claims beside counts that are a floor, from files: what the record says of who claims, and what it cannot."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tocsin.errors import InputError
from tocsin.workbench.handed import handed_text, handed_value

Row = Mapping[str, Any]


def floor_text(claims: Path, confirmed: Path, columns: tuple[str, str], where: Mapping[str, str], source: str) -> str:
    """What a series of claims looks like beside confirmed counts of the same thing.

    ``columns`` are the counts' names in the two files, ``where`` keeps the rows of either that have these values.
    Raises InputError naming the file and line that make no sense.
    """
    from tocsin import weigh

    claimed, seen = (series(p, c, where) for p, c in zip((claims, confirmed), columns, strict=True))
    found = weigh.against_floor(source, columns[0], claimed, seen)
    lines = [found.sentence()]
    lines += [f"  {day}: {claimed[day]:g} claimed, {seen[day]:g} confirmed – refuted" for day in found.below]
    lines += [f"  {day}: the running total fell to {claimed[day]:g}, which it cannot" for day in found.falls]
    return "\n".join(lines) + "\n"


def series(path: Path, column: str, where: Mapping[str, str]) -> dict[date, float]:
    """The count of each day; of several on one day the last."""
    found: dict[date, float] = {}
    for number, row in rows(path):
        if any(str(row[name]) != value for name, value in where.items() if name in row):
            continue
        if column not in row:
            raise InputError(f"has no {column!r}; it has {', '.join(map(str, row))}", path=str(path), line=number)
        name = next((n for n in row if str(n).lower().startswith("date")), None)
        if name is None:
            raise InputError("has no column whose name begins with 'date'", path=str(path), line=number)
        if row[column] not in (None, ""):
            found[day_of(row[name], path, number)] = number_of(row[column], path, number)
    return found


def day_of(value: object, path: Path, line: int) -> date:
    """A day as 2022-03-19."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise InputError(f"expected a day such as 2022-03-19, not {value!r}", path=str(path), line=line) from None


def number_of(value: object, path: Path, line: int) -> float:
    """A count."""
    try:
        return float(str(value).replace(",", ""))
    except ValueError:
        raise InputError(f"expected a number, not {value!r}", path=str(path), line=line) from None


def rows(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a CSV file with a header, or of a JSON list of objects, with their line or place."""
    if path.suffix.lower() != ".json":
        yield from table_rows(path)
        return
    found = handed_value(str(path))
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise InputError("expected a list of objects", path=str(path))
    yield from enumerate(found, 1)


def table_rows(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a CSV file with a header."""
    table = csv.DictReader(io.StringIO(handed_text(str(path))))
    try:
        yield from enumerate(table, 2)
    except csv.Error as error:
        raise InputError(f"is not CSV: {error}", path=str(path), line=table.line_num + 1) from error
