"""python -m training.relations.streams --data FOLDER [--write]: fit the decision about streams (``opposing.json``).

The first look learns from every crisis in ``training/pairs``: all pairs of sentences that share telling words. Those
written as pairs have their relation; of the others, each that the decision about bare pairs takes for a contradiction
was looked at by a person (``pools.jsonl``; those nobody looked at are left out), and the rest are taken as none. It and the gate
learn from real articles and messages too: pairs that a reader judged or picked out, known by the digest of their texts only
(``judged.jsonl``, ``mined.jsonl``); of the rest, which hardly ever oppose each other, one in twenty stands for all.

The second look learns from those that the gate lets through and that taught the network nothing: written pairs; of real ones
the judged, and as no opposition those of which the network thinks so too. Four windows of the stream teach no look and are
reported.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.resolve import opposing
from tocsin.resolve.align import align
from tocsin.resolve.asking import NETWORK, asked, glanced, odds
from tocsin.resolve.candidates import Telling, candidates
from tocsin.resolve.claims import sentence_frame
from tocsin.resolve.features import features
from tocsin.resolve.frames import Frame
from tocsin.resolve.model import decision
from training.examples import Example, held_out
from training.relations.fit import PAIRS, Read, folds, load
from training.relations.real import AGAINST, PARTS, Looked, digest, lines, looked

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "src" / "tocsin" / "resolve" / "opposing.json"
LOOKED = 0.4  # by the decision about bare pairs, from which a person would have had to look
RIDGE = {"first": 20.0, "gate": 20.0, "second": 60.0}  # the second learns from two hundred oppositions
REAL = 3.0  # in the first look a real pair counts for so many written ones
OTHERS = 20  # of the real pairs that nobody looked at, one in so many stands for all
MADE = 0.3  # in the second look a written pair counts for so many real ones
UNLIKELY = 0.1  # by the network, from which a person would have had to look

TEACHING = {part.name for part in PARTS if part.teaches}
FIRST = [*opposing.CONTEXT, *(name for name in opposing.STREAM if name != "one_voice")]
SECOND = [*FIRST, *NETWORK, *opposing.JOINT]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One pair: its figures and texts, what is true of it (if anybody looked), the crisis it belongs to, and whether the
    network was taught it."""

    figures: dict[str, float]
    texts: tuple[str, str]
    opposed: bool | None
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


def real(data: Path, teaches: bool) -> list[tuple[str, Looked]]:
    """The parts of DATA that teach, or the windows that measure, by their names."""
    return [(part.name, looked(data, part)) for part in PARTS if part.teaches is teaches]


def rows_of(parts: Iterable[tuple[str, Looked]]) -> Iterator[Row]:
    """All pairs that are held beside each other."""
    known = judgements()
    for name, part in parts:
        for pair in part.pairs():
            row = known.get(said(pair.sentences)) or known.get(digest(*pair.texts))
            opposed = row["relation"] in AGAINST if row else None
            yield Row(pair.figures, pair.sentences, opposed, name, 1.0, row is not None and _taught(name, row))


def judgements() -> dict[str, dict[str, str]]:
    """What readers said of pairs, by what they were shown: two sentences, or two texts."""
    known = {r["pair"]: r for name in ("judged", "mined") for r in lines(HERE / f"{name}.jsonl")}
    return known | {" ".join(sorted((r["a"], r["b"]))): r for r in lines(HERE / "mined.jsonl")}


def said(sentences: tuple[str, str]) -> str:
    """By which two sentences are known."""
    return " ".join(sorted(map(digest, sentences)))


def sampled(rows: Iterable[Row]) -> Iterator[Row]:
    """Those that were judged, and a part of the others for all of them."""
    for row in rows:
        if row.opposed is not None:
            yield replace(row, weight=REAL)
        elif int(digest(*row.texts), 16) % OTHERS == 0:
            yield replace(row, opposed=False, weight=REAL * OTHERS)


