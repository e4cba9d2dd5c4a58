"""The training loop: survives being stopped, decays its learning rate to zero at a planned number of pieces.

python -m training.train --data DATA --base MODEL_FOLDER --work WORK --pieces 25000000 [--teachers WORK ...]

On a graphics card where there is one. With ``--teachers``, the checkpoints of earlier trainings, it learns also what they
say of every word, of texts without labels too, and may have fewer layers than they have.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from tocsin.read.network import WIDTH
from tocsin.read.pieces import Pieces
from training import augment, newswire, plain, polnear, universal, warm
from training.batches import Batch, Window, collate, stream
from training.checkpoint import opened
from training.corpora import Doc
from training.feed import fed, moved
from training.labels import IGNORE, NameTargets
from training.losses import losses, total
from training.model import Reader, shape_of, sixteen_bits, start_from
from training.slim import slimmed
from training.teaching import lesson, taught

SHARE = {"polnear": 1.0, "newswire": 0.5, "renamed": 0.5, "ewt": 0.6, "gum": 0.6, "politics": 0.5, "plain": 0.0}
TAUGHT = {**SHARE, "plain": 0.6}
"""How often a round shows each corpus, without teachers and with them."""

SOME = 20
"""Batches by which it is seen what matters in a teacher."""

SEED, WARM, EMA = 7, 0.05, 0.997
RATES = {"encoder": 1.2e-4, "heads": 1e-3}
WITH_VECTOR = {"polnear": 0.35, "newswire": 0.35}
"""Share of a corpus's documents whose sentences pull the vector head toward the original encoder."""

Corpora = tuple[list[Doc], "Tensor"]


def corpora(data: Path, pieces: Pieces) -> Corpora:
    """Everything to train on, and which names each target allows."""
    targets = NameTargets()
    docs = polnear.load(data / "attribution/polnear/train")
    docs += newswire.load(data / "ner/worldwide_newswire", targets)[0]
    docs += newswire.load_politics(data / "ner/crossner_politics", targets)
    docs += universal.load_ewt(data / "ewt/train.jsonl", targets)
    docs += universal.load_gum(data / "gum", "train")
    docs += plain.load(data)
    for doc in docs:
        doc.prepare(pieces)
    return docs, torch.from_numpy(targets.table())


def kept(path: Path, make: Callable[[], Corpora]) -> Corpora:
    """What was made, made once: reading the corpora takes a minute."""
    if not path.exists():
        path.write_bytes(pickle.dumps(make()))
    found: Corpora = pickle.loads(path.read_bytes())
    return found


def vector_table(docs: list[Doc], base: Path, device: str) -> Tensor:
    """The original encoder's sentence vectors for a sample of documents; also marks the sentences."""
    rng = np.random.default_rng(SEED)
    chosen: list[Window] = []
    for doc in docs:
        if rng.random() < WITH_VECTOR.get(doc.corpus, 0):
            doc.vectors = np.full(len(doc.sentences), IGNORE)
            for i in range(len(doc.sentences)):
                if 5 < doc.length(i) < 120:
                    doc.vectors[i] = len(chosen)
                    chosen.append(Window(doc, i, i + 1, doc.length(i) + 1))
    vectors = original(base, device)
    table = torch.zeros(len(chosen), WIDTH)
    order = sorted(range(len(chosen)), key=lambda i: chosen[i].size)
    with torch.inference_mode():
        for at in range(0, len(order), 64):
            part = order[at : at + 64]
            table[part] = vectors(collate([chosen[i] for i in part])).cpu()
    return table.to(device)


def original(base: Path, device: str) -> Callable[[Batch], Tensor]:
    """Sentence vectors as the encoder to start from makes them."""
    reader = Reader(shape_of(base, 6)).eval()
    start_from(reader, base)
    reader.to(device)

    def vectors(batch: Batch) -> Tensor:
        batch = moved(batch, device)
        hidden = reader.encoder(batch.ids, torch.zeros_like(batch.types))
        mask = (batch.ids != 0).float()[:, :, None]
        return torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)

    return vectors


def rate(done: float) -> float:
    """Warm-up, then a cosine down to zero."""
    return done / WARM if done < WARM else 0.5 * (1 + math.cos(math.pi * min(1.0, (done - WARM) / (1 - WARM))))


