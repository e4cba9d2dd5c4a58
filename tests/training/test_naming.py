"""The nets that vote are stored as one that says what they say on average; names are read off labels."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch")
pytest.importorskip("onnx")

import torch
from training.corpora import blank
from training.labels import NAMES
from training.naming import Member, Stretches, gold, joined

from tocsin.read.network import WIDTH
from tocsin.read.stretches import traced


def test_names_are_read_off_the_labels() -> None:
    doc = blank("newswire", "one", [["Ana", "Riga", "Ilm", "won"]], [True])
    doc.names[:] = [NAMES.index(label) for label in ("B-PER", "I-PER", "B-ORG", "O")]
    assert gold(doc) == {(0, 2): 1, (2, 3): 2}


def test_the_nets_as_one_say_what_they_say_on_average() -> None:
    torch.manual_seed(0)
    place, bounds = torch.tensor([[0, 1], [0, 4], [2, 5], [4, 6]]), torch.tensor([[0, 6]])
    no = torch.zeros(4, dtype=torch.int64)
    one = Stretches(torch.randn(4, 30), place, no, bounds, no, torch.randn(6, 2 * WIDTH))
    members = [Member(one.rows).eval() for _ in range(3)]
    namer, traces = joined(members)
    kept = one.states.numpy() @ traces["traces.weight"].T + traces["traces.bias"]
    said = namer.chances(np.concatenate([one.rows.numpy(), traced(kept, place.numpy())], 1))
    with torch.inference_mode():
        vote = torch.stack([member(one, torch.arange(4)) for member in members]).mean(0).softmax(1)
    assert np.allclose(said, vote[:, 1:].numpy(), atol=1e-4)
