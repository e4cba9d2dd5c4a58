"""From a network to the shipped files: the graph in eight bits, what the decoder needs, the tokenizer beside it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training import ease, graph
from training.model import Reader
from training.pairing import Pairing

LABELLED = ("attribution", "names", "upos", "deprels", "factuality")
"""The heads whose outputs stand side by side in the output ``words``."""


def arrays(reader: Reader) -> dict[str, NDArray[np.float32]]:
    """The weights as the graph wants them: heads of one kind joined, the arcs' matrix folded into one side."""
    state = {name: value.detach().numpy() for name, value in reader.state_dict().items()}
    for end in ("weight", "bias"):
        state[f"words.{end}"] = np.concatenate([state.pop(f"{head}.{end}") for head in LABELLED])
        state[f"taken.{end}"], state[f"root.{end}"] = np.split(state.pop(f"arc_bias.{end}"), 2)
    arc = state.pop("arc")
    state["dependent.weight"] = arc.T @ state["dependent.weight"]
    state["dependent.bias"] = state["dependent.bias"] @ arc
    return {name: value for name, value in state.items() if not name.startswith(("link_", "pair"))}


def ship(
    reader: Reader, base: Path, out: Path, work: Path, meta: dict[str, object],
    traces: Mapping[str, NDArray[np.float32]] | None = None,
) -> None:  # fmt: skip
    """What the network needs at run time, written to ``out``; the same unrounded to ``work``."""
    out.mkdir(parents=True, exist_ok=True)
    weights = arrays(reader) | dict(traces or {})
    weights |= {f"{name}.ease": scale for name, scale in ease.scales(reader.encoder, base / "tokenizer.json").items()}
    meta |= {"link_bias": reader.link_bias.detach().tolist(), "link_none": reader.link_none.detach().tolist()}
    for folder, name, eight_bit in ((work, "network.onnx", False), (out, "network.int8.onnx", True)):
        graph.write(weights, folder / f"{name}.part", eight_bit, reader.shape.head)
        (folder / f"{name}.part").replace(folder / name)
        shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")
        (folder / "network.json").write_text(json.dumps(meta, indent=1) + "\n")


def ship_pairing(network: Pairing, base: Path, out: Path) -> None:
    """The network for pairs, beside the reader whose table of words it shares."""
    weights = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    weights |= {f"{name}.ease": scale for name, scale in ease.scales(network.encoder, base / "tokenizer.json").items()}
    graph.write_pairing(weights, out / "pairing.int8.onnx.part", True, network.encoder.shape.head)
    (out / "pairing.int8.onnx.part").replace(out / "pairing.int8.onnx")


def main() -> None:
    """Export a checkpoint."""
    import argparse

    from training.checkpoint import opened

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    reader, meta = opened(args.checkpoint, args.base)
    args.work.mkdir(parents=True, exist_ok=True)
    ship(reader, args.base, args.out, args.work, {"reader": "en-news.v1", **meta})


if __name__ == "__main__":
    main()
