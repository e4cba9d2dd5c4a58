"""In a stream: who only takes a position contradicts nobody, nothing contradicts what it quotes, and the network is asked."""

from __future__ import annotations

import numpy as np
import pytest

from tests.resolve.small import article, read, said
from tocsin import resolve, workbench
from tocsin.nouns.actor import Actor
from tocsin.resolve import copies, origins
from tocsin.resolve.aliases import alias
from tocsin.resolve.asking import NETWORK, Networks, asked, glanced, heard, odds
from tocsin.resolve.attitudes import takes_position
from tocsin.resolve.candidates import Telling
from tocsin.resolve.claims import claims
from tocsin.resolve.frames import frame
from tocsin.resolve.opposing import beside, opposing


@pytest.mark.parametrize(
    "text",
    [
        "rejected the recognition of the two republics",
        "condemned the attack on the port",
        "dismissed the importance of the first shipment",
        "refused to lift the blockade",
        "welcomed the decision to withdraw",
    ],
)
def test_a_position_says_nothing_that_could_be_contradicted(text) -> None:
    assert takes_position(frame(text))


@pytest.mark.parametrize(
    "text",
    [
        "denied that its troops had entered the plant",
        "denies killing civilians",
        "rejected claims that the town had fallen",
        "denied any involvement in the raid",
        "dismissed as false a report on a withdrawal",
        "said the bridge was closed",
    ],
)
def test_a_denial_of_something_said_or_done_does(text) -> None:
    assert not takes_position(frame(text))


def test_only_a_mark_before_the_deed_governs_it() -> None:
    shown = frame("The service is carrying out a mobilisation to learn how people might react")
    deed = next(w for w in shown.words if w.low == "mobilisation")
    later = next(w for w in shown.words if w.low == "react")
    assert "possible" not in shown.mood_of(deed) and "possible" in shown.mood_of(later)


def test_what_is_quoted_inside_a_statement_does_not_contradict_it() -> None:
    page = article("The ministry said that the envoy had denied that the bridge over the Tana was closed.", "Herald")
    outer = said(page, "The ministry", "said", "that the envoy had denied that the bridge over the Tana was closed")
    inner = said(
        page, "the envoy", "denied", "that the bridge over the Tana was closed", act="deny", polarity="negated"
    )
    readings = [read(page, outer, inner)]
    found = resolve.relations([page], readings, origins([page], readings, copies([page])))
    assert not [r for r in found if r.kind in ("contradicts", "denies")]


@pytest.mark.parametrize(
    ("who", "held"),
    [("Captain Orrin", True), ("One officer", True), ("One", False), ("Another", False), ("People", False)],
)
def test_who_is_nobody_in_particular_contradicts_nobody(who: str, held: bool) -> None:
    first = article("The ministry said: the northern fleet has left the port of Brask.", "A", 0)
    second = article(f"{who} said: the northern fleet has not left the port of Brask.", "B", 0.2)
    told = (
        said(first, "The ministry", "said", "the northern fleet has left the port of Brask"),
        said(second, who, "said", "the northern fleet has not left the port of Brask", actor=""),
    )
    documents, readings = [first, second], [read(first, told[0]), read(second, told[1])]
    roots, _ = claims(documents, readings, origins(documents, readings, copies(documents)))
    assert bool(list(beside(roots, Telling(c.frame for c in roots), {}))) is held


def test_the_order_of_a_pair_is_nothing_to_the_network() -> None:
    def pair(pairs):
        return [[len(a) / 100, len(b) / 100, 0.1, 0.2, 0.3] for a, b in pairs]

    def vectors(texts):
        return np.array([[1.0, 0.0] if "x" in t else [0.6, 0.8] for t in texts])

    networks = Networks(vectors, pair, pair)
    (one,), (two,) = asked([("x", "longer")], networks), asked([("longer", "x")], networks)
    assert one == two and tuple(one) == NETWORK and one["nearness"] == pytest.approx(0.6)
    assert one["network_odds"] == pytest.approx(odds(0.035)) and one["glance_odds"] == pytest.approx(odds(0.06))


