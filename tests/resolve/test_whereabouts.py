"""Where and when a sighting is set: another state's affair, former years and one party alone light no lamp."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tocsin import packs
from tocsin.nouns.actor import Actor, Mention
from tocsin.nouns.document import Document, Interval
from tocsin.nouns.reading import Reading, When
from tocsin.resolve.sightings import sightings

FLIGHT = packs.load("mass-displacement:country=ETH")
TRUCE = packs.load("ceasefire-collapse:side_a=ARM,side_b=AZE")
STATES = {"Ethiopia": "ETH", "Kenya": "KEN", "Eritrean": "ERI", "Eritrea": "ERI", "Djibouti": "DJI", "Mekelle": "ETH"}


def page(text: str, title: str | None = None, kind: str = "article") -> tuple[Document, Reading]:
    """A text with the states that are named in it; every sentence ends in a full stop."""
    seen = datetime(2031, 8, 15, tzinfo=UTC)
    document = Document("d1", text, seen, title=title, outlet="a.example", kind=kind)  # type: ignore[arg-type]
    actors, cuts, start = [], [], 0
    for name, side in STATES.items():
        found = [
            at for at in range(len(text)) if text.startswith(name, at) and not text[at + len(name) :][:1].isalpha()
        ]
        mentions = tuple(Mention(name, at, at + len(name)) for at in found)
        actors += [Actor(f"state:{side}", name, "state", side, mentions)] if mentions else []
    for end in [n + 1 for n, c in enumerate(text) if c == "."]:
        cuts.append((start, end))
        start = end
    return document, Reading("d1", "hand", actors=tuple(actors), sentences=tuple(cuts))


def lit(text: str, title: str | None = None) -> set[str]:
    document, reading = page(text, title)
    return {s.indicator for s in sightings(FLIGHT, [document], {"d1": reading})}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Thousands fled fighting in Ethiopia.", True),
        ("Thousands of Ethiopian civilians fled to Kenya.", True),
        ("Thousands fled fighting in Kenya, a minister of Ethiopia said.", False),
        ("Thousands fled from Eritrea into neighbouring Ethiopia.", False),
        ("Thousands fled Djibouti as Ethiopian troops looked on.", False),
        ("Ethiopia was calm. Kenya was in flames. Thousands fled their homes.", False),
        ("Kenya was in flames. Thousands fled as Ethiopia shelled the town.", False),
        ("Kenya was calm. Fighting went on in Ethiopia. Thousands fled their homes.", True),
    ],
)
def test_people_flee_where_the_text_sets_it(text: str, seen: bool) -> None:
    assert ("first-flight" in lit(text)) is seen


def test_a_state_that_only_acts_is_not_the_place() -> None:
    text = "Fighting went on in Eritrea. Thousands fled their homes as Ethiopian troops came near."
    assert "first-flight" not in lit(text, title="War in Eritrea")


def dated(text: str, words: str, first: date, last: date) -> set[str]:
    document, reading = page(text)
    at = text.index(words)
    time = When(words, at, at + len(words), "DATE", "X", Interval(first, last))
    return {s.indicator for s in sightings(FLIGHT, [document], {"d1": replace(reading, times=(time,))})}


@pytest.mark.parametrize(
    ("text", "words", "first", "last", "seen"),
    [
        ("In March thousands fled in Ethiopia.", "March", date(2031, 3, 1), date(2031, 3, 31), False),
        ("In August thousands fled in Ethiopia.", "August", date(2031, 8, 1), date(2031, 8, 31), True),
        ("Thousands fled in Ethiopia on 3 May.", "3 May", date(2031, 5, 3), date(2031, 5, 3), False),
        ("Thousands have fled in Ethiopia since March.", "March", date(2031, 3, 1), date(2031, 3, 31), True),
        ("The mayor, who was elected in May, saw thousands flee in Ethiopia.", "May", date(2031, 5, 1),
         date(2031, 5, 31), True),
        ("The rains failed in 2026. Thousands fled in Ethiopia.", "2026", date(2026, 1, 1), date(2026, 12, 31), False),
        ("The rains failed in 2026. Thousands are fleeing in Ethiopia.", "2026", date(2026, 1, 1), date(2026, 12, 31),
         True),
    ],
)  # fmt: skip
def test_what_is_long_past_is_history(text: str, words: str, first: date, last: date, seen: bool) -> None:
    assert ("first-flight" in dated(text, words, first, last)) is seen


def test_an_article_that_names_one_party_alone_is_not_about_the_two() -> None:
    start = "Armenia held a vote. It rained all day. "
    one, both = (
        f"{start}Armenia has called up reservists.",
        f"{start}Armenia has called up reservists as Azerbaijan watches.",
    )
    hits = [sightings(TRUCE, [page(text)[0]]) for text in (one, both)]
    assert ["mobilisation" in {s.indicator for s in found} for found in hits] == [False, True]
    headline = page("Armenia calls up reservists", kind="headline")[0]
    assert "mobilisation" in {s.indicator for s in sightings(TRUCE, [headline])}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Thousands of people in Ethiopia were forced to flee", "reported"),
        ("According to villagers thousands fled in Ethiopia", "reported"),
        ("Officials are worried following a night in which thousands fled in Ethiopia", "reported"),
        ("Thousands of people in Ethiopia face displacement", "possible"),
    ],
)
def test_statuses(text: str, status: str) -> None:
    found = [s for s in sightings(FLIGHT, [page(text, kind="headline")[0]]) if s.indicator == "first-flight"]
    assert [s.status for s in found] == [status]


def test_a_street_is_not_the_state_it_is_called_after() -> None:
    assert not sightings(FLIGHT, [page("Thousands fled in Ethiopia Street", kind="headline")[0]])


def test_a_garrisons_commander_is_not_the_head_of_the_army() -> None:
    coup = packs.load("coup-attempt:country=GHA")
    texts = (
        "Ghana sacks the commander of the Tamale garrison",
        "Ghana sacks the commander of the army",
        "Ghana arrests a deputy general manager of the port",
    )
    hits = [{s.indicator for s in sightings(coup, [page(text, kind="headline")[0]])} for text in texts]
    assert ["commanders-replaced" in found for found in hits] == [False, True, False]
