"""Two texts read closely, by a larger network: its lower half reads each alone, its upper half both together.

It says of two statements what they are to each other, and of a sentence whether it reports what another text asks
for; for the second its upper half is turned a little (``training/turning.py``), and what stands before is read too.

What the lower half made of a statement serves every pair the statement stands in (MacAvaney et al. 2020). A weight
takes four bits (``training/closely.py``); the files are opened when a first pair is asked about. One pair is read at a
time, so that what is said of it depends on nothing else.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.read import decoding
from tocsin.read.network import WEIGHTS, session
from tocsin.read.pairs import LABELS
from tocsin.read.pieces import CLS, SEP, SHAPES, Pieces
from tocsin.read.words import words

KINDS: tuple[str, ...] = ("reported", "denied", "planned", "none")
"""What is asked for is reported, is said not to be so, is only to come, or is not spoken of."""

FILE, ALONE, BOTH, TURNED = "closely.npz", "closely.alone.onnx", "closely.both.onnx", "closely.kinds.onnx"
LONGEST = 110  # pieces of a statement that are read
BEFORE = 60  # pieces of what stands before a sentence that are read
REMEMBERED = 512  # statements of which the lower half's reading is kept
DISTANCES, FARTHEST = 32, 128  # how many distances are told apart, and from where all are one

Asked = tuple[str, str, str]
"""What is asked for, a sentence, and what stands before it or nothing."""

Small = NDArray[np.int8]
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


class CloseReader:
    """The shipped weights, ready to be asked. Not thread-safe: one a thread or process."""

    def __init__(self, folder: Path) -> None:
        with np.load(folder / FILE) as stored:
            self._words, self._scale, self._places = (stored[name] for name in ("words", "words.scale", "positions"))
            self._near = stored["distances"].T[:, distances(2 * (LONGEST + 2) + BEFORE)]
            self._matrices = [dict(matrices(stored, half)) for half in ("alone.", "both.")]  # read where they lie
        self._folder, self._pieces = folder, Pieces(folder / "tokenizer.json")
        self._alone = session(folder / ALONE, self._matrices[0])
        self._known: OrderedDict[str, tuple[Floats, Ints]] = OrderedDict()

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """P(label) of each pair, shape (pairs, 5); the two orders of a pair may differ a little."""
        found = np.zeros((len(pairs), len(LABELS)), np.float32)
        for number, pair in enumerate(pairs):
            found[number] = self._said(self._both, "pair", *map(self.read, pair))
        return found

    def kinds(self, asked: Sequence[Asked]) -> Floats:
        """P(KINDS) of each (what is asked for, sentence, what stands before it or nothing), shape (asked, 4)."""
        found = np.zeros((len(asked), len(KINDS)), np.float32)
        for number, (wanted, sentence, before) in enumerate(asked):
            read = [self.read(wanted), self.read(sentence)]
            if before:
                states, types = self.read(before)
                read.append((states[: BEFORE + 1], types[: BEFORE + 1]))
            found[number] = self._said(self._turned, "kinds", *read)
        return found

    @cached_property
    def _both(self) -> Any:
        return session(self._folder / BOTH, self._matrices[1])

    @cached_property
    def _turned(self) -> Any:
        return session(self._folder / TURNED, self._matrices[1])

    def _said(self, half: Any, asked: str, *read: tuple[Floats, Ints]) -> Floats:
        """What the upper half says of texts that the lower half has read."""
        states = np.concatenate([one if n == 0 else one[1:] for n, (one, _) in enumerate(read)])
        types = beside(*(types for _, types in read))[None]
        return np.asarray(np.exp(decoding.log_softmax(self._run(half, asked, states, types=types))))

    def read(self, text: str) -> tuple[Floats, Ints]:
        """What stands at each piece of a text after the lower half, (pieces, 768), and the types of its pieces."""
        if text not in self._known:
            ids, types = pieced(text, self._pieces)
            vectors = wide(self._words[ids]) * self._scale[ids, None].astype(np.float32) + self._places[: len(ids)]
            self._known[text] = self._run(self._alone, "read", vectors), types
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        self._known.move_to_end(text)
        return self._known[text]

    def _run(self, half: Any, asked: str, states: Floats, **also: Ints) -> Floats:
        near = np.ascontiguousarray(self._near[None, :, : len(states), : len(states)])
        return np.asarray(half.run([asked], {"states": states[None].astype(np.float32), "near": near, **also})[0][0])


@cache
def close_reader() -> CloseReader:
    """The network that comes with the package."""
    return CloseReader(WEIGHTS)


def pieced(text: str, pieces: Pieces) -> tuple[Ints, Ints]:
    """Pieces and types of one statement between its marks."""
    found, shapes = pieces.flat(pieces.look([text[x:y] for x, y in words(text[:4000])]))
    return np.concatenate([[CLS], found[:LONGEST], [SEP]]), np.concatenate([[0], shapes[:LONGEST], [0]])


def beside(*types: Ints) -> Ints:
    """The types of texts side by side, which share the opening mark of the first."""
    return np.concatenate([one if n == 0 else one[1:] + n * SHAPES for n, one in enumerate(types)])


def matrices(stored: Mapping[str, Any], half: str) -> Iterator[tuple[str, Small]]:
    """Each matrix of a half as its graph wants it, (inputs, outputs) in eight bits, by its name.

    It is kept as codes of four bits, two in a byte, and a whole number by which each group of inputs multiplies them;
    the inputs that stand out are put in several times (``training/fourbits.py``).
    """
    for key in (key for key in stored if key.startswith(half) and key.endswith(".codes")):
        name = key.removesuffix(".codes")
        codes, multiples = wide(stored[key]), stored[f"{name}.multiples"]
        rows = (codes.reshape(*multiples.shape, -1) * multiples[..., None]).reshape(codes.shape)
        yield f"{name}.weight", np.concatenate([rows, rows[:, stored[f"{name}.copied"]]], 1).T.copy()


def wide(codes: NDArray[np.uint8]) -> Small:
    """Whole numbers from -8 to 7 that lie two in a byte along the last axis."""
    both = np.stack([codes & 15, codes >> 4], -1).astype(np.int8) - np.int8(8)
    return both.reshape(*codes.shape[:-1], -1)


def distances(size: int) -> Ints:
    """Which distance lies between each two of so many pieces: exact when near, by powers when far.

    Source: Raffel et al. 2020, "Exploring the limits of transfer learning", section 2.1.
    """
    places = np.arange(size)
    apart = places[:, None] - places[None]
    half, near = DISTANCES // 2, DISTANCES // 4
    powers = np.log(np.maximum(np.abs(apart), 1) / near) / np.log(FARTHEST / near) * (half - near)
    far = np.minimum(near + powers.astype(np.int64), half - 1)
    found: Ints = half * (apart < 0) + np.where(np.abs(apart) < near, np.abs(apart), far)
    return found
