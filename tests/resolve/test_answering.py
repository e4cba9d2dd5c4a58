"""Which answers of a text become relations: by a known voice, to what somebody told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.resolve.small import article, read, said
from tocsin.nouns.actor import Actor
from tocsin.nouns.reading import Reading
from tocsin.nouns.relation import Relation
from tocsin.resolve import copies, origins, relations

CONTENT = "that the old bridge over the Tana had fallen"


def related(text: str, who: str, told: str | None, cue: str, *actors: Actor) -> list[Relation]:
    """The relations of a page where ``who``, the first actor, denies what ``told``, the second, says."""
    page = article(text)
    inner = said(page, told, cue, CONTENT, **({"actor": actors[1].id} if told else {}))
    denial = said(page, who, "denied", CONTENT, act="deny", polarity="negated", actor=actors[0].id)
    denial = replace(denial, id="st-denial", answers=inner.id)
    reading: Reading = read(page, inner, denial, actors=actors)
    return relations([page], [reading], origins([page], [reading], copies([page])))


def person(name: str) -> Actor:
    return Actor(f"person:{name.lower().replace(' ', '-')}", name, "person")


@pytest.mark.parametrize(("noun", "found"), [("rumour", ["denies"]), ("notion", [])])
def test_a_thought_that_nobody_is_named_for_is_no_report(noun: str, found: list[str]) -> None:
    text = f"Ona Vey denied the {noun} {CONTENT}."
    assert [r.kind for r in related(text, "Ona Vey", None, noun, person("Ona Vey"))] == found


@pytest.mark.parametrize(
    ("actor", "found"),
    [
        (person("Ona Vey"), ["denies"]),
        (person("Ida Brandt"), []),  # not named before
        (Actor("office:speaker", "Vey", "office"), []),  # no "she"
    ],
)
def test_a_pronoun_denies_only_as_a_person_named_before(actor: Actor, found: list[str]) -> None:
    text = f"Ona Vey came to Thessen. She denied the rumour {CONTENT}."
    assert [r.kind for r in related(text, "She", None, "rumour", actor)] == found


@pytest.mark.parametrize(("side", "found"), [("KEN", []), ("TCD", ["denies"])])
def test_a_state_does_not_deny_what_its_own_side_says(side: str, found: list[str]) -> None:
    state = Actor("state:kenya", "Kenya", "state", side="KEN")
    text = f"Kenya denied the claim of Ona Vey {CONTENT}."
    owner = replace(person("Ona Vey"), side=side)
    assert [r.kind for r in related(text, "Kenya", "Ona Vey", "claim", state, owner)] == found


def test_who_plays_a_report_down_does_not_deny_it() -> None:
    page = article(f"Ona Vey played down the report {CONTENT}.")
    inner = said(page, None, "report", CONTENT)
    played = said(page, "Ona Vey", "played down", CONTENT, act="doubt", polarity="negated", actor="person:ona-vey")
    reading = read(page, inner, replace(played, id="st-denial", answers=inner.id), actors=(person("Ona Vey"),))
    assert relations([page], [reading], origins([page], [reading], copies([page]))) == []


def test_a_he_who_walks_back_his_words_has_changed_them() -> None:
    text = f"Ona Vey said {CONTENT}. She walked back the claim {CONTENT}."
    page = article(text)
    first = said(page, "Ona Vey", "said", CONTENT, actor="person:ona-vey")
    back = said(page, "She", "walked back", CONTENT, act="deny", polarity="negated", actor="person:ona-vey")
    reading = read(page, first, replace(back, id="st-back", answers=first.id), actors=(person("Ona Vey"),))
    found = relations([page], [reading], origins([page], [reading], copies([page])))
    assert [r.kind for r in found] == ["changes"]
