"""Sentences promise what they report, in whatever words; the rest of an article does not."""

import numpy as np
import pytest

from tocsin import packs
from tocsin.read.network import WEIGHTS
from tocsin.read.promising import Promising
from tocsin.workbench.networks import gist, promise, vectors

REPORTS = {
    "closure-declared": "From noon no hull may pass the narrows without a permit, a notice nailed to the harbour office says.",
    "mines": "Two fishermen watched a dredger tip horned drums over its stern after dark.",
    "ship-seized": "Men in balaclavas slid down ropes on to the tanker and turned her towards Bandar Abbas.",
}  # fmt: skip
IDLE = "The price of tomatoes has fallen by a third since the spring fair."


@pytest.fixture(scope="module")
def asked() -> dict[str, tuple[str, ...]]:
    watch = packs.load("strait-closure:strait=hormuz,actor=IRN")
    return {one.id: (one.text, *one.examples) for one in watch.indicators}


def test_a_sentence_promises_what_it_reports_before_almost_all_else(asked) -> None:
    found = promise([*REPORTS.values(), IDLE], list(asked.values()))
    assert found.shape == (4, len(asked))
    for row, name in zip(found, REPORTS, strict=False):
        assert name in [list(asked)[n] for n in np.argsort(-row)[:2]]
    assert found[3].max() < min(found[:3].max(1))


def test_a_score_lies_between_the_mean_and_the_nearest(asked) -> None:
    one = Promising(WEIGHTS, vectors, gist)
    said, texts = one.said([*REPORTS.values()]), one.asked(asked["mines"])
    near, found = said @ texts.T, one.scores(said, texts)
    assert (found <= near.max(1) + 1e-6).all() and (found >= near.mean(1) - 1e-6).all()
    assert np.allclose(one.scores(said, texts[:1]), near[:, 0], atol=1e-6)


def test_no_text_breaks_it(asked) -> None:
    odd = ["", "\u202e", "🙂 " * 300, "x"]
    assert np.isfinite(promise(odd, list(asked.values()))).all()