class Run:
    """One training run and all that must survive a stop."""

    def __init__(self, args: argparse.Namespace) -> None:
        torch.manual_seed(args.seed)
        self.args, self.work = args, Path(args.work)
        base = Path(args.base)
        self.cut = Pieces(base / "tokenizer.json")
        cache = Path(args.corpora) if args.corpora else self.work / "corpora.pkl"
        self.docs, names = kept(cache, lambda: corpora(Path(args.data), self.cut))
        self.names = names.to(args.device)
        self.vectors = vector_table(self.docs, base, args.device)
        self.spare = augment.pool((d for d in self.docs if d.corpus == "newswire"), augment.register())
        self.teachers = [self.teacher(Path(folder), base).to(args.device) for folder in args.teachers]
        self.reader = self.begun(base).to(args.device)
        self.reader.encoder.words.weight.requires_grad_(False)
        inside = {id(p) for p in self.reader.encoder.parameters()}
        groups = [{"params": [p for p in self.reader.encoder.parameters() if p.requires_grad], "base": args.rate},
                  {"params": [p for p in self.reader.parameters() if id(p) not in inside], "base": args.rate_heads}]  # fmt: skip
        self.optimizer = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.average = {k: v.detach().clone() for k, v in self.reader.named_parameters() if v.requires_grad}
        self.taken = self.pieces = 0
        self.seconds = 0.0
        if (self.work / "checkpoint.pt").exists():
            self.resume()

    def teacher(self, folder: Path, base: Path) -> Reader:
        """A network that was trained here, or one that was shipped."""
        checkpoint = folder / "checkpoint.pt"
        return opened(checkpoint, base)[0] if checkpoint.exists() else warm.opened(folder, base)

    def begun(self, base: Path) -> Reader:
        """The network to begin with: the bare encoder, or as much of the first teacher as there is room for."""
        whole = shape_of(base, self.args.layers)
        if self.teachers:
            shape = replace(whole, heads=self.args.heads or whole.heads, inner=self.args.inner or whole.inner)
            some = (moved(collate(one), self.args.device) for one in islice(self.windows(0), SOME))
            return slimmed(self.teachers[0], shape, some)
        reader = Reader(whole)
        start_from(reader, base)
        return reader

    def resume(self) -> None:
        """Go on where the last checkpoint was."""
        state = torch.load(self.work / "checkpoint.pt", weights_only=False, map_location=self.args.device)
        self.reader.load_state_dict(state["reader"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average = state["average"]
        self.taken, self.pieces, self.seconds = (state[k] for k in ("taken", "pieces", "seconds"))

    def save(self) -> None:
        """Write a checkpoint, all of it or nothing."""
        state: dict[str, Any] = {
            "reader": self.reader.state_dict(), "optimizer": self.optimizer.state_dict(), "average": self.average,
            "taken": self.taken, "pieces": self.pieces, "seconds": self.seconds,
            "shape": asdict(self.reader.shape), "seed": self.args.seed, "teachers": len(self.teachers), "planned": self.args.pieces,
        }  # fmt: skip
        torch.save(state, self.work / "checkpoint.part")
        (self.work / "checkpoint.part").replace(self.work / "checkpoint.pt")

    def windows(self, number: int) -> Iterator[list[Window]]:
        """One round: every corpus in its share, and articles with other names in them."""
        seed = 1000 * self.args.seed + number
        rng = np.random.default_rng(seed)
        news = [d for d in self.docs if d.corpus == "newswire"]
        changed = [augment.renamed(d, self.spare, rng, self.cut) for d in news]
        return stream(self.docs + changed, TAUGHT if self.teachers else SHARE, seed, self.args.batch)

    def step(self, batch: Batch) -> dict[str, Tensor]:
        """One update; in sixteen bits where the device is made for it."""
        with torch.autocast(self.args.device, torch.bfloat16, enabled=sixteen_bits(self.args.device)):
            out = self.reader(batch.ids, batch.types, batch.first, batch.pool).whole()
            gold = losses(self.reader, out, batch, self.names, self.vectors)
            said = taught(self.reader, out, self.teachers, batch) if self.teachers else {}
        self.update(lesson(gold, said) if said else total(gold))
        self.pieces += batch.pieces
        self.taken += 1
        return {k: v.detach() for k, v in gold.items()} | {f"{k} taught": v.detach() for k, v in said.items()}

    def update(self, loss: Tensor) -> None:
        """Backward, clip, step, and drag the average along."""
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * rate(self.pieces / self.args.pieces)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
        self.optimizer.step()
        if self.taken % 4 == 0:
            keep = min(EMA**4, self.taken / (self.taken + 40))
            live = dict(self.reader.named_parameters())
            with torch.no_grad():
                torch._foreach_lerp_(list(self.average.values()), [live[k].detach() for k in self.average], 1 - keep)

    def go(self) -> None:
        """Until the planned pieces are done."""
        self.reader.train()
        sums: dict[str, list[Tensor]] = defaultdict(list)
        begun = saved = tick = time.time()
        before, at_tick = self.seconds, self.pieces
        for batch in fed(self.windows, self.taken, self.args.workers, self.args.device):
            if self.pieces >= self.args.pieces:
                break
            for k, v in self.step(batch).items():
                sums[k].append(v)
            self.seconds = before + time.time() - begun
            if self.taken % self.args.every == 0:
                self.tell(sums, (self.pieces - at_tick) / (time.time() - tick))
                sums, tick, at_tick = defaultdict(list), time.time(), self.pieces
            if time.time() - saved > self.args.save:
                self.save()
                saved = time.time()
        self.save()

    def tell(self, sums: dict[str, list[Tensor]], speed: float) -> None:
        """How it goes, as one line."""
        means = {k: round(float(torch.stack(v).float().mean()), 4) for k, v in sorted(sums.items())}
        done = {
            "step": self.taken,
            "pieces": self.pieces,
            "minutes": round(self.seconds / 60, 1),
            "speed": round(speed),
        }
        print(json.dumps(done | means), flush=True)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="the folder of corpora; not needed where --corpora is there already")
    parser.add_argument("--base", required=True, help="folder of the encoder to start from")
    parser.add_argument("--work", required=True, help="where checkpoints go")
    parser.add_argument("--corpora", help="file in which the corpora are kept as they were read")
    parser.add_argument("--teachers", nargs="*", default=[], help="folders with the checkpoints of teachers")
    parser.add_argument("--pieces", type=int, default=25_000_000)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--heads", type=int, help="heads of a student's layers, if fewer than its teacher's")
    parser.add_argument("--inner", type=int, help="cells of a student's blocks, if fewer than its teacher's")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--batch", type=int, default=7200, help="pieces in a batch")
    parser.add_argument("--rate", type=float, default=RATES["encoder"])
    parser.add_argument("--rate-heads", type=float, default=RATES["heads"])
    parser.add_argument("--save", type=float, default=180.0, help="seconds from one checkpoint to the next")
    parser.add_argument("--every", type=int, default=50, help="updates from one line to the next")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    args = parser.parse_args()
    Path(args.work).mkdir(parents=True, exist_ok=True)
    Run(args).go()


if __name__ == "__main__":
    main()
