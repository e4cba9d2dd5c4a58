"""An indicator set in the capital is lit there, and not by the same deed in another town of the state."""

from datetime import UTC, datetime

import pytest

from tocsin import gazetteer, packs, resolve
from tocsin.nouns.actor import Actor
from tocsin.nouns.document import Document
from tocsin.read import Reader
from tocsin.resolve.seats import Seat, seat


def lit(reader: Reader, state: str, text: str, title: str | None = None) -> set[str]:
    page = Document("d1", text, datetime(2026, 6, 10, tzinfo=UTC), title=title)
    watch = packs.load(f"coup-attempt:country={state}")
    return {s.indicator for s in resolve.sightings(watch, [page], list(reader.read([page]))) if s.present}


@pytest.mark.parametrize(
    ("state", "text", "title"),
    [
        ("GHA", "Gunfire was heard near the presidential palace in Accra on Wednesday.", None),
        ("GHA", "Gunfire was heard near the airport in the capital on Wednesday, two traders in Ghana said.", None),
        ("GHA", "Gunfire rang out near the airport as police blocked roads in Ghana.", None),
        ("GHA", "Markets in Kumasi were calm. Gunfire was heard near the airport of Accra, Ghana, at dawn.", None),
        ("GHA", "Gunfire was heard near the airport of Ghana's capital on Monday. Kumasi was calm.", None),
        ("GHA", "Accra was tense on Monday. Explosions were heard near the airport.", None),
        ("MLI", "Heavy gunfire was heard at the military base in Kati on Tuesday.", None),
        ("CIV", "Gunfire was heard near the presidential palace in Abidjan on Friday.", None),
    ],
)
def test_shots_in_the_capital_light_the_lamp(reader: Reader, state: str, text: str, title: str | None) -> None:
    assert "shots-in-capital" in lit(reader, state, text, title)


@pytest.mark.parametrize(
    ("state", "text", "title"),
    [
        ("GHA", "Gunfire was heard near the airport of Tamale on Wednesday.", None),
        ("GHA", "Gunfire was heard at barracks in Tamale, 600 km north of the capital, Accra, on Monday.", None),
        ("GHA", "Gunfire was heard at barracks in Tamale, the capital of the Northern Region of Ghana.", None),
        ("GHA", "Tamale was tense on Monday. Explosions were heard near the airport.", None),
        ("GHA", "Explosions were heard near the airport at dawn, a trader in Ghana said.", "Shots in Tamale"),
        ("MLI", "Heavy gunfire was heard at the military base in Gao on Tuesday.", None),
    ],
)
def test_shots_in_another_town_do_not(reader: Reader, state: str, text: str, title: str | None) -> None:
    body = f"{title}\n\n{text}" if title else text
    assert "shots-in-capital" not in lit(reader, state, body, title)


def test_a_mutiny_may_be_anywhere_in_the_state(reader: Reader) -> None:
    text = "Soldiers took over the barracks in Tamale on Tuesday and disarmed their officers, two residents said."
    assert lit(reader, "GHA", text) == {"mutiny"}
    assert lit(reader, "GHA", "Soldiers took over the barracks in Tamale from rebels on Tuesday.") == set()


def test_a_place_is_a_state_or_its_capital() -> None:
    assert seat("GHA") is None
    assert seat("CIV:Yamoussoukro/Abidjan") == Seat("CIV", ("Yamoussoukro", "Abidjan"))


@pytest.mark.parametrize(("name", "inside"), [("Accra", True), ("Greater Accra", True), ("Tamale", False)])
def test_the_region_around_a_capital_is_not_elsewhere(name: str, inside: bool) -> None:
    place = next(c.place for c in gazetteer.named(name) if c.place.country == "GHA")
    assert Seat("GHA", ("Accra",)).holds(Actor("place:x", name, "place", "GHA", place=place)) is inside
