""" "The strait" is the water that the text has named last."""

from datetime import UTC, datetime

import pytest

from tocsin.nouns.document import Document
from tocsin.packs.load import load
from tocsin.read import Reader
from tocsin.resolve.sightings import sightings

NAMED = "Iran's navy held talks about the Strait of Hormuz on Monday."
LONG = " Nobody at the port would say more about it, and the harbour master had gone home for the night." * 4
STRUCK = " Two tankers were struck by missiles near the strait on Tuesday."
ELSEWHERE = " In Asia, freighters were held up in the Taiwan Strait."


@pytest.mark.parametrize(
    ("text", "lit"),
    [
        (NAMED + STRUCK, True),
        (NAMED + LONG + STRUCK, True),
        (NAMED + ELSEWHERE + STRUCK, False),
        ("Iran's navy held talks." + STRUCK, False),
        ("Iran's navy held talks about the Suez Canal." + STRUCK, False),
    ],
)
def test_the_last_named_water_is_meant(text: str, lit: bool) -> None:
    assert ("ship-attacked" in seen(text)) is lit


def test_a_title_names_it_too() -> None:
    assert "closure-declared" in seen(
        "Iran closed the strait to all ships on Monday.", "Strait of Hormuz: what we know"
    )


def test_a_town_beside_it_is_not_elsewhere(reader: Reader) -> None:
    text = f"{NAMED} Two tankers were struck by drones near the strait on Monday, the port authority in Fujairah said."
    document = Document("d", text, datetime(2024, 1, 1, tzinfo=UTC), outlet="paper")
    found = sightings(load("strait-closure"), [document], list(reader.read([document])))
    assert "ship-attacked" in {s.indicator for s in found}


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Three container lines suspended passage through the strait, brokers in London said.", "shipping-leaves"),
        ("War-risk premiums for the strait have doubled within a week, brokers in London said.", "insurance"),
        ("Mines may have been laid in the strait, two officials in Washington said.", "mines"),
    ],
)
def test_the_town_of_who_speaks_is_not_where_it_happens(text: str, indicator: str, reader: Reader) -> None:
    document = Document("d", f"{NAMED} {text}", datetime(2024, 1, 1, tzinfo=UTC), outlet="paper")
    found = sightings(load("strait-closure"), [document], list(reader.read([document])))
    assert indicator in {s.indicator for s in found}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def seen(text: str, title: str | None = None) -> set[str]:
    document = Document("d", text, datetime(2024, 1, 1, tzinfo=UTC), title=title, outlet="paper")
    return {s.indicator for s in sightings(load("strait-closure"), [document])}
