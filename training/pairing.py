"""The networks for two statements side by side: their shape, the loop, and their files.

python -m training.pairing --data DATA --out src/tocsin/read/weights [--work WORK] [--scale SHARE] [--start FILE]

Three networks learn one after the other. A larger one (``larger.py``) learns from clusters of statements written for it
(``training/pairs/clusters``), from answers written to real statements (``training/pairs/answers``), from public collections,
and from pairs of real statements that a person judged (``training/relations/real.py``). It is then asked about all of these
and about twice as many pairs that nobody judged, and two that ship learn what it says: a small one, which glances at pairs (it
starts from the same encoder as the reader, or with ``--start`` from a file, and shares the reader's table of words), and one
that reads closely (``closely.py``). One cluster, answered statement or group of judged pairs in ten teaches none of them, nor do the pairs of the decisions: from those
they learn how far the networks are to be trusted (``training/relations``).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader

from tocsin.read.pairs import row
from tocsin.read.pieces import Pieces
from tocsin.resolve.model import CLASSES
from training import closely, graph, larger
from training.build import base_model
from training.drawing import Drawn, cut, length, stacked
from training.examples import Example, beside, clusters, held_out, public, real
from training.kinds import kinds, siblings
from training.model import Encoder, Reader, shape_of, sixteen_bits, start_from

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
SAVE = 60.0  # seconds from one checkpoint to the next
SEED = 11
WARM, EMA, SMOOTH = 0.05, 0.998, 0.03
JUDGED = 0.3  # of what a student learns, beside what it hears
HEARD = 1.5  # pairs that nobody judged are shown so many times as often as all others
REHEARSED = 0.1  # share of what is planned below which a part of the examples will do
LIVELY = 0.12  # how often a pair is shown that has surely nothing to say


Batches = Callable[[int], Iterator[tuple[Tensor, ...]]]
"""Batches to go on with after so many pairs; the last of each is what is wanted."""


@dataclass(frozen=True)
class How:
    """One training: pairs shown, rate of what is there, by how much that of what is new is greater, pieces in a batch."""

    pairs: int
    rate: float
    head: float
    pieces: int


TEACHER = How(770_000, 5e-5, 10, 21_500)
STUDENT = How(560_000, 1.5e-4, 5, 7_200)
CLOSE_READER = How(520_000, 6e-5, 8, 5_400)
OF_KINDS = 1 / 3  # beside all pairs of statements, so many sentences beside indicators
NEW = ("pair", "types", "kinds")  # how the names of those parts begin that start from nothing


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
    reader = Reader(replace(shape_of(base, 6), dropout=0.0))
    start_from(reader, base)
    network = Pairing(reader.encoder)
    if start:
        fresh = {"encoder.words.weight": reader.encoder.words.weight.detach()}
        stored = {name: torch.from_numpy(value.copy()) for name, value in graph.read(start).items()}
        network.load_state_dict({name: v for name, v in stored.items() if not name.endswith(".ease")} | fresh)
    network.encoder.words.weight.requires_grad_(False)
    return network


def loss(logits: Tensor, wanted: Tensor) -> Tensor:
    """Minus the log of the probability of the allowed classes, and a little reluctance to be certain; where a teacher has
    spoken, mostly how far one is from what it said (Hinton et al. 2015). The network that reads closely is also asked
    for kinds: such a row has them alone."""
    logs = logits[:, : len(CLASSES)].float().log_softmax(-1)
    allowed, heard, *kinds = wanted.split(len(CLASSES), -1)
    right = -torch.logsumexp(logs.masked_fill(allowed == 0, -1e4), -1)
    told = heard.sum(-1)  # one where a teacher has spoken, else nothing
    alone = (1 - SMOOTH) * right - SMOOTH * logs.mean(-1)
    found = torch.where(told > 0, JUDGED * right - (heard * logs).sum(-1), alone)
    if kinds:
        soft = (1 - SMOOTH) * kinds[0] + SMOOTH / kinds[0].shape[1]
        other = -(soft * logits[:, len(CLASSES) :].float().log_softmax(-1)).sum(-1)
        found = torch.where(kinds[0].sum(-1) > 0, other, found)
    return found.mean()


def rate(done: float) -> float:
    """Warm-up, then a straight line to zero."""
    return min(done / WARM, max(0.0, (1 - done) / (1 - WARM)))


class Run:
    """One training and all that must survive a stop."""

    def __init__(self, network: nn.Module, batches: Batches, path: Path, how: How) -> None:
        torch.manual_seed(SEED)
        self.path, self.how, self.shown, self.steps = path, how, 0, 0
        self.network = network.to(DEVICE)
        self.moving = {k: p for k, p in self.network.named_parameters() if p.requires_grad}
        groups = [{"params": [p for k, p in self.moving.items() if k.startswith(NEW) is new], "base": rate}
                  for new, rate in ((False, how.rate), (True, how.head * how.rate))]  # fmt: skip
        self.optimizer = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.average = {k: p.detach().clone() for k, p in self.moving.items()}
        if self.path.exists():
            self.resume()
        self.batches = batches(self.shown)

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
        *given, wanted = (one.to(DEVICE, non_blocking=True) for one in next(self.batches))
        with torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=sixteen_bits(DEVICE)):
            logits = self.network(*given)
        found = loss(logits, wanted)
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * rate(self.shown / self.how.pairs)
        self.optimizer.zero_grad(set_to_none=True)
        found.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.moving.values(), 1.0)
        self.optimizer.step()
        self.shown, self.steps = self.shown + len(wanted), self.steps + 1
        keep = min(EMA, self.steps / (self.steps + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.values()), [self.moving[k].detach() for k in self.average], 1 - keep)
        return found.detach()

    def go(self, every: int = 100) -> None:
        """Until all planned pairs are shown."""
        self.network.train()
        sums: list[Tensor] = []
        begun, first, saved = time.time(), self.shown, time.time()
        while self.shown < self.how.pairs:
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

    def averaged(self) -> Any:
        """The network with the running average of its weights, which is what ships."""
        with torch.no_grad():
            for name, value in self.average.items():
                self.moving[name].copy_(value)
        return self.network.eval()


def probabilities(
    network: Pairing, pairs: Sequence[tuple[str, str]], pieces: Pieces, ways: Sequence[bool] = (False, True)
) -> np.ndarray:
    """P(class) of each pair, shape (pairs, classes); both ways round averaged, or as they stand (``False``) or turned."""
    out, where = np.zeros((len(pairs), len(CLASSES))), network.pair.weight.device
    for turned in ways:
        rows = [(*row(*((b, a) if turned else (a, b)), pieces), [0.0]) for a, b in pairs]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
        at = 0
        with torch.inference_mode(), torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=sixteen_bits(DEVICE)):
            for group in cut([rows[i] for i in order], 8000, length):
                ids, types, _ = stacked(group)
                said = network(ids.to(where), types.to(where)).float().softmax(-1).cpu()
                out[order[at : at + len(group)]] += said.numpy() / len(ways)
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


class Course:
    """A teacher, what it says, and the two networks that ship."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args, self.pieces = args, Pieces(base_model() / "tokenizer.json")
        written, met = clusters(), real(args.data, args.work / "real.jsonl")
        self.kept = self.share([e for e in written + met if held_out(e)])
        taught = [e for e in written + met if e.weight and not held_out(e)]
        self.unheard = self.share([e for e in met if not e.weight] + beside(taught))
        self.taught = self.share(taught + public(args.data / "contradiction"))

    def share(self, examples: list[Example]) -> list[Example]:
        """All of these; in a rehearsal a part."""
        return examples[:: max(1, round(REHEARSED / self.args.scale))]

    def how(self, planned: How) -> How:
        """What is planned, scaled."""
        return replace(planned, pairs=int(planned.pairs * self.args.scale))

    def teacher(self) -> Pairing:
        """The larger network, trained unless it is."""
        network, how = Pairing(larger.encoder()), self.how(TEACHER)
        return self.trained(Run(network, self.drawn(self.taught, how), self.args.work / "teacher.pt", how))

    def said(self) -> np.ndarray:
        """What the teacher says of all that its students are shown; asked once."""
        path = self.args.work / "heard.npy"
        if not path.exists():
            teacher = self.teacher()
            self.score("teacher", teacher)
            pairs = [(e.a, e.b) for e in self.taught + self.unheard]
            np.save(path, probabilities(teacher, pairs, self.pieces, ways=(False,)).astype(np.float32))
        return np.asarray(np.load(path))

    def heard(self) -> list[Example]:
        """What its students learn from: the livelier a pair is to its teacher, the oftener."""
        said = self.said()
        lively = LIVELY + 1 - said[len(self.taught) :, CLASSES.index("other")]
        share = HEARD * sum(e.weight for e in self.taught) / lively.sum()
        weights = [e.weight for e in self.taught] + [float(w) for w in lively * share]
        shown = zip(self.taught + self.unheard, weights, said, strict=True)
        return [replace(e, weight=w, heard=tuple(map(float, p))) for e, w, p in shown]

    def small(self) -> Pairing:
        """The small network."""
        network, how = started(base_model(), self.args.start), self.how(STUDENT)
        return self.trained(Run(network, self.drawn(self.heard(), how), self.args.work / "student.pt", how))

    def close_reader(self, out: Path) -> None:
        """The network that reads closely, in its files."""
        how, encoder, pairs = self.how(CLOSE_READER), larger.encoder(), self.heard()
        part = OF_KINDS * sum(e.weight for e in pairs)
        asked = kinds(self.args.data, part)
        alone, small = closely.lower(encoder, pairs + asked, self.pieces)
        texts = closely.Texts(sorted({t for e in pairs + asked for t in (e.a, e.b)}), self.pieces, alone, SEED)
        gist = texts.gist(asked)
        examples = pairs + self.share(asked + siblings(texts.about(gist), part))

        def batches(shown: int) -> Iterator[closely.Batch]:
            return closely.batches(examples, texts, how.pieces, np.random.default_rng([SEED, shown]))

        both = self.trained(Run(closely.Both(encoder), batches, self.args.work / "close_reader.pt", how)).cpu()
        small |= closely.upper(both, batches(how.pairs))
        closely.ship(alone, both, small, gist, base_model(), out)

    def drawn(self, examples: Sequence[Example], how: How) -> Batches:
        """Batches, made beside the training where there are workers."""

        def batches(shown: int) -> Iterator[tuple[Tensor, ...]]:
            drawn, workers = Drawn(examples, base_model(), how.pieces, SEED + shown), self.args.workers
            return iter(DataLoader(drawn, batch_size=None, num_workers=workers, prefetch_factor=8 if workers else None))

        return batches

    def trained(self, run: Run) -> Any:
        """The network of a run that has gone to its end."""
        run.go()
        return run.averaged()

    def go(self, out: Path) -> None:
        """Train unless trained, score, and write the files."""
        from training.export import ship_pairing

        network = self.small()
        self.score("small", network)
        ship_pairing(network.cpu(), base_model(), out)
        self.close_reader(out)
        self.score_close_reader(out)

    def score(self, name: str, network: Pairing) -> None:
        """What it makes of texts that it never saw."""
        for kind, chosen, pairs in self.kept_back():
            report(f"{name}: {kind} pairs kept back", probabilities(network, pairs, self.pieces), chosen)

    def score_close_reader(self, folder: Path) -> None:
        """The same of the files, through the code that users run."""
        from tocsin.read.closely import CloseReader
        from tocsin.resolve.asking import heard

        read = CloseReader(folder)
        for kind, chosen, pairs in self.kept_back():
            report(f"close reader: {kind} pairs kept back", heard(pairs, read)[0], chosen)

    def kept_back(self) -> Iterator[tuple[str, list[Example], list[tuple[str, str]]]]:
        """Pairs that taught nothing, by their kind."""
        for kind in ("cluster", "answer", "mined"):
            chosen = [e for e in self.kept if e.kind == kind]
            if chosen:
                yield kind, chosen, [(e.a, e.b) for e in chosen]


def main() -> None:
    """Train unless trained, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("/tmp/tocsin-training/pairing"))
    parser.add_argument("--scale", type=float, default=1.0, help="share of what is planned to show; for a rehearsal")
    parser.add_argument("--start", type=Path, help="file of a network that the one that ships goes on from")
    parser.add_argument("--workers", type=int, default=0, help="processes that draw pairs")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    Course(args).go(args.out)


if __name__ == "__main__":
    main()
