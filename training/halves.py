"""The graphs of the network that reads closely: one for its lower half, one for its upper half.

Their matrices in four bits lie in a file of their own and are given to the graphs when they are opened
(``tocsin.read.closely``); everything else stands in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto
from onnx.external_data_helper import set_external_data

from tocsin.read.closely import ALONE, BOTH, FILE
from training.fourbits import Small, packed
from training.graph import FUSED, Arrays, Given, Graph

STATES: Given = ("states", TensorProto.FLOAT, [1, "pieces", "width"])
NEAR: Given = ("near", TensorProto.FLOAT, [1, "heads", "pieces", "pieces"])
TYPES: Given = ("types", TensorProto.INT64, [1, "pieces"])
HEADS = ("pair", "kinds")
WORDS = 2.5 / 7  # of the spread of a word's numbers, one step of its code


class Half(Graph):
    """Steps of one half; ``small`` are the matrices that are given to it."""

    epsilon = 1e-5

    def __init__(self, weights: Arrays, small: Mapping[str, Small], head: int) -> None:
        super().__init__(weights, eight_bit=True, head=head)
        self.small = small

    def linear(self, x: str, name: str, out: str = "") -> str:
        """``x`` times a matrix, plus its bias; what stands out in ``x`` is put in several times."""
        if name not in self.small:
            return super().linear(x, name, out)
        small = self.small[name]
        copied = self.step("Gather", x, self.constant(f"{name}.copied", small.copied.numpy()), axis=-1)
        shares = self.constant(f"{name}.shares", small.shares())
        x = self.step("Mul", self.step("Concat", x, copied, axis=-1), shares)
        unit = small.unit.numpy().astype(np.float32)
        inputs, outputs = small.codes.shape[1] + len(small.copied), len(unit)
        parts = (
            self.constant(f"{name}.weight", np.zeros((inputs, outputs), np.int8)),
            self.constant(f"{name}.scale", unit), self.constant(f"{name}.zero", np.zeros(outputs, np.int8)),
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
        """What stands at each piece of two texts to what they are to each other, and what one reports of the other."""
        x = self.step("Add", "states", self.step("Gather", self.given("both.types.weight"), "types"))
        opening = self.step("Gather", self.layers(x, "both"), self.constant("opening", 0), axis=1)
        for head in HEADS:
            self.linear(self.step("Tanh", self.linear(opening, f"both.{head}_hidden")), f"both.{head}", out=head)
        return self.model("both", (STATES, NEAR, TYPES), HEADS)


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
    for name, make in ((ALONE, Half.alone), (BOTH, Half.both)):
        model = make(Half(weights, small, head))
        for one in model.graph.initializer:
            if one.name.removesuffix(".weight") in small:
                set_external_data(one, "given", offset=0, length=len(one.raw_data))
                one.ClearField("raw_data")
        (folder / f"{name}.part").write_bytes(model.SerializeToString())
    for name in (FILE, ALONE, BOTH):
        (folder / f"{name}.part").replace(folder / name)
