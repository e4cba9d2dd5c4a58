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
        ("The convoy was stopped at the bridge, Kyiv said.", "The convoy has reached the town, Moscow said.", "oppose"),
        ("The strait is open to all ships.", "The strait is closed to all ships.", "oppose"),
        ("Rebels shelled the market, the army said.", "The army shelled the market, residents said.", "oppose"),
        ("Rebels shelled the market on Monday.", "The army opened a school on Friday.", "other"),
        ("At least 12 people died in the blast.", "At least 30 people died in the blast.", "number"),
        ("The port was reopened on Friday.", "Engineers demand more money for the road to Kaya.", "other"),
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
