"""The network for two statements side by side: its shape, the loop, and its file.

python -m training.pairing --data DATA --out src/tocsin/read/weights [--work WORK] [--pairs N] [--start FOLDER]

It starts from the same encoder as the reader, shares the reader's table of words, and learns from clusters of statements
written for it (``training/pairs/clusters``), from answers written to real statements (``training/pairs/answers``), from
public collections, and from pairs of real statements that a person judged (``training/relations/real.py``). The pairs in
``training/pairs`` also fit the decision that weighs its word. So that this decision learns how far the word of a stranger
is to be trusted, two more networks each learn from every other problem and are asked about the rest
(``training/relations/unseen.py``); what ships has learnt from all. With ``--start`` each goes on from the network of its
name in that folder, which has seen no more than it may.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from tocsin.read.pairs import row
from tocsin.read.pieces import Pieces
from tocsin.resolve.model import CLASSES
from training import graph
from training.build import base_model
from training.examples import Example, clusters, held_out, ours, public, real
from training.model import Encoder, Reader, shape_of, sixteen_bits, start_from

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
SAVE = 60.0  # seconds from one checkpoint to the next
HALVES = ("even", "odd")
SEEDS = (11, 12)  # what ships is the mean of networks with these; a half has the first
BATCH, WARM, EMA, RATE, SMOOTH = 4800, 0.06, 0.995, 1.2e-4, 0.03


class Pairing(nn.Module):
    """The encoder and what its opening mark says of the two."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.shape.width
        self.pair_hidden = nn.Linear(width, width)
        self.pair = nn.Linear(width, len(CLASSES))

    def forward(self, ids: Tensor, types: Tensor) -> Tensor:
        opening = torch.tanh(self.pair_hidden(self.encoder(ids, types)[:, 0]))
        return self.pair(nn.functional.dropout(opening, 0.1, self.training))


def started(base: Path, start: Path | None = None) -> Pairing:
    """A network to begin with: the bare encoder, or one that was written to a file."""
    reader = Reader(replace(shape_of(base, 6), dropout=0.05))
    start_from(reader, base)
    network = Pairing(reader.encoder)
    if start:
        fresh = {"encoder.words.weight": reader.encoder.words.weight.detach()}
        stored = {name: torch.from_numpy(value.copy()) for name, value in graph.read(start).items()}
        network.load_state_dict({name: v for name, v in stored.items() if not name.endswith(".ease")} | fresh)
    network.encoder.words.weight.requires_grad_(False)
    return network


Rows = list[tuple[np.ndarray, np.ndarray, list[float]]]


def stacked(rows: Rows) -> tuple[Tensor, Tensor, Tensor]:
    """Rows of one length, filled up."""
    size = max(len(ids) for ids, _, _ in rows)
    ids, types = (np.zeros((len(rows), size), np.int64) for _ in range(2))
    for i, (x, y, _) in enumerate(rows):
        ids[i, : len(x)], types[i, : len(x)] = x, y
    return torch.from_numpy(ids), torch.from_numpy(types), torch.tensor([r[2] for r in rows])


def cut(rows: Rows, budget: int) -> Iterator[Rows]:
    """Rows sorted by length, so many pieces together."""
    at = 0
    while at < len(rows):
        stop = at + 1
        while stop < len(rows) and (stop + 1 - at) * len(rows[stop][0]) <= budget:
            stop += 1
        yield rows[at:stop]
        at = stop


LEADS = ("said ", "said that ", "says ", "told reporters that ", "that ", "claimed ", "announced that ", "reported ")
SMALL = frozenset(
    [
        "The",
        "A",
        "An",
        "All",
        "No",
        "Two",
        "Three",
        "Its",
        "Our",
        "We",
        "There",
        "This",
        "These",
        "Some",
        "Both",
        "Most",
        "Every",
        "Many",
    ]
)


def ragged(text: str, rng: np.random.Generator) -> str:
    """Now and then as a reader would have cut it: without a full stop, behind its verb of saying."""
    if rng.random() < 0.4:
        text = text.rstrip(".")
    first = text.split(" ", 1)[0]
    if first in SMALL and rng.random() < 0.4:
        lead = LEADS[int(rng.integers(len(LEADS)))] if rng.random() < 0.6 else ""
        text = lead + text[0].lower() + text[1:]
    return text


