"""A denial that names whose charge it rejects answers no other side."""

import pytest

from tests.resolve.small import article, read, said
from tocsin.nouns.actor import Actor, Mention
from tocsin.nouns.document import Document
from tocsin.resolve.charges import charged_by, theirs
from tocsin.resolve.claims import Claim, claims
from tocsin.resolve.copies import copies
from tocsin.resolve.origins import origins

LONA, VARE = "state:LON", "state:VAR"
CLAIM = "that an attack on the fort at Tessen was being planned"


def told(who: str, side: str, cue: str, content: str, **how: str) -> tuple[Claim, Actor]:
    """A claim of somebody of a side, and that somebody; Vare and Lona are states that it may name."""
    page = article(f"{who} {cue} {content}.", outlet=who)
    speaker = Actor(f"person:{who.lower()}", who, "person", side=side)
    states = tuple(state(page, name, f"state:{name[:3].upper()}") for name in ("Vare", "Lona"))
    reading = read(page, said(page, who, cue, content, actor=speaker.id, **how), actors=(speaker, *states))
    roots, _ = claims([page], [reading], origins([page], [reading], copies([page])))
    return roots[0], speaker


def state(page: Document, name: str, actor: str) -> Actor:
    at = page.text.find(name)
    mentions = (Mention(name, at, at + len(name)),) if at >= 0 else ()
    return Actor(actor, name, "state", mentions=mentions, side=actor.removeprefix("state:"))


@pytest.mark.parametrize("charge", ["assertions from Vare", "Vare's claims"])
@pytest.mark.parametrize(("side", "answers"), [("LON", False), ("VAR", True)])
def test_a_denial_answers_the_side_whose_charge_it_rejects(charge: str, side: str, answers: bool) -> None:
    denial, denier = told("Brandt", "LON", "denied", f"{charge} {CLAIM}", act="deny", polarity="negated")
    other, speaker = told("Vey", side, "said", CLAIM)
    actors = {a.id: a for a in (denier, speaker)}
    assert charged_by(denial) == {"VAR"}
    assert theirs(denial, other, actors) is theirs(other, denial, actors) is answers


def test_who_is_named_in_the_charge_makes_it_not() -> None:
    denial, _ = told("Brandt", "LON", "denied", "claims of Vare troops at the fort of Tessen", act="deny")
    assert charged_by(denial) == set()
