"""Names: the worldwide newswire (whole outlets held out) and the political part of CrossNER."""

from __future__ import annotations

from pathlib import Path

from training.corpora import Doc, blank, need
from training.labels import NameTargets

KINDS = {"Date": "DATE", "Person": "PER", "Location": "LOC", "Facility": "FAC", "Organization": "ORG",
         "Misc": "MISC", "Money": "MONEY", "NORP": "NORP", "Product": "PRODUCT"}  # fmt: skip
HELD_OUT = ("af_allaf", "arg_buenosairestimes", "asia_aljazeera", "bangladesh_star", "col_bogotapost",
            "cn_article_thestandard", "kr_seoultimes", "kw_arabtimes", "qt_peninsula", "sa_iol",
            "israel_jerupost", "nm_economist")  # fmt: skip
"""Outlets that the network never trains on: the bar is measured on unseen outlets."""

CROSS = {"politician": ("PER",), "person": ("PER",), "organisation": ("ORG",), "politicalparty": ("ORG",),
         "country": ("LOC",), "location": ("LOC", "FAC"), "election": ("MISC",), "event": ("MISC",),
         "misc": ("NORP", "MISC", "PRODUCT")}  # fmt: skip


def column(path: Path) -> list[list[tuple[str, str]]]:
    """Sentences of a two-column file."""
    found: list[list[tuple[str, str]]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, label = line.partition("\t")
        if word.strip() and label:
            found[-1].append((word, label.strip()))
        elif found[-1]:
            found.append([])
    return [s for s in found if s]


def load(folder: Path, targets: NameTargets) -> tuple[list[Doc], list[Doc]]:
    """Articles to train on, and those of the outlets held out."""
    train, dev = [], []
    for path in sorted(need(folder).glob("*.tsv")):
        rows = column(path)
        if not rows:
            continue
        doc = blank("newswire", path.name, [[w for w, _ in s] for s in rows], [True] * len(rows))
        labels = [label for s in rows for _, label in s]
        for i, label in enumerate(labels):
            kind = label[2:]
            doc.names[i] = targets.row((f"{label[0]}-{KINDS[kind]}" if kind in KINDS else "O",))
        (dev if path.name.startswith(HELD_OUT) else train).append(doc)
    return train, dev


def load_politics(folder: Path, targets: NameTargets) -> list[Doc]:
    """CrossNER politics; what it calls nothing may still be a date, a sum or a people."""
    loose = ("O", *(f"{p}-{k}" for k in ("DATE", "MONEY", "NORP", "FAC", "PRODUCT") for p in "BI"))
    docs = []
    for path in (folder / "train.txt", folder / "dev.txt"):
        rows = column(need(path))
        for at in range(0, len(rows), 8):
            part = rows[at : at + 8]
            doc = blank("politics", f"{path.stem}-{at}", [[w for w, _ in s] for s in part], [True] * len(part))
            for i, label in enumerate(label for s in part for _, label in s):
                kinds = CROSS.get(label[2:])
                doc.names[i] = targets.row(tuple(f"{label[0]}-{k}" for k in kinds) if kinds else loose)
            docs.append(doc)
    return docs
