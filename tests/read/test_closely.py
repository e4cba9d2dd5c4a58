"""The network that reads pairs closely: what it must see in plain news sentences, and that no text can break it."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.read import closely
from tocsin.read.closely import CloseReader, close_reader
from tocsin.read.network import WEIGHTS
from tocsin.read.pairs import LABELS


@pytest.fixture(scope="module")
def network() -> CloseReader:
    if not (WEIGHTS / closely.FILE).exists():
        pytest.skip("the weights are not in this checkout")
    return close_reader()


def test_every_pair_gets_probabilities(network: CloseReader) -> None:
    odd = [("", "x"), ("\u202eabc", "🙂 " * 400), ("a", ""), ("", "")]
    found = network(odd)
    assert found.shape == (4, len(LABELS)) and np.allclose(found.sum(1), 1, atol=1e-4)
    assert network([]).shape == (0, len(LABELS))


@pytest.mark.parametrize(
    ("a", "b", "label"),
    [
        ("The army has left the town.", "The army has not left the town.", "oppose"),
        ("The strait is open to all ships.", "The strait is closed to all ships.", "oppose"),
        ("Iran seized an Israeli ship.", "Israel seized an Iranian ship.", "other"),
        ("Rebels shelled the market on Monday.", "The army opened a school on Friday.", "other"),
        ("At least 12 people died in the blast.", "At least 30 people died in the blast.", "number"),
        ("The minister visited the school.", "Engineers demand more money for the road to Kaya.", "other"),
    ],
)
def test_states_that_exclude_each_other_are_told_from_others(network: CloseReader, a: str, b: str, label: str) -> None:
    said = network([(a, b), (b, a)]).mean(0)
    assert LABELS[int(said.argmax())] == label


def test_a_pair_is_judged_by_itself_and_what_is_remembered_changes_nothing(
    network: CloseReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = [
        ("Troops left the town.", "Troops hold the town."),
        ("Rain fell.", "It is said that prices rose a little in May."),
        ("Rain fell.", "Troops hold the town."),
    ]
    first = network(pairs)
    assert np.array_equal(first[1:], network(pairs[1:]))
    monkeypatch.setattr(closely, "REMEMBERED", 1)
    network([("Something else.", "Another thing.")])
    assert np.array_equal(first, CloseReader(WEIGHTS)(pairs)) and np.array_equal(first, network(pairs))


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Two lorries of boys in uniform now guard the gate of the radio house in Conakry.", "reported"),
        ("No soldier has gone near the palace or the radio, the mayor said.", "denied"),
        ("The officers mean to march on the palace on Sunday, a deputy warned.", "planned"),
        ("The new radio station in the capital plays songs about soldiers.", "none"),
        ("Fishermen landed a record catch of sardines.", "none"),
    ],
)
def test_a_sentence_is_told_by_what_it_says_of_what_is_asked_for(
    network: CloseReader, sentence: str, kind: str
) -> None:
    said = network.kinds([("soldiers take or surround the palace, broadcaster, airport or parliament", sentence, "")])
    assert said.shape == (1, 4) and said.sum() == pytest.approx(1, abs=1e-4)
    assert closely.KINDS[int(said[0].argmax())] == kind
