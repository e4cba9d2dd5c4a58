"""Which sentences and articles light a board: ``python -m gold.boards [--errors]``.

Each line of ``boards.jsonl`` is a report of a sentence or two, an indicator of a shipped watch, and whether an analyst
who reads both must find it lit that day. Whoever wrote them saw the indicators and not what finds them. The ``lit``
ones say in ordinary words that the thing has happened; the others only seem to (denied, planned, over, long ago,
elsewhere, something else).

Each line of ``board_articles.jsonl`` is a whole article as a reporter would write it, with what it reports; of the rest
of the board nothing may be lit by it, but for what two readers disagree on (``perhaps``). By these articles it was
decided how sure is sure enough; some settings were looked at on those of ``board_fresh.jsonl``; those of
``board_unseen.jsonl`` chose nothing.
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
from tocsin.workbench.networks import likeness
from tocsin.workbench.reading import reader

MATERIAL = Path(__file__).with_suffix(".jsonl")
WHOLE = {name: MATERIAL.with_name(f"board_{name}.jsonl") for name in ("articles", "fresh", "unseen")}
DAY = datetime(2026, 3, 12, 12, tzinfo=UTC)

Row = dict[str, Any]


def rows(path: Path = MATERIAL) -> list[Row]:
    """The material: ``watch`` with its parameters, ``indicator``, ``text``, ``lit``; of an article ``reported`` …"""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def lit(rows: list[Row]) -> list[bool]:
    """Whether each text, read alone, lights its indicator on its day."""
    documents = [Document(f"d-{n}", row["text"], DAY, outlet="Reuters") for n, row in enumerate(rows)]
    readings = reader().read(documents)
    return [_lit(row, one, reading) for row, one, reading in zip(rows, documents, readings, strict=True)]


def _lit(row: Row, document: Document, reading: Any) -> bool:
    return row["indicator"] in lamps(row, document, reading)


def lamps(row: Row, document: Document, reading: Any) -> set[str]:
    """The indicators that a text lights on its day."""
    watch = packs.load(row["watch"])
    found = resolve.sightings(watch, [document], [reading], likeness=likeness())
    day = weigh.replay(watch, found, [document.first_seen.date()], None)[-1]
    return {lamp.indicator for lamp in day.lamps if lamp.state == "lit"}


def boards(rows: list[Row]) -> list[set[str]]:
    """What each article, read alone, lights on its day."""
    documents = [
        Document(
            f"d-{n}", row["text"], datetime.fromisoformat(f"{row['published']}T12:00:00Z"), title=row["title"],
            outlet=row["outlet"],
        )
        for n, row in enumerate(rows)
    ]  # fmt: skip
    return [lamps(row, one, read) for row, one, read in zip(rows, documents, reader().read(documents), strict=True)]


def measure(data: Path | None = None) -> Iterator[Figure]:
    """The share of reports that are seen, and of the others that light nothing."""
    material = rows()
    found, mark = lit(material), digest([MATERIAL])
    for name, wanted in (("seen", True), ("left_dark", False)):
        mine = [f is wanted for row, f in zip(material, found, strict=True) if row["lit"] is wanted]
        yield Figure(f"boards.{name}", sum(mine) / len(mine), len(mine), mark)
    for name, path in WHOLE.items():
        yield from of_articles(name, path)


def of_articles(name: str, path: Path) -> Iterator[Figure]:
    """How many of the lamps that articles light are right, and how many of those that they report they light."""
    material, mark = rows(path), digest([path])
    asked = [set(row["reported"]) for row in material]
    shown = [lit - set(row.get("perhaps", ())) for lit, row in zip(boards(material), material, strict=True)]
    right = sum(len(s & a) for s, a in zip(shown, asked, strict=True))
    lit, there = sum(map(len, shown)), sum(map(len, asked))
    yield Figure(f"boards.{name}_right", right / max(1, lit), lit, mark)
    yield Figure(f"boards.{name}_seen", right / there, there, mark)


def main() -> None:
    """Print what is missed and what is lit wrongly."""
    parser = argparse.ArgumentParser(prog="gold.boards", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="the texts that go wrong")
    errors, material = parser.parse_args().errors, rows()
    for row, found in zip(material, lit(material), strict=True):
        if errors and found is not row["lit"]:
            print(f"{'missed' if row['lit'] else 'lit'}  {row['watch']}  {row['indicator']}: {row['text']}")
    whole = rows(WHOLE["articles"]) if errors else []
    for row, shown in zip(whole, boards(whole), strict=True):
        for indicator in sorted((shown ^ set(row["reported"])) - set(row.get("perhaps", ()))):
            print(f"{'lit' if indicator in shown else 'missed'}  {row['watch']}  {indicator}: {row['title']}")
    for figure in measure():
        print(f"{figure.name:<20} {figure.value:.3f}  n {figure.n}")


if __name__ == "__main__":
    main()
