"""The network that reads closely: halves of the larger encoder, what the upper one learns, and how both are rounded.

The lower half stays as its makers left it, but for four bits a weight, and reads each statement alone: what it makes of
one is kept. So learning costs no more than the upper half does. It hears what the larger network, which reads both
statements together from its first layer on, says of them (decision 0076).
"""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from tocsin.read.closely import KINDS, LONGEST, beside, pieced
from tocsin.read.pieces import SHAPES, Pieces
from tocsin.resolve.model import CLASSES
from training import halves
from training.drawing import AHEAD, cut, ragged, wanted
from training.examples import Example
from training.fourbits import Given, Small, shrunk
from training.gist import Floats, Gist, learnt
from training.larger import Relative, distances

LOWER, UPPER = 6, 5
FRAYED = 0.35  # how often a text is shown as a reader might have cut it
SHOWN = 512  # statements, and as many pairs, by whose inputs the matrices are rounded
TOGETHER = 2_500  # pieces that the lower half reads at a time

Batch = tuple[Tensor, Tensor, Tensor, Tensor]
"""States of pairs, their types, which pieces are no filling, and what is wanted of each pair."""
Drawn = tuple[int, int, list[float]]
"""Two forms of texts by their numbers, and what is wanted of them."""


class Alone(nn.Module):
    """What the lower half makes of statements. It learns nothing; its table of words takes four bits a number."""

    def __init__(self, encoder: Relative) -> None:
        super().__init__()
        self.encoder, self.layers = encoder, encoder.layers[:LOWER]
        self.table = encoder.words.weight.detach().numpy().copy()
        codes, unit = halves.words_of(self.table)
        encoder.words.weight.data = torch.from_numpy(codes * unit[:, None])
        self.eval()

    def begun(self, ids: Tensor) -> Given:
        """What goes into the first layer."""
        places = self.encoder.positions(torch.arange(ids.shape[1]))
        return self.encoder.norm(self.encoder.words(ids) + places[None]), self.encoder.mask(ids), ids != 0

    def forward(self, ids: Tensor) -> Tensor:
        x, mask, _ = self.begun(ids)
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Both(nn.Module):
    """The upper half, and what its opening mark says: what two statements are to each other, and what is reported."""

    def __init__(self, encoder: Relative) -> None:
        super().__init__()
        self.layers, width = copy.deepcopy(encoder.layers[LOWER : LOWER + UPPER]), encoder.shape.width
        self.distances = copy.deepcopy(encoder.distances)
        self.types = nn.Embedding(2 * SHAPES, width)
        nn.init.zeros_(self.types.weight)
        self.pair_hidden = nn.Linear(width, width)
        self.pair = nn.Linear(width, len(CLASSES))
        self.kinds_hidden = nn.Linear(width, width)
        self.kinds = nn.Linear(width, len(KINDS))
        for layer in self.layers:
            layer.dropout = 0.0  # it sees no pair twice

    def begun(self, states: Tensor, types: Tensor, real: Tensor) -> Given:
        """What goes into the first layer."""
        near = self.distances(distances(real.shape[1], real.device)).permute(2, 0, 1)[None]
        return states.float() + self.types(types), torch.where(real, 0.0, -10000.0)[:, None, None] + near, real

    def forward(self, states: Tensor, types: Tensor, real: Tensor) -> Tensor:
        x, mask, _ = self.begun(states, types, real)
        for layer in self.layers:
            x = layer(x, mask)
        pair = self.pair(torch.tanh(self.pair_hidden(x[:, 0])))
        return torch.cat([pair, self.kinds(torch.tanh(self.kinds_hidden(x[:, 0])))], -1)


