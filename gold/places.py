"""Where places lie, on short texts of our own: `python -m gold.places [--errors]`.

Of each place that a text of ``places.yaml`` names: ``right`` is the share whose state (and region, where the material
gives one) is found; ``decided rightly`` the share of those that the reader was sure of; ``left open`` the share of
undecidable ones that it did not decide. Words that name no place must get no state. Each is measured on the texts
that the rules were set on and on fresh ones.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from gold.gate import Figure, digest
from tocsin.nouns.document import Document
from tocsin.nouns.reading import Reading
from tocsin.read.reader import Reader

MATERIAL = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True)
class Told:
    """A name of the material, what it means, and what the reader took it for (None: left open or no place)."""

    text: str
    name: str
    wanted: str
    found: str | None

    @property
    def right(self) -> bool:
        """The state, and the region if one is asked for; nothing where nothing can be told."""
        if self.wanted in ("open", "none"):
            return self.found is None
        return self.found is not None and (self.found == self.wanted or self.found.split("/")[0] == self.wanted)


def read() -> dict[str, list[dict[str, Any]]]:
    """The material: texts that were known when the rules were made, and fresh ones."""
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load(MATERIAL.read_text(encoding="utf-8"))
    return found


def told(reader: Reader, rows: list[dict[str, Any]]) -> list[Told]:
    """Every name of some texts with what the reader makes of it."""
    day = datetime(2026, 6, 10, tzinfo=UTC)
    documents = [
        Document(f"d-{n}", row["text"], day, outlet=row.get("outlet"), url=row.get("url")) for n, row in enumerate(rows)
    ]
    readings = list(reader.read(documents))
    return [
        Told(row["text"], name, wanted, found(reading, row["text"], name))
        for row, reading in zip(rows, readings, strict=True)
        for name, wanted in row["places"].items()
    ]


def found(reading: Reading, text: str, name: str) -> str | None:
    """Where a name lies, by the place that is mentioned there."""
    at = text.index(name)
    for actor in reading.actors:
        here = any(m.start <= at < m.end for m in actor.mentions)
        if here and actor.kind in ("place", "state") and actor.side:
            region = actor.place.region or actor.place.name if actor.place else None
            return f"{actor.side}/{region}" if region else actor.side
    return None


def measure(data: Path | None = None) -> Iterator[Figure]:
    """For the gate."""
    reader, mark = Reader.load(), digest([MATERIAL])
    for part, rows in read().items():
        yield from _figures("places" if part == "known" else f"places, {part}", told(reader, rows), mark)


def _figures(name: str, seen: list[Told], mark: str) -> Iterator[Figure]:
    known = [t for t in seen if t.wanted not in ("open", "none")]
    others = [t for t in seen if t.wanted in ("open", "none")]
    for what, part in (("right", known), ("decided rightly", [t for t in seen if t.found]), ("left open", others)):
        yield Figure(f"{name}: {what}", round(sum(t.right for t in part) / len(part), 4), len(part), mark)


def main() -> None:
    """Print the figures, with ``--errors`` every name that went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    if parser.parse_args().errors:
        reader = Reader.load()
        for t in (t for rows in read().values() for t in told(reader, rows) if not t.right):
            print(f"{t.name}: {t.found or 'open'} for {t.wanted}: {t.text}")
    for figure in measure():
        print(f"{figure.name:<28} {figure.value:.3f}  n {figure.n}")


if __name__ == "__main__":
    main()