def batches(examples: Sequence[Example], pieces: Pieces, rng: np.random.Generator) -> Iterator[tuple[Tensor, ...]]:
    """For ever: draw by weight, swap half of them, group by length."""
    weights = np.array([e.weight for e in examples])
    weights /= weights.sum()
    while True:
        rows = []
        for number in rng.choice(len(examples), 1500, p=weights):
            one = examples[number]
            a, b = (one.b, one.a) if rng.random() < 0.5 else (one.a, one.b)
            rows.append((*row(ragged(a, rng), ragged(b, rng), pieces), [float(c in one.allowed) for c in CLASSES]))
        rows.sort(key=lambda r: len(r[0]))
        groups = list(cut(rows, BATCH))
        yield from (stacked(groups[n]) for n in rng.permutation(len(groups)))


class Drawn(IterableDataset[tuple[Tensor, ...]]):
    """Batches drawn beside the training; who makes them has a part in what is drawn."""

    def __init__(self, examples: Sequence[Example], base: Path, seed: int) -> None:
        self.examples, self.base, self.seed = examples, base, seed

    def __iter__(self) -> Iterator[tuple[Tensor, ...]]:
        worker = get_worker_info()
        rng = np.random.default_rng([self.seed, worker.id if worker else 0])
        return batches(self.examples, Pieces(self.base / "tokenizer.json"), rng)


