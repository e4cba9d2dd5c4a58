"""What a student of pairs hears, what it is asked for, and what nobody teaches it."""

from itertools import islice

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch")

import torch
from training.drawing import batches, cut, length, wanted
from training.examples import Example, beside, clusters, held_out
from training.larger import DISTANCES, Relative, distances
from training.model import Shape
from training.pairing import loss

from tocsin.read.network import WEIGHTS
from tocsin.read.pieces import Pieces
from tocsin.resolve.model import CLASSES

SMALL = Shape(layers=2, width=24, heads=4, head=6, inner=16, vocabulary=200, positions=64, dropout=0.0)


def one(a: str, b: str, problem: str = "cluster/x", heard: tuple[float, ...] = ()) -> Example:
    return Example(a, b, ("oppose",), 1.0, problem, heard)


def test_a_teacher_is_asked_about_every_two_texts_that_stand_beside_one() -> None:
    taught = [one("a", "b"), one("a", "c"), one("a", "d", "answer/x"), one("a", "e", "mined/x"), one("z", "b")]
    assert [(e.a, e.b, e.allowed, e.weight) for e in beside(taught)] == [("b", "c", CLASSES, 0.0)]


def test_a_tenth_is_kept_back_and_what_was_judged_for_it() -> None:
    written = [e for e in clusters() if e.weight >= 3]
    kept = sum(map(held_out, written)) / len(written)
    assert 0.05 < kept < 0.15
    assert held_out(one("a", "b", "mined/kept-1")) and not held_out(one("a", "b", "ours"))


def test_where_a_teacher_has_spoken_its_word_counts_most() -> None:
    heard = (0.0, 0.0, 0.0, 1.0, 0.0)
    asked = torch.tensor([wanted(one("a", "b", heard=heard)), wanted(one("a", "b"))])
    agrees, opposes = (torch.tensor([[4.0 if c == k else 0.0 for c in CLASSES]]) for k in ("agree", "oppose"))
    assert loss(agrees, asked[:1]) < loss(opposes, asked[:1])
    assert loss(agrees, asked[1:]) > loss(opposes, asked[1:])


def test_a_row_of_kinds_teaches_nothing_of_pairs() -> None:
    nothing, reported = torch.zeros(1, 2 * len(CLASSES)), torch.eye(4)[:1]
    asked, said = torch.cat([nothing, reported], -1), torch.zeros(1, len(CLASSES) + 4)
    right, wrong, other = (said.index_fill(1, torch.tensor([n]), 4.0) for n in (len(CLASSES), len(CLASSES) + 1, 0))
    assert loss(right, asked) < loss(said, asked) < loss(wrong, asked) and loss(other, asked) == loss(said, asked)


def test_batches_are_full_and_of_like_length() -> None:
    examples = [one("The bridge is closed.", "The bridge is open to all " * (n % 3 + 1)) for n in range(9)]
    made = batches(examples, Pieces(WEIGHTS / "tokenizer.json"), 900, np.random.default_rng(1))
    for ids, types, asked in islice(made, 5):
        assert ids.numel() <= 900 and ids.shape == types.shape and asked.shape == (len(ids), 2 * len(CLASSES))
    assert [len(group) for group in cut([(np.zeros(5, int), np.zeros(5, int), [0.0])] * 7, 15, length)] == [3, 3, 1]


def test_distance_tells_before_from_behind_and_near_from_far() -> None:
    found = distances(200, torch.device("cpu"))
    assert found.diagonal().eq(0).all() and found.max() < DISTANCES
    assert found[5, 2] == 3 and found[2, 5] == DISTANCES // 2 + 3
    assert found[199, 0] == found[199, 60] and found[199, 0] > found[30, 0]


def test_a_filling_changes_nothing_and_an_order_does() -> None:
    torch.manual_seed(2)
    network = Relative(SMALL).eval()
    with torch.no_grad():
        network.positions.weight.zero_()  # so that only distances tell one order from another
        rows = [torch.tensor([row]) for row in ([7, 8, 9], [7, 8, 9, 0, 0], [7, 9, 8])]
        short, filled, turned = (network(row, row * 0) for row in rows)
    assert torch.allclose(short, filled[:, :3], atol=1e-5)
    assert not torch.allclose(short[:, 0], turned[:, 0], atol=1e-3)
