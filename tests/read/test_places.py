"""Where the places of a text lie: told beside them, drawn by the states spoken of, by size, or left open."""

from dataclasses import replace

import pytest

from tests.read.hand import blank
from tocsin import gazetteer
from tocsin.read import actors
from tocsin.read.actors import toponyms
from tocsin.read.actors.outlets import host, seat
from tocsin.read.network import Name, Tagged


def tagged(text: str, *names: str, kind: str = "LOC") -> Tagged:
    """A text in which these are names, at every place where they stand; “PER:Ito” is a person's."""
    found = []
    for name in names:
        own, _, bare = name.rpartition(":")
        at = text.find(bare)
        while at >= 0:
            found.append(Name(own or kind, at, at + len(bare), 1.0))
            at = text.find(bare, at + 1)
    return replace(blank(text), names=tuple(sorted(found, key=lambda n: n.start)))


def lie(text: str, *names: str, home: str | None = None) -> dict[str, str | None]:
    """The state of each place, by its name."""
    cast = actors.resolve(text, tagged(text, *names), home=home)
    return {a.name: a.side for a in cast.actors if a.kind == "place"}


@pytest.mark.parametrize(
    ("text", "names", "states"),
    [
        ("Shots were heard in Tamale.", ["Tamale"], {"Tamale": "GHA"}),
        ("TAMALE – Shots were heard.", ["TAMALE"], {"TAMALE": "GHA"}),
        ("A curfew in Nzerekore and Kankan.", ["Nzerekore", "Kankan"], {"Nzerekore": "GIN", "Kankan": "GIN"}),
        ("Lorries left Culiacan for Mazatlan.", ["Culiacan", "Mazatlan"], {"Culiacan": "MEX", "Mazatlan": "MEX"}),
        ("Strikes in Hyderabad, a town in Pakistan.", ["Hyderabad"], {"Hyderabad": "PAK"}),
        ("The German town of Halle was calm.", ["Halle"], {"Halle": "DEU"}),
        ("A shooting in Paris, Texas.", ["Paris", "Texas"], {"Paris": "USA", "Texas": "USA"}),
        ("A shooting in Mobile, Alabama.", ["Mobile, Alabama"], {"Mobile": "USA", "Alabama": "USA"}),
        ("A flood in Lebanon, Pennsylvania.", ["Lebanon", "Pennsylvania"], {"Lebanon": "USA", "Pennsylvania": "USA"}),
        ("Spain mourns. A court in Cuenca sat.", ["Cuenca"], {"Cuenca": "ESP"}),
        ("Ecuador mourns. A prison in Cuenca burned.", ["Cuenca"], {"Cuenca": "ECU"}),
        ("Police in Cambridge said no more.", ["Cambridge"], {"Cambridge": None}),
        ("Fighting in Hama province went on.", ["Hama province"], {"Hama province": "SYR"}),
        ("Northern Region of Ghana voted.", ["Northern Region"], {"Northern Region": "GHA"}),
        ("Tunisia strikes: Sfax and Gafsa stood still.", ["Sfax", "ORG:Gafsa"], {"Sfax": "TUN", "Gafsa": "TUN"}),
        ("He was seen at Tamale Airport.", ["FAC:Tamale Airport"], {"Tamale Airport": "GHA"}),
    ],
)  # fmt: skip
def test_a_place_lies_where_the_text_says_or_most_likely(
    text: str, names: list[str], states: dict[str, str | None]
) -> None:
    assert lie(text, *names) == states


def test_what_the_network_does_not_mark_is_no_place() -> None:
    text = "A man was reading of a nice and mobile split in the bath. Reading on, he hit Man, Of and Same."
    assert lie(text) == {}


def test_a_persons_name_is_no_town() -> None:
    assert lie("Paris Lincoln met Kumasi in a park.", "PER:Paris Lincoln", "PER:Kumasi") == {}


