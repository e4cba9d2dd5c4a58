"""A denial, a condition, an old year or an aside governs the deed of its own clause; what is retold or played is none."""

import pytest

from tests.resolve.test_sightings import COUP, WATCH, document
from tocsin import packs
from tocsin.nouns.reading import Event, Piece, Reading
from tocsin.resolve.sightings import sightings
from tocsin.resolve.stance import fragment, stance


def seen(text: str, indicator: str = "soldiers-take-sites", **other: str) -> bool | None:
    """Whether the watch over Ghana sees it (True), sees it denied (False), or sees nothing."""
    hits = [
        s for s in sightings(COUP, [document(text, **other)]) if s.indicator == indicator and s.status == "reported"
    ]
    return hits[0].present if hits else None


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("Guards in Accra did not fire when soldiers stormed the parliament of Ghana on Monday", True),
        ("Guards in Accra did not see soldiers storm the parliament of Ghana on Monday", False),
        ("The minister rejected the demand on Monday and soldiers stormed the parliament of Ghana", True),
        ("The minister saw no tanks and soldiers storm the parliament of Ghana on Monday", False),
        ("Guards denied that tanks and soldiers stormed the parliament of Ghana on Monday", False),
        ("With no warning soldiers stormed the parliament of Ghana on Monday", True),
        ("No soldiers stormed the parliament of Ghana on Monday", False),
        ("The dismissed colonel's soldiers stormed the parliament of Ghana on Monday", True),
        ("The colonel dismissed reports that soldiers stormed the parliament of Ghana on Monday", False),
        ("Never before have so many soldiers stormed the parliament of Ghana", True),
        ("Never have soldiers stormed the parliament of Ghana", False),
        ("Police failed to stop soldiers from storming the parliament of Ghana on Monday", True),
        ("Police stopped soldiers from storming the parliament of Ghana on Monday", False),
    ],
)
def test_a_denial_governs_the_deed_of_its_own_clause(text: str, present: bool) -> None:
    assert seen(text) is present


def test_shelling_that_has_not_stopped_goes_on() -> None:
    for verb, present in (("stopped", True), ("let up", True), ("taken place", False)):
        view = stance(f"Shelling has not {verb} in Goris", 0, 8)
        assert view is not None and view.present is present


@pytest.mark.parametrize(
    ("text", "lit"),
    [
        ("Soldiers stormed the parliament of Ghana on Monday, the gravest attack since 2019", True),
        ("Soldiers stormed the parliament of Ghana on Monday and seized a deputy elected in 2021", True),
        ("Soldiers stormed the parliament of Ghana in 2019", None),
        ("Soldiers had stormed the parliament of Ghana in the gravest attack since 2019", None),
        ("Soldiers stormed the parliament of Ghana under a president elected in 2021", None),
        ("The minister, elected last year, fled on Monday as soldiers stormed the parliament of Ghana on Monday", True),
        ("Last year, as the minister fled, soldiers stormed the parliament of Ghana", None),
        ("On Monday Ghana held the anniversary of the night when soldiers stormed the parliament", None),
    ],
)
def test_a_year_that_dates_a_thing_or_a_comparison_makes_no_history(text: str, lit: bool | None) -> None:
    assert seen(text) is lit


@pytest.mark.parametrize(
    ("text", "lit"),
    [
        ("Shortly before midnight on Monday soldiers stormed the parliament of Ghana", True),
        ("The speaker wants to act before soldiers storm the parliament of Ghana", None),
        ("The speaker left minutes before soldiers stormed the parliament of Ghana on Monday", True),
        ("Guards gave up to avoid a massacre when soldiers stormed the parliament of Ghana", True),
        ("Guards came to prevent soldiers from storming the parliament of Ghana", None),
    ],
)
def test_only_what_is_prevented_itself_is_supposed(text: str, lit: bool | None) -> None:
    assert seen(text) is lit


def test_a_short_line_with_an_irregular_verb_reports() -> None:
    for verb, lit in (("broke into and seized", True), ("seizing", None)):
        assert seen(f"Soldiers {verb} parliament, Accra, Ghana.", kind="article") is lit
    assert not fragment("Rebels struck Tamale at dawn.") and fragment("Rebel rockets in Tamale.")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Turkish lawmakers voted on Monday to close the Bosporus", "reported"),
        ("Turkish lawmakers will vote on Monday to close the Bosporus", "planned"),
    ],
)
def test_a_vote_that_is_looked_for_is_no_plan(text: str, status: str) -> None:
    watch = packs.load("strait-closure:strait=bosporus,actor=TUR")
    assert [s.status for s in sightings(watch, [document(text)]) if s.indicator == "decree-law"] == [status]


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("The curfew in Tamale was lifted on Monday", False),
        ("A curfew in Tamale was ordered on Monday and a ban was lifted", True),
    ],
)
def test_what_was_lifted_holds_no_longer(text: str, present: bool) -> None:
    start = text.index("curfew")
    found = stance(text, start, start + len("curfew in Tamale"))
    assert found is not None and found.present is present


@pytest.mark.parametrize(
    ("text", "lit"),
    [
        ("A driver told a court in Accra on Monday how soldiers had stormed the parliament of Ghana", None),
        ("A driver told reporters in Accra on Monday that soldiers had stormed the parliament of Ghana", True),
        ("The general whose soldiers stormed the parliament of Ghana died on Monday aged 88", None),
    ],
)
def test_what_a_court_hears_or_an_obituary_tells_is_no_news(text: str, lit: bool | None) -> None:
    assert seen(f"{text}.", kind="article") is lit


def test_violence_that_was_a_drill_is_none() -> None:
    text = "Soldiers stormed the parliament of Ghana on Monday."
    assert seen(f"{text} The raid was part of a drill.", kind="article") is None
    assert seen(f"{text} The raid was part of a coup.", kind="article") is True
    assert (
        seen(f"{text} Cadets played the rebels in the exercise.", title="Drill empties Accra", kind="article") is None
    )


def test_a_reader_that_takes_never_before_for_a_denial_is_not_followed() -> None:
    text = "{} since the war has Azerbaijan massed such tanks near the border with Armenia"
    for front, expected in (("Not", [True]), ("Nowhere", [False])):
        whole = text.format(front)
        at = whole.index("massed")
        event = Event("e1", "d1", "MOBILIZE", Piece("massed", at, at + 6), ("state:AZE",), status="denied")
        reading = Reading("d1", "hand", events=(event,), sentences=((0, len(whole)),))
        hits = [s for s in sightings(WATCH, [document(whole)], {"d1": reading}) if s.indicator == "build-up"]
        assert [s.present for s in hits] == expected
