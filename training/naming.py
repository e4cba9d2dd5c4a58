"""The net that weighs stretches as names, fitted on what the shipped network sees of the newswire it was trained on.

python -m training.naming --data DATA --weights src/tocsin/read/weights

The encoder stays as it is. What it keeps of each word (``traces``) is learnt with the net and written into its graph; the
net goes into ``names.npz``. The price of a name is chosen on every second article of the outlets held out; the others judge.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own habit
from numpy.typing import NDArray
from torch import Tensor, nn

from tocsin.read import decoding, languages
from tocsin.read.agreement import agreed
from tocsin.read.naming import ARRAYS, FILE, Namer, best
from tocsin.read.network import NAME_BALANCE, NAME_KINDS, SETTLED, WIDTH, Network, session
from tocsin.read.packing import Text, feed, pack
from tocsin.read.pieces import Pieces
from tocsin.read.stretches import Article, described, likely, traced
from training import graph, newswire
from training.corpora import Doc
from training.labels import NAME_TYPES, NAMES, NameTargets

SEED, MEMBERS, KEPT, HIDDEN = 7, 2, 32, 128
"""Nets that vote (and are stored as one), what each keeps of a word, and how wide each is."""

ROUNDS, BATCH, RATE, DECAY = 5, 512, 1e-3, 0.05
HIDE = {"input": 0.15, "hidden": 0.3}
SCORED = ("PER", "ORG", "LOC", "NORP")
PRICES, SLACK, NEVER = (0.3, 0.33, 0.36, 0.39, 0.42), 0.001, 1.0
"""What is tried as the price of a name (half of the F1 hoped for is best in theory, Lipton et al. 2014), and how much F1 a lower
price may cost, for it misses less. Nobody pays the last."""

BARE = 3
"""Every so many articles are also shown as bare sentences, which the reader meets too: nothing stands elsewhere there."""

FEWEST = 4
"""Articles of a rehearsal."""

_NAMES = slice(7, 7 + len(NAMES))


@dataclass
class Stretches:
    """All likely stretches of some articles."""

    rows: Tensor  # (K, F) as ``described``, without traces
    place: Tensor  # (K, 2) among the words of all articles
    article: Tensor  # (K,) the number of its article
    bounds: Tensor  # (articles, 2) their words
    wanted: Tensor  # (K,) what each is: nothing, or one more than its kind
    states: Tensor  # (W, 2 * WIDTH) the early and the last layer at each word


def gold(doc: Doc) -> dict[tuple[int, int], int]:
    """Each marked name by its words."""
    labels, found, at = [NAMES[row] for row in doc.names], {}, 0
    while at < len(labels):
        last = at + 1
        if labels[at][0] == "B":
            while last < len(labels) and labels[last] == f"I-{labels[at][2:]}":
                last += 1
            found[at, last] = 1 + NAME_TYPES.index(labels[at][2:])
        at = last
    return found


def seen(weights: Path, docs: Sequence[Doc], work: Path, name: str) -> tuple[NDArray[np.float32], NDArray[np.float16]]:
    """The scores of names and the states of every word, kept in ``work`` for the next time."""
    arrays = {name: value for name, value in graph.read(weights / "network.int8.onnx").items() if "traces" not in name}
    stamp = zlib.crc32(arrays["words.weight"].tobytes())
    files = [work / f"{name}.{stamp:08x}.{part}.npy" for part in ("scores", "states")]
    if not all(file.exists() for file in files):
        arrays |= {"traces.weight": np.eye(2 * WIDTH, dtype=np.float32), "traces.bias": np.zeros(2 * WIDTH, np.float32)}
        graph.write(arrays, work / "states.onnx", eight_bit=True)
        run, pieces = session(work / "states.onnx"), Pieces(weights / "tokenizer.json")
        scores, states = [], []
        for doc in docs:
            packed = pack([next(_cuts(doc, False))[2]], pieces)
            for window in range(len(packed.windows)):
                words, kept = run.run(["words", "traces"], feed(packed, window).inputs())
                scores.append(words[0][:, _NAMES])
                states.append(kept[0].astype(np.float16))
        for file, rows in zip(files, (scores, states), strict=True):
            np.save(file, np.concatenate(rows))
    return np.load(files[0]), np.load(files[1])


def _cuts(doc: Doc, bare: bool) -> Iterator[tuple[int, int, Text]]:
    """The whole article, and where that is asked for, each of its sentences alone."""
    ranges = [(int(a), int(z)) for a, z in doc.sentences]
    yield 0, len(doc.words), Text(doc.words, ranges, doc.paragraph_end.tolist())
    for a, z in ranges if bare else []:
        yield a, z, Text(doc.words[a:z], [(0, z - a)], [True])


def stretches(weights: Path, docs: Sequence[Doc], work: Path, name: str, bare: int = 0) -> Stretches:
    """What there is to learn from; every ``bare``-th article is there as bare sentences too."""
    scores, states = seen(weights, docs, work, name)
    pieces, offices, base = Pieces(weights / "tokenizer.json"), languages.words("names", "letters"), 0
    parts: list[tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]] = []
    bounds: list[tuple[int, int]] = []
    for number, doc in enumerate(docs):
        names = gold(doc)
        for first, last, text in _cuts(doc, bool(bare) and number % bare == 0):
            alone = decoding.log_softmax(scores[base + first : base + last]) + NAME_BALANCE
            found = decoding.spans(Network._labels(pack([text], pieces), alone[None])[0])
            heard = agreed(text.words, found[found[:, 2] < len(NAME_KINDS)], alone, offices=offices)
            article = Article(text.words, text.sentences, alone, heard, np.zeros((last - first, 0), np.float32))
            found = likely(article)
            wanted = np.array([names.get((first + a, first + z), 0) for a, z in found.tolist()], np.int64)
            parts.append((described(article, found), found + base + first, wanted))
            bounds.append((base + first, base + last))
        base += len(doc.words)
    rows, place, wanted = (torch.from_numpy(np.concatenate(part)) for part in zip(*parts, strict=True))
    numbers = torch.repeat_interleave(torch.arange(len(parts)), torch.tensor([len(p[2]) for p in parts]))
    return Stretches(rows, place, numbers, torch.tensor(bounds), wanted, torch.from_numpy(states))


class Member(nn.Module):
    """One of the nets that vote."""

    def __init__(self, rows: Tensor) -> None:
        super().__init__()
        self.mean, self.spread = rows.mean(0), rows.std(0) + 1e-2
        self.keep = nn.Linear(2 * WIDTH, KEPT)
        self.hidden = nn.Linear(rows.shape[1] + 5 * KEPT, HIDDEN)
        self.answer = nn.Linear(HIDDEN, 1 + len(NAME_TYPES))

    def forward(self, one: Stretches, at: Tensor) -> Tensor:
        """Scores of no name and of each kind."""
        place, bounds = one.place[at], one.bounds[one.article[at]]
        parts = [(one.rows[at] - self.mean) / self.spread, *self._edges(one, place, bounds), self._inside(one, place)]
        given = F.dropout(torch.cat(parts, 1), HIDE["input"], self.training)
        return self.answer(F.dropout(F.relu(self.hidden(given)), HIDE["hidden"], self.training))

    def _kept(self, one: Stretches, at: Tensor) -> Tensor:
        states = one.states[at].float()
        return F.relu(self.keep(F.dropout(states, HIDE["input"], self.training)))

    def _edges(self, one: Stretches, place: Tensor, bounds: Tensor) -> list[Tensor]:
        first, last = place.T
        opens, closes = (place == bounds).T[:, :, None]
        before, after = self._kept(one, (first - 1).clamp(min=0)), self._kept(one, last.clamp(max=len(one.states) - 1))
        return [before * ~opens, self._kept(one, first), self._kept(one, last - 1), after * ~closes]

    def _inside(self, one: Stretches, place: Tensor) -> Tensor:
        first, last = place.T
        length = last - first
        owner = torch.repeat_interleave(torch.arange(len(place)), length)
        step = torch.arange(len(owner)) - torch.repeat_interleave(length.cumsum(0) - length, length)
        total = torch.zeros(len(place), KEPT).index_add(0, owner, self._kept(one, first[owner] + step))
        return total / length[:, None]


def learnt(one: Stretches) -> list[Member]:
    """Nets that begin differently and see the same."""
    torch.manual_seed(SEED)
    members = [Member(one.rows) for _ in range(MEMBERS)]
    optimizer = torch.optim.AdamW([p for m in members for p in m.parameters()], lr=RATE, weight_decay=DECAY)
    planned = ROUNDS * (len(one.wanted) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, planned, pct_start=0.04, final_div_factor=1e4)
    for number in range(ROUNDS):
        total, order = 0.0, torch.randperm(len(one.wanted))
        for at in order[: len(order) // BATCH * BATCH].view(-1, BATCH):
            loss = torch.stack([F.cross_entropy(member(one, at), one.wanted[at]) for member in members]).sum()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print(f"round {number + 1}: {total / MEMBERS / (len(order) // BATCH):.4f}", flush=True)
    return [member.eval() for member in members]


def joined(members: Sequence[Member]) -> tuple[Namer, dict[str, NDArray[np.float32]]]:
    """The nets as one, and what the graph must keep of each word; prices are still to be found."""
    rows, own = len(members[0].mean), len(members) * KEPT
    hidden = np.zeros((rows + 5 * own, len(members) * HIDDEN), np.float32)
    bias, answers = [], []
    for number, member in enumerate(members):
        matrix = member.hidden.weight.detach().T.clone()
        matrix[:rows] /= member.spread[:, None]
        bias.append(member.hidden.bias.detach() - member.mean @ matrix[:rows])
        answers.append(member.answer)
        mine = slice(number * HIDDEN, (number + 1) * HIDDEN)
        hidden[:rows, mine] = matrix[:rows]
        for part in range(5):
            at = rows + part * own + number * KEPT
            hidden[at : at + KEPT, mine] = matrix[rows + part * KEPT : rows + (part + 1) * KEPT]
    namer = Namer(
        hidden, torch.cat(bias).numpy(), torch.cat([a.weight.detach().T for a in answers]).numpy() / len(members),
        torch.stack([a.bias.detach() for a in answers]).mean(0).numpy(),
        np.full(len(NAME_TYPES), PRICES[1], np.float32), own,
    )  # fmt: skip
    traces = {f"traces.{end}": torch.cat([getattr(m.keep, end).detach() for m in members]).numpy()
              for end in ("weight", "bias")}  # fmt: skip
    return namer, traces


def priced(docs: Sequence[Doc], one: Stretches, chances: NDArray[np.float32]) -> NDArray[np.float32]:
    """The lowest price of the tried ones whose F1 on these articles is as good as the best; facilities have none."""
    names = [gold(doc) for doc in docs]
    asked = [NAME_TYPES.index(kind) for kind in SCORED]
    true = sum(value - 1 in asked for found in names for value in found.values())

    def score(price: NDArray[np.float32]) -> float:
        right = said = 0
        for number, found in enumerate(names):
            mine = slice(*np.searchsorted(one.article.numpy(), (number, number + 1)))
            worth, place = chances[mine] - price, (one.place[mine] - one.bounds[number, 0]).numpy()
            kind = worth.argmax(1)
            stand = best(place, worth[np.arange(len(place)), kind])
            for (first, last), which in zip(place[stand].tolist(), kind[stand].tolist(), strict=True):
                said += which in asked
                right += which in asked and found.get((first, last)) == which + 1
        return 2 * right / max(1, said + true)

    prices = [np.full(len(NAME_TYPES), price, np.float32) for price in PRICES]
    for price in prices:
        price[SETTLED] = NEVER
    scores = [score(price) for price in prices]
    print("F1 by price:", dict(zip(PRICES, np.round(scores, 4).tolist(), strict=True)), flush=True)
    return next(price for price, value in zip(prices, scores, strict=True) if value >= max(scores) - SLACK)


def fit(data: Path, weights: Path, work: Path, share: float = 1.0) -> dict[str, NDArray[np.float32]]:
    """The net beside the weights, and its traces in their graph; returns the traces.

    With a ``share`` of the articles it is a rehearsal: labels of a network that has learnt nothing leave every stretch
    possible, and those of all articles would not fit into memory.
    """
    work.mkdir(parents=True, exist_ok=True)
    train, held = newswire.load(data / "ner" / "worldwide_newswire", NameTargets())
    train, held = (docs[: max(FEWEST, int(share * len(docs)))] for docs in (train, held))
    namer, traces = joined(learnt(stretches(weights, train, work, "train", BARE)))
    chosen = held[::2]
    one = stretches(weights, chosen, work, "held")
    kept = one.states.float().numpy() @ traces["traces.weight"].T + traces["traces.bias"]
    price = priced(chosen, one, namer.chances(_with_traces(one, kept)))
    namer = replace(namer, price=price)
    arrays = {name: getattr(namer, name).astype(np.float16) for name in ARRAYS}
    np.savez_compressed(weights / FILE, **arrays, traces=namer.traces)
    graph.write({**graph.read(weights / "network.int8.onnx"), **traces}, weights / "network.int8.onnx", eight_bit=True)
    return traces


def _with_traces(one: Stretches, kept: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows as the reader makes them."""
    parts = []
    for number, (base, end) in enumerate(one.bounds.tolist()):
        mine = (one.article == number).numpy()
        parts.append(traced(kept[base:end], one.place.numpy()[mine] - base))
    return np.concatenate([one.rows.numpy(), np.concatenate(parts)], 1)


def main() -> None:
    """Fit the net for weights that are there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("/tmp/tocsin-training/naming"))
    args = parser.parse_args()
    torch.set_num_threads(1)
    fit(args.data, args.weights, args.work)


if __name__ == "__main__":
    main()
