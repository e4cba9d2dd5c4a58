"""Weights that were shipped, opened again to go on from: rounded to eight bits, but for the word table."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

from training import graph
from training.export import LABELLED
from training.model import Reader, shape_of, start_from


def opened(weights: Path, base: Path) -> Reader:
    """The network of a folder of weights; words stand as in the encoder ``base``, where training leaves them."""
    meta = json.loads((weights / "network.json").read_text(encoding="utf-8"))
    reader = Reader(shape_of(base, meta["layers"]))
    start_from(reader, base)
    state = {name: value.numpy() for name, value in reader.state_dict().items()}
    stored = graph.read(weights / "network.int8.onnx")
    found = {
        name: value for name, value in stored.items() if not name.endswith(".ease") and not name.startswith("traces.")
    }
    del found["encoder.words.weight"]
    ends = np.cumsum([len(state[f"{head}.bias"]) for head in LABELLED])[:-1]
    for end in ("weight", "bias"):
        parts = np.split(found.pop(f"words.{end}"), ends)
        found |= {f"{head}.{end}": part for head, part in zip(LABELLED, parts, strict=True)}
        found[f"arc_bias.{end}"] = np.concatenate([found.pop(f"taken.{end}"), found.pop(f"root.{end}")])
    found["arc"] = np.eye(len(state["arc"]), dtype=np.float32)  # folded into the dependents' matrix
    for name in ("link_bias", "link_none"):
        found[name] = np.array(meta[name], np.float32)
    fresh = {"encoder.words.weight", *(name for name in state if name.startswith("pair"))}
    if found.keys() != state.keys() - fresh:
        raise SystemExit(
            f"The weights in {weights} are of another shape: {sorted(found.keys() ^ (state.keys() - fresh))}."
        )
    reader.load_state_dict({name: torch.from_numpy(found.get(name, value).copy()) for name, value in state.items()})
    return reader.eval()
