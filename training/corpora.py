"""A corpus is a list of documents; a document is words with whatever labels its corpus has for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tocsin.read.pieces import Pieces
from training.labels import IGNORE

SOURCE, CUE, CONTENT = range(3)


@dataclass
class Doc:
    """One text. Labels that the corpus lacks are IGNORE (or NaN); ``heads`` are indices in the document."""

    corpus: str
    name: str
    words: list[str]
    sentences: NDArray[np.int64]  # (S, 2)
    paragraph_end: NDArray[np.bool_]  # (S,)
    attribution: NDArray[np.int64]
    names: NDArray[np.int64]
    upos: NDArray[np.int64]
    heads: NDArray[np.int64]
    deprels: NDArray[np.int64]
    factuality: NDArray[np.float32]
    # (N, 3): kind, first word, one past the last; and the attributions each span belongs to
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    owners: list[frozenset[int]] = field(default_factory=list)
    vectors: NDArray[np.int64] | None = None  # (S,) row of the sentence's target vector, or IGNORE
    # filled by ``prepare``
    pieces: NDArray[np.int64] | None = None
    shapes: NDArray[np.int64] | None = None
    counts: NDArray[np.int64] | None = None
    starts: NDArray[np.int64] | None = None

    def prepare(self, pieces: Pieces) -> None:
        """Cut the words into pieces, once."""
        found = pieces.look(self.words)
        self.counts = pieces.counts(found)
        self.pieces, self.shapes = pieces.flat(found)
        self.starts = np.concatenate([[0], np.cumsum(self.counts)])

    def length(self, sentence: int) -> int:
        """Pieces in a sentence."""
        assert self.starts is not None
        a, b = self.sentences[sentence]
        return int(self.starts[b] - self.starts[a])


def blank(corpus: str, name: str, sentences: Sequence[Sequence[str]], ends: Sequence[bool]) -> Doc:
    """A document without labels."""
    words = [w for s in sentences for w in s]
    n, stops = len(words), np.cumsum([0, *(len(s) for s in sentences)])
    none = np.full(n, IGNORE)
    return Doc(
        corpus, name, words, np.stack([stops[:-1], stops[1:]], 1), np.array(ends, bool),
        none.copy(), none.copy(), none.copy(), none.copy(), none.copy(), np.full(n, np.nan, np.float32),
    )  # fmt: skip


def need(folder: Path) -> Path:
    """The folder, or one sentence that says what is missing."""
    if not folder.exists():
        raise SystemExit(f"The training data is not complete: there is no {folder}.")
    return folder
