"""The upper half turned towards what sentences report, by thin matrices; and its file.

python -m training.turning --data DATA --weights src/tocsin/read/weights [--work WORK] [--scale SHARE]

To each product of a large matrix of the upper half that of two thin ones is added (LoRA, Hu et al. 2022); the large ones
stay as they are, so what the network says of two statements stays too (decision 0079). It learns from whole articles
(``training/articles.py``), where it hears the sentence before as well, and from single sentences (``training/kinds.py``).
What the lower half makes of a text is what the shipped files make of it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn.functional import gelu, layer_norm, linear, scaled_dot_product_attention

from tocsin.read.closely import BEFORE, FILE, KINDS, TURNED, CloseReader, beside, wide
from tocsin.resolve.likeness import FEW
from tocsin.resolve.model import CLASSES
from tocsin.workbench.networks import promise
from training import halves, kinds
from training.articles import Told, told
from training.closely import filled
from training.drawing import cut
from training.graph import Arrays
from training.larger import distances
from training.pairing import How, Run

MATRICES = ("qkv", "out", "up", "down")
HOW = How(37_000, 5e-4, 0.2, 3_000)
OWN = 0.6  # how often a sentence is shown beside the indicator's own text, else beside an example
ALONE = 0.1  # how often a sentence of an article is shown without the one before
MOST = 2  # of what nobody looked at in an article so many times as many are shown as would be asked about
LITTLE = 0.02  # weight of what surely reports nothing; what the network before was surer of weighs more
PERHAPS = 0.3  # by that network: where the article does report the thing, a sentence nobody looked at may do so too
SHARES = {"reports": 0.36, "looked": 0.08, "others": 0.28, "written": 0.14, "real": 0.14}
LESSER = {"reported": 1.0, "denied": 0.6, "planned": 0.6, "none": 0.7}  # of written single sentences
SEED = 11


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown: an indicator's texts, a sentence, what stands before it, what is right, and how often."""

    texts: tuple[str, ...]
    sentence: str
    before: str
    kind: str
    weight: float


class Thin(nn.Module):
    """A large matrix that stays as it is, and two thin ones that learn."""

    def __init__(self, given: Arrays, name: str) -> None:
        super().__init__()
        for kept in ("weight", "bias"):
            self.register_buffer(kept, torch.from_numpy(given[f"{name}.{kept}"].astype(np.float32)), persistent=False)
        self.first = nn.Parameter(torch.from_numpy(given[f"{name}.first"].astype(np.float32)))
        self.second = nn.Parameter(torch.from_numpy(given[f"{name}.second"].astype(np.float32)))

    def forward(self, x: Tensor) -> Tensor:
        return linear(x, self.weight, self.bias) + linear(linear(x, self.first), self.second)


class Block(nn.Module):
    """One block of the upper half."""

    def __init__(self, given: Arrays, name: str, head: int) -> None:
        super().__init__()
        self.head = head
        self.qkv, self.out, self.up, self.down = (Thin(given, f"{name}.{part}") for part in MATRICES)
        self.norms = [tuple(torch.from_numpy(given[f"{name}.norm{n}.{end}"].copy()) for end in ("weight", "bias")) for n in (1, 2)]  # fmt: skip

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        rows, size, _ = x.shape
        q, k, v = self.qkv(x).view(rows, size, 3, -1, self.head).permute(2, 0, 3, 1, 4)
        attended = scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self._norm(x + self.out(attended.transpose(1, 2).flatten(2)), 0)
        return self._norm(x + self.down(gelu(self.up(x))), 1)

    def _norm(self, x: Tensor, number: int) -> Tensor:
        return layer_norm(x, x.shape[-1:], *self.norms[number], halves.Half.epsilon)


