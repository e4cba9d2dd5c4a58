"""The training loop: survives being stopped, decays its learning rate to zero at a planned number of pieces.

python -m training.train --data DATA --base MODEL_FOLDER --work WORK --pieces 5000000
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from tocsin.read.network import WIDTH
from tocsin.read.pieces import Pieces
from training import augment, newswire, nli, polnear, universal, warm
from training.batches import Batch, Window, collate, stream
from training.corpora import Doc
from training.labels import IGNORE, NameTargets
from training.losses import losses, total
from training.model import Reader, shape_of, start_from

SHARE = {"polnear": 1.0, "newswire": 0.7, "ewt": 0.6, "gum": 0.6, "politics": 0.5}
SECOND = {"polnear": 1.0, "newswire": 1.0, "renamed": 0.7, "ewt": 0.35, "gum": 0.4, "politics": 0.4}
"""How often a round shows each corpus: at first, and when it goes on from weights that know their trade."""

SEED, BATCH, WARM, EMA = 7, 1800, 0.05, 0.997
RATES = {"encoder": 1.2e-4, "heads": 1e-3}
PAIR_BATCH, PAIR_WEIGHT = 1100, 0.7
WITH_VECTOR = {"polnear": 0.35, "newswire": 0.35}
"""Share of a corpus's documents whose sentences pull the vector head toward the original encoder."""


def corpora(data: Path, pieces: Pieces) -> tuple[list[Doc], NameTargets]:
    """Everything to train on."""
    targets = NameTargets()
    docs = polnear.load(data / "attribution/polnear/train")
    docs += newswire.load(data / "ner/worldwide_newswire", targets)[0]
    docs += newswire.load_politics(data / "ner/crossner_politics", targets)
    docs += universal.load_ewt(data / "ewt/train.jsonl", targets)
    docs += universal.load_gum(data / "gum", "train")
    for doc in docs:
        doc.prepare(pieces)
    return docs, targets


def vector_table(docs: list[Doc], teacher: Callable[[Batch], Tensor], cache: Path) -> Tensor:
    """The teacher's sentence vectors for a sample of documents; also marks the sentences."""
    rng = np.random.default_rng(SEED)
    chosen: list[Window] = []
    for doc in docs:
        if rng.random() < WITH_VECTOR.get(doc.corpus, 0):
            doc.vectors = np.full(len(doc.sentences), IGNORE)
            for i in range(len(doc.sentences)):
                if 5 < doc.length(i) < 120:
                    doc.vectors[i] = len(chosen)
                    chosen.append(Window(doc, i, i + 1, doc.length(i) + 1))
    if cache.exists():
        return torch.from_numpy(np.load(cache))
    table = torch.zeros(len(chosen), WIDTH)
    order = sorted(range(len(chosen)), key=lambda i: chosen[i].size)
    with torch.inference_mode():
        for at in range(0, len(order), 64):
            part = order[at : at + 64]
            table[part] = teacher(collate([chosen[i] for i in part]))
    np.save(cache, table.numpy())
    return table


def original(base: Path) -> Callable[[Batch], Tensor]:
    """Sentence vectors as the encoder to start from makes them."""
    reader = Reader(shape_of(base, 6)).eval()
    start_from(reader, base)

    def vectors(batch: Batch) -> Tensor:
        hidden = reader.encoder(batch.ids, torch.zeros_like(batch.types))
        mask = (batch.ids != 0).float()[:, :, None]
        return torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)

    return vectors


def present(weights: Path, base: Path) -> Callable[[Batch], Tensor]:
    """Sentence vectors as weights already shipped make them."""
    reader = warm.opened(weights, base)
    return lambda batch: reader(batch.ids, batch.types, batch.first, batch.pool).vectors[:, 0]


def rate(done: float) -> float:
    """Warm-up, then a cosine down to zero."""
    return done / WARM if done < WARM else 0.5 * (1 + math.cos(math.pi * min(1.0, (done - WARM) / (1 - WARM))))


