"""Names, descriptions, capitals and agencies become actors with the same id in every text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.read.cast_by_hand import cast_of, named
from tests.read.hand import blank
from tocsin.nouns.actor import ActorKind
from tocsin.read import actors
from tocsin.read.actors import name_key, resolve_key
from tocsin.read.actors.register import register, roles
from tocsin.read.languages import table

KINDS = set(ActorKind.__args__)  # type: ignore[attr-defined]


def entries(tree: dict) -> list:
    return [e for key, below in tree.items() for e in ([below] if key == "" else entries(below))]


def sides(cast: actors.Cast) -> dict[str, str | None]:
    return {a.id: a.side for a in cast.actors}


def test_the_register_holds_only_what_the_nouns_allow() -> None:
    found = entries(register()) + entries(roles())
    assert len(found) > 2_000
    assert {e.kind for e in found} <= KINDS


def test_every_state_has_three_letters_and_no_two_share_a_name() -> None:
    rows = [line.split("|") for line in table("actors_states")["states"].splitlines() if line.strip()]
    codes, names = [r[0].strip() for r in rows], [n for r in rows for n in r[1].split(";")]
    assert len(set(codes)) == len(codes) >= 193
    assert all(len(c) == 3 and c.isupper() for c in codes)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("a", "b"), table("actors_names")["examples"])
def test_spellings_of_one_name_meet(a: str, b: str) -> None:
    assert name_key(a) == name_key(b)


@pytest.mark.parametrize(("a", "b"), [("Sergei Lavrov", "Sergei Shoigu"), ("Ali Hassan", "Ali Hussein"), ("Li", "Le")])
def test_different_names_stay_apart(a: str, b: str) -> None:
    assert name_key(a) != name_key(b)


def test_a_surname_can_be_merged_with_the_full_name_later() -> None:
    assert resolve_key("person:lukashenko") == resolve_key("person:alexander-lukashenko")
    assert resolve_key("state:BLR") == "state:BLR"


def test_a_title_gives_the_person_a_side_and_an_office() -> None:
    cast = cast_of(
        "Norwegian/ADJ/3/amod Defence/NOUN/3/compound Minister/NOUN/6/nsubj Kari/PROPN/3/flat Moe/PROPN/4/flat "
        "spoke/VERB/0/root ./PUNCT/6/punct",
        ("PER", "Kari Moe"),
    )
    assert sides(cast)["person:kari-moe"] == "NOR"
    assert cast.actor_at(0, len("Norwegian Defence Minister Kari Moe")) == "person:kari-moe"


def test_the_adviser_is_not_the_president_he_advises() -> None:
    cast = cast_of(
        "The/DET/2/det adviser/NOUN/10/nsubj to/ADP/5/case the/DET/5/det President/NOUN/2/nmod of/ADP/7/case "
        "Peru/PROPN/5/nmod ,/PUNCT/9/punct Quispe/PROPN/2/appos spoke/VERB/0/root",
        ("PER", "Quispe"),
        ("LOC", "Peru"),
    )
    text = cast.view.text
    assert cast.actor_at(text.index("Quispe"), text.index(" spoke")) == "person:quispe"
    assert cast.actor_at(text.index("the President"), text.index(" ,")) == "office:PER-president"
    assert sides(cast)["person:quispe"] == "PER"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Minsk/PROPN/2/nsubj said/VERB/0/root so/ADV/2/advmod", "state:BLR"),
        ("They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Minsk/PROPN/2/obl", "place:minsk"),
        ("Talks/NOUN/4/nsubj with/ADP/3/case Minsk/PROPN/1/nmod failed/VERB/0/root", "state:BLR"),
        ("He/PRON/2/nsubj flew/VERB/0/root to/ADP/4/case Minsk/PROPN/2/obl", "place:minsk"),
    ],
)
def test_a_capital_is_the_state_only_where_it_acts(sentence: str, expected: str) -> None:
    cast = cast_of(sentence, ("LOC", "Minsk"))
    at = cast.view.text.index("Minsk")
    assert cast.actor_at(at, at + 5) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Main Directorate of Intelligence of the Ministry of Defence of Ukraine",
        "Defence Intelligence of Ukraine",
        "HUR",
        "Ukrainian military intelligence",
    ],
)
def test_one_agency_under_its_several_names(name: str) -> None:
    text = f"{name} said nothing"
    cast = actors.resolve(text, blank(text))
    assert cast.actor_at(0, len(name)) in ("org:UKR-defence-intelligence",)


def test_an_acronym_stands_for_the_long_form_before_it() -> None:
    long_form = "Lake Rescue Council"
    cast = cast_of(
        "Lake/PROPN/3/compound Rescue/PROPN/3/compound Council/PROPN/7/nsubj (/PUNCT/5/punct LRC/PROPN/3/appos "
        ")/PUNCT/5/punct spoke/VERB/0/root ./PUNCT/7/punct LRC/PROPN/10/nsubj left/VERB/7/parataxis",
        ("ORG", long_form),
        ("ORG", "LRC"),
    )
    last = cast.view.text.rindex("LRC")
    assert cast.actor_at(last, last + 3) == "org:lake-rescue-council"


def test_us_is_not_the_united_states() -> None:
    text = "They told us and the US army"
    cast = actors.resolve(text, blank(text))
    assert [m.text for a in cast.actors if a.id == "state:USA" for m in a.mentions] == ["US"]


def test_a_problem_brings_its_own_names() -> None:
    text, tagged = named("Zorland/PROPN/2/nsubj spoke/VERB/0/root", ("LOC", "Zorland"))
    cast = actors.resolve(text, tagged, aliases={"Zorland": "state:ZRL"})
    assert cast.actor_at(0, 7) == "state:ZRL"
    assert cast.side("state:ZRL") == "ZRL"


@given(st.text(max_size=300))
def test_any_text_is_survived_and_mentions_quote_it(text: str) -> None:
    cast = actors.resolve(text, blank(text))
    for actor in cast.actors:
        assert actor.mentions
        assert all(text[m.start : m.end] == m.text for m in actor.mentions)
