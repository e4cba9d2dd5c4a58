"""Which sentences light a board: ``python -m gold.boards [--errors]``.

Each line of ``boards.jsonl`` is a report of a sentence or two, an indicator of a shipped watch, and whether an analyst
who reads both must find it lit that day. Whoever wrote them saw the indicators and not what finds them. The ``lit``
ones say in ordinary words that the thing has happened; the others only seem to (denied, planned, over, long ago,
elsewhere, something else).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gold.gate import Figure, digest
from tocsin import packs, resolve, weigh
from tocsin.nouns.document import Document
from tocsin.workbench.reading import reader
from tocsin.workbench.studying import likeness

MATERIAL = Path(__file__).with_suffix(".jsonl")
DAY = datetime(2026, 3, 12, 12, tzinfo=UTC)

Row = dict[str, Any]


def rows() -> list[Row]:
    """The material: ``watch`` with its parameters, ``indicator``, ``text``, ``lit``."""
    return [json.loads(line) for line in MATERIAL.read_text(encoding="utf-8").splitlines()]


def lit(rows: list[Row]) -> list[bool]:
    """Whether each text, read alone, lights its indicator on its day."""
    documents = [Document(f"d-{n}", row["text"], DAY, outlet="Reuters") for n, row in enumerate(rows)]
    readings = reader().read(documents)
    return [_lit(row, one, reading) for row, one, reading in zip(rows, documents, readings, strict=True)]


def _lit(row: Row, document: Document, reading: Any) -> bool:
    watch = packs.load(row["watch"])
    found = resolve.sightings(watch, [document], [reading], likeness=likeness())
    lamps = weigh.replay(watch, found, [DAY.date()], None)[-1].lamps
    return any(lamp.indicator == row["indicator"] and lamp.state == "lit" for lamp in lamps)


def measure(data: Path | None = None) -> Iterator[Figure]:
    """The share of reports that are seen, and of the others that light nothing."""
    material = rows()
    found, mark = lit(material), digest([MATERIAL])
    for name, wanted in (("seen", True), ("left_dark", False)):
        mine = [f is wanted for row, f in zip(material, found, strict=True) if row["lit"] is wanted]
        yield Figure(f"boards.{name}", sum(mine) / len(mine), len(mine), mark)


def main() -> None:
    """Print what is missed and what is lit wrongly."""
    parser = argparse.ArgumentParser(prog="gold.boards", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="the texts that go wrong")
    errors, material = parser.parse_args().errors, rows()
    for row, found in zip(material, lit(material), strict=True):
        if errors and found is not row["lit"]:
            print(f"{'missed' if row['lit'] else 'lit'}  {row['watch']}  {row['indicator']}: {row['text']}")
    for figure in measure():
        print(f"{figure.name:<20} {figure.value:.3f}  n {figure.n}")


if __name__ == "__main__":
    main()
