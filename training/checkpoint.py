"""Open a checkpoint as a network ready to be exported: the running average of its weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from training.model import Reader, Shape


def opened(path: Path, base: Path, average: bool = True) -> tuple[Reader, dict[str, Any]]:
    """The network and what the checkpoint says about its own making."""
    state = torch.load(path, weights_only=False, map_location="cpu")
    reader = Reader(Shape(**state["shape"]))
    reader.load_state_dict(state["reader"])
    if average:
        live = dict(reader.named_parameters())
        with torch.no_grad():
            for name, value in state["average"].items():
                live[name].copy_(value)
    meta = {k: state[k] for k in ("seed", "teachers", "pieces", "planned")}
    meta |= {"layers": reader.shape.layers, "steps": state["taken"], "minutes": round(state["seconds"] / 60)}
    return reader.eval(), meta
