"""Weights that were shipped, opened again as a teacher: rounded to eight bits, but for the word table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from training import graph
from training.export import LABELLED
from training.model import Reader, Shape, shape_of, words_of


def opened(weights: Path, base: Path) -> Reader:
    """The network of a folder of weights; words stand as in the encoder ``base``, where training leaves them."""
    meta = json.loads((weights / "network.json").read_text(encoding="utf-8"))
    stored = graph.read(weights / "network.int8.onnx")
    reader = Reader(shaped(shape_of(base, meta["layers"]), stored))
    reader.encoder.words.weight.data.copy_(words_of(base))
    state = {name: value.numpy() for name, value in reader.state_dict().items()}
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
    missing = found.keys() ^ (state.keys() - {"encoder.words.weight"})
    if missing:
        raise SystemExit(f"The weights in {weights} are of another shape: {sorted(missing)}.")
    reader.load_state_dict({name: torch.from_numpy(found.get(name, value).copy()) for name, value in state.items()})
    return reader.eval()


def shaped(shape: Shape, stored: Mapping[str, np.ndarray]) -> Shape:
    """The shape with as many heads and as wide blocks as are stored."""
    heads = len(stored["encoder.layers.0.qkv.bias"]) // 3 // shape.head
    return replace(shape, heads=heads, inner=len(stored["encoder.layers.0.up.bias"]))
