"""A student begins as its teacher, hears what it says, and gets the same batches however many hands make them."""

from collections.abc import Iterator
from itertools import islice

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch")

from dataclasses import replace

import torch
from training.batches import Batch, Window, collate, stream
from training.corpora import Doc, blank
from training.feed import Feed, fed
from training.losses import WEIGHTS
from training.model import Reader, Shape, spread
from training.slim import best, slimmed
from training.teaching import lesson, taught

WHOLE = Shape(layers=3, width=24, heads=4, head=6, inner=16, vocabulary=200, positions=64, dropout=0.0)


def article(words: int = 12) -> Doc:
    doc = blank("plain", "one", [["w"] * (words // 2), ["w"] * (words - words // 2)], [False, True])
    rng = np.random.default_rng(words)
    doc.pieces, doc.shapes = rng.integers(1, 60, words), np.zeros(words, np.int64)
    doc.counts, doc.starts = np.ones(words, np.int64), np.arange(words + 1)
    return doc


def batch() -> Batch:
    return collate([Window(article(), 0, 2, 13)])


def said(reader: Reader, of: Batch) -> torch.Tensor:
    return reader(of.ids, of.types, of.first, of.pool).hidden[1]


def test_a_student_as_wide_as_its_teacher_says_the_same() -> None:
    teacher = Reader(WHOLE).eval()
    assert torch.allclose(said(slimmed(teacher, WHOLE, [batch()]).eval(), batch()), said(teacher, batch()), atol=1e-5)


def test_what_adds_nothing_is_what_goes() -> None:
    teacher = Reader(WHOLE).eval()
    with torch.no_grad():
        for layer in teacher.encoder.layers:
            layer.out.weight[:, 6:12] = 0  # the second head
            layer.down.weight[:, ::2] = 0  # every other cell
    student = slimmed(teacher, replace(WHOLE, heads=3, inner=8), [batch()]).eval()
    assert torch.allclose(said(student, batch()), said(teacher, batch()), atol=1e-5)


def test_the_best_are_kept_in_their_order() -> None:
    assert best(torch.tensor([0.1, 5.0, 0.2, 7.0]), 2).tolist() == [1, 3]
    assert spread(6, 4) == [0, 2, 3, 5] and spread(6, 6) == list(range(6))


def test_who_says_the_same_as_his_teacher_has_nothing_to_learn() -> None:
    teacher, other, of = Reader(WHOLE).eval(), Reader(WHOLE).eval(), batch()
    out = teacher(of.ids, of.types, of.first, of.pool).whole()
    same, apart = taught(teacher, out, [teacher], of), taught(teacher, out, [other], of)
    assert all(abs(float(value.detach())) < 1e-4 for value in same.values())
    assert same.keys() <= {*WEIGHTS, "hidden"} and float(lesson({}, apart).detach()) > 0.01


def rounds(number: int) -> Iterator[list[Window]]:
    return stream([article(n) for n in range(8, 20)], {"plain": 1.0}, number, 40)


@pytest.mark.parametrize("workers", [0, 2])
def test_batches_come_in_one_order(workers: int) -> None:
    wanted = [b.ids for b in islice(iter(Feed(rounds)), 14)]
    found = [b.ids for b in islice(fed(rounds, 5, workers, "cpu"), 9)]
    assert all(torch.equal(a, b) for a, b in zip(wanted[5:], found, strict=True))
