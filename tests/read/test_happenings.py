"""The reader with its own network on single sentences of news: who did what to whom (``happenings.yaml``)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from tocsin.nouns.document import Document, Published
from tocsin.nouns.reading import Reading
from tocsin.read import Reader

TABLE: list[list[str | None]] = yaml.safe_load(Path(__file__).with_name("happenings.yaml").read_text(encoding="utf-8"))


def read(reader: Reader, text: str) -> Reading:
    day = date(2031, 5, 6)
    (reading,) = reader.read([Document("d-1", text, datetime(2031, 5, 6, tzinfo=UTC), Published(day, day, "given"))])
    assert reader.troubles == []
    return reading


@pytest.mark.parametrize(("text", "kind", "agent", "patient", "status"), TABLE)
def test_who_did_what(
    reader: Reader, text: str, kind: str, agent: str | None, patient: str | None, status: str
) -> None:
    reading = read(reader, text)
    sides = {a.id: a.side for a in reading.actors}
    found = [(e.type, {sides[a] for a in e.agents}, {sides[p] for p in e.patients}, e.status) for e in reading.events]
    assert any(
        (k, s) == (kind, status) and (agent is None or agent in a) and (patient is None or patient in p)
        for k, a, p, s in found
    ), found


def test_officials_of_no_one_state_have_no_side(reader: Reader) -> None:
    reading = read(reader, "Western officials say 300,000 more men could be called up in Russia.")
    (said,) = reading.statements
    assert said.source is not None
    assert next((a.side for a in reading.actors if a.id == said.source.actor), None) is None


@pytest.mark.parametrize(
    "text",
    [
        "The minister recalled that the convoy had turned back in March.",
        "He called up his brother the night before the exercise.",
        "The poet attacked the novel in a review.",
    ],
)
def test_a_verb_in_its_harmless_sense_is_no_event(reader: Reader, text: str) -> None:
    assert read(reader, text).events == ()