def test_a_name_means_the_same_throughout_a_text() -> None:
    text = "A fire in Cuenca. Ecuador sent help, and so did Peru. In Cuenca, shops were closed."
    (place,) = [a for a in actors.resolve(text, tagged(text, "Cuenca")).actors if a.kind == "place"]
    assert place.side == "ECU" and len(place.mentions) == 2


def test_a_barracks_may_bear_the_name_of_a_town_elsewhere() -> None:
    assert lie("Shots at the Kamina barracks in Tamale.", "Kamina", "Tamale") == {"Kamina": None, "Tamale": "GHA"}


def test_a_lone_small_town_is_left_open_where_the_text_speaks_of_other_states() -> None:
    assert lie("Austria and Italy argue over Linden.", "Linden")["Linden"] is None


def test_the_outlets_state_draws_its_own_towns() -> None:
    assert lie("Nurses walked out in Hamilton.", "Hamilton") == {"Hamilton": None}
    assert lie("Nurses walked out in Hamilton.", "Hamilton", home="NZL") == {"Hamilton": "NZL"}


@pytest.mark.parametrize(
    ("outlet", "url", "state"),
    [
        ("Ghana News Agency", None, "GHA"), ("The Herald", "https://www.herald.example.co.zw/a?b=1", "ZWE"),
        ("Waikato Times", None, "NZL"), ("The Times", "https://news.example.com/", None), (None, None, None),
        ("Kyiv Post", "http://[broken", "UKR"), ("", "not an address", None), ("A", "https://x.io", None),
    ],
)  # fmt: skip
def test_an_outlet_is_where_its_address_or_its_name_says(
    outlet: str | None, url: str | None, state: str | None
) -> None:
    assert seat(outlet, host(url)) == state


def test_a_town_has_its_degrees_and_its_region() -> None:
    text = "Shots were heard in Tamale."
    (town,) = actors.resolve(text, tagged(text, "Tamale")).actors
    assert town.id == "place:tamale" and town.place is not None
    assert (town.place.name, town.place.region, town.place.kind) == ("Tamale", "Northern", "town")
    assert (round(town.place.lat), round(town.place.lon)) == (9, -1)


def test_twins_in_one_state_have_their_state_but_no_degrees() -> None:
    text = "Voters in Springfield waited, and America looked on."
    (town,) = [a for a in actors.resolve(text, tagged(text, "Springfield")).actors if a.kind == "place"]
    assert town.side == "USA" and town.place is None
    text = "Voters in Springfield, Illinois, waited."
    town = next(a for a in actors.resolve(text, tagged(text, "Springfield", "Illinois")).actors if a.kind == "place")
    assert town.place is not None and town.place.region == "Illinois"


def test_an_unusual_meaning_has_an_id_of_its_own() -> None:
    ids = [
        next(a.id for a in actors.resolve(text, tagged(text, "Cordoba")).actors if a.name == "Cordoba")
        for text in ("Argentina: a garrison in Cordoba.", "Spain: a trial in Cordoba.", "Spain: a march in Cordoba.")
    ]
    assert ids[0] != ids[1] == ids[2]


def test_descriptions_take_the_state_of_the_town() -> None:
    text = "The police in Kumasi fired."
    cast = actors.resolve(text, tagged(text, "Kumasi"))
    assert "GHA" in {a.side for a in cast.actors if a.kind != "place"}


def test_a_name_is_looked_up_once_however_often_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work grows with the number of different names, not with the length of a text."""
    asked: list[str] = []
    known = gazetteer.named
    monkeypatch.setattr(toponyms.gazetteer, "named", lambda name: asked.append(name) or known(name))

    def lookups(times: int) -> int:
        asked.clear()
        text = "Shots were heard in Tamale and Cuenca. " * times
        actors.resolve(text, tagged(text, "Tamale", "Cuenca"))
        return len(asked)

    assert 0 < lookups(1) == lookups(40) <= 4
