"""The networks as ONNX Runtime runs them fastest, written step by step: one fused kernel a step, nothing left over.

A graph is made from plain arrays by name, so that weights can be written, opened and written again without torch.
Names end in ``.weight`` (outputs, inputs) and ``.bias``; where a matrix is stored in eight bits, its ``.weight`` is
(inputs, outputs) and ``.scale`` stands beside it, and ``.ease`` where some inputs are divided before they are rounded.
In eight bits the table of words, half of a network, lies in a file of its own that both networks read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnx.external_data_helper import set_external_data

TABLE = "encoder.words.weight"
TABLE_FILE = "words.int8.bin"
PARTS = ("words", "links", "dependent", "governor", "taken", "root")
"""What is asked of every word, read off the columns of one matrix."""

HEAD = 32
"""How many numbers each head of an attention looks at."""

EARLY = 3
"""The layer that, beside the last, says what is kept of each word for weighing names: what it was before it was read."""

FUSED = "com.microsoft"
_BITS = 64  # seven bits of range: sums that no processor saturates, so that all give the same

Arrays = Mapping[str, NDArray[np.generic]]
Given = tuple[str, int, list[int | str]]
PIECES: tuple[Given, ...] = (("ids", TensorProto.INT64, [1, "pieces"]), ("types", TensorProto.INT64, [1, "pieces"]))
PLACES: tuple[Given, ...] = (("first", TensorProto.INT64, [1, "words"]),
                             ("pool", TensorProto.FLOAT, [1, "sentences", "pieces"]))  # fmt: skip


class Graph:
    """Steps and constants, in the order they were added."""

    epsilon = 1e-12

    def __init__(self, weights: Arrays, eight_bit: bool, head: int = HEAD) -> None:
        self.weights, self.eight_bit, self.head = weights, eight_bit, head
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, NDArray[np.generic]] = {}

    def constant(self, name: str, value: object) -> str:
        """A named array."""
        self.constants[name] = np.asarray(value)
        return name

    def given(self, name: str) -> str:
        """One of the weights as it is."""
        return self.constant(name, self.weights[name])

    def step(self, kind: str, *inputs: str, out: str | tuple[str, ...] = "", domain: str = "", **how: object) -> str:
        """One kernel; its first output's name."""
        outs = (out,) if isinstance(out, str) else out
        outs = tuple(o or f"{kind}{len(self.nodes)}" for o in outs)
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), list(outs), name=name, domain=domain, **how))
        return outs[0]

    def linear(self, x: str, name: str, out: str = "") -> str:
        """``x`` times a matrix, plus its bias."""
        matrix, bias = self.weights[f"{name}.weight"].astype(np.float32), self.given(f"{name}.bias")
        if not self.eight_bit:
            product = self.step("MatMul", x, self.constant(f"{name}.weight", matrix.T.copy()))
            return self.step("Add", product, bias, out=out)
        ease = f"{name}.ease"
        if ease in self.weights:
            scales = self.weights[ease].astype(np.float32)
            x, matrix = self.step("Mul", x, self.constant(ease, 1 / scales)), matrix * scales
        small, scale = quantised(matrix)
        parts = (
            self.constant(f"{name}.weight", small.T.copy()),
            self.constant(f"{name}.scale", scale),
            self.constant(f"{name}.zero", np.zeros(len(scale), np.int8)),
        )
        return self.step("DynamicQuantizeMatMul", x, *parts, bias, out=out, domain=FUSED)

    def norm(self, x: str, y: str, name: str) -> str:
        """The sum of two, normalised. (The kernel that does both at once is slower.)"""
        both = self.given(f"{name}.weight"), self.given(f"{name}.bias")
        return self.step("LayerNormalization", self.step("Add", x, y), *both, axis=-1, epsilon=self.epsilon)

    def word_vectors(self) -> str:
        """The embedding of each piece; in eight bits, a scale for each row of the table."""
        table = self.weights[TABLE].astype(np.float32)
        if not self.eight_bit:
            return self.step("Gather", self.constant(TABLE, table), "ids")
        small, scale = quantised(table, 127)
        rows = self.step("Gather", self.constant(TABLE, small), "ids")
        scales = self.step("Gather", self.constant("encoder.words.scale", scale[:, None]), "ids")
        return self.step("Mul", self.step("Cast", rows, to=TensorProto.FLOAT), scales)

    def encoder(self) -> str:
        """Pieces to what the heads read."""
        size = self.step("Shape", "ids", start=1, end=2)
        table = self.given("encoder.positions.weight")
        places = self.step("Slice", table, self.constant("from", [0]), size, self.constant("first_axis", [0]))
        kinds = self.step("Add", self.step("Gather", self.given("encoder.types.weight"), "types"), places)
        x = self.norm(self.word_vectors(), kinds, "encoder.norm")
        layer, self.early = 0, x
        while f"encoder.layers.{layer}.qkv.weight" in self.weights:
            x = self.layer(x, f"encoder.layers.{layer}")
            layer += 1
            self.early = x if layer == EARLY else self.early
        return x

    def layer(self, x: str, name: str) -> str:
        """One block: attention and two matrices."""
        views = tuple(f"{name}.{view}" for view in ("query", "key", "value"))
        self.step("Split", self.linear(x, f"{name}.qkv"), out=views, axis=-1, num_outputs=3)
        x = self.norm(x, self.linear(self.attention(name, *views), f"{name}.out"), f"{name}.norm1")
        inner = self.step("Gelu", self.linear(x, f"{name}.up"))
        return self.norm(x, self.linear(inner, f"{name}.down"), f"{name}.norm2")

    def attention(self, name: str, *given: str) -> str:
        """What each piece takes from all; ``given`` are queries, keys and values, and what the kernel takes besides."""
        heads = len(self.weights[f"{name}.qkv.bias"]) // 3 // self.head
        return self.step("MultiHeadAttention", *given, domain=FUSED, num_heads=heads)

    def at_words(self, x: str) -> str:
        """What stands at the first piece of each word."""
        one = self.constant("second_axis", [1])
        return self.step("Squeeze", self.step("Gather", x, "first", axis=1), one)

    def answer(self, x: str) -> None:
        """Every head of the reader: of words, of pairs of words, of sentences."""
        late, early = self.at_words(x), self.at_words(self.early)
        asked = self.linear(late, "asked")
        sizes = self.constant("sizes", [len(self.weights[f"{part}.bias"]) for part in PARTS])
        self.step("Split", asked, sizes, out=("words", "links", *PARTS[2:]), axis=-1)
        turned = [self.step("Transpose", part, perm=[0, 2, 1]) for part in ("governor", "taken")]
        near = self.step("Add", self.step("MatMul", "dependent", turned[0]), turned[1])
        own = self.step("EyeLike", self.step("Squeeze", near, self.constant("batch_axis", [0])))
        self.step("Add", near, self.step("Mul", own, "root"), out="arcs")
        self.linear(self.step("MatMul", "pool", x), "vector", out="vectors")
        if "traces.weight" in self.weights:
            kept = self.constant("traces.weight", self.weights["traces.weight"].astype(np.float32).T.copy())
            product = self.step("MatMul", self.step("Concat", early, late, axis=-1), kept)
            self.step("Add", product, self.given("traces.bias"), out="traces")

    def answer_pair(self, x: str) -> None:
        """What two statements side by side are to each other."""
        opening = self.step("Gather", x, self.constant("opening", 0), axis=1)
        self.linear(self.step("Tanh", self.linear(opening, "pair_hidden")), "pair", out="pair")

    def reader(self) -> onnx.ModelProto:
        """The network that reads articles."""
        self.answer(self.encoder())
        made = ("words", "links", "arcs", "vectors", *(("traces",) if "traces.weight" in self.weights else ()))
        return self.model("reader", (*PIECES, *PLACES), made)

    def pairing(self) -> onnx.ModelProto:
        """The network that reads two statements side by side."""
        self.answer_pair(self.encoder())
        return self.model("pairing", PIECES, ("pair",))

    def model(self, name: str, given: Sequence[Given], answers: Sequence[str]) -> onnx.ModelProto:
        """The whole."""
        inputs = [helper.make_tensor_value_info(*one) for one in given]
        outputs = [helper.make_tensor_value_info(answer, TensorProto.FLOAT, None) for answer in answers]
        constants = [numpy_helper.from_array(value, name) for name, value in self.constants.items()]
        graph = helper.make_graph(self.nodes, name, inputs, outputs, constants)
        versions = [helper.make_opsetid("", 20), helper.make_opsetid(FUSED, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=9, producer_name="tocsin")


def quantised(rows: NDArray[np.float32], most: int = _BITS) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Each row in whole numbers up to ``most``, and the scale of each."""
    scale = np.maximum(np.abs(rows).max(1), 1e-9).astype(np.float32) / np.float32(most)
    return np.rint(rows / scale[:, None]).astype(np.int8), scale


def joined(weights: Arrays) -> dict[str, NDArray[np.generic]]:
    """The heads that read words as one matrix: fewer, larger steps run faster."""
    asked = {f"asked.{end}": np.concatenate([weights[f"{part}.{end}"] for part in PARTS]) for end in ("weight", "bias")}
    return {**weights, **asked}


def write(weights: Arrays, path: Path, eight_bit: bool, head: int = HEAD) -> None:
    """A reader of these weights in a file."""
    _put(Graph(joined(weights), eight_bit, head).reader(), path, eight_bit)


def write_pairing(weights: Arrays, path: Path, eight_bit: bool, head: int = HEAD) -> None:
    """A network for pairs in a file; in eight bits its table of words must be the one that lies there already."""
    _put(Graph(weights, eight_bit, head).pairing(), path, eight_bit)


def _put(model: onnx.ModelProto, path: Path, apart: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    for table in (t for t in model.graph.initializer if apart and t.name == TABLE):
        beside = path.parent / TABLE_FILE
        if beside.exists() and beside.read_bytes() != table.raw_data:
            raise SystemExit(f"{beside} holds another table of words; both networks must have the same.")
        beside.write_bytes(table.raw_data)
        set_external_data(table, TABLE_FILE, offset=0, length=len(table.raw_data))
        table.ClearField("raw_data")
    path.write_bytes(model.SerializeToString())


def read(path: Path) -> dict[str, NDArray[np.float32]]:
    """The weights of a file that was written here, as near as its bits hold them, a reader's heads apart again."""
    stored = {one.name: numpy_helper.to_array(one) for one in onnx.load(path).graph.initializer}
    found = {name: value for name, value in stored.items() if name.endswith((".weight", ".bias"))}
    for name in [name for name in found if f"{name.removesuffix('weight')}scale" in stored]:
        stem, scale = name.removesuffix("weight"), stored[f"{name.removesuffix('weight')}scale"]
        real = found[name].astype(np.float32) * scale
        found[name] = real if scale.ndim == 2 else real.T
        if f"{stem}ease" in stored:
            found[f"{stem}ease"] = 1 / stored[f"{stem}ease"]
            found[name] = found[name] / found[f"{stem}ease"]
    if "traces.weight" in found:
        found["traces.weight"] = found["traces.weight"].T  # never rounded
    if "sizes" in stored:
        ends = np.cumsum(stored["sizes"])[:-1]
        for end in ("weight", "bias"):
            found |= {f"{p}.{end}": v for p, v in zip(PARTS, np.split(found.pop(f"asked.{end}"), ends), strict=True)}
    return found
