"""The labels of each head, in the order of its outputs."""

from __future__ import annotations

import numpy as np

from tocsin.read.network import DEPRELS, NAME_KINDS, UPOS

ATTRIBUTION = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAME_TYPES = (*NAME_KINDS, "DATE", "MONEY")
NAMES = ("O", *(f"{p}-{k}" for k in NAME_TYPES for p in "BI"))
IGNORE = -1


class NameTargets:
    """Which labels a corpus allows for a word, as rows of a table: some corpora leave kinds unmarked."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, ...], int] = {}
        for label in NAMES:
            self.row((label,))

    def row(self, allowed: tuple[str, ...]) -> int:
        """The target that is satisfied by any of these labels."""
        return self._rows.setdefault(tuple(sorted(allowed)), len(self._rows))

    def table(self) -> np.ndarray:
        """(targets, labels): 1 where the label is allowed."""
        table = np.zeros((len(self._rows), len(NAMES)), np.float32)
        for allowed, row in self._rows.items():
            table[row, [NAMES.index(label) for label in allowed]] = 1
        return table


def relation(raw: str) -> int:
    """Index of a UD relation, folding the subtypes the network does not tell apart."""
    raw = {"obl:tmod": "obl:unmarked", "obl:npmod": "obl:unmarked", "nmod:tmod": "nmod:unmarked",
           "nmod:npmod": "nmod:unmarked", "advmod:emph": "advmod"}.get(raw, raw)  # fmt: skip
    return DEPRELS.index(raw if raw in DEPRELS else raw.split(":")[0])


def tag(raw: str) -> int:
    """Index of a universal part of speech."""
    return UPOS.index(raw) if raw in UPOS else UPOS.index("X")
