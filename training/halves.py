"""The graphs of the network that reads closely: one for its lower half, two for its upper half, as it is and turned.

Their matrices in four bits lie in a file of their own and are given to the graphs when they are opened
(``tocsin.read.closely``); everything else stands in them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto
from onnx.external_data_helper import set_external_data

from tocsin.read.closely import ALONE, BOTH, FILE, TURNED
from tocsin.read.pieces import SHAPES
from training.fourbits import Small, packed
from training.graph import FUSED, Arrays, Given, Graph

STATES: Given = ("states", TensorProto.FLOAT, [1, "pieces", "width"])
NEAR: Given = ("near", TensorProto.FLOAT, [1, "heads", "pieces", "pieces"])
TYPES: Given = ("types", TensorProto.INT64, [1, "pieces"])
RANK, SEED = 16, 7
WORDS = 2.5 / 7  # of the spread of a word's numbers, one step of its code


@dataclass(frozen=True)
class Known:
    """A matrix in four bits as its graph knows it: what is put in once more, the share of each input, the units."""

    copied: NDArray[np.generic]
    shares: NDArray[np.float32]
    unit: NDArray[np.float32]

    @classmethod
    def of(cls, small: Small) -> Known:
        """Of a matrix that has just been rounded."""
        return cls(small.copied.numpy(), small.shares(), small.unit.numpy().astype(np.float32))


class Half(Graph):
    """Steps of one half; ``small`` are the matrices that are given to it."""

    epsilon = 1e-5

    def __init__(self, weights: Arrays, small: Mapping[str, Known], head: int) -> None:
        super().__init__(weights, eight_bit=True, head=head)
        self.small = small

    def linear(self, x: str, name: str, out: str = "") -> str:
        """``x`` times a matrix, plus its bias; what stands out in ``x`` is put in several times."""
        if name not in self.small:
            return super().linear(x, name, out)
        small = self.small[name]
        copied = self.step("Gather", x, self.constant(f"{name}.copied", small.copied), axis=-1)
        shares = self.constant(f"{name}.shares", small.shares)
        x = self.step("Mul", self.step("Concat", x, copied, axis=-1), shares)
        inputs, outputs = len(small.shares), len(small.unit)
        parts = (
            self.constant(f"{name}.weight", np.zeros((inputs, outputs), np.int8)),
            self.constant(f"{name}.scale", small.unit), self.constant(f"{name}.zero", np.zeros(outputs, np.int8)),
            self.given(f"{name}.bias"),
        )  # fmt: skip
        return self.step("DynamicQuantizeMatMul", x, *parts, out=out, domain=FUSED)

    def attention(self, name: str, *given: str) -> str:
        """What each piece takes from all, near ones before far ones."""
        return super().attention(name, *given, "", "", "near")

    def layers(self, x: str, half: str) -> str:
        """All layers of a half."""
        number = 0
        while f"{half}.layers.{number}.qkv.bias" in self.weights:
            x = self.layer(x, f"{half}.layers.{number}")
            number += 1
        return x

    def alone(self) -> onnx.ModelProto:
        """Words in their places to what stands at each."""
        both = self.given("alone.norm.weight"), self.given("alone.norm.bias")
        x = self.step("LayerNormalization", "states", *both, axis=-1, epsilon=self.epsilon)
        self.step("Identity", self.layers(x, "alone"), out="read")
        return self.model("alone", (STATES, NEAR), ("read",))

    def both(self) -> onnx.ModelProto:
        """What stands at each piece of two texts to what they are to each other."""
        return self.answer("pair", "both")

    def answer(self, head: str, name: str) -> onnx.ModelProto:
        """What stands at each piece of texts to what a head says of them all."""
        x = self.step("Add", "states", self.step("Gather", self.given("both.types.weight"), "types"))
        opening = self.step("Gather", self.layers(x, "both"), self.constant("opening", 0), axis=1)
        super().linear(self.step("Tanh", super().linear(opening, f"both.{head}_hidden")), f"both.{head}", out=head)
        return self.model(name, (STATES, NEAR, TYPES), (head,))


class Turned(Half):
    """The upper half as it hears what a sentence reports: to each product of a large matrix that of two thin ones is added.

    Source: Hu et al. 2022, "LoRA: low-rank adaptation of large language models".
    """

    def linear(self, x: str, name: str, out: str = "") -> str:
        """``x`` times a matrix and its bias, and ``x`` times the thin ones."""
        first, second = (self.weights[f"{name}.{end}"].astype(np.float16).T for end in ("first", "second"))
        thin = [self.step("Cast", self.constant(f"{name}.{end}", m.copy()), to=TensorProto.FLOAT)
                for end, m in (("first", first), ("second", second))]  # fmt: skip
        turn = self.step("MatMul", self.step("MatMul", x, thin[0]), thin[1])
        return self.step("Add", super().linear(x, name), turn, out=out)

    def kinds(self) -> onnx.ModelProto:
        """What stands at each piece of what is asked for, a sentence and the one before to what the sentence reports."""
        return self.answer("kinds", "kinds")


def words_of(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A table of words in four bits, and the unit of each row."""
    unit = np.maximum(table.std(1) * WORDS, 1e-6).astype(np.float16).astype(np.float32)
    return np.rint(table / unit[:, None]).clip(-8, 7).astype(np.int8), unit


def write(weights: Arrays, small: Mapping[str, Small], head: int, folder: Path) -> None:
    """The three files; ``weights`` also hold ``words`` (as they were), ``telling``, ``usual``, ``gist``, ``positions`` and ``distances``."""
    codes, unit = words_of(weights["words"].astype(np.float32))
    kept = {"words": packed(codes), "words.scale": unit.astype(np.float16),
            "words.telling": weights["telling"].astype(np.float16), "words.usual": weights["usual"].astype(np.float16),
            "gist": weights["gist"].astype(np.float16),
            "positions": weights["positions"].astype(np.float16), "distances": weights["distances"].astype(np.float32)}  # fmt: skip
    for name, one in small.items():
        kept |= {f"{name}.{part}": value for part, value in one.arrays().items()}
    with (folder / f"{FILE}.part").open("wb") as file:
        np.savez(file, **kept)
    (folder / f"{FILE}.part").replace(folder / FILE)
    known = {name: Known.of(one) for name, one in small.items()}
    put(Half(weights, known, head).alone(), known, folder / ALONE)
    put(Half(weights, known, head).both(), known, folder / BOTH)
    put(Turned(straight(weights, known), known, head).kinds(), known, folder / TURNED)


def straight(weights: Arrays, known: Mapping[str, Known]) -> Arrays:
    """The weights with thin matrices that turn nothing yet, and types for a third text, like those of the second."""
    rng, made = np.random.default_rng(SEED), dict(weights)
    for name, one in known.items():
        inputs = len(one.shares) - len(one.copied)
        made[f"{name}.first"] = (rng.standard_normal((RANK, inputs)) / np.sqrt(inputs)).astype(np.float32)
        made[f"{name}.second"] = np.zeros((len(one.unit), RANK), np.float32)
    types = weights["both.types.weight"]
    return made | {"both.types.weight": np.concatenate([types, types[SHAPES:]])}


def put(model: onnx.ModelProto, small: Collection[str], path: Path) -> None:
    """A graph in its file; the matrices of these names are given to it when it is opened."""
    for one in model.graph.initializer:
        if one.name.removesuffix(".weight") in small:
            set_external_data(one, "given", offset=0, length=len(one.raw_data))
            one.ClearField("raw_data")
    part = path.with_suffix(".part")
    part.write_bytes(model.SerializeToString())
    part.replace(path)
