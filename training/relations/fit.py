"""python -m training.relations.fit --met FILE [--write]: fit the decision's coefficients on training/pairs/*.jsonl.

Each line: {"a", "b", "relation", "problem"}; variations of them (``training/pairs/vary.py``) help a little. How far the network
is to be trusted is learnt from these and from what was kept back of its own examples, none of which it has seen; FILE holds
the real ones among them (``real.jsonl`` of ``training.pairing``). Scores are from problems left out of the fit in turn, so they
say how the decision does on a crisis it has not seen. With --write the coefficients fitted on all pairs are shipped.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.resolve.align import align
from tocsin.resolve.asking import NETWORK, asked
from tocsin.resolve.claims import sentence_frame
from tocsin.resolve.features import NAMES, READ, features
from tocsin.resolve.model import CLASSES
from training.pairs.vary import variations

HERE = Path(__file__).parent
PAIRS = HERE.parent / "pairs"
OUT = HERE.parents[1] / "src" / "tocsin" / "resolve" / "decision.json"
MEANS = {
    "contradicts": "oppose", "denies": "oppose", "differs_in_number": "number", "changes": "change",
    "confirms": "agree", "repeats": "agree", "unrelated": "other",
}  # fmt: skip
RIDGE = 1.0
VARIED = 0.1  # a variation of a written pair counts for so much of one
KEPT = 0.5  # the same of a pair that the network was not taught
PICKED = 3.0  # of which a real one counts for so many written ones
RARE = 2.0  # and a real opposition for so many other real pairs: few there are
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


def trusting(x: Matrix, y: NDArray[np.int64], weights: Matrix) -> tuple[Matrix, Matrix]:
    """The mean of a fit on all figures and one on the network's alone, which come last: it believes the network a little more
    than these pairs say, and is as good on them and better on others."""
    own = np.arange(x.shape[1]) >= x.shape[1] - len(NETWORK)
    (w, b), (v, c) = fit(x, y, weights), fit(x[:, own], y, weights)
    w[:, own] += v
    return w / 2, (b + c) / 2


def softmax(logits: Matrix) -> Matrix:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def folds(problems: Sequence[str]) -> list[NDArray[np.bool_]]:
    """Masks that leave out some problems at a time."""
    names = sorted(set(problems))
    group = {name: i % min(FOLDS, len(names)) for i, name in enumerate(names)}
    which = np.array([group[p] for p in problems])
    return [which == g for g in range(which.max() + 1)]


def left_out(x: Matrix, y: NDArray[np.int64], problems: Sequence[str], weight: Matrix) -> Matrix:
    """P(class) of each pair by coefficients that never saw its problem."""
    out = np.zeros((len(x), len(CLASSES)))
    for mask in folds(problems):
        w, b = fit(x[~mask], y[~mask], weight[~mask])
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


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs to learn from, and how much each counts."""

    pairs: Sequence[dict[str, str]]
    weight: Matrix

    @property
    def classes(self) -> NDArray[np.int64]:
        """The class of each."""
        return np.array([CLASSES.index(MEANS[p["relation"]]) for p in self.pairs])

    @property
    def problems(self) -> list[str]:
        """The problem of each."""
        return [p.get("problem", "") for p in self.pairs]

    def __add__(self, other: Pairs) -> Pairs:
        return Pairs([*self.pairs, *other.pairs], np.r_[self.weight, other.weight])


def written(folder: Path) -> Pairs:
    """The pairs of a folder and their variations."""
    pairs = load(folder)
    made = list(variations(pairs))
    return Pairs([*pairs, *made], np.r_[np.ones(len(pairs)), np.full(len(made), VARIED)])


def kept_back(met: Path) -> Pairs:
    """What the network was not taught of clusters, answers and pairs picked out of streams."""
    from training.examples import FOR_STREAMS, Example, clusters, held_out, real

    def counts(one: Example) -> float:
        real = one.kind == "mined"
        return KEPT * (PICKED if real else 1) * (RARE if real and one.allowed == ("oppose",) else 1)

    kept = [e for e in clusters() + real(Path(), met) if held_out(e) and len(e.allowed) == 1]
    kept = [e for e in kept if not e.problem.startswith(FOR_STREAMS)]
    name = {allowed: relation for relation, allowed in reversed(MEANS.items())}
    pairs = [{"a": e.a, "b": e.b, "relation": name[e.allowed[0]], "problem": e.problem} for e in kept]
    return Pairs(pairs, np.array([counts(e) for e in kept]))


METHOD = "relations.v3"  # another where what is found changes: kept studies are worked out anew
Way = tuple[str, list[str], list[dict[str, float]], Pairs]


def ways(pairs: Pairs, met: Path | None) -> Iterator[Way]:
    """Each kind of help with the names of its figures and their values: bare text, a reading, the network's word too."""
    yield "text", [n for n in NAMES if n not in READ], figures(pairs.pairs, lambda text: None), pairs
    if met is None:
        return
    from tocsin.workbench.networks import networks

    read = Read()
    yield "read", list(NAMES), figures(pairs.pairs, read), pairs
    pairs += kept_back(met)
    said = asked([(p["a"], p["b"]) for p in pairs.pairs], networks())
    found = [f | s for f, s in zip(figures(pairs.pairs, read), said, strict=True)]
    yield "asked", [*NAMES, *NETWORK], found, pairs


def main() -> None:
    parser = argparse.ArgumentParser(prog="training.relations.fit", description=__doc__)
    parser.add_argument("--pairs", type=Path, default=PAIRS)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--met", type=Path, help="real pairs as training.pairing keeps them; else without the network")
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong pairs of each sort")
    options = parser.parse_args()
    sets: dict[str, Any] = {}
    for name, names, found, pairs in ways(written(options.pairs), options.met):
        x, y = np.array([[f[n] for n in names] for f in found]), pairs.classes
        p = left_out(x, y, pairs.problems, pairs.weight)
        whole = pairs.weight > VARIED
        report(name, p[whole], y[whole])
        w, b = (trusting if name == "asked" else fit)(x, y, pairs.weight / pairs.weight.mean())
        sets[name] = {"names": names, "weights": np.round(w, 4).tolist(), "bias": np.round(b, 4).tolist()}
        if options.errors and name in ("asked", "text"):
            show([one for one, k in zip(pairs.pairs, whole, strict=True) if k], p[whole], y[whole], options.errors)
    if options.write:
        shipped = {"version": METHOD, "pairs": len(pairs.pairs), "sets": sets}
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