class Texts:
    """Statements as they stand and as a reader might have cut them, and what the lower half made of those it read.

    All of them take about eight gigabytes.
    """

    def __init__(self, texts: Sequence[str], pieces: Pieces, alone: Alone, seed: int) -> None:
        rng = np.random.default_rng(seed)
        forms = {text: (text, ragged(text, rng)) for text in texts}
        number = {form: n for n, form in enumerate(dict.fromkeys(f for two in forms.values() for f in two))}
        self.alone, self.numbers = alone, {text: tuple(number[f] for f in two) for text, two in forms.items()}
        self.rows = [pieced(form, pieces) for form in number]
        self.states: list[Tensor | None] = [None] * len(number)

    def gist(self, examples: Sequence[Example]) -> Gist:
        """What words are about, as some examples of kinds teach it; their texts are among these."""
        rows = [row for row, _ in self.rows]
        return learnt(rows, self.alone.table, examples, {text: two[0] for text, two in self.numbers.items()})

    def about(self, gist: Gist) -> Callable[[Sequence[str]], Floats]:
        """What the words of any of these texts are about."""

        def vectors(texts: Sequence[str]) -> Floats:
            return gist.of([self.rows[self.numbers[text][0]][0] for text in texts], self.alone.table)

        return vectors

    def size(self, pair: Drawn) -> int:
        """How many pieces a pair has."""
        return len(self.rows[pair[0]][0]) + len(self.rows[pair[1]][0]) - 1

    def read(self, numbers: Sequence[int]) -> None:
        """Let the lower half read those that it has not read."""
        new = sorted({n for n in numbers if self.states[n] is None}, key=lambda n: len(self.rows[n][0]))
        with torch.inference_mode():
            for group in cut(new, TOGETHER, lambda n: len(self.rows[n][0])):
                ids = filled([torch.from_numpy(self.rows[n][0]) for n in group])
                for number, states in zip(group, self.alone(ids), strict=True):
                    self.states[number] = states[: len(self.rows[number][0])].bfloat16()

    def batch(self, pairs: Sequence[Drawn]) -> Batch:
        """Pairs that were read, filled up to one length."""
        types = [torch.from_numpy(beside(self.rows[a][1], self.rows[b][1])) for a, b, _ in pairs]
        states = filled([torch.cat([self._read(a), self._read(b)[1:]]) for a, b, _ in pairs])
        real = filled([torch.ones(len(one), dtype=torch.bool) for one in types])
        return states, filled(types), real, torch.tensor([asked for _, _, asked in pairs])

    def _read(self, number: int) -> Tensor:
        found = self.states[number]
        assert found is not None, "read before it is shown"
        return found


def filled(rows: list[Tensor]) -> Tensor:
    """Rows of one length; a filling is nothing."""
    return nn.utils.rnn.pad_sequence(rows, batch_first=True)


def batches(examples: Sequence[Example], texts: Texts, budget: int, rng: np.random.Generator) -> Iterator[Batch]:
    """For ever: draw by weight, swap half of the statements, group by length."""
    weights = np.array([e.weight for e in examples])
    weights /= weights.sum()
    while True:
        drawn = []
        for number in rng.choice(len(examples), max(AHEAD, budget // 4), p=weights):
            one = examples[number]
            sides = [texts.numbers[t][rng.random() < FRAYED] for t in (one.a, one.b)]
            a, b = sides if one.kind == "kind" or rng.random() < 0.5 else sides[::-1]
            drawn.append((a, b, wanted(one) + [float(kind in one.allowed) for kind in KINDS]))
        texts.read([n for a, b, _ in drawn for n in (a, b)])
        groups = list(cut(sorted(drawn, key=texts.size), budget, texts.size))
        yield from (texts.batch(groups[n]) for n in rng.permutation(len(groups)))


def lower(encoder: Relative, examples: Sequence[Example], pieces: Pieces) -> tuple[Alone, dict[str, Small]]:
    """The lower half in four bits, and its matrices."""
    alone = Alone(encoder)
    shown = [e.a for e in examples[:: max(1, len(examples) // SHOWN)]][:SHOWN]
    with torch.inference_mode():
        given = [alone.begun(torch.from_numpy(pieced(text, pieces)[0])[None]) for text in shown]
        small, _ = shrunk(alone.layers, given, "alone")
    return alone, small


def upper(both: Both, given: Iterator[Batch]) -> dict[str, Small]:
    """The matrices of the upper half in four bits."""
    shown: list[Given] = []
    with torch.inference_mode():
        while sum(len(x) for x, _, _ in shown) < SHOWN:
            states, types, real, _ = next(given)
            shown.append(both.begun(states, types, real))
        small, _ = shrunk(both.layers, shown, "both")
    return small


def ship(alone: Alone, both: Both, small: Mapping[str, Small], gist: Gist, base: Path, out: Path) -> None:
    """The files, with the tokenizer of ``base`` beside them."""
    encoder = alone.encoder
    parts = {"both": both, "alone.layers": alone.layers, "alone.norm": encoder.norm}
    weights = {f"{k}.{name}": v.detach().numpy() for k, part in parts.items() for name, v in part.state_dict().items()}
    places = encoder.positions.weight.detach().numpy()[: LONGEST + 2]
    weights |= {
        "words": alone.table,
        "telling": gist.telling,
        "usual": gist.usual,
        "gist": gist.matrix,
        "positions": places,
        "distances": encoder.distances.weight.detach().numpy(),
    }
    halves.write(weights, small, encoder.shape.head, out)
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")
