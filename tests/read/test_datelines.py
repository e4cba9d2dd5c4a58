"""A dateline stands for itself: its city neither acts nor speaks."""

from datetime import UTC, datetime

import pytest

from tocsin.nouns.document import Document
from tocsin.read import Reader, datelines


@pytest.mark.parametrize(
    "line",
    [
        "OSLO –",
        "PARIS—",
        "TAMALE, March 3 (Agency) –",
        "LAGOS, Nigeria, June 9 (Reuters) -",
        "Tamale, Ghana (AP) —",
        "KHARTOUM/CAIRO (Agency) --",
        "ST. PETERSBURG —",
        "Geneva, 9 June 2026 –",
        "(Nairobi, June 9, 2026) –",
        "PORT-AU-PRINCE –",
        "10:40",
        "9.05 GMT –",
        "14:32 local time",
    ],
)
def test_a_dateline_is_cut_off(line: str) -> None:
    text = f"{line} The army left the town."
    assert [text[a:b] for a, b in datelines.parted(text, [(0, len(text))])] == [line, "The army left the town."]


@pytest.mark.parametrize(
    "text",
    [
        "The general – a man of few words – left the town.",
        "Mr Tarnov - who is 60 - left the town.",
        "The NATO – Russia talks were called off.",
        "US-China talks were called off.",
        "At 10:40 The Hague fell silent.",
        "10:40 was the hour.",
        "Berlin and Paris – long at odds – signed the treaty.",
    ],
)
def test_a_dash_in_a_sentence_is_no_dateline(text: str) -> None:
    assert datelines.parted(text, [(0, len(text))]) == [(0, len(text))]


@pytest.mark.parametrize("line", ["KLANG:", "SHAH ALAM (Agency):", "KUWAIT:", "RAIPUR:"])
def test_a_place_before_a_colon_is_a_dateline(line: str) -> None:
    text = f"{line} The claim is untrue, says the mayor."
    assert [text[a:b] for a, b in datelines.parted(text, [(0, len(text))])] == [
        line,
        "The claim is untrue, says the mayor.",
    ]


@pytest.mark.parametrize(
    "text", ["BRANDT: Well, we won.", "CLINTON: Well, we won.\nVEY: We did not.", "NATO: No plans to leave."]
)
def test_a_speaker_before_a_colon_is_none(text: str) -> None:
    assert datelines.parted(text, [(0, len(text))]) == [(0, len(text))]


def test_a_dateline_opens_a_line() -> None:
    text = "He flew home. OSLO – The army left."
    assert datelines.parted(text, [(0, 13), (14, len(text))]) == [(0, 13), (14, len(text))]


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("OSLO – Finland is moving two brigades to its eastern border, the ministry said.", ("state:FIN",)),
        ("PARIS—Algeria expelled twelve diplomats on Monday.", ("state:DZA",)),
        ("ANKARA, June 9 – Greece shelled the islet overnight.", ("state:GRC",)),
    ],
)
def test_the_city_does_not_act(reader: Reader, text: str, agents: tuple[str, ...]) -> None:
    reading = next(iter(reader.read([Document("d", text, datetime(2031, 1, 1, tzinfo=UTC))])))
    assert [e.agents for e in reading.events] == [agents]


def test_the_city_does_not_speak(reader: Reader) -> None:
    text = "BEIRUT – “We will not leave,” said a resident."
    reading = next(iter(reader.read([Document("d", text, datetime(2031, 1, 1, tzinfo=UTC))])))
    (said,) = reading.statements
    assert (said.source and said.source.text, said.text) == ("a resident", "“We will not leave,”")
