"""Relations between two bare sentences, on gold pairs written apart from the training pairs and on other crises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from gold.gate import Figure, digest

PAIRS = Path(__file__).with_name("relations.jsonl")
CRISES = Path(__file__).with_name("crises.jsonl")
OPPOSED = ("contradicts", "denies")
RECALL = 0.6


def measure(data: Path | None = None) -> Iterator[Figure]:
    """Contradiction and denial together: at the shipped threshold and at recall .6; and the right kind's share."""
    if not PAIRS.exists():
        return
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = judged(pairs)
    stamp, n = digest([PAIRS]), len(pairs)
    truth = [p["relation"] in OPPOSED for p in pairs]
    claimed = [kind in OPPOSED for kind, _ in found]
    hits = sum(t and c for t, c in zip(truth, claimed, strict=True))
    ranked = sorted(zip((s if c else 0.0 for c, (_, s) in zip(claimed, found, strict=True)), truth, strict=True),
                    key=lambda r: (-r[0], r[1]))  # fmt: skip
    yield Figure("relations contradiction precision", hits / max(1, sum(claimed)), n, stamp)
    yield Figure("relations contradiction recall", hits / max(1, sum(truth)), n, stamp)
    yield Figure("relations precision at recall .6", at_recall(ranked, sum(truth)), n, stamp)
    yield Figure("relations hard negatives left alone", quiet(pairs, claimed), n, stamp)
    yield Figure(
        "relations right kind", sum(k == p["relation"] for (k, _), p in zip(found, pairs, strict=True)) / n, n, stamp
    )
    yield from in_a_crisis(digest([PAIRS, CRISES]))


def in_a_crisis(stamp: str) -> Iterator[Figure]:
    """At the shipped threshold of streams: how many of what is reported are contradictions, and how many are found."""
    from tocsin.resolve.relations import OPPOSED as SURE

    scores, truth, missed = crises()
    claimed = [s >= SURE for s in scores]
    hits = sum(t and c for t, c in zip(truth, claimed, strict=True))
    yield Figure("relations in a crisis, precision", hits / max(1, sum(claimed)), sum(claimed), stamp)
    yield Figure("relations in a crisis, recall", hits / max(1, sum(truth) + missed), sum(truth) + missed, stamp)


def judged(pairs: list[dict[str, str]]) -> list[tuple[str, float]]:
    """What ``tocsin relate`` says of each pair, with the shipped reader."""
    from tocsin import resolve
    from tocsin.read import Reader
    from tocsin.read.texts import read_text
    from tocsin.workbench.networks import networks

    reader = Reader.load()
    readings = {t: read_text(t, reader)[1] for t in sorted({t for p in pairs for t in (p["a"], p["b"])})}
    found = [resolve.relate(p["a"], p["b"], readings[p["a"]], readings[p["b"]], networks()) for p in pairs]
    return [(r.kind, r.score) for r in found]


def at_recall(ranked: list[tuple[float, bool]], wanted: int) -> float:
    """The best precision at any score that finds at least ``RECALL`` of what is there; 0 where none does."""
    best = hits = 0.0
    for n, (score, true) in enumerate(ranked, 1):
        hits += true
        last = n == len(ranked) or ranked[n][0] < score
        if score > 0 and last and hits >= RECALL * wanted:
            best = max(best, hits / n)
    return best


def quiet(pairs: list[dict[str, str]], claimed: list[bool]) -> float:
    """The share of pairs that do not oppose each other of which nothing of the sort is said."""
    others = [c for p, c in zip(pairs, claimed, strict=True) if p["relation"] not in OPPOSED]
    return 1 - sum(others) / max(1, len(others))


# --- every pair of a crisis that shares telling words, as in a stream --------------------------------


def crises() -> tuple[list[float], list[bool], int]:
    """Scores and truth of such pairs, and how many true ones share too little to be held beside each other."""
    from training.relations import streams
    from training.relations.fit import Read

    looked = [json.loads(line) for line in CRISES.read_text(encoding="utf-8").splitlines()]
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows, missed = streams.pooled(pairs, looked, Read())
    return streams.scores(rows), [bool(r.opposed) for r in rows], missed
