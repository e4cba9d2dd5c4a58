"""PolNeAR: who said what in American political news; Brat stand-off marks on raw text."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from tocsin.read.words import words
from training.corpora import CONTENT, CUE, SOURCE, Doc, blank, need
from training.labels import ATTRIBUTION

KINDS = {"Source": SOURCE, "Cue": CUE, "Content": CONTENT}
_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[A-Z\"“‘'(\[$\d])")
_NOT_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z])\.\s+)$"
)

Marks = dict[str, tuple[int, list[tuple[int, int]]]]


def sentences(text: str) -> list[tuple[int, int, bool]]:
    """A plain cut into sentences: start, end, and whether a paragraph ends there."""
    found: list[tuple[int, int, bool]] = []
    for line in re.finditer(r"[^\r\n]*\S[^\r\n]*", text):
        start = line.start()
        for end in _END.finditer(text, line.start(), line.end()):
            if not _NOT_END.search(text[max(start, end.end() - 12) : end.end()]):
                found.append((start, end.end(), False))
                start = end.end()
        if text[start : line.end()].strip():
            found.append((start, line.end(), True))
        elif found:
            found[-1] = (*found[-1][:2], True)
    return found


def marks(path: Path) -> tuple[Marks, list[list[str]]]:
    """The spans of an annotation file by their names, and the spans of each attribution."""
    spans: Marks = {}
    groups: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            kind, _, where = rest.split("\t")[0].partition(" ")
            if kind in KINDS:
                pieces = sorted((int(a), int(b)) for a, b in (p.split() for p in where.split(";")))
                spans[key] = (KINDS[kind], pieces)
        elif key.startswith("E"):
            groups.append([role.split(":")[1] for role in rest.split()])
    return spans, [[k for k in group if k in spans] for group in groups]


def load(folder: Path) -> list[Doc]:
    """The articles of one split, one annotator each."""
    docs, done = [], set()
    for path in sorted(need(folder / "attributions").glob("*.ann")):
        name = path.stem.rpartition("_")[0]
        if name not in done:
            done.add(name)
            docs.append(_read(name, (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8"), path))
    return docs


def _read(name: str, text: str, path: Path) -> Doc:
    cut = [(words(text, a, b), end) for a, b, end in sentences(text)]
    cut = [(w, end) for w, end in cut if w]
    doc = blank("polnear", name, [[text[a:b] for a, b in w] for w, _ in cut], [end for _, end in cut])
    where = np.array([span for w, _ in cut for span in w])
    doc.attribution[:] = 0
    spans, groups = marks(path)
    owners: dict[tuple[int, int, int], set[int]] = {}
    for number, group in enumerate(groups):
        for kind, pieces in (spans[key] for key in group):
            for a, b in pieces:
                first = int(np.searchsorted(where[:, 1], a, "right"))
                last = int(np.searchsorted(where[:, 0], b, "left"))
                if last > first:
                    owners.setdefault((kind, first, last), set()).add(number)
    for (kind, first, last), group_numbers in sorted(owners.items(), key=lambda kv: kv[0][2] - kv[0][1], reverse=True):
        doc.attribution[first:last] = ATTRIBUTION.index("B-source") + 2 * kind + 1
        doc.attribution[first] -= 1
        doc.spans.append((kind, first, last))
        doc.owners.append(frozenset(group_numbers))
    return doc
