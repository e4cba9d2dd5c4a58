"""The reader with its own network on hard constructions: polarity, act and certainty (``stances.yaml``)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from tocsin.nouns.document import Document, Published
from tocsin.nouns.reading import Statement
from tocsin.read import Reader

Row = tuple[str, str, str, str | None, list[float] | None]
TABLE: list[Row] = yaml.safe_load(Path(__file__).with_name("stances.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def read(reader: Reader) -> dict[str, tuple[Statement, ...]]:
    day = date(2031, 5, 6)
    given = Published(day, day, "given")
    rows = [Document(f"d-{n}", row[0], datetime(2031, 5, 6, tzinfo=UTC), given) for n, row in enumerate(TABLE)]
    return {d.text: r.statements for d, r in zip(rows, reader.read(rows), strict=True)}


@pytest.mark.parametrize("row", TABLE, ids=[row[0][:50] for row in TABLE])
def test_how_it_is_meant(row: Row, read: dict[str, tuple[Statement, ...]]) -> None:
    text, content, polarity, act, bounds = row
    said = [(s.text, s.polarity, s.act, s.certainty) for s in read[text]]
    assert any(
        content in what
        and stance == polarity
        and act in (None, did)
        and (bounds is None or bounds[0] <= sure <= bounds[1])
        for what, stance, did, sure in said
    ), said
