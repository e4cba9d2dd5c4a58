"""The reader with its own network on single sentences of news: who says what (``dispatches.yaml``)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from tocsin.nouns.document import Document, Published
from tocsin.nouns.reading import Statement
from tocsin.read import Reader

TABLE: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("dispatches.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def read(reader: Reader) -> dict[str, tuple[Statement, ...]]:
    day = date(2031, 5, 6)
    given = Published(day, day, "given")
    rows = [Document(f"d-{n}", r["text"], datetime(2031, 5, 6, tzinfo=UTC), given) for n, r in enumerate(TABLE)]
    found = {d.text: r.statements for d, r in zip(rows, reader.read(rows), strict=True)}
    assert reader.troubles == []
    return found


@pytest.mark.parametrize("row", TABLE, ids=[row["text"][:40] for row in TABLE])
def test_who_says_what(row: dict[str, Any], read: dict[str, tuple[Statement, ...]]) -> None:
    said = [(s.source and s.source.text, s.text, s.act, s.polarity) for s in read[row["text"]]]
    for source, content, act, polarity in row["says"]:
        assert any(
            (who, stance) == (source, polarity) and content in what and act in (None, did)
            for who, what, did, stance in said
        ), said
    if not row["says"]:
        assert said == []
