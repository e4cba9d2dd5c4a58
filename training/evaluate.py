"""Scores on development data, through the same code that users run.

python -m training.evaluate --data DATA --weights FOLDER [--model network.int8.onnx]
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.read.network import DEPRELS, NAME_KINDS, SPAN_KINDS, Network, Tagged
from tocsin.read.packing import Text
from training import newswire, polnear, universal
from training.attributions import Attribution, of_gold, of_tagged, scored
from training.corpora import Doc
from training.labels import NAMES, NameTargets


def tag(network: Network, docs: Sequence[Doc]) -> list[Tagged]:
    """Tag documents on their own words; every offset in the answer is then a word number."""
    texts = [Text(d.words, [(int(a), int(z)) for a, z in d.sentences], d.paragraph_end.tolist()) for d in docs]
    places = [np.stack([np.arange(len(d.words)), np.arange(1, len(d.words) + 1)], 1).astype(np.int32) for d in docs]
    found: list[Tagged] = []
    for at in range(0, len(docs), 16):
        found += network.tag_words(texts[at : at + 16], places[at : at + 16])
    return found


def f1(right: float, said: float, true: float) -> dict[str, float]:
    """Precision, recall and their harmonic mean."""
    p, r = right / max(said, 1), right / max(true, 1)
    return {"p": round(float(p), 4), "r": round(float(r), 4), "f": round(float(2 * p * r / max(p + r, 1e-9)), 4)}


def tokens(docs: Sequence[Doc], found: Sequence[Tagged]) -> dict[str, Any]:
    """Token and exact-span F1 of source, cue and content."""
    out: dict[str, Any] = {}
    for number, kind in enumerate(SPAN_KINDS):
        counts, exact = np.zeros(3), np.zeros(3)
        for doc, one in zip(docs, found, strict=True):
            gold = (doc.attribution + 1) // 2 == number + 1
            mine = np.zeros(len(gold), bool)
            spans = {(s.start, s.end) for s in one.spans if s.kind == kind}
            for a, z in spans:
                mine[a:z] = True
            true = {(a, z) for k, a, z in doc.spans if k == number}
            counts += (gold & mine).sum(), mine.sum(), gold.sum()
            exact += len(spans & true), len(spans), len(true)
        out[kind] = {"token": f1(*counts)["f"], "exact": f1(*exact)["f"]}
    return out


def attribution(docs: Sequence[Doc], found: Sequence[Tagged]) -> dict[str, Any]:
    """Content F (overlap over union at least a half) and how often the source is right."""
    pairs: list[tuple[list[Attribution], list[Attribution]]] = [
        (of_gold(doc), of_tagged(one, doc.words)) for doc, one in zip(docs, found, strict=True)
    ]
    return scored(pairs)


def names(docs: Sequence[Doc], found: Sequence[Tagged]) -> dict[str, Any]:
    """Exact-span F1 over the kinds of the bar, and per kind."""
    kinds = ("PER", "ORG", "LOC", "FAC", "NORP")
    counts = {k: np.zeros(3) for k in kinds}
    for doc, one in zip(docs, found, strict=True):
        gold = set()
        for i, row in enumerate(doc.names):
            label = NAMES[row] if row < len(NAMES) else "O"
            if label[0] == "B":
                end = i + 1
                while end < len(doc.names) and NAMES[doc.names[end]] == f"I-{label[2:]}":
                    end += 1
                gold.add((label[2:], i, end))
        mine = {(n.kind, n.start, n.end) for n in one.names if n.kind in NAME_KINDS}
        for kind in kinds:
            g, m = {x for x in gold if x[0] == kind}, {x for x in mine if x[0] == kind}
            counts[kind] += len(g & m), len(m), len(g)
    return {"all": f1(*sum(counts.values())), **{k: f1(*v)["f"] for k, v in counts.items()}}  # type: ignore[call-overload]


def syntax(docs: Sequence[Doc], found: Sequence[Tagged]) -> dict[str, float]:
    """UPOS, UAS and LAS over all words, and the correlation of factuality."""
    upos = np.concatenate([d.upos == t.upos for d, t in zip(docs, found, strict=True)])
    own = [np.arange(len(d.words)) for d in docs]
    head = np.concatenate(
        [np.where(t.heads < 0, o, t.heads) == d.heads for d, t, o in zip(docs, found, own, strict=True)]
    )
    relation = np.concatenate([d.deprels == t.deprels for d, t in zip(docs, found, strict=True)])
    gold = np.concatenate([d.factuality for d in docs])
    mine = np.concatenate([t.factuality for t in found])
    known = ~np.isnan(gold)
    core = np.isin(
        np.concatenate([d.deprels for d in docs]),
        [DEPRELS.index(r) for r in ("nsubj", "nsubj:pass", "obj", "obl:agent")],
    )
    out = {
        "upos": upos.mean(),
        "uas": head.mean(),
        "las": (head & relation).mean(),
        "las_who": (head & relation)[core].mean(),
    }
    if known.any():
        out |= {"factuality_r": np.corrcoef(gold[known], mine[known])[0, 1],
                "factual_sign": ((gold[known] > 0) == (mine[known] > 0)).mean()}  # fmt: skip
    return {k: round(float(v), 4) for k, v in out.items()}


def evaluate(network: Network, data: Path) -> dict[str, Any]:
    """Everything, and the time it took."""
    begun = time.perf_counter()
    docs = polnear.load(data / "attribution/polnear/dev")
    found = tag(network, docs)
    out: dict[str, Any] = {"tokens": tokens(docs, found), "attribution": attribution(docs, found)}
    docs = newswire.load(data / "ner/worldwide_newswire", NameTargets())[1]
    out["names"] = names(docs, tag(network, docs))
    docs = universal.load_ewt(data / "ewt/dev.jsonl", NameTargets())
    out["ewt"] = syntax(docs, tag(network, docs))
    docs = universal.load_gum(data / "gum", "dev")
    out["gum"] = syntax(docs, tag(network, docs))
    out["seconds"] = round(time.perf_counter() - begun, 1)
    return out


def main() -> None:
    """Print the scores as JSON."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--model", default="network.int8.onnx")
    args = parser.parse_args()
    for key, value in evaluate(Network(args.weights, args.model), args.data).items():
        print(key, json.dumps(value))


if __name__ == "__main__":
    main()
