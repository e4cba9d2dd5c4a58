"""The upper half turned by thin matrices: it begins as it was, learns, and its file says what it says."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch")
pytest.importorskip("onnx", reason="graphs are only written where onnx is installed")

import shutil

import torch
from training.pairing import How, Run

from tocsin.read.closely import ALONE, BEFORE, BOTH, FILE, KINDS, LONGEST, TURNED, CloseReader
from tocsin.read.network import WEIGHTS
from training import articles, turning

ASKED = "Soldiers take the palace."
SHOWN = [
    turning.Shown(
        (ASKED, "Troops hold the presidency."), "Men in berets held the gates.", "It was dawn.", "reported", 2.0
    ),
    turning.Shown((ASKED,), "The palace was repainted.", "", "none", 1.0),
    turning.Shown((ASKED,), "No soldier was near the palace. " * 40, "Rain. " * LONGEST, "denied", 1.0),
]


@pytest.fixture(scope="module")
def reader() -> CloseReader:
    return CloseReader(WEIGHTS)


def heard(network: turning.Turned, texts: turning.Texts, three: tuple[str, str, str]) -> np.ndarray:
    states, types = texts.row(three)
    with torch.inference_mode():
        said = network(torch.from_numpy(states).float()[None], torch.from_numpy(types)[None], torch.ones(1, len(types), dtype=torch.bool))  # fmt: skip
    return said[0, -len(KINDS) :].softmax(-1).numpy()


def test_the_opened_half_says_what_its_file_says(reader: CloseReader) -> None:
    network, texts = turning.Turned(turning.opened(WEIGHTS)).eval(), turning.Texts(reader)
    for one in SHOWN:
        three = (one.texts[0], one.sentence, one.before)
        assert np.abs(heard(network, texts, three) - reader.kinds([three])[0]).max() < 0.08
    assert len(texts.row((ASKED, SHOWN[2].sentence, SHOWN[2].before))[1]) <= 2 * (LONGEST + 2) + BEFORE


def test_what_was_learnt_is_in_the_file_and_pairs_are_read_as_before(reader: CloseReader, tmp_path) -> None:
    for name in (FILE, ALONE, BOTH, TURNED, "tokenizer.json"):
        shutil.copy(WEIGHTS / name, tmp_path / name)
    given, texts = turning.opened(tmp_path), turning.Texts(reader)
    how = How(240, 2e-3, 0.2, 3_000)
    shown = [turning.Shown(one.texts, one.sentence, one.before, "planned", one.weight) for one in SHOWN]
    run = Run(turning.Turned(given), lambda at: turning.batches(shown, texts, how.pieces, np.random.default_rng(at)),
              tmp_path / "turned.pt", how)  # fmt: skip
    run.go()
    turning.ship(run.averaged(), given, tmp_path)
    three = [(one.texts[0], one.sentence, one.before) for one in SHOWN]
    found = CloseReader(tmp_path)
    assert (found.kinds(three)[:, KINDS.index("planned")] > reader.kinds(three)[:, KINDS.index("planned")] + 0.2).all()
    assert np.array_equal(found([("It fell.", "It stands.")]), reader([("It fell.", "It stands.")]))


def test_a_batch_holds_what_is_drawn(reader: CloseReader) -> None:
    drawn = turning.batches(SHOWN, turning.Texts(reader), 2_000, np.random.default_rng(3))
    for states, types, real, wanted in (next(drawn) for _ in range(5)):
        assert states.shape[:2] == types.shape == real.shape and len(states) == len(wanted)
        assert wanted[:, -len(KINDS) :].sum(-1).eq(1).all() and wanted[:, : -len(KINDS)].eq(0).all()


def test_articles_are_whole_and_name_their_own_sentences() -> None:
    rows = list(articles.rows())
    assert len(rows) > 400 and len({row["text"] for row in rows}) == len(rows)
    for row in rows:
        known = articles.asked(row["watch"])
        for kind in articles.LISTS:
            assert set(row[kind]) <= known.keys() and set(row["where"].get(kind, {})) <= known.keys()
            assert all(one in row["text"] for found in row["where"].get(kind, {}).values() for one in found)


def test_of_a_sentence_counts_what_was_judged_then_what_its_writer_says() -> None:
    row = {"where": {"planned": {"x": ["They will  march."]}, "reported": {"x": ["They march."]}},
           "judged": {"none": {"x": ["They rest."]}}}  # fmt: skip
    assert articles._kind(row, "x", "They will march.") == ("planned", True)
    assert articles._kind(row, "x", "They march.") == ("reported", True)
    assert articles._kind(row, "x", "They rest.") == ("none", True)
    assert articles._kind(row, "y", "They march.") == ("none", False)