class Turned(nn.Module):
    """The upper half of the shipped files, ready to be turned; what it says stands behind empty words on pairs."""

    def __init__(self, given: Arrays) -> None:
        super().__init__()
        near = torch.from_numpy(given["distances"].astype(np.float32))
        self.register_buffer("near", near, persistent=False)
        self.head = given["both.layers.0.qkv.bias"].size // 3 // near.shape[1]
        count = sum(name.endswith(".qkv.bias") for name in given)
        self.layers = nn.ModuleList(Block(given, f"both.layers.{n}", self.head) for n in range(count))
        self.types = nn.Embedding.from_pretrained(
            torch.from_numpy(given["both.types.weight"].astype(np.float32)), freeze=False
        )
        width = self.types.weight.shape[1]
        self.kinds_hidden, self.kinds = nn.Linear(width, width), nn.Linear(width, len(KINDS))
        for name in ("kinds_hidden", "kinds"):
            part = {end: torch.from_numpy(given[f"both.{name}.{end}"].astype(np.float32)) for end in ("weight", "bias")}
            getattr(self, name).load_state_dict(part)

    def forward(self, states: Tensor, types: Tensor, real: Tensor) -> Tensor:
        near = self.near[distances(real.shape[1], real.device)].permute(2, 0, 1)[None]
        mask = torch.where(real, 0.0, -10000.0)[:, None, None, :] + near
        x = states + self.types(types)
        for layer in self.layers:
            x = layer(x, mask)
        said = self.kinds(torch.tanh(self.kinds_hidden(x[:, 0])))
        return torch.cat([said.new_zeros(len(said), len(CLASSES)), said], -1)


def opened(folder: Path) -> dict[str, np.ndarray]:
    """The arrays of the turned upper half by their names, its large matrices as they stand in four bits."""
    graph = onnx.load(folder / TURNED, load_external_data=False).graph
    found = {one.name: numpy_helper.to_array(one) for one in graph.initializer if not one.external_data}
    with np.load(folder / FILE) as stored:
        for name in (
            key.removesuffix(".codes") for key in stored if key.startswith("both.") and key.endswith(".codes")
        ):
            codes, multiples = wide(stored[f"{name}.codes"]).astype(np.float32), stored[f"{name}.multiples"]
            whole = codes.reshape(*multiples.shape, -1) * multiples[..., None]
            found[f"{name}.weight"] = whole.reshape(codes.shape) * found[f"{name}.scale"][:, None]
        found["distances"] = stored["distances"]
    for name in ("both.kinds_hidden", "both.kinds"):
        found[f"{name}.weight"] = (found[f"{name}.weight"] * found[f"{name}.scale"]).T
    for name in [name for name in found if name.endswith((".first", ".second"))]:
        found[name] = found[name].T  # (outputs, inputs), as torch has it
    return found


