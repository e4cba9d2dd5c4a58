"""The JSON contract: keys and their order, null where nothing is known, the same rows as Parquet."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tocsin.nouns.actor import Actor, Mention
from tocsin.nouns.document import Document, Interval, Published
from tocsin.nouns.reading import Event, Piece, Quantity, Reading, Source, Statement, When
from tocsin.read import contract

TEXT = "Vega said 98 tanks arrived on May 5."
DAY = Interval(date(2031, 5, 5), date(2031, 5, 5))


def pair() -> tuple[Document, Reading]:
    document = Document("d-1", TEXT, datetime(2031, 5, 6, tzinfo=UTC), language="en")
    said = Statement(
        "st-1", "d-1", Source("Vega", 0, 4, "person:vega"), Piece("said", 5, 9), (Piece(TEXT[10:35], 10, 35),), said=DAY
    )
    event = Event("e-1", "d-1", "RETREAT", Piece("arrived", 19, 26), ("person:vega",), holder="st-1", mode="x")
    actor = Actor("person:vega", "Vega", "person", None, (Mention("Vega", 0, 4),))
    when = When("May 5", 30, 35, "DATE", "2031-05-05", DAY)
    count = Quantity("q-1", "98 tanks", 10, 18, 98.0, "tanks", low=98.0)
    inferred = Published(date(2031, 5, 5), date(2031, 5, 31), "inferred", "May 5 is named")
    return document, Reading(
        "d-1", "en-news.v1", (said,), (event,), (actor,), (when,), (count,), ((0, 36),), published=inferred
    )


def test_keys_in_their_order() -> None:
    found = contract.record(*pair())
    assert list(found) == ["document", "reader", "statements", "events", "actors", "times", "quantities"]
    keys = {name: list(found[name][0]) for name in ("statements", "events", "actors", "times", "quantities")}
    assert keys == {
        "statements": [
            "id",
            "source",
            "cue",
            "content",
            "act",
            "polarity",
            "certainty",
            "quoted",
            "via",
            "said",
            "about",
        ],
        "events": [
            "id",
            "type",
            "trigger",
            "agents",
            "patients",
            "where",
            "place",
            "when",
            "status",
            "holder",
            "quantities",
        ],
        "actors": ["id", "name", "kind", "side", "mentions", "place"],
        "times": ["text", "start", "end", "type", "value", "interval"],
        "quantities": ["id", "text", "start", "end", "value", "unit", "approximate"],
    }
    assert list(found["document"]) == ["id", "title", "outlet", "url", "language", "text", "published"]
    assert list(found["statements"][0]["source"]) == ["text", "start", "end", "actor"]


def test_values_are_plain() -> None:
    found = contract.record(*pair())
    assert found["document"]["published"] == {
        "start": "2031-05-05", "end": "2031-05-31", "basis": "inferred", "why": "May 5 is named"
    }  # fmt: skip
    assert found["statements"][0]["said"] == {"start": "2031-05-05", "end": "2031-05-05"}
    assert found["statements"][0]["about"] is None and found["events"][0]["when"] is None
    assert found["quantities"][0]["value"] == 98 and isinstance(found["quantities"][0]["value"], int)


def test_lines_are_one_a_document() -> None:
    (line,) = contract.lines([pair()])
    assert line.endswith("\n") and json.loads(line) == contract.record(*pair())


def test_a_source_that_is_not_known_is_null() -> None:
    document, _ = pair()
    bare = Reading("d-1", "r", (Statement("st-2", "d-1", None, None, (Piece("Vega", 0, 4),)),))
    found = contract.record(document, bare)
    assert found["statements"][0]["source"] is None and found["statements"][0]["cue"] is None


def test_parquet_holds_the_same_rows(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    paths = contract.write_parquet([pair()], tmp_path)
    assert [p.stem for p in paths] == list(contract.TABLES)
    rows = pq.read_table(tmp_path / "statements.parquet").to_pylist()
    expected = {"document": "d-1", **contract.record(*pair())["statements"][0]}
    assert rows == [expected]
    assert pq.read_table(tmp_path / "events.parquet").to_pylist()[0]["agents"] == ["person:vega"]
