"""Stretches are found where labels leave them possible, described as a whole, and taken where they are worth most."""

from pathlib import Path

import numpy as np
import pytest

from tocsin.read.naming import ARRAYS, FILE, Namer, best
from tocsin.read.network import NAME_KINDS
from tocsin.read.stretches import LONGEST, Article, described, likely

LABELS = 1 + 2 * len(NAME_KINDS)
NOTHING = np.zeros((0, 3), np.int64)
PER, ORG = (1 + 2 * NAME_KINDS.index(kind) for kind in ("PER", "ORG"))


def article(words: str, sentences: list[tuple[int, int]] | None = None, **given: dict[int, float]) -> Article:
    cut = words.split()
    scores = np.full((len(cut), LABELS), -9, np.float32)
    scores[:, 0] = 0
    for place, row in given.items():
        for label, value in row.items():
            scores[int(place[1:]), label] = value
    return Article(cut, sentences or [(0, len(cut))], scores, scores, np.zeros((len(cut), 2), np.float32))


def test_every_stretch_that_the_labels_leave_open_is_weighed() -> None:
    doubtful = article("the Bank of Ilm said", w1={ORG: 5}, w2={ORG + 1: 0}, w3={ORG + 1: 9})
    assert likely(doubtful).tolist() == [[1, 2], [1, 4]]  # surely not without its end once "of" belongs to it


def test_no_stretch_runs_into_the_next_sentence() -> None:
    over = article("met Ana Riga left", [(0, 2), (2, 4)], w1={PER: 9}, w2={PER + 1: 9})
    assert likely(over).tolist() == [[1, 2]]


def test_no_stretch_is_longer_than_the_longest() -> None:
    row = {f"w{n}": {PER + 1: 0.0} for n in range(1, 40)}
    found = likely(article(" ".join(["Ana"] * 40), w0={PER: 9}, **row))
    assert (found[:, 1] - found[:, 0]).max() == LONGEST


def test_a_text_without_names_has_no_stretches() -> None:
    none = article("it rained all day")
    assert likely(none).shape == (0, 2)
    assert described(none, likely(none)).shape[0] == 0


def test_what_is_said_elsewhere_of_the_same_words_is_part_of_the_description() -> None:
    words = "Orvo spoke . Then Orvo left ."
    alike = article(words, w0={PER: 1}, w4={PER: 8})
    other = article(words, w0={PER: 1}, w4={ORG: 8})
    found = likely(alike)
    assert found.tolist() == likely(other).tolist() == [[0, 1], [4, 5]]
    assert not np.allclose(described(alike, found)[0], described(other, found)[0])
    assert np.isfinite(described(alike, found)).all()


def test_the_stretches_worth_most_together_stand() -> None:
    found = np.array([[0, 1], [0, 3], [2, 3], [4, 5], [5, 6]])
    assert best(found, np.array([0.3, 0.5, 0.3, -0.1, 0.2])).tolist() == [0, 2, 4]
    assert best(found, np.array([0.2, 0.5, 0.2, -0.1, 0.0])).tolist() == [1]
    assert best(found[:0], np.zeros(0)).tolist() == []


@pytest.fixture
def simple(tmp_path: Path) -> Namer:
    """A net that calls everything an organisation with chance .6 and a person with chance .4."""
    width = described(article("Ilm", w0={ORG: 9}), np.array([[0, 1]])).shape[1]
    answer = np.log(np.array([1e-9, 0.4, 0.6], np.float32))
    arrays = dict(zip(ARRAYS, (np.zeros((width, 4)), np.zeros(4), np.zeros((4, 3)), answer, [0.0, 0.0]), strict=True))
    np.savez(tmp_path / FILE, **arrays, traces=2)
    return Namer.load(tmp_path)


def test_prices_decide_between_kinds_and_against_all(simple: Namer) -> None:
    text = article("Ilm won", w0={ORG: 9})
    names, sure = simple.names(text, NOTHING)
    assert names.tolist() == [[0, 1, 1]] and sure[0] == pytest.approx(0.6, abs=1e-3)
    simple.price[:] = 0.1, 0.5
    assert simple.names(text, NOTHING)[0].tolist() == [[0, 1, 0]]
    simple.price[:] = 0.5, 0.7
    assert simple.names(text, NOTHING)[0].tolist() == []


def test_what_is_settled_stands_and_nothing_beside_it_in_the_same_words(simple: Namer) -> None:
    text = article("the Ilm Bridge and Orvo", w1={ORG: 9}, w2={ORG + 1: 0}, w4={ORG: 9})
    names, sure = simple.names(text, np.array([[1, 3, 3]]))
    assert names.tolist() == [[1, 3, 3], [4, 5, 1]]
    assert sure.tolist() == pytest.approx([1, 0.6], abs=1e-3)
