"""Pairs of sentences that teach the encoder what differs in meaning, by a head that is not shipped: our own news pairs, negation and fact-check collections, and strangers.

Corpora that say only what a pair is *not* leave the rest open: a target is the set of labels allowed.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from tocsin.read.pairs import row
from tocsin.read.pieces import Pieces
from training.corpora import Doc

PAIR_LABELS = ("contradicts", "confirms", "unrelated")
CONTRADICTS, CONFIRMS, UNRELATED = ((label,) for label in PAIR_LABELS)
OURS = {"contradicts": CONTRADICTS, "denies": CONTRADICTS, "differs_in_number": CONTRADICTS, "confirms": CONFIRMS,
        "repeats": CONFIRMS, "changes": ("contradicts", "unrelated"), "unrelated": UNRELATED}  # fmt: skip
NLI = {"contradiction": CONTRADICTS, "entailment": CONFIRMS, "neutral": UNRELATED,
       "not_entailment": ("contradicts", "unrelated"), "REFUTES": CONTRADICTS, "SUPPORTS": CONFIRMS,
       "unknown": UNRELATED}  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """Two sentences, what they may be to each other, and how many times an epoch shows them."""

    a: str
    b: str
    allowed: tuple[str, ...]
    weight: float
    corpus: str


def _tsv(path: Path, delimiter: str = "\t") -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
        yield from csv.DictReader(lines, delimiter=delimiter, quoting=quoting)


def _json(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def public(folder: Path) -> list[Pair]:
    """The published collections (never ClaimDiff, which may only be used to measure)."""
    found: list[Pair] = []

    def add(a: str, b: str, label: str, weight: float, corpus: str) -> None:
        if label in NLI and a and b:
            found.append(Pair(a, b, NLI[label], weight, corpus))

    for name in ("RTE", "SNLI", "MNLI"):
        for r in _tsv(folder / f"negation_nli/{name}.txt"):
            add(r["Text"], r["Hypothesis"], r["gold_label"], 0.7, "negation_nli")
    for r in _json(folder / "breaking_nli/data/dataset.jsonl"):
        add(r["sentence1"], r["sentence2"], r["gold_label"], 0.25, "breaking_nli")
    for r in _json(folder / "fever_symmetric/dev.jsonl"):
        add(r["sentence1"], r["sentence2"], r["gold_label"], 1.0, "fever")
    for r in _tsv(folder / "rte3/dev.tsv"):
        add(r["text"], r["hypothesis"], r["label3"], 1.0, "rte3")
    parts = folder / "cannot_parts/datasets"
    for r in _tsv(parts / "glue-diagnostic/original/diagnostic-full.tsv"):
        add(r["Premise"], r["Hypothesis"], r["Label"], 1.0, "diagnostic")
    for path in sorted((parts / "wikifactcheck-english/processed").glob("*.tsv")):
        for r in _tsv(path):
            add(r["sentence"], r["negated"], "contradiction", 0.35, "wikifactcheck")
    for r in _tsv(parts / "antonym-substitution/processed/sem_anto_neg.tsv"):
        add(r["premise"], r["hypothesis"], "contradiction" if r["label"] == "1" else "entailment", 0.25, "antonyms")
    return found


def ours(folder: Path) -> list[Pair]:
    """Pairs written for this project; the first of every ten is kept for development."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for r in _json(path):
            if r.get("relation") in OURS:
                found.append(Pair(r["a"], r["b"], OURS[r["relation"]], 4.0, "ours"))
    return found


def held_out(pair: Pair) -> bool:
    """One pair in ten, chosen by its text so that additions do not move it."""
    import zlib

    return pair.corpus == "ours" and zlib.crc32(min(pair.a, pair.b).encode()) % 10 == 0


def strangers(docs: Sequence[Doc], rng: np.random.Generator, count: int) -> list[Pair]:
    """Sentences of one article that follow each other, or are merely near: related in topic, not in claim."""
    found = []
    news = [d for d in docs if d.corpus in ("polnear", "newswire") and len(d.sentences) > 6]
    for _ in range(count):
        doc = news[int(rng.integers(len(news)))]
        i = int(rng.integers(len(doc.sentences) - 3))
        j = i + int(rng.integers(1, 4))
        a, b = (" ".join(doc.words[slice(*doc.sentences[k])]) for k in (i, j))
        if 5 < a.count(" ") < 60 and 5 < b.count(" ") < 60:
            found.append(Pair(a, b, UNRELATED, 0.4, "strangers"))
            if rng.random() < 0.15:
                found.append(Pair(a, a, CONFIRMS, 1.0, "same"))
    return found


@dataclass
class PairBatch:
    """Inputs and allowed labels."""

    ids: Tensor
    types: Tensor
    allowed: Tensor
    pieces: int


def batches(pairs: Sequence[Pair], pieces: Pieces, rng: np.random.Generator, budget: int) -> Iterator[PairBatch]:
    """For ever: draw by weight, swap half of them, group by length."""
    weights = np.array([p.weight for p in pairs])
    weights /= weights.sum()
    while True:
        drawn = [pairs[i] for i in rng.choice(len(pairs), 2000, p=weights)]
        rows = []
        for pair in drawn:
            a, b = (pair.b, pair.a) if rng.random() < 0.5 else (pair.a, pair.b)
            ids, types = row(a, b, pieces)
            rows.append((ids, types, [float(label in pair.allowed) for label in PAIR_LABELS]))
        rows.sort(key=lambda r: len(r[0]))
        cuts, at = [], 0
        while at < len(rows):
            stop = at + 1
            while stop < len(rows) and (stop + 1 - at) * len(rows[stop][0]) <= budget:
                stop += 1
            cuts.append((at, stop))
            at = stop
        for number in rng.permutation(len(cuts)):
            yield _stacked(rows[slice(*cuts[number])])


def _stacked(rows: list[tuple[np.ndarray, np.ndarray, list[float]]]) -> PairBatch:
    size = max(len(ids) for ids, _, _ in rows)
    ids, types = np.zeros((len(rows), size), np.int64), np.zeros((len(rows), size), np.int64)
    for i, (x, y, _) in enumerate(rows):
        ids[i, : len(x)], types[i, : len(x)] = x, y
    return PairBatch(torch.from_numpy(ids), torch.from_numpy(types), torch.tensor([r[2] for r in rows]), ids.size)


def loss(logits: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log of the probability of the allowed labels."""
    return -torch.logsumexp(logits.log_softmax(-1).masked_fill(allowed == 0, -1e4), -1).mean()
