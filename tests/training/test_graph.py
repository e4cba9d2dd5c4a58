"""The graph is written from plain arrays and opened again; the network that runs it sees the same."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="weights are only written where onnx is installed")

from tocsin.read import network as module
from tocsin.read.naming import FILE
from tocsin.read.network import Network
from training import graph


@pytest.fixture(scope="module")
def weights() -> dict[str, np.ndarray]:
    if not (module.WEIGHTS / "network.int8.onnx").exists():
        pytest.skip("the weights are not in this checkout")
    return graph.read(module.WEIGHTS / "network.int8.onnx")


def test_eight_bits_are_opened_and_written_without_loss(weights: dict[str, np.ndarray], tmp_path: Path) -> None:
    graph.write(weights, tmp_path / "again.onnx", eight_bit=True)
    again = graph.read(tmp_path / "again.onnx")
    assert again.keys() == weights.keys()
    assert all(np.allclose(again[name], weights[name], atol=1e-6) for name in weights)


def test_the_unrounded_graph_says_nearly_the_same(weights: dict[str, np.ndarray], tmp_path: Path) -> None:
    for name in ("tokenizer.json", "network.json", FILE):
        (tmp_path / name).write_bytes((module.WEIGHTS / name).read_bytes())
    graph.write(weights, tmp_path / "whole.onnx", eight_bit=False)
    text = "The defence minister of Estonia said on Friday that no country was about to attack."
    whole, small = (n.tag([(text, [(0, len(text))])])[0] for n in (Network(tmp_path, "whole.onnx"), Network.load()))
    assert [(n.kind, n.start, n.end) for n in whole.names] == [(n.kind, n.start, n.end) for n in small.names]
    assert (whole.heads == small.heads).mean() > 0.9
    assert whole.vectors[0] @ small.vectors[0] > 0.95


def test_quantised_rows_use_the_whole_range() -> None:
    rows = np.array([[0.5, -1.0, 0.25], [0.0, 0.0, 0.0]], np.float32)
    small, scale = graph.quantised(rows)
    assert np.abs(small[0]).max() == 64 and not small[1].any()
    assert np.allclose(small * scale[:, None], rows, atol=0.01)