def test_where_there_is_nothing_to_ask_nothing_is_said() -> None:
    def none(given):
        return np.zeros((len(given), 5))

    assert asked([], Networks(none, none, none)) == [] and not len(glanced([], none))
    both, least = heard([], none)
    assert both.shape == (0, 5) and least.shape == (0,)


def test_only_that_is_read_closely_which_a_glance_finds_a_trace_in() -> None:
    told = {"the mayor": "was destroyed on Monday", "the army": "was not destroyed on Monday",
            "the governor": "was rebuilt on Monday by an army of masons"}  # fmt: skip
    told = {who: f"The bridge over the Tana {deed}" for who, deed in told.items()}
    pages = [article(f"{what}, {who} said.", f"Post {n}", n) for n, (who, what) in enumerate(told.items())]
    readings = [
        read(page, said(page, who, "said", what)) for page, (who, what) in zip(pages, told.items(), strict=True)
    ]
    roots, _ = claims(pages, readings, origins(pages, readings, copies(pages)))
    pairs = list(beside(roots, Telling(c.frame for c in roots), {}))
    read_closely: list[tuple[str, str]] = []

    def glance(given):
        return [[0.9 if any("masons" in t for t in two) else 0.0, 0, 0, 0, 0.1] for two in given]

    def pair(given):
        read_closely.extend(given)
        return [[0.5, 0, 0, 0, 0.5]] * len(given)

    networks = Networks(lambda texts: np.ones((len(texts), 1)), pair, glance)
    found = [p for p, _ in opposing(pairs, networks)]
    assert (
        len(pairs) == 3
        and len(found) == 2
        and {frozenset(two) for two in read_closely} == {frozenset(p.sentences) for p in found}
    )
    assert len(list(opposing(pairs, networks, also=lambda pair: True))) == 3


def test_the_verbs_ask_both_networks(monkeypatch) -> None:
    seen: list[str] = []
    for name in ("pair", "glance"):
        real = getattr(workbench.networks, name)
        monkeypatch.setattr(
            workbench.networks, name, lambda pairs, real=real, name=name: (seen.append(name), real(pairs))[1]
        )
    open_, shut = (
        article(f"The bridge over the Tana {x}, the {who} said.", outlet, day)
        for x, who, outlet, day in (("was destroyed on Monday", "army", "Herald", 0), ("was not destroyed on Monday", "mayor", "Post", 1))
    )  # fmt: skip
    actors = (Actor("o:army", "army", "organisation", "KEN"), Actor("p:mayor", "mayor", "person", "SOM"))
    readings = [
        read(open_, said(open_, "the army", "said", "The bridge over the Tana was destroyed on Monday", actor="o:army"), actors=actors),
        read(shut, said(shut, "the mayor", "said", "The bridge over the Tana was not destroyed on Monday", actor="p:mayor", polarity="negated"), actors=actors),
    ]  # fmt: skip
    study = workbench.studying.related((open_, shut), tuple(readings), [])
    assert set(seen) == {"pair", "glance"} and [r.kind for r in study.relations] == ["contradicts"]


@pytest.mark.parametrize("text", ["dismissed the plan for a tax on salt", "rejected the story about the letters"])
def test_a_plan_or_story_that_is_scorned_is_not_said_to_be_untrue(text: str) -> None:
    assert takes_position(frame(text)) and not takes_position(frame(text.replace(text.split()[0], "denied")))


def test_one_name_in_full_and_in_part_is_one_voice() -> None:
    page = article("Chairwoman Ida Vey Brandt denied that the dam leaked. Brandt said that the dam leaked in May.")
    full = said(page, "Chairwoman Ida Vey Brandt", "denied", "that the dam leaked", act="deny", polarity="negated")
    short = said(page, "Brandt", "said", "that the dam leaked in May")
    readings = [read(page, full, short)]
    roots, _ = claims([page], readings, origins([page], readings, copies([page])))
    one, two = roots[0], roots[-1]
    assert alias(one, two) and not alias(one, one)
