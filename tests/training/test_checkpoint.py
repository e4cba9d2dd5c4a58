"""Weights can be blended, and exported arrays name everything that the graph asks for."""

import pytest

pytest.importorskip("torch", reason="training needs torch")
pytest.importorskip("onnx")

import torch
from training.checkpoint import blended
from training.export import arrays
from training.graph import PARTS, Graph, joined
from training.model import Reader, Shape

SMALL = Shape(layers=1, width=24, heads=2, head=12, inner=16, vocabulary=20, positions=8)


def test_a_blend_lies_between_old_and_new() -> None:
    old, new = Reader(SMALL), Reader(SMALL)
    with torch.no_grad():
        for a, b in zip(old.parameters(), new.parameters(), strict=True):
            a.fill_(1.0)
            b.fill_(3.0)
    assert all(torch.allclose(p, torch.full_like(p, 2.5)) for p in blended(new, old, 0.75).parameters())


def test_a_network_becomes_arrays_and_a_graph() -> None:
    weights = arrays(Reader(SMALL))
    assert {f"{part}.{end}" for part in PARTS for end in ("weight", "bias")} <= weights.keys()
    for eight_bit in (False, True):
        model = Graph(joined(weights), eight_bit, SMALL.heads).reader()
        assert [one.name for one in model.graph.output] == ["words", "links", "arcs", "vectors"]
