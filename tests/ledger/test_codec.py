"""Whatever can be said in nouns comes back from JSON as it went in."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.nouns import anything
from tocsin.ledger.codec import decode, encode, moment
from tocsin.nouns.actor import Actor
from tocsin.nouns.assessment import Assessment
from tocsin.nouns.document import Document
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.reading import Event, Quantity, Reading, Statement, When
from tocsin.nouns.relation import Copies, Origin, Relation
from tocsin.nouns.watch import Sighting

NOUNS = (Document, Reading, Statement, Event, Actor, When, Quantity, Relation, Origin, Copies, Sighting, Assessment)


@pytest.mark.parametrize("kind", NOUNS)
def test_every_noun_comes_back(kind: type) -> None:
    @settings(max_examples=8, deadline=None)
    @given(st.from_type(kind))
    def comes_back(noun: object) -> None:
        assert decode(kind, encode(noun)) == noun

    comes_back()


@given(anything)
def test_a_judgement_may_hold_any_json(value: object) -> None:
    made = Judgement("j-1", "ann", datetime(2022, 12, 1, tzinfo=UTC), "correct", "st-1", value)
    assert decode(Judgement, encode(made)) == made


@given(st.text(st.characters()))
def test_any_characters_are_storable_and_come_back(text: str) -> None:
    made = Judgement("j-1", "ann", datetime(2022, 12, 1, tzinfo=UTC), "note", "st-1", text)
    stored = encode(made)
    stored.encode("utf-8")
    assert "\x00" not in stored
    assert decode(Judgement, stored) == made


def test_defaults_are_left_out_and_unknown_fields_are_passed_over() -> None:
    stored = json.loads(encode(Actor("state:BLR", "Belarus", "state")))
    assert stored == {"id": "state:BLR", "name": "Belarus", "kind": "state"}
    assert decode(Actor, json.dumps({**stored, "added_later": 1})).name == "Belarus"


def test_one_and_true_are_not_confused_with_a_default() -> None:
    @dataclass(frozen=True)
    class Flag:
        on: bool = True
        value: object = None

    assert decode(Flag, encode(Flag(False))) == Flag(False)
    assert decode(Quantity, encode(Quantity("q", "1", 0, 1, 1.0, "x", approximate=True))).approximate is True


def test_moments_sort_as_text_whatever_their_zone() -> None:
    early = datetime(2022, 12, 1, 12, tzinfo=timezone(timedelta(hours=3)))
    late = datetime(2022, 12, 1, 10, tzinfo=UTC)
    assert moment(early) < moment(late)
    assert moment(early) == "2022-12-01T09:00:00.000000Z"
    assert moment(datetime(2022, 12, 1)) == moment(datetime(2022, 12, 1, tzinfo=UTC))
