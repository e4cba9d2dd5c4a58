"""The network as torch sees it: a BERT encoder and one thin head per task.

All word-level heads read the encoder's output at a word's first piece.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own habit
from torch import Tensor, nn

from tocsin.read.network import DEPRELS, UPOS
from tocsin.read.pieces import SHAPES
from training.labels import ATTRIBUTION, NAMES

ARC, LINK = 128, 64


@dataclass(frozen=True)
class Shape:
    """How big the encoder is."""

    layers: int = 6
    width: int = 384
    heads: int = 12
    head: int = 32
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    dropout: float = 0.1


class Layer(nn.Module):
    """One transformer block (post-norm, as BERT has it)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, self.head, self.dropout = shape.heads, shape.head, shape.dropout
        self.qkv = nn.Linear(shape.width, 3 * shape.heads * shape.head)
        self.out = nn.Linear(shape.heads * shape.head, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, self.head).permute(2, 0, 3, 1, 4)
        # step by step: torch's own kernel is slow to go back through on a processor, in sixteen bits above all
        scores = (q @ k.transpose(-1, -2)) * (self.head**-0.5) + mask
        attended = scores.softmax(-1).to(v.dtype) @ v
        x = self.norm1(x + self._drop(self.out(attended.transpose(1, 2).flatten(2))))
        return self.norm2(x + self._drop(self.down(F.gelu(self.up(x)))))

    def _drop(self, x: Tensor) -> Tensor:
        return F.dropout(x, self.dropout, self.training)


class Encoder(nn.Module):
    """Embeddings and blocks."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.types = nn.Embedding(2 * SHAPES, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def forward(self, ids: Tensor, types: Tensor) -> Tensor:
        return self.states(ids, types)[-1]

    def mask(self, ids: Tensor) -> Tensor:
        """What is added to each score of attention: nothing, or so little that a filling is not looked at."""
        return torch.where(ids == 0, -10000.0, 0.0)[:, None, None, :]

    def states(self, ids: Tensor, types: Tensor) -> list[Tensor]:
        """What stands at each piece after each layer."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(places)[None] + self.types(types))
        x = F.dropout(x, self.shape.dropout, self.training)
        mask = self.mask(ids)
        found = []
        for layer in self.layers:
            x = layer(x, mask)
            found.append(x)
        return found


@dataclass
class Outputs:
    """What the heads say; W words, S sentences."""

    attribution: Tensor
    names: Tensor
    upos: Tensor
    deprels: Tensor
    factuality: Tensor
    links: Tensor
    arcs: Tensor
    vectors: Tensor
    hidden: Tensor  # (2, B, T, width): halfway and at the end

    def whole(self) -> Outputs:
        """The same in thirty-two bits, as losses need them."""
        return Outputs(*(getattr(self, one.name).float() for one in fields(self)))


class Reader(nn.Module):
    """The whole network."""

    def __init__(self, shape: Shape = Shape()) -> None:
        super().__init__()
        self.shape, w = shape, shape.width
        self.encoder = Encoder(shape)
        self.attribution = nn.Linear(w, len(ATTRIBUTION))
        self.names = nn.Linear(w, len(NAMES))
        self.upos = nn.Linear(w, len(UPOS))
        self.deprels = nn.Linear(w, len(DEPRELS))
        self.factuality = nn.Linear(w, 1)
        self.links = nn.Linear(w, 4 * LINK)
        self.dependent = nn.Linear(w, ARC)
        self.governor = nn.Linear(w, ARC)
        self.arc = nn.Parameter(torch.eye(ARC) * ARC**-0.5)
        self.arc_bias = nn.Linear(w, 2)
        self.vector = nn.Linear(w, w)
        nn.init.eye_(self.vector.weight)
        nn.init.zeros_(self.vector.bias)
        # what distance says about links, by role, direction and number of rivals between; read by the decoder
        self.link_bias = nn.Parameter(torch.zeros(2, 2, 16))
        self.link_none = nn.Parameter(torch.zeros(2))

    def forward(self, ids: Tensor, types: Tensor, first: Tensor, pool: Tensor) -> Outputs:
        states = self.encoder.states(ids, types)
        hidden, halfway = states[-1], states[(len(states) - 1) // 2]
        index = first[:, :, None].expand(-1, -1, self.shape.width)
        at = torch.gather(hidden, 1, index)
        at = F.dropout(at, self.shape.dropout, self.training)
        arcs = (self.dependent(at) @ self.arc) @ self.governor(at).transpose(1, 2)
        bias = self.arc_bias(at)
        own = bias[:, :, 1:] * torch.eye(at.shape[1], device=at.device)[None]
        vectors = F.normalize(self.vector(pool.to(hidden.dtype) @ hidden), dim=-1)
        return Outputs(
            self.attribution(at), self.names(at), self.upos(at), self.deprels(at), self.factuality(at)[..., 0],
            self.links(at), arcs + bias[:, :, :1].transpose(1, 2) + own, vectors,
            torch.stack([halfway, hidden]),
        )  # fmt: skip


def start_from(reader: Reader, folder: Path) -> None:
    """Fill the encoder with the weights of a BERT-shaped sentence encoder."""
    from safetensors.torch import load_file

    old = load_file(folder / "model.safetensors")
    old = {k.removeprefix("bert."): v for k, v in old.items()}
    new = {"words.weight": old["embeddings.word_embeddings.weight"],
           "positions.weight": old["embeddings.position_embeddings.weight"],
           "types.weight": old["embeddings.token_type_embeddings.weight"][:1].repeat(2 * SHAPES, 1)}  # fmt: skip
    norm = {"weight": "weight", "bias": "bias"}
    new |= {f"norm.{a}": old[f"embeddings.LayerNorm.{b}"] for a, b in norm.items()}
    deep = sum(name.endswith("attention.self.query.weight") for name in old)
    for i, j in enumerate(spread(deep, reader.shape.layers)):
        p = f"encoder.layer.{j}."
        for a in norm:
            new[f"layers.{i}.qkv.{a}"] = torch.cat(
                [old[f"{p}attention.self.{n}.{a}"] for n in ("query", "key", "value")]
            )
            for mine, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                 ("up", "intermediate.dense"), ("down", "output.dense"),
                                 ("norm2", "output.LayerNorm")):  # fmt: skip
                new[f"layers.{i}.{mine}.{a}"] = old[f"{p}{theirs}.{a}"]
    reader.encoder.load_state_dict(new)


def words_of(folder: Path) -> Tensor:
    """The table of words of the encoder in ``folder``, which training leaves as it is."""
    from safetensors.torch import load_file

    return next(v for k, v in load_file(folder / "model.safetensors").items() if k.endswith("word_embeddings.weight"))


def spread(deep: int, layers: int) -> list[int]:
    """Which of ``deep`` layers a smaller encoder begins with: the first, the last, and evenly between."""
    return [round(i * (deep - 1) / max(layers - 1, 1)) for i in range(layers)]


def sixteen_bits(device: str) -> bool:
    """Whether a device knows arithmetic in sixteen bits; a processor that has to imitate it takes five times as long."""
    return device != "cpu" or torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()


def shape_of(folder: Path, layers: int) -> Shape:
    """The size of the encoder in ``folder``, with that many of its layers."""
    c = json.loads((folder / "config.json").read_text())
    width, heads = c["hidden_size"], c["num_attention_heads"]
    return Shape(layers, width, heads, width // heads, c["intermediate_size"], c["vocab_size"])
