"""The network for pairs: what it must see in plain news sentences, and that no text can break it."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from tocsin.read.network import SHIPPED, WEIGHTS
from tocsin.read.pairs import LABELS, Pairing, pairing
from tocsin.resolve.model import CLASSES


@pytest.fixture(scope="module")
def network() -> Pairing:
    return pairing()


def test_its_labels_are_those_of_the_decision() -> None:
    assert LABELS == CLASSES


def test_every_pair_gets_probabilities(network: Pairing) -> None:
    odd = [("", "x"), ("\u202eabc", "🙂 " * 400), ("a", "")]
    found = network(odd)
    assert found.shape == (3, len(LABELS)) and np.allclose(found.sum(1), 1, atol=1e-4)
    assert network([]).shape == (0, len(LABELS))


@pytest.mark.parametrize(
    ("a", "b", "label"),
    [
        ("The army has left the town.", "The army has not left the town.", "oppose"),
        (
            "No troops crossed the border, the ministry said.",
            "Three columns rolled over the border at dawn, villagers said.",
            "oppose",
        ),
        ("The strait is open to all ships.", "The strait is closed to all ships.", "oppose"),
        ("The port was reopened on Friday.", "Engineers demand more money for the road to Kaya.", "other"),
    ],
)
def test_states_that_exclude_each_other_are_told_from_others(network: Pairing, a: str, b: str, label: str) -> None:
    said = network([(a, b), (b, a)]).mean(0)
    assert LABELS[int(said.argmax())] == label


def test_a_pair_is_judged_by_itself(network: Pairing) -> None:
    two = [
        ("Troops left the town.", "Troops hold the town."),
        ("Rain fell.", "It is said that prices rose a little in May."),
    ]
    assert np.array_equal(network(two)[1:], network(two[1:]))


def test_both_networks_read_one_table_of_words_and_all_can_be_installed() -> None:
    assert sum((WEIGHTS / name).stat().st_size for name in SHIPPED) < 95e6  # the index takes no wheel beyond 100 MB
    onnx = pytest.importorskip("onnx", reason="the files are only opened where onnx is installed")
    tables = []
    for name in ("network.int8.onnx", "pairing.int8.onnx"):
        graph = onnx.load(WEIGHTS / name).graph
        tables += [
            hashlib.sha256(t.raw_data).hexdigest() for t in graph.initializer if t.name == "encoder.words.weight"
        ]
    assert len(tables) == 2 and len(set(tables)) == 1
