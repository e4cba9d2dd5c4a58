"""python -m training.relations.streams --data FOLDER [--write]: fit the decision about streams (``opposing.json``).

What it learns from: of every crisis in ``training/pairs`` all pairs of sentences that share telling words. Those
written as pairs have their relation; of the others, each that the decision about bare pairs takes for a contradiction
was looked at by a person (``pools.jsonl``; those nobody looked at are left out), and the rest are taken as none.
Pairs of real articles and messages that a reader judged or picked out are known by the digest of their texts only
(``judged.jsonl``, ``mined.jsonl``); of the rest, which hardly ever oppose each other, one in twenty stands for all. The second
look learns only from those that taught the network nothing; three windows of the stream teach no look and are reported.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.resolve import opposing
from tocsin.resolve.align import align
from tocsin.resolve.asking import NETWORK
from tocsin.resolve.candidates import Telling, candidates
from tocsin.resolve.claims import sentence_frame
from tocsin.resolve.features import features
from tocsin.resolve.frames import Frame
from tocsin.resolve.model import decision
from training.examples import Example, held_out
from training.relations.fit import PAIRS, Read, folds, load
from training.relations.real import AGAINST, PARTS, digest, lines, looked

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "src" / "tocsin" / "resolve" / "opposing.json"
LOOKED = 0.4  # by the decision about bare pairs, from which a person would have had to look
RIDGE = 5.0
REAL = 3.0  # a real pair counts for so many made ones
OTHERS = 20  # of the real pairs that nobody looked at, one in so many stands for all

FIRST = [*opposing.CONTEXT, *(name for name in opposing.STREAM if name != "one_voice")]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One pair: its figures and texts, what is true of it, the crisis it belongs to, and whether the network was taught it."""

    figures: dict[str, float]
    texts: tuple[str, str]
    opposed: bool
    crisis: str
    weight: float = 1.0
    taught: bool = False


# --- what there is to learn from -------------------------------------------------------------------


def pooled(pairs: Sequence[dict[str, str]], looked: Iterable[dict[str, Any]], read: Any) -> tuple[list[Row], int]:
    """Rows of every crisis, and how many true contradictions share too few words to be held beside each other."""
    frames = {t: sentence_frame(t, read(t)) for t in sorted({t for p in pairs for t in (p["a"], p["b"])})}
    truth = {frozenset((p["a"], p["b"])): p["relation"] in AGAINST for p in pairs}
    truth |= {frozenset((p["a"], p["b"])): bool(p["opposed"]) for p in looked}
    rows: list[Row] = []
    for crisis in sorted({p["problem"] for p in pairs}):
        texts = sorted({t for p in pairs if p["problem"] == crisis for t in (p["a"], p["b"])})
        rows += list(_of_crisis(crisis, [frames[t] for t in texts], truth))
    seen = {frozenset(r.texts) for r in rows}
    missed = sum(p["relation"] in AGAINST and frozenset((p["a"], p["b"])) not in seen for p in pairs)
    return rows, missed


def _of_crisis(crisis: str, frames: Sequence[Frame], truth: dict[frozenset[str], bool]) -> Iterator[Row]:
    telling = Telling(frames)
    for i, j in sorted(candidates(frames, [date.min] * len(frames), telling)):
        a, b = frames[j], frames[i]
        found = align(a, b)
        known = truth.get(frozenset((a.text, b.text)))
        if known is None and decision("read").probabilities(features(found))["oppose"] >= LOOKED:
            continue  # it may be one, and nobody looked
        yield Row(opposing.figures(found, telling), (a.text, b.text), bool(known), crisis)


def real(data: Path, teaches: bool) -> list[Row]:
    """The pairs of real articles that teach, or of the windows that measure: those that were judged, and a part of the rest."""
    known = {r["pair"]: r for name in ("judged", "mined") for r in lines(HERE / f"{name}.jsonl")}
    return [
        r for part in PARTS if part.teaches is teaches for r in _of_part(part.name, looked(data, part).pairs(), known)
    ]


def _of_part(name: str, pairs: Iterable[opposing.Beside], known: Mapping[str, Mapping[str, str]]) -> Iterator[Row]:
    for pair in pairs:
        key = digest(*pair.texts)
        if key in known:
            yield Row(pair.figures, pair.sentences, known[key]["relation"] in AGAINST, name, REAL, _taught(known[key]))
        elif int(key, 16) % OTHERS == 0:
            yield Row(pair.figures, pair.sentences, False, name, REAL * OTHERS)


def _taught(row: Mapping[str, str]) -> bool:
    return "group" not in row or not held_out(Example("", "", (), 0.0, f"mined/{row['group']}"))


def consulted(rows: Sequence[Row]) -> None:
    """Add what the network says."""
    from tocsin.read.network import Network
    from tocsin.read.pairs import pairing
    from tocsin.resolve.asking import asked

    said = asked([r.texts for r in rows], Network.load().vectors, pairing())
    for row, one in zip(rows, said, strict=True):
        opposing.consult(row.figures, one)


