"""Exported arrays name everything that the graph asks for."""

import pytest

pytest.importorskip("torch", reason="training needs torch")
pytest.importorskip("onnx")

from training.export import arrays
from training.graph import PARTS, Graph, joined
from training.model import Reader, Shape

SMALL = Shape(layers=1, width=24, heads=2, head=12, inner=16, vocabulary=20, positions=8)


def test_a_network_becomes_arrays_and_a_graph() -> None:
    weights = arrays(Reader(SMALL))
    assert {f"{part}.{end}" for part in PARTS for end in ("weight", "bias")} <= weights.keys()
    for eight_bit in (False, True):
        model = Graph(joined(weights), eight_bit, SMALL.head).reader()
        assert [one.name for one in model.graph.output] == ["words", "links", "arcs", "vectors"]
