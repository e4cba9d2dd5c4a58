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
