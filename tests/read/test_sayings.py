"""When something was said: by the time that hangs on the saying, not by one in an aside (``sayings.yaml``)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from tocsin.nouns.document import Document, Published
from tocsin.nouns.reading import Statement
from tocsin.read import Reader

Row = tuple[str, str, date | None]
TABLE: list[Row] = yaml.safe_load(Path(__file__).with_name("sayings.yaml").read_text(encoding="utf-8"))
PRINTED = date(2026, 6, 10)


@pytest.fixture(scope="module")
def read(reader: Reader) -> dict[str, tuple[Statement, ...]]:
    given = Published(PRINTED, PRINTED, "given")
    texts = sorted({row[0] for row in TABLE})
    rows = [Document(f"d-{n}", text, datetime(2026, 6, 10, tzinfo=UTC), given) for n, text in enumerate(texts)]
    return {d.text: r.statements for d, r in zip(rows, reader.read(rows), strict=True)}


@pytest.mark.parametrize("row", TABLE, ids=[f"{row[0][:30]} {row[1]}" for row in TABLE])
def test_when_it_was_said(row: Row, read: dict[str, tuple[Statement, ...]]) -> None:
    text, content, day = row
    said = [s for s in read[text] if content in s.text]
    assert [s.said and s.said.start for s in said] == [day or PRINTED] * max(1, len(said)), read[text]
