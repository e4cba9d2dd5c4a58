"""Running claims beside counts that are a floor, from files: what the record says of who claims, and what it cannot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from math import isfinite
from pathlib import Path

from tocsin.errors import InputError, UsageError
from tocsin.workbench.tables import Row, Table, table

_COUNT = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?")  # a comma stands before three digits
FEW = 5  # values that are named


def floor_text(claims: Path, confirmed: Path, columns: tuple[str, str], where: Mapping[str, str], source: str) -> str:
    """What a series of claims looks like beside confirmed counts of the same thing.

    ``columns`` are the counts' names in the two files, ``where`` keeps the rows of either that have these values.
    Raises InputError naming the file and line that make no sense, UsageError for a column that neither file has.
    """
    from tocsin import weigh

    tables = [table(path) for path in (claims, confirmed)]
    known = list(dict.fromkeys(name for each in tables for name in each.columns))
    for name in where:
        if name not in known:
            raise UsageError(f"--where: neither file has a column {name!r}; they have {', '.join(known)}")
    claimed, seen = (series(t, column, where) for t, column in zip(tables, columns, strict=True))
    found = weigh.against_floor(source, columns[0], claimed, seen)
    lines = [found.sentence()]
    lines += [f"  {day}: {claimed[day]:g} claimed, {seen[day]:g} confirmed – refuted" for day in found.below]
    lines += [f"  {day}: the running total fell to {claimed[day]:g}, which it cannot" for day in found.falls]
    return "\n".join(lines) + "\n"


def series(counts: Table, column: str, where: Mapping[str, str]) -> dict[date, float]:
    """The count of each day; of several on one day the last."""
    if not counts.columns:
        return {}
    counts.needs(column)
    name = next((n for n in counts.columns if n.lower().startswith("date")), None)
    if name is None:
        raise InputError("has no column whose name begins with 'date'", path=counts.path, line=1)
    found: dict[date, float] = {}
    for line, row in kept(counts, where):
        if column not in row:
            raise InputError(f"has no {column!r}; it has {', '.join(row)}", path=counts.path, line=line)
        if row[column] not in (None, ""):
            found[day_of(row.get(name), counts.path, line)] = number_of(row[column], column, counts.path, line)
    return found


def kept(counts: Table, where: Mapping[str, str]) -> list[tuple[int, Row]]:
    """The rows that have these values in the columns there are; raises InputError when that is none of them."""
    rows, so_far = list(counts.rows), ""
    for name, value in where.items():
        if name not in counts.columns:
            continue
        counts.needs(name)
        had = list(dict.fromkeys(str(row[name]) for _, row in rows if name in row))
        rows = [(line, row) for line, row in rows if name in row and str(row[name]) == value]
        if had and not rows:
            some = ", ".join(map(shown, had[:FEW])) + (", …" if had[FEW:] else "")
            raise InputError(f"no row{so_far} has {name}={value}; in {name!r} there is {some}", path=counts.path)
        so_far += f"{' and' if so_far else ' with'} {name}={value}"
    return rows


def day_of(value: object, path: str, line: int) -> date:
    """A day as 2022-03-19."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise InputError(f"expected a day such as 2022-03-19, not {shown(str(value))}", path=path, line=line) from None


def number_of(value: object, column: str, path: str, line: int) -> float:
    """A count: finite, not below zero, with commas only between groups of three digits."""
    text = str(value).strip()
    number = float(text.replace(",", "")) if _COUNT.fullmatch(text) else None
    if number is None or not isfinite(number):
        what = f"expected a number such as 1500 or 1,500 in {column!r}, not {shown(text)}"
        raise InputError(what, path=path, line=line)
    return number


def shown(text: str, most: int = 40) -> str:
    """A cell as it stands, cut where it is long."""
    return repr(text if len(text) <= most else f"{text[:most]}…")