class Run:
    """One training run and all that must survive a stop."""

    def __init__(self, args: argparse.Namespace) -> None:
        torch.manual_seed(SEED)
        self.args, self.work = args, Path(args.work)
        base = Path(args.base)
        self.cut = pieces = Pieces(base / "tokenizer.json")
        self.docs, targets = corpora(Path(args.data), pieces)
        self.pairs = self._pairs(pieces)
        self.names = torch.from_numpy(targets.table())
        teacher = present(args.warm, base) if args.warm else original(base)
        self.vectors = vector_table(self.docs, teacher, self.work / "vectors.npy")
        self.reader = warm.opened(args.warm, base) if args.warm else Reader(shape_of(base, args.layers))
        if not args.warm:
            start_from(self.reader, base)
        self.spare = augment.pool((d for d in self.docs if d.corpus == "newswire"), augment.register())
        self.reader.encoder.words.weight.requires_grad_(False)
        encoder = [p for p in self.reader.encoder.parameters() if p.requires_grad]
        inside = {id(p) for p in self.reader.encoder.parameters()}
        heads = [p for p in self.reader.parameters() if id(p) not in inside]
        self.optimizer = torch.optim.AdamW(
            [{"params": encoder, "base": args.rate}, {"params": heads, "base": args.rate_heads}],
            lr=0.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True,
        )  # fmt: skip
        self.average = {k: v.detach().clone() for k, v in self.reader.named_parameters() if v.requires_grad}
        self.round = self.taken = self.pieces = self.steps = 0
        self.seconds = 0.0
        if (self.work / "checkpoint.pt").exists():
            self.resume()

    def _pairs(self, pieces: Pieces) -> Iterator[nli.PairBatch]:
        rng = np.random.default_rng(int(time.time()) if (self.work / "checkpoint.pt").exists() else SEED)
        known = nli.public(Path(self.args.data) / "contradiction") + nli.strangers(self.docs, rng, 12_000)
        known += [pair for pair in nli.ours(Path(self.args.pairs)) if not nli.held_out(pair)]
        return nli.batches(known, pieces, rng, PAIR_BATCH)

    def pair_step(self) -> dict[str, float]:
        """One update of the pair head, and through it of the encoder."""
        batch = next(self.pairs)
        hidden = self.reader.encoder(batch.ids, batch.types)[:, 0]
        found = nli.loss(self.reader.pair_logits(hidden), batch.allowed)
        self.update(PAIR_WEIGHT * found)
        return {"pair": float(found.detach())}

    def update(self, loss: Tensor) -> None:
        """Backward, clip, step, and drag the average along."""
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * rate(self.pieces / self.args.pieces)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
        self.optimizer.step()
        self.steps += 1
        if self.steps % 4 == 0:
            keep = min(EMA**4, self.steps / (self.steps + 40))
            live = dict(self.reader.named_parameters())
            with torch.no_grad():
                torch._foreach_lerp_(list(self.average.values()), [live[k].detach() for k in self.average], 1 - keep)

    def resume(self) -> None:
        """Go on where the last checkpoint was."""
        state = torch.load(self.work / "checkpoint.pt", weights_only=False)
        self.reader.load_state_dict(state["reader"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average = state["average"]
        self.round, self.taken, self.pieces, self.steps, self.seconds = state["counts"]
        torch.set_rng_state(state["rng"])

    def save(self) -> None:
        """Write a checkpoint, all of it or nothing."""
        state = {
            "reader": self.reader.state_dict(), "optimizer": self.optimizer.state_dict(), "average": self.average,
            "counts": (self.round, self.taken, self.pieces, self.steps, self.seconds), "rng": torch.get_rng_state(),
            "layers": self.args.layers, "planned": self.args.pieces,
        }  # fmt: skip
        torch.save(state, self.work / "checkpoint.part")
        (self.work / "checkpoint.part").replace(self.work / "checkpoint.pt")

    def step(self, batch_windows: list[Window]) -> dict[str, float]:
        """One update."""
        batch = collate(batch_windows)
        out = self.reader(batch.ids, batch.types, batch.first, batch.pool)
        found = losses(self.reader, out, batch, self.names, self.vectors)
        self.update(total(found))
        self.pieces += batch.pieces
        return {k: float(v.detach()) for k, v in found.items()}

    def held(self) -> Iterator[torch.nn.Parameter]:
        """The lowest layers and all below them, where the second course leaves them as they are: a fifth faster."""
        if self.args.hold:
            moving = tuple(f"layers.{i}." for i in range(self.args.hold, self.args.layers))
            yield from (p for name, p in self.reader.encoder.named_parameters() if not name.startswith(moving))

    def windows(self) -> Iterator[list[Window]]:
        """One round: every corpus in its share, and from the second course on also articles with other names."""
        if not self.args.warm:
            return stream(self.docs, SHARE, SEED + self.round, BATCH)
        rng = np.random.default_rng(SEED + self.round)
        news = [d for d in self.docs if d.corpus == "newswire"]
        return stream(
            self.docs + [augment.renamed(d, self.spare, rng, self.cut) for d in news], SECOND, SEED + self.round, BATCH
        )

    def go(self) -> None:
        """Until the planned pieces are done."""
        self.reader.train()
        for p in self.held():
            p.requires_grad_(False)
        saved, sums, tick = time.time(), defaultdict(list), time.time()
        at_tick = self.pieces
        while self.pieces < self.args.pieces:
            for number, batch in enumerate(self.windows()):
                if number < self.taken:
                    continue
                begun = time.time()
                for k, v in self.step(batch).items():
                    sums[k].append(v)
                if number % self.args.pair_every == 0 and self.pieces > self.args.pairs_from:
                    sums["pair"].append(self.pair_step()["pair"])
                self.taken, self.seconds = number + 1, self.seconds + time.time() - begun
                if number % 25 == 24:
                    speed = (self.pieces - at_tick) / (time.time() - tick)
                    means = {k: round(float(np.mean(v)), 4) for k, v in sorted(sums.items())}
                    print(
                        json.dumps(
                            {
                                "step": self.steps,
                                "pieces": self.pieces,
                                "round": self.round,
                                "minutes": round(self.seconds / 60, 1),
                                "speed": round(speed),
                                **means,
                            }
                        ),
                        flush=True,
                    )
                    sums, tick, at_tick = defaultdict(list), time.time(), self.pieces
                if time.time() - saved > self.args.save:
                    self.save()
                    saved = time.time()
                if self.pieces >= self.args.pieces:
                    break
            else:
                self.round, self.taken = self.round + 1, 0
        self.save()


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("--base", required=True, help="folder of the encoder to start from")
    parser.add_argument("--work", required=True, help="where checkpoints go")
    parser.add_argument("--pieces", type=int, default=5_000_000)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--rate", type=float, default=RATES["encoder"])
    parser.add_argument("--rate-heads", type=float, default=RATES["heads"])
    parser.add_argument("--warm", type=Path, help="folder of weights to go on from, instead of the bare encoder")
    parser.add_argument("--save", type=float, default=180.0)
    parser.add_argument("--pairs", default=str(Path(__file__).parent / "pairs"), help="folder of our own pairs")
    parser.add_argument("--pairs-from", type=int, default=1_000_000, help="pieces after which pairs are mixed in")
    parser.add_argument("--pair-every", type=int, default=6, help="updates from one batch of pairs to the next")
    parser.add_argument("--hold", type=int, default=0, help="lowest layers that are not trained")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    Path(args.work).mkdir(parents=True, exist_ok=True)
    Run(args).go()


if __name__ == "__main__":
    main()