def scores(rows: Sequence[Row]) -> list[float]:
    """What the shipped coefficients say of rows that the network was asked about."""
    chosen = opposing.look("second")
    x, _, _ = columns(rows, chosen.names)
    found = 1 / (1 + np.exp(-(x @ chosen.weights + chosen.bias)))
    return [opposing.agreed(row.figures, float(s)) for row, s in zip(rows, found, strict=True)]


# --- the fit ---------------------------------------------------------------------------------------


def fit(x: Floats, y: Floats, weight: Floats, ridge: float = RIDGE) -> tuple[Floats, float]:
    """Ridge logistic regression by Newton's method on standardised columns; weights and bias in raw units."""
    mean, scale = x.mean(0), np.maximum(x.std(0), 0.05)
    z = np.c_[(x - mean) / scale, np.ones(len(x))]
    penalty = np.r_[np.full(x.shape[1], ridge), 1e-6]
    w = np.zeros(z.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-(z @ w)))
        slope = z.T @ (weight * (p - y)) + penalty * w
        step = np.linalg.solve((z * (weight * p * (1 - p))[:, None]).T @ z + np.diag(penalty), slope)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    raw = w[:-1] / scale
    return raw, float(w[-1] - raw @ mean)


def columns(rows: Sequence[Row], names: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    """Figures, truth and weights of rows."""
    x = np.array([[r.figures.get(n, 0.0) for n in names] for r in rows])
    return x, np.array([float(r.opposed) for r in rows]), np.array([r.weight for r in rows])


def left_out(rows: Sequence[Row], names: Sequence[str]) -> Floats:
    """The score of each row by coefficients that never saw its crisis (of real articles: its tenth of the pairs)."""
    x, y, weight = columns(rows, names)
    parts = [r.crisis if r.weight == 1.0 else f"{r.crisis} {int(digest(*r.texts)[:4], 16) % 10}" for r in rows]
    out = np.zeros(len(rows))
    for mask in folds(parts):
        w, b = fit(x[~mask], y[~mask], weight[~mask])
        out[mask] = 1 / (1 + np.exp(-(x[mask] @ w + b)))
    return out


def report(name: str, score: Floats, truth: Floats, missed: int = 0) -> None:
    """Recall at several precisions, with the score from which it is reached, and average precision."""
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(truth[order])
    precision, recall = hits / np.arange(1, len(order) + 1), hits / max(truth.sum() + missed, 1)
    shown = [f"{int(truth.sum())} of {len(truth)}"]
    for wanted in (0.9, 0.85, 0.8, 0.7):
        good = np.flatnonzero(precision >= wanted)
        shown.append(f"P {wanted}: R {recall[good[-1]]:.2f} from {score[order[good[-1]]]:.2f}" if len(good) else "–")
    print(f"{name:<22}", "  ".join(shown), f" AP {(precision * truth[order]).sum() / max(truth.sum() + missed, 1):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="training.relations.streams", description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder of corpora; without it real articles are left out")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    looked = [json.loads(line) for line in (HERE / "pools.jsonl").read_text(encoding="utf-8").splitlines()]
    made, missed = pooled(load(PAIRS), looked, Read())
    met, measured = [real(options.data, teaches) if options.data else [] for teaches in (True, False)]
    looks = {"first": learnt("first", FIRST, made, met, missed)}
    gate = learnt("gate", FIRST, [], met) if met else None
    looks |= {"gate": gate} if gate else {}
    through = [r for r in met if not r.taught and (gate is None or passed(gate, r))]
    consulted([*made, *through])
    looks["second"] = learnt("second", [*FIRST, *NETWORK, *opposing.JOINT], made, through, missed)
    if options.write:
        OUT.write_text(json.dumps({"looks": looks}, indent=1) + "\n", encoding="utf-8")
    if measured:
        consulted(measured)
        report("windows, as shipped", np.array(scores(measured)), columns(measured, ())[1])


def learnt(name: str, names: Sequence[str], made: Sequence[Row], met: Sequence[Row], missed: int = 0) -> dict[str, Any]:
    """One look, fitted on pairs of made and of real streams, as it is shipped."""
    rows = [*made, *met]
    score, (x, y, weight) = left_out(rows, names), columns(rows, names)
    report(f"{name}, made", score[: len(made)], y[: len(made)], missed)
    report(f"{name}, real", score[len(made) :], y[len(made) :])
    w, b = fit(x, y, weight)
    return {"names": list(names), "weights": np.round(w, 4).tolist(), "bias": round(b, 4)}


def passed(gate: dict[str, Any], row: Row) -> bool:
    """Whether a network would be asked about a pair."""
    x, _, _ = columns([row], gate["names"])
    return bool(1 / (1 + np.exp(-(x @ np.array(gate["weights"]) + gate["bias"])))[0] >= opposing.GATE)


if __name__ == "__main__":
    main()
