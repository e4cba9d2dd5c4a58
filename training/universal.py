"""Universal Dependencies: EWT (with names and factuality on the same sentences) and GUM (train split only)."""

from __future__ import annotations

import json
import re
from itertools import groupby
from pathlib import Path

import numpy as np

from tocsin.read.network import DEPRELS
from training.corpora import Doc, blank, need
from training.labels import NameTargets, relation, tag

_OTHER = ("NORP", "MISC", "PRODUCT", "FAC", "LOC", "ORG")
_UNMARKED = ("DATE", "MONEY", "NORP", "MISC", "PRODUCT", "FAC")
_BY = re.compile(r"^by$", re.I)


def load_ewt(path: Path, targets: NameTargets) -> list[Doc]:
    """Consecutive sentences of each web document."""
    rows = [json.loads(line) for line in need(path).read_text(encoding="utf-8").splitlines()]
    docs = []
    for name, group in groupby(rows, key=lambda row: row["doc"]):
        part = list(group)
        doc = blank("ewt", name, [row["words"] for row in part], [True] * len(part))
        for row, (start, end) in zip(part, doc.sentences, strict=True):
            _syntax(doc, start, row["upos"], row["head"], row["rel"])
            for i, value in row.get("fact", {}).items():
                doc.factuality[start + int(i)] = value
            if row["ner"]:
                doc.names[start:end] = [_name(label, targets) for label in row["ner"]]
        docs.append(doc)
    return docs


def _name(label: str, targets: NameTargets) -> int:
    prefix, kind = label[0], label[2:]
    if kind in ("PER", "ORG"):
        return targets.row((f"{prefix}-{kind}",))
    if kind == "LOC":
        return targets.row((f"{prefix}-LOC", f"{prefix}-FAC"))
    loose = tuple(f"{p}-{k}" for k in _UNMARKED for p in "BI")
    if kind:
        return targets.row((*(f"{prefix}-{k}" for k in _OTHER), *loose, "O"))
    return targets.row(("O", *loose))


def _syntax(doc: Doc, start: int, upos: list[str], heads: list[int], rels: list[str]) -> None:
    words = doc.words[start : start + len(upos)]
    passive = {h for h, rel in zip(heads, rels, strict=True) if rel in ("nsubj:pass", "aux:pass", "csubj:pass")}
    by = {h for h, rel, w in zip(heads, rels, words, strict=True) if rel == "case" and _BY.match(w)}
    for i, (pos, head, rel) in enumerate(zip(upos, heads, rels, strict=True)):
        doc.upos[start + i] = tag(pos)
        doc.heads[start + i] = start + (head - 1 if head else i)
        agent = rel == "obl" and head in passive and i + 1 in by
        doc.deprels[start + i] = DEPRELS.index("obl:agent") if agent else relation(rel)


def gum_split(folder: Path, split: str) -> set[str]:
    """Names of the documents of an official split."""
    text = need(folder / "splits.md").read_text()
    blocks = {m[1]: set(re.findall(r"\* (\S+)", m[2])) for m in re.finditer(r"## (\w+)\n(.*?)(?=\n## |\Z)", text, re.S)}
    return blocks[split]


def load_gum(folder: Path, split: str) -> list[Doc]:
    """Documents of a GUM split; those named in no split are for training."""
    named = {s: gum_split(folder, s) for s in ("dev", "test", "test2")}
    docs = []
    for path in sorted((folder / "conllu").glob("*.conllu")):
        inside = (
            path.stem in named[split] if split in named else not any(path.stem in names for names in named.values())
        )
        if inside:
            docs.append(_gum(path))
    return docs


def _gum(path: Path) -> Doc:
    sentences: list[list[list[str]]] = []
    ends: list[bool] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        rows = [row for row in rows if row[0].isdigit()]
        if rows:
            if ends and "# newpar" in block:
                ends[-1] = True
            sentences.append(rows)
            ends.append(False)
    ends[-1] = True
    doc = blank("gum", path.stem, [[row[1] for row in rows] for rows in sentences], ends)
    for rows, (start, _) in zip(sentences, doc.sentences, strict=True):
        _syntax(doc, start, [r[3] for r in rows], [int(r[6]) for r in rows], [r[7] for r in rows])
    assert np.all(doc.heads >= 0)
    return doc