def through(rows: Iterable[Row], gate: opposing.Look) -> list[Row]:
    """Those that are read closely, with what the network says; of those it was taught nothing.

    Who was not judged is no opposition where the network thinks so, and else left out.
    """
    found = consulted([row for row in rows if not row.taught and passed(gate, row)])
    return [
        replace(row, opposed=bool(row.opposed))
        for row in found
        if row.opposed is not None or row.figures["network_odds"] < float(odds(UNLIKELY))
    ]


def passed(gate: opposing.Look, row: Row) -> bool:
    """Whether any network would be asked about a pair."""
    figures = np.array([row.figures.get(n, 0.0) for n in gate.names])
    return bool(1 / (1 + np.exp(-(figures @ gate.weights + gate.bias))) >= opposing.GATE)


def _taught(part: str, row: Mapping[str, str]) -> bool:
    if part not in TEACHING:
        return False
    return "group" not in row or not held_out(Example("", "", (), 0.0, f"mined/{row['group']}"))


def consulted(rows: Sequence[Row]) -> list[Row]:
    """Those in which a glance finds a trace of opposition, with what is said of them on closer reading."""
    from tocsin.workbench.networks import networks

    seen = glanced([r.texts for r in rows], networks().glance)
    kept = np.flatnonzero(seen >= opposing.HARDLY)
    found = [rows[n] for n in kept]
    said = asked([r.texts for r in found], networks(), seen[kept])
    for row, one in zip(found, said, strict=True):
        opposing.consult(row.figures, one)
    return found


def scores(rows: Sequence[Row]) -> list[float]:
    """What the shipped looks say of rows; nothing where the gate is shut or a glance finds no trace of opposition."""
    heard = consulted([row for row in rows if passed(opposing.look("gate"), row)])
    found = {id(row): s for row, s in zip(heard, opposing.look("second").scores(heard), strict=True)}
    return [opposing.agreed(row.figures, float(found[id(row)])) if id(row) in found else 0.0 for row in rows]


# --- the fit ---------------------------------------------------------------------------------------


def fit(x: Floats, y: Floats, weight: Floats, ridge: float) -> tuple[Floats, float]:
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


def left_out(rows: Sequence[Row], names: Sequence[str], ridge: float) -> Floats:
    """The score of each row by coefficients that never saw its crisis."""
    x, y, weight = columns(rows, names)
    out = np.zeros(len(rows))
    for mask in folds([r.crisis for r in rows]):
        w, b = fit(x[~mask], y[~mask], weight[~mask], ridge)
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
    looked_at = [json.loads(line) for line in (HERE / "pools.jsonl").read_text(encoding="utf-8").splitlines()]
    made, missed = pooled(load(PAIRS), looked_at, Read())
    if options.data is None:
        learnt("first", FIRST, made, missed)
        return
    parts = real(options.data, teaches=True)
    met = list(sampled(rows_of(parts)))
    looks = {"first": learnt("first", FIRST, [*made, *met], missed), "gate": learnt("gate", FIRST, met)}
    written = [replace(row, weight=MADE) for row in through(made, looks["gate"])]
    looks["second"] = learnt("second", SECOND, [*through(rows_of(parts), looks["gate"]), *written])
    windows = through(rows_of(real(options.data, teaches=False)), looks["gate"])
    report("windows", looks["second"].scores(windows), columns(windows, ())[1])
    if options.write:
        shipped = {
            name: {"names": list(one.names), "weights": one.weights.tolist(), "bias": one.bias}
            for name, one in looks.items()
        }
        OUT.write_text(json.dumps({"looks": shipped}, indent=1) + "\n", encoding="utf-8")


def learnt(name: str, names: Sequence[str], rows: Sequence[Row], missed: int = 0) -> opposing.Look:
    """One look, fitted on all rows; reported is what it makes of crises left out."""
    x, y, weight = columns(rows, names)
    report(name, left_out(rows, names, RIDGE[name]), y, missed)
    w, b = fit(x, y, weight, RIDGE[name])
    return opposing.Look(tuple(names), np.round(w, 4), round(b, 4))


if __name__ == "__main__":
    main()