def loss(logits: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log of the probability of the allowed classes, and a little reluctance to be certain."""
    logs = logits.float().log_softmax(-1)
    said = -torch.logsumexp(logs.masked_fill(allowed == 0, -1e4), -1).mean()
    return (1 - SMOOTH) * said - SMOOTH * logs.mean()


def rate(done: float) -> float:
    """Warm-up, then a straight line to zero."""
    return min(done / WARM, max(0.0, (1 - done) / (1 - WARM)))


class Run:
    """One training and all that must survive a stop."""

    def __init__(self, examples: Sequence[Example], base: Path, work: Path, how: argparse.Namespace, seed: int) -> None:
        torch.manual_seed(seed)
        self.path, self.planned, self.rate, self.shown, self.steps = (
            work / f"pairing{seed}.pt",
            how.pairs,
            how.rate,
            0,
            0,
        )
        start = how.start / work.name / "pairing.int8.onnx" if how.start else None
        self.network = started(base, start).to(DEVICE)
        workers, ahead = how.workers, 8 if how.workers else None
        self.batches = iter(
            DataLoader(Drawn(examples, base, seed), batch_size=None, num_workers=workers, prefetch_factor=ahead)
        )
        self.moving = {k: p for k, p in self.network.named_parameters() if p.requires_grad}
        groups = [{"params": [p for k, p in self.moving.items() if k.startswith("encoder.")], "base": self.rate},
                  {"params": [p for k, p in self.moving.items() if not k.startswith("encoder.")], "base": 10 * self.rate}]  # fmt: skip
        self.optimizer = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.average = {k: p.detach().clone() for k, p in self.moving.items()}
        if self.path.exists():
            self.resume()

    def resume(self) -> None:
        """Go on where the last checkpoint was, with pairs drawn anew."""
        state = torch.load(self.path, weights_only=False, map_location=DEVICE)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average, self.shown, self.steps = state["average"], state["shown"], state["steps"]

    def save(self) -> None:
        """Write a checkpoint, all of it or nothing."""
        state: dict[str, Any] = {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict()}
        torch.save(
            state | {"average": self.average, "shown": self.shown, "steps": self.steps}, self.path.with_suffix(".part")
        )
        self.path.with_suffix(".part").replace(self.path)

    def step(self) -> Tensor:
        """One update, in sixteen bits where that is safe."""
        ids, types, allowed = (one.to(DEVICE, non_blocking=True) for one in next(self.batches))
        with torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=sixteen_bits(DEVICE)):
            logits = self.network(ids, types)
        found = loss(logits, allowed)
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * rate(self.shown / self.planned)
        self.optimizer.zero_grad(set_to_none=True)
        found.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.moving.values(), 1.0)
        self.optimizer.step()
        self.shown, self.steps = self.shown + len(ids), self.steps + 1
        keep = min(EMA, self.steps / (self.steps + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.values()), [self.moving[k].detach() for k in self.average], 1 - keep)
        return found.detach()

    def go(self, every: int = 100) -> None:
        """Until all planned pairs are shown."""
        self.network.train()
        sums: list[Tensor] = []
        begun, first, saved = time.time(), self.shown, time.time()
        while self.shown < self.planned:
            sums.append(self.step())
            if self.steps % every == 0:
                speed = (self.shown - first) / (time.time() - begun)
                mean = round(float(torch.stack(sums).mean()), 4)
                print(json.dumps({"shown": self.shown, "loss": mean, "speed": round(speed)}), flush=True)
                sums = []
            if time.time() - saved > SAVE:
                self.save()
                saved = time.time()
        self.save()

    def averaged(self) -> Pairing:
        """The network with the running average of its weights, which is what ships."""
        with torch.no_grad():
            for name, value in self.average.items():
                self.moving[name].copy_(value)
        return self.network.eval()


def probabilities(network: Pairing, pairs: Sequence[tuple[str, str]], pieces: Pieces) -> np.ndarray:
    """P(class) of each pair, both ways round averaged; shape (pairs, classes)."""
    out, where = np.zeros((len(pairs), len(CLASSES))), network.pair.weight.device
    for turned in (False, True):
        rows = [(*row(*((b, a) if turned else (a, b)), pieces), [0.0]) for a, b in pairs]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
        at = 0
        with torch.inference_mode():
            for group in cut([rows[i] for i in order], 4000):
                ids, types, _ = stacked(group)
                said = network(ids.to(where), types.to(where)).softmax(-1).cpu()
                out[order[at : at + len(group)]] += said.numpy() / 2
                at += len(group)
    return out


def report(name: str, found: np.ndarray, examples: Sequence[Example]) -> None:
    """Accuracy, and how well opposition is ranked."""
    truth = np.array([e.allowed[0] == "oppose" for e in examples])
    right = np.mean([CLASSES[k] in e.allowed for k, e in zip(found.argmax(1), examples, strict=True)])
    order = np.argsort(-found[:, 0], kind="stable")
    hits = np.cumsum(truth[order])
    precision, recall = hits / np.arange(1, len(order) + 1), hits / max(truth.sum(), 1)
    at = {
        p: round(max((float(r) for q, r in zip(precision, recall, strict=True) if q >= p), default=0.0), 3)
        for p in (0.8, 0.9)
    }
    average = float((precision * truth[order]).sum() / max(truth.sum(), 1))
    print(
        f"{name}: {len(examples)} pairs, {truth.sum()} opposed; right {right:.3f}, AP {average:.3f}, recall at P {at}",
        flush=True,
    )


def mean(networks: Sequence[Pairing]) -> Pairing:
    """The network whose weights are the mean of several that began alike: better than each (Wortsman et al. 2022)."""
    states = [network.state_dict() for network in networks]
    networks[0].load_state_dict({name: sum(s[name] for s in states) / len(states) for name in states[0]})
    return networks[0]


class Course:
    """One network for each half of what the decision learns from, and the one that ships."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args, self.base = args, args.base or base_model()
        self.written = [e for e in clusters() if not held_out(e)] + public(args.data / "contradiction")
        self.met = real(args.data, args.work / "real.jsonl")

    def examples(self, which: str) -> list[Example]:
        """What a network learns from: ``all`` or one of the halves."""
        return self.written + ours(which) + [e for e in self.met if which in (e.teaches, "all") and not held_out(e)]

    def trained(self, which: str, work: Path, seed: int) -> Pairing:
        """One network of one seed."""
        run = Run(self.examples(which), self.base, work, self.args, seed)
        run.go()
        return run.averaged()

    def part(self, which: str) -> Pairing:
        """One network, trained unless it is, and what it makes of texts that it never saw."""
        work = self.args.work / which
        work.mkdir(exist_ok=True)
        network = mean([self.trained(which, work, seed) for seed in (SEEDS if which == "all" else SEEDS[:1])])
        self.score(f"{which}: clusters kept back", network, [e for e in clusters() if held_out(e)])
        unseen = [e for e in self.met if held_out(e) or (which in HALVES and e.teaches != which)]
        for kind in ("answer", "judged", "mined"):
            self.score(f"{which}: {kind} pairs not seen", network, [e for e in unseen if e.problem.startswith(kind)])
        return network

    def go(self, which: Sequence[str], out: Path) -> None:
        """The networks asked for, each in its place."""
        from training.export import ship_pairing

        for one in which:
            ship_pairing(self.part(one).cpu(), self.base, out if one == "all" else self.args.work / one)

    def score(self, name: str, network: Pairing, examples: Sequence[Example]) -> None:
        """What it makes of these."""
        pairs = [(e.a, e.b) for e in examples]
        if pairs:
            report(name, probabilities(network, pairs, Pieces(self.base / "tokenizer.json")), examples)


def main() -> None:
    """Train unless trained, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("/tmp/tocsin-training/pairing"))
    parser.add_argument(
        "--base", type=Path, help="folder of the encoder to start from, where its wheel is not installed"
    )
    parser.add_argument("--pairs", type=int, default=640_000, help="pairs shown to each network")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--start", type=Path, help="folder of networks (even, odd, all) to go on from")
    parser.add_argument("--only", choices=(*HALVES, "all"), action="append", help="only this network (repeatable)")
    parser.add_argument("--workers", type=int, default=0, help="processes that draw pairs")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    Course(args).go(args.only or (*HALVES, "all"), args.out)


if __name__ == "__main__":
    main()
