"""What a denial does not answer: a thing that somebody does not get, a speaker who is scorned, what nobody told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.read.test_answers import answered
from tocsin.nouns.document import Document, Published
from tocsin.read import Reader
from tocsin.read.statements.draft import Draft
from tocsin.read.statements.page import Page
from tocsin.read.statements.pointing import pointer, rejects

VEY = "Ona Vey, the mayor, said that the dam had burst. "


@pytest.mark.parametrize(
    ("text", "denier"),
    [
        ("Senator Ona Vey said that the dam had burst. Chad has time to make peace with the engineers after dismissing them as cowards.", "Chad"),
        ("Senator Ona Vey said that the dam had burst. The governor of Thessen dismissed her as a novice.", "The governor of Thessen"),
        (VEY + "Her comments were derided by Karl Brandt, the governor.", "Karl Brandt, the governor"),
        (VEY + "Karl Brandt, the governor, dismissed her remarks.", "Karl Brandt, the governor"),
    ],
)  # fmt: skip
def test_who_scorns_or_withholds_denies_no_saying(reader: Reader, text: str, denier: str) -> None:
    assert answered(reader, text, denier) is None


def test_a_remark_can_be_denied_all_the_same(reader: Reader) -> None:
    found = answered(reader, VEY + "Karl Brandt, the governor, disputed her remarks.", "Karl Brandt, the governor")
    assert found is not None and "the dam had burst" in found.text


@pytest.mark.parametrize(
    ("text", "content", "answers"),
    [
        ("Kenya denied.", None, True),
        ("Kenya denied it.", None, True),
        ("Kenya denied the farmers a seat on the council.", None, False),
        ("Kenya denied them a seat on the council.", "them", False),
    ],
)
def test_a_verb_with_an_object_denies_that_and_nothing_before(
    reader: Reader, text: str, content: str | None, answers: bool
) -> None:
    (tagged,) = reader.network.tag([(text, [(0, len(text))])])
    page = Page(text, tagged)
    spans = [(text.index(content), text.index(content) + len(content))] if content else []
    draft = Draft((0, 5), (6, 12), spans)
    found = pointer(page, draft)
    assert (found is not None and rejects(page, draft, found)) is answers


def test_a_name_without_a_content_told_is_answered_if_announced(reader: Reader) -> None:
    found = answered(reader, "Radio Kayes announced the death of the president. His family denied it.", "His family")
    assert found is not None and found.text == "the death of the president"


@pytest.mark.parametrize(
    "between",
    ["She praised the guards. ", "The mill was shut in May. Flour was short all year. The price of bread rose. "],
)
def test_an_unowned_claim_is_the_one_right_before(reader: Reader, between: str) -> None:
    text = VEY + between + "Karl Brandt, the governor, denied the allegation."
    assert answered(reader, text, "Karl Brandt, the governor") is None


@pytest.mark.parametrize(
    "text",
    [
        "These numbers should put to rest the rumours that the dam had burst.",
        "The footage contradicts reports that the dam had burst.",
        "Several of his findings contradict reports that the dam had burst.",
    ],
)
def test_what_cannot_speak_denies_nothing(reader: Reader, text: str) -> None:
    assert all(s.answers is None for s in _statements(reader, text))


def test_claims_of_people_are_no_content(reader: Reader) -> None:
    found = _statements(reader, "Contrary to the claims of some candidates, the dam is safe, Ona Vey said.")
    assert all(s.text != "some candidates" for s in found)


def _statements(reader: Reader, text: str):  # type: ignore[no-untyped-def]
    day = date(2031, 5, 6)
    seen = datetime(2031, 5, 6, tzinfo=UTC)
    (reading,) = reader.read([Document("d", text, seen, Published(day, day, "given"))])
    return reading.statements