class Texts:
    """What the shipped lower half makes of texts: read once, kept in sixteen bits."""

    def __init__(self, reader: CloseReader) -> None:
        self.reader = reader
        self.held: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def read(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """States and types of a text."""
        if text not in self.held:
            states, types = self.reader.read(text)
            self.held[text] = states.astype(np.float16), types
        return self.held[text]

    def row(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """The same of texts side by side, as the network is shown them."""
        read = [self.read(text) for text in texts[:2]]
        read += [tuple(part[: BEFORE + 1] for part in self.read(text)) for text in texts[2:] if text]  # type: ignore[misc]
        states = np.concatenate([one if n == 0 else one[1:] for n, (one, _) in enumerate(read)])
        return states, beside(*(types for _, types in read))


def batches(
    shown: Sequence[Shown], texts: Texts, budget: int, rng: np.random.Generator
) -> Iterator[tuple[Tensor, ...]]:
    """For ever: draw by weight, beside one of the indicator's texts, group by length."""
    weights = np.array([one.weight for one in shown])
    weights /= weights.sum()
    while True:
        drawn = []
        for number in rng.choice(len(shown), 256, p=weights):
            one = shown[number]
            first = rng.random() < OWN or len(one.texts) == 1
            asked = one.texts[0 if first else 1 + int(rng.integers(len(one.texts) - 1))]
            before = one.before if rng.random() >= ALONE else ""
            drawn.append((*texts.row((asked, one.sentence, before)), KINDS.index(one.kind)))
        groups = list(cut(sorted(drawn, key=_size), budget, _size))
        for number in rng.permutation(len(groups)):
            states, types, right = zip(*groups[number], strict=True)
            real = filled([torch.ones(len(one), dtype=torch.bool) for one in types])
            wanted = torch.zeros(len(right), 2 * len(CLASSES) + len(KINDS))
            wanted[torch.arange(len(right)), 2 * len(CLASSES) + torch.tensor(right)] = 1.0
            yield filled([torch.from_numpy(s).float() for s in states]), filled([torch.from_numpy(t) for t in types]), real, wanted  # fmt: skip


def _size(row: tuple[np.ndarray, np.ndarray, int]) -> int:
    return len(row[1])


def material(data: Path, reader: CloseReader) -> list[Shown]:
    """All that it is shown."""
    groups: dict[str, list[Shown]] = {name: [] for name in SHARES}
    for _, article in groupby(told(), lambda one: one.article):
        for one in _worth(list(article)):
            if one.kind != "none":
                groups["reports"].append(Shown(one.texts, one.sentence, one.before, one.kind, 1.0))
            elif one.looked:
                groups["looked"].append(Shown(one.texts, one.sentence, one.before, one.kind, 1.0))
            elif (risk := _risk(one, reader)) < PERHAPS or not one.told_elsewhere:
                groups["others"].append(Shown(one.texts, one.sentence, one.before, one.kind, LITTLE + risk))
    for group, weight, kind, texts, sentence in kinds.singly(data):
        name, often = ("real", weight) if group == "real" else ("written", LESSER[kind])
        groups[name].append(Shown(texts, sentence, "", kind, often))
    total = {name: sum(one.weight for one in found) for name, found in groups.items()}
    return [
        Shown(one.texts, one.sentence, one.before, one.kind, SHARES[name] * one.weight / total[name])
        for name, found in groups.items()
        for one in found
    ]


def _worth(article: Sequence[Told]) -> list[Told]:
    """Of an article all that was judged, and of the rest what is most promising: that will be asked about."""
    asked, number = list({one.texts: None for one in article}), {one.number: one.sentence for one in article}
    promising = promise(list(number.values()), asked)
    score = [promising[list(number).index(one.number), asked.index(one.texts)] for one in article]
    last = sorted(score, reverse=True)[: MOST * FEW][-1]
    return [one for one, s in zip(article, score, strict=True) if one.kind != "none" or one.looked or s >= last]


def _risk(one: Told, reader: CloseReader) -> float:
    """How surely the network before took a sentence for saying anything of the indicator."""
    return float(reader.kinds([(one.texts[0], one.sentence, one.before)])[0][: KINDS.index("none")].max())


def ship(network: Turned, given: Arrays, folder: Path) -> None:
    """Its file, beside those of the upper half as it is."""
    parts = ("copied", "shares", "scale")
    names = [name.removesuffix(".shares") for name in given if name.endswith(".shares")]
    known = {name: halves.Known(*(given[f"{name}.{part}"] for part in parts)) for name in names}
    learnt = {f"both.{name}": value.detach().numpy() for name, value in network.named_parameters()}
    graph = halves.Turned({**given, **learnt}, known, network.head)
    halves.put(graph.kinds(), known, folder / TURNED)


def main() -> None:
    """Go on from the files that are there, and write the turned half anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("/tmp/tocsin-training/turning"))
    parser.add_argument("--scale", type=float, default=1.0, help="share of what is planned to show; for a rehearsal")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    reader, given = CloseReader(args.weights), opened(args.weights)
    shown, texts = material(args.data, reader), Texts(reader)
    how = replace(HOW, pairs=max(1, int(HOW.pairs * args.scale)))
    run = Run(Turned(given), lambda at: batches(shown, texts, how.pieces, np.random.default_rng([SEED, at])),
              args.work / "turned.pt", how)  # fmt: skip
    run.go()
    ship(run.averaged().cpu(), given, args.weights)


if __name__ == "__main__":
    main()
