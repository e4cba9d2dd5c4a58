"""Towns and regions are found under the spellings news uses, with their country and where they lie."""

from importlib.resources import files

import pytest

from tocsin import gazetteer
from tocsin.gazetteer.lookup import ALSO, _table


def first(name: str) -> tuple[str, str]:
    place = gazetteer.named(name)[0].place
    return place.country, place.kind


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Tamale", "GHA"), ("TAMALE", "GHA"), ("Nzerekore", "GIN"), ("N’Djamena", "TCD"), ("Sana'a", "YEM"),
        ("Hodeidah", "YEM"), ("al-Hasakah", "SYR"), ("Deir al-Zour", "SYR"), ("El Geneina", "SDN"), ("Bombay", "IND"),
        ("Kharkov", "UKR"), ("Nikolaev", "UKR"), ("St. Petersburg", "RUS"), ("Xi'an", "CHN"), ("Cologne", "DEU"),
        ("North Darfur", "SDN"), ("Mazar-i-Sharif", "AFG"), ("Guayaquil", "ECU"), ("Culiacan", "MEX"),
    ],
)  # fmt: skip
def test_a_place_is_found_under_names_in_the_news(name: str, country: str) -> None:
    assert first(name)[0] == country


def test_a_town_has_its_region_and_its_degrees() -> None:
    town = gazetteer.named("Tamale")[0].place
    assert (town.name, town.kind, town.region) == ("Tamale", "town", "Northern")
    assert town.lat == pytest.approx(9.4, abs=0.05) and town.lon == pytest.approx(-0.84, abs=0.05)
    assert 200_000 < town.population < 2_000_000
    assert gazetteer.place(town.id) == town


def test_namesakes_come_by_population_and_know_their_main_name() -> None:
    called = gazetteer.named("Odessa")
    people = [c.place.population for c in called]
    assert people == sorted(people, reverse=True)
    assert {(c.place.country, c.main) for c in called if c.place.kind == "town"} == {("UKR", False), ("USA", True)}


def test_a_region_is_found_with_and_without_its_kind() -> None:
    assert {c.place.country for c in gazetteer.named("Masvingo Province")} == {"ZWE"}
    assert "region" in {c.place.kind for c in gazetteer.named("Masvingo")}


@pytest.mark.parametrize("name", ["", "   ", "Zzyzx Nowhere", "the", "\n", "\x00", "a\tb"])
def test_what_is_no_place_is_not_found(name: str) -> None:
    assert gazetteer.named(name) == ()


def test_an_unknown_id_is_an_error() -> None:
    with pytest.raises(KeyError):
        gazetteer.place("0")


def test_an_address_tells_the_state_unless_its_ending_is_sold_to_all() -> None:
    assert gazetteer.domain(".gh") == "GHA"
    assert gazetteer.domain(".uk") == "GBR"
    assert gazetteer.domain(".io") is None
    assert gazetteer.domain(".com") is None


@pytest.mark.parametrize("name", ["names.tsv", "places.tsv", "domains.tsv"])
def test_tables_are_sorted_and_every_line_can_be_found(name: str) -> None:
    lines = _table(name)[:].split(b"\n")[:-1]
    keys = [line.partition(b"\t")[0] for line in lines]
    assert keys == sorted(set(keys))


def test_every_name_leads_to_a_place() -> None:
    known = {line.partition(b"\t")[0] for line in _table("places.tsv")[:].split(b"\n")[:-1]}
    named = [line.split(b"\t") for line in _table("names.tsv")[:].split(b"\n")[:-1]]
    assert {id.removeprefix(ALSO.encode()) for row in named for id in row[1:]} <= known
    for row in named[:: len(named) // 500]:
        assert len(gazetteer.named(row[0].decode())) == len(row) - 1, row[0]


def test_geonames_is_credited_and_the_tables_stay_small() -> None:
    folder = files("tocsin.gazetteer")
    credit = folder.joinpath("THIRD_PARTY.txt").read_text(encoding="utf-8")
    assert "GeoNames" in credit and "Creative Commons Attribution 4.0" in credit
    assert sum(len(folder.joinpath(t).read_bytes()) for t in ("names.tsv", "places.tsv", "domains.tsv")) < 3_200_000
