"""What ranks sentences: it learns from articles and single sentences, and its file says what it says."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch")

import torch
from training.articles import Told

from tocsin.read.promising import Promising
from training import promising

ABOUT = {"they march": 0, "they marched off": 0, "ships sail": 1, "a ship left": 1, "it rains": 2, "grey skies": 2}
ASKED = {("march",): 0, ("sail",): 1}


def told(sentence: str, number: int, texts: tuple[str, ...], kind: str, looked: bool = False) -> Told:
    return Told(0, number, texts, sentence, "", kind, looked, told_elsewhere=texts == ("sail",))


@pytest.fixture(scope="module")
def given() -> promising.Material:
    """Texts in a space whose useful directions are weak beside a strong useless one."""
    rng = np.random.default_rng(0)
    names = [*ABOUT, "march", "sail"]
    topic = np.eye(3)[[*ABOUT.values(), 0, 1]]
    noise = rng.normal(size=(len(names), 5)) * 3
    vectors = torch.from_numpy(np.c_[topic, noise].astype(np.float32))
    at = {name: n for n, name in enumerate(names)}
    row = (
        [at[s] for s in ABOUT],
        [[at["march"]], [at["sail"]]],
        torch.zeros(6, 2),
        torch.zeros(6, 2, dtype=torch.bool),
    )
    for sentence, topic_of in ABOUT.items():
        if topic_of < 2:
            row[2][list(ABOUT).index(sentence), topic_of] = 1.0
    single = [([at["march"]], at["they march"], 0), ([at["sail"]], at["ships sail"], 1)]
    return promising.Material(vectors, [row], single, torch.tensor([at["it rains"]]))


def test_it_learns_which_sentence_belongs_beside_what(given, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(promising, "EPOCHS", 4000)
    monkeypatch.setattr(promising, "DROPPED", 0.0)
    towers = promising.learnt(given)
    promising.ship(towers, tmp_path)
    place = dict(zip([*ABOUT, "march", "sail"], given.texts.numpy(), strict=True))
    one = Promising(tmp_path, lambda texts: np.stack([place[t][:2] for t in texts]), lambda texts: np.stack([place[t][2:] for t in texts]))  # fmt: skip
    said = one.said(list(ABOUT))
    found = np.stack([one.scores(said, one.asked(list(texts))) for texts in ASKED], 1)
    assert set(np.argsort(-found[:, 0])[:2]) == {0, 1} and set(np.argsort(-found[:, 1])[:2]) == {2, 3}


def test_what_nobody_looked_at_in_an_article_that_reports_the_thing_is_left_out() -> None:
    found = [
        told("they march", 0, ("march",), "reported"),
        told("they march", 0, ("sail",), "none"),
        told("ships sail", 1, ("march",), "none"),
        told("ships sail", 1, ("sail",), "none", looked=True),
        told("it rains", 2, ("march",), "planned"),
        told("it rains", 2, ("sail",), "none"),
    ]
    number: dict[str, int] = {}
    sentences, asked, wanted, left = promising._row(found, lambda text: number.setdefault(text, len(number)))
    assert [list(number)[n] for n in sentences] == ["they march", "ships sail", "it rains"]
    assert [[list(number)[n] for n in texts] for texts in asked] == [["march"], ["sail"]]
    assert wanted.tolist() == [[1.0, 0.0], [0.0, 0.0], [promising.TO_COME, 0.0]]
    assert left.tolist() == [[False, True], [False, False], [False, True]]
