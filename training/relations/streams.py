"""python -m training.relations.streams --data FOLDER [--write]: fit the decision about streams (``opposing.json``).

What it learns from: of every crisis in ``training/pairs`` all pairs of sentences that share telling words. Those
written as pairs have their relation; of the others, each that the decision about bare pairs takes for a contradiction
was looked at by a person (``pools.jsonl``; those nobody looked at are left out), and the rest are taken as none.
Pairs of real articles that a person judged are known by the digest of their texts only (``judged.jsonl``).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.resolve import opposing
from tocsin.resolve.align import align
from tocsin.resolve.asking import NETWORK
from tocsin.resolve.asking import asked as ask
from tocsin.resolve.candidates import Telling, candidates
from tocsin.resolve.claims import sentence_frame
from tocsin.resolve.features import features
from tocsin.resolve.frames import Frame
from tocsin.resolve.model import decision
from training.relations.fit import PAIRS, Read, folds, load

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "src" / "tocsin" / "resolve" / "opposing.json"
AGAINST = ("contradicts", "denies")
ARTICLES = ("articles/guardian_2022.jsonl", "articles/isw_2022_02.jsonl")
STREAM = "streams/ukraine_2022_runup/stream.jsonl"
SLICES = (  # of the long stream, each looked at by itself: first and last moment of gathering
    ("2021-11-16", "2022-01-01"), ("2022-01-10", "2022-02-18"), ("2022-02-18", "2022-02-21"),
    ("2022-02-21T16", "2022-02-21T23"), ("2022-02-23", "2022-02-24T02"),
)  # fmt: skip
LOOKED = 0.4  # by the decision about bare pairs, from which a person would have had to look
RIDGE = 5.0
REAL = 3.0  # a real pair counts for so many made ones

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One pair: its figures and texts, what is true of it, and the crisis it belongs to."""

    figures: dict[str, float]
    texts: tuple[str, str]
    opposed: bool
    crisis: str
    weight: float = 1.0


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


def digest(a: str, b: str) -> str:
    """A pair of texts by which nobody can read them."""
    return blake2b("\x1f".join(sorted((a, b))).encode(), digest_size=8).hexdigest()


def judged() -> dict[str, bool]:
    """What a person said of pairs of real articles."""
    path = HERE / "judged.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {r["pair"]: r["opposed"] for r in map(json.loads, lines)}


def real(data: Path) -> list[Row]:
    """The judged pairs of real articles, as the reader reads them today."""
    known, rows = judged(), []
    places = [*((name, "", "~") for name in ARTICLES), *((STREAM, first, last) for first, last in SLICES)]
    for name, first, last in places:
        for p in besides(data / name, first, last):
            said = known.get(digest(*p.texts))
            if said is not None:
                rows.append(Row(p.figures, p.texts, said, f"{name} {first}", REAL))
    return rows


def besides(path: Path, first: str, last: str) -> Iterator[opposing.Beside]:
    """Every two claims of a file's articles, gathered from ``first`` to ``last``, that would be held beside each other."""
    from tocsin import resolve
    from tocsin.nouns.document import Document
    from tocsin.resolve.claims import claims
    from tocsin.resolve.speakers import actors_of
    from tocsin.workbench.casework import gather
    from tocsin.workbench.reading import read

    found = (d for d in gather([str(path)], None, backfill=True) if isinstance(d, Document) and not d.aside)
    kept = (d for d in found if first <= d.first_seen.isoformat() < last)
    documents, readings = zip(*read(kept, 1, []), strict=True)
    origins = resolve.origins(documents, readings, resolve.copies(documents))
    roots, _ = claims(documents, readings, origins)
    yield from opposing.beside(roots, Telling(c.frame for c in roots), actors_of(readings))


def consulted(rows: Sequence[Row]) -> None:
    """Add what the network says."""
    from tocsin.read.network import Network

    network = Network.load()
    for row, said in zip(rows, ask([r.texts for r in rows], network.vectors, network.pair), strict=True):
        opposing.consult(row.figures, said)


def scores(rows: Sequence[Row]) -> list[float]:
    """What the shipped coefficients say of rows that the network was asked about."""
    chosen = opposing.look("second")
    x, _, _ = columns(rows, chosen.names)
    return [float(s) for s in 1 / (1 + np.exp(-(x @ chosen.weights + chosen.bias)))]


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
    rows, missed = pooled(load(PAIRS), looked, Read())
    made = len(rows)
    rows += real(options.data) if options.data else []
    looks = {}
    first = [*opposing.CONTEXT, *opposing.STREAM]
    for name, names in (("first", first), ("second", [*first, *NETWORK])):
        if name == "second":
            consulted(rows)
        score, (x, y, weight) = left_out(rows, names), columns(rows, names)
        report(f"{name}, made", score[:made], y[:made], missed)
        report(f"{name}, real", score[made:], y[made:])
        w, b = fit(x, y, weight)
        looks[name] = {"names": names, "weights": np.round(w, 4).tolist(), "bias": round(b, 4)}
    if options.write:
        OUT.write_text(json.dumps({"looks": looks}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
