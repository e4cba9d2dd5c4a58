"""python -m training.relations.fit [--write]: fit the decision's coefficients on training/pairs/*.jsonl.

Each line: {"a", "b", "relation", "problem"}. Scores printed are from problems left out of the fit in turn, so they
say how the decision does on a crisis it has not seen. With --write the coefficients fitted on all pairs are shipped.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.resolve.align import align
from tocsin.resolve.claims import sentence_frame
from tocsin.resolve.features import NAMES, READ, features
from tocsin.resolve.model import CLASSES

HERE = Path(__file__).parent
PAIRS = HERE.parent / "pairs"
OUT = HERE.parents[1] / "src" / "tocsin" / "resolve" / "decision.json"
MEANS = {
    "contradicts": "oppose", "denies": "oppose", "differs_in_number": "number", "changes": "change",
    "confirms": "agree", "repeats": "agree", "unrelated": "other",
}  # fmt: skip
RIDGE = 0.5
STEPS = 400
FOLDS = 8

Matrix = NDArray[np.float64]


def load(folder: Path) -> list[dict[str, str]]:
    """Every pair, in the order of files and lines."""
    paths = sorted(folder.glob("*.jsonl"))
    return [json.loads(line) for p in paths for line in p.read_text(encoding="utf-8").splitlines() if line.strip()]


def figures(pairs: Sequence[dict[str, str]], read: Callable[[str], Any]) -> list[dict[str, float]]:
    """The features of each pair."""
    frames = {t: sentence_frame(t, read(t)) for t in sorted({t for p in pairs for t in (p["a"], p["b"])})}
    return [features(align(frames[p["a"]], frames[p["b"]])) for p in pairs]


class Read:
    """The reading of a bare sentence by the shipped reader."""

    def __init__(self) -> None:
        from tocsin.read import Reader

        self._reader = Reader.load()

    def __call__(self, text: str) -> Any:
        from tocsin.read.texts import read_text

        return read_text(text, self._reader)[1]


def fit(x: Matrix, y: NDArray[np.int64], weights: Matrix) -> tuple[Matrix, Matrix]:
    """Ridge softmax by gradient descent with momentum on standardised columns; weights and bias in raw units."""
    mean, scale = x.mean(axis=0), np.maximum(x.std(axis=0), 0.05)
    z = (x - mean) / scale
    w, b = np.zeros((len(CLASSES), x.shape[1])), np.zeros(len(CLASSES))
    vw, vb = np.zeros_like(w), np.zeros_like(b)
    goal = np.eye(len(CLASSES))[y]
    for _ in range(STEPS):
        p = softmax(z @ w.T + b)
        error = (p - goal) * weights[:, None]
        vw = 0.9 * vw - 0.5 * (error.T @ z / len(z) + RIDGE * w / len(z) * 10)
        vb = 0.9 * vb - 0.5 * error.mean(axis=0)
        w, b = w + vw, b + vb
    raw = w / scale
    return raw, b - raw @ mean


def softmax(logits: Matrix) -> Matrix:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def folds(problems: Sequence[str]) -> list[NDArray[np.bool_]]:
    """Masks that leave out some problems at a time."""
    names = sorted(set(problems))
    group = {name: i % min(FOLDS, len(names)) for i, name in enumerate(names)}
    which = np.array([group[p] for p in problems])
    return [which == g for g in range(which.max() + 1)]


def left_out(x: Matrix, y: NDArray[np.int64], problems: Sequence[str]) -> Matrix:
    """P(class) of each pair by coefficients that never saw its problem."""
    out = np.zeros((len(x), len(CLASSES)))
    for mask in folds(problems):
        w, b = fit(x[~mask], y[~mask], np.ones((~mask).sum()))
        out[mask] = softmax(x[mask] @ w.T + b)
    return out


def report(name: str, p: Matrix, y: NDArray[np.int64]) -> None:
    """Precision, recall, average precision and calibration of "they oppose each other"."""
    score, truth = p[:, 0], y == 0
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(truth[order])
    precision = hits / np.arange(1, len(order) + 1)
    recall = hits / max(truth.sum(), 1)
    average = float((precision * truth[order]).sum() / max(truth.sum(), 1))
    best = max((float(r) for q, r in zip(precision, recall, strict=True) if q >= 0.9), default=0.0)
    chosen = p.argmax(axis=1) == 0
    right = float(truth[chosen].mean()) if chosen.any() else 0.0
    shown = {
        "AP": average, "recall at P>=.90": best, "argmax P": right, "R": float((truth & chosen).sum() / truth.sum()),
        "ECE": calibration(score, truth), "five-way": float((p.argmax(axis=1) == y).mean()),
    }  # fmt: skip
    print(f"{name:<8}", "  ".join(f"{k} {v:.3f}" for k, v in shown.items()))


def calibration(score: Matrix, truth: NDArray[np.bool_]) -> float:
    """Expected calibration error in ten bins."""
    bins = np.minimum((score * 10).astype(int), 9)
    return float(sum(abs(score[bins == k].mean() - truth[bins == k].mean()) * (bins == k).mean()
                     for k in range(10) if (bins == k).any()))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="training.relations.fit", description=__doc__)
    parser.add_argument("--pairs", type=Path, default=PAIRS)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--text-only", action="store_true", help="without the network")
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong pairs of each sort")
    options = parser.parse_args()
    pairs = load(options.pairs)
    y = np.array([CLASSES.index(MEANS[p["relation"]]) for p in pairs])
    problems = [p.get("problem", "") for p in pairs]
    sets: dict[str, Any] = {}
    ways: list[tuple[str, Callable[[str], Any]]] = [("text", lambda text: None)]
    if not options.text_only:
        ways.append(("read", Read()))
    for name, read in ways:
        found = figures(pairs, read)
        names = [n for n in NAMES if name == "read" or n not in READ]
        x = np.array([[f[n] for n in names] for f in found])
        p = left_out(x, y, problems)
        report(name, p, y)
        w, b = fit(x, y, np.ones(len(x)))
        sets[name] = {"names": names, "weights": np.round(w, 4).tolist(), "bias": np.round(b, 4).tolist()}
        if options.errors and name == ways[-1][0]:
            show(pairs, p, y, options.errors)
    if options.write:
        shipped = {"version": "relations.v1", "pairs": len(pairs), "sets": sets}
        OUT.write_text(json.dumps(shipped, indent=1) + "\n", encoding="utf-8")


def show(pairs: Sequence[dict[str, str]], p: Matrix, y: NDArray[np.int64], most: int) -> None:
    """The worst false alarms and the worst misses."""
    for title, mask, sign in (("false alarms", y != 0, -1), ("misses", y == 0, 1)):
        print(f"\n== {title}")
        order = [i for i in np.argsort(sign * p[:, 0], kind="stable") if mask[i]][:most]
        for i in order:
            pair = pairs[i]
            print(f"{p[i, 0]:.2f} {pair['relation']} [{pair.get('problem')}]\n   a: {pair['a']}\n   b: {pair['b']}")


if __name__ == "__main__":
    main()
