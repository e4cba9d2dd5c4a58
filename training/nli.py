"""Published pairs of sentences and what they are to each other.

Collections that say only what a pair is *not* leave the rest open: a target is the set of labels allowed.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAIR_LABELS = ("contradicts", "confirms", "unrelated")
CONTRADICTS, CONFIRMS, UNRELATED = ((label,) for label in PAIR_LABELS)
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
