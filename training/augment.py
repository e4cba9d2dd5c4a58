"""Articles with other names in them: what surrounds a name has to give its kind away when nobody knows the name.

Every text keeps its words but for some of its names, each replaced wherever it stands in the article by another name
of the same kind; and now and then a sentence loses its capital letters, or consists of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from tocsin.read.pieces import CAPITALISED, CAPITALS, INITIAL, LOWER, MIXED, Pieces
from tocsin.read.words import words
from training.corpora import Doc, blank
from training.labels import IGNORE, NAMES

CHANGED = {"PER": 0.4, "ORG": 0.5, "LOC": 0.3, "FAC": 0.5, "NORP": 0.1}
"""How many of the distinct names of each kind are replaced."""

FLAT = 0.04
"""Sentences that lose what case says about them."""

Name = tuple[str, int, int]
Pool = dict[str, list[tuple[str, ...]]]


def names(doc: Doc) -> list[Name]:
    """Kind, first word and one past the last of each name whose kind is certain."""
    labels = [NAMES[row] if 0 <= row < len(NAMES) else "O" for row in doc.names]
    found = []
    for start, label in enumerate(labels):
        if label[0] == "B":
            end = start + 1
            while end < len(labels) and labels[end] == f"I-{label[2:]}":
                end += 1
            found.append((label[2:], start, end))
    return found


def pool(docs: Iterable[Doc], known: Mapping[str, Iterable[str]]) -> Pool:
    """Distinct names of each kind: those of the training articles and those of the reader's register."""
    found: dict[str, set[tuple[str, ...]]] = {kind: set() for kind in CHANGED}
    for doc in docs:
        for kind, start, end in names(doc):
            if kind in found and end - start < 8:
                found[kind].add(tuple(doc.words[start:end]))
    for kind, more in known.items():
        found[kind].update(tuple(name[a:b] for a, b in words(name)) for name in more)
    return {kind: sorted(some) for kind, some in found.items()}


def renamed(doc: Doc, spare: Pool, rng: np.random.Generator, pieces: Pieces) -> Doc:
    """A copy in which some names are others; it must carry no labels but names."""
    chosen: dict[tuple[str, ...], tuple[str, ...]] = {}
    out: list[str] = []
    labels: list[int] = []
    moved = np.zeros(len(doc.words) + 1, np.int64)
    done = 0
    for kind, start, end in [*names(doc), ("", len(doc.words), len(doc.words))]:
        moved[done : start + 1] = len(out) + np.arange(start + 1 - done)
        out += doc.words[done:start]
        labels += doc.names[done:start].tolist()
        old = tuple(doc.words[start:end])
        if old and old not in chosen:
            other = kind in spare and rng.random() < CHANGED[kind]
            chosen[old] = spare[kind][int(rng.integers(len(spare[kind])))] if other else old
        new = chosen.get(old, old)
        if old:
            moved[start:end] = len(out)
            begin = NAMES.index(f"B-{kind}")
            labels += [begin, *[begin + 1] * (len(new) - 1)]
        out += new
        done = end
    moved[-1] = len(out)
    copy = blank("renamed", doc.name, [], [])
    copy.words, copy.names = out, np.array(labels, np.int64)
    copy.sentences, copy.paragraph_end = moved[doc.sentences], doc.paragraph_end
    none = np.full(len(out), IGNORE)
    copy.attribution, copy.upos, copy.heads, copy.deprels = none, none, none, none
    copy.factuality = np.full(len(out), np.nan, np.float32)
    copy.prepare(pieces)
    return flattened(copy, rng)


def flattened(doc: Doc, rng: np.random.Generator) -> Doc:
    """The same document, some of its sentences in one case."""
    assert doc.shapes is not None and doc.starts is not None
    shapes = doc.shapes.copy()
    for start, end in doc.sentences[rng.random(len(doc.sentences)) < FLAT]:
        part = shapes[doc.starts[start] : doc.starts[end]]
        part[np.isin(part, (LOWER, CAPITALISED, CAPITALS, INITIAL, MIXED))] = CAPITALS if rng.random() < 0.5 else LOWER
    doc.shapes = shapes
    return doc


def register() -> dict[str, set[str]]:
    """States, peoples, capitals and organisations that the reader knows."""
    from tocsin.read.languages import table

    found: dict[str, set[str]] = {"LOC": set(), "NORP": set(), "ORG": set()}
    for line in table("actors_states")["states"].splitlines():
        _, states, peoples, capitals, *_ = line.split("|")
        found["LOC"].update(f"{states};{capitals}".split(";"))
        found["NORP"].update(peoples.split(";"))
    for lines in table("actors_organisations").values():
        for _, kind, _, several in (line.split("|") for line in lines.splitlines() if line.count("|") == 3):
            if kind == "organisation":
                found["ORG"].update(several.split(";"))
    return {kind: {name for name in some if name} for kind, some in found.items()}
