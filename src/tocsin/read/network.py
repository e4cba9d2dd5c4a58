"""One encoder, several heads, one pass: everything the network sees in a text.

All offsets are code points of the text that was given. Nothing here decides what a span *means*;
the rules beside this module do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

UPOS: tuple[str, ...] = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
DEPRELS: tuple[str, ...] = (
    "acl", "acl:relcl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc",
    "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:pass", "dep", "det", "discourse",
    "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nmod:poss",
    "nmod:unmarked", "nsubj", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan",
    "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
)  # fmt: skip
NAME_KINDS: tuple[str, ...] = ("PER", "ORG", "LOC", "FAC", "NORP", "MISC", "PRODUCT")
SPAN_KINDS: tuple[str, ...] = ("source", "cue", "content")
PAIR_LABELS: tuple[str, ...] = ("contradicts", "confirms", "unrelated")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text."""

    kind: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class AttributionSpan:
    """A source, a cue or a (piece of) content; ``cue`` is the index, among the spans, of the cue it belongs to."""

    kind: str
    start: int
    end: int
    score: float
    cue: int | None


@dataclass(frozen=True, slots=True)
class Tagged:
    """Everything the network saw in one text."""

    words: NDArray[np.int32]  # (W, 2) start and end of each word
    sentences: NDArray[np.int32]  # (S, 2) first word and one past the last word of each sentence
    upos: NDArray[np.int8]  # (W,) index into UPOS
    heads: NDArray[np.int32]  # (W,) index of the syntactic head among all words, -1 for a root
    deprels: NDArray[np.int8]  # (W,) index into DEPRELS
    factuality: NDArray[np.float32]  # (W,) -3..3, meaningful on predicate words
    names: tuple[Name, ...]
    spans: tuple[AttributionSpan, ...]
    vectors: NDArray[np.float32]  # (S, 384) unit sentence vectors


class Network:
    """The shipped weights, ready to tag."""

    @classmethod
    def load(cls) -> Network:
        """Open the weights that come with the package."""
        from tocsin.errors import ReaderError

        raise ReaderError("The reader's weights are not installed; rebuild them as training/README.md says.")

    def tag(self, documents: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> list[Tagged]:
        """Tag texts, each with its sentence spans in order; text outside the sentences is ignored."""
        raise NotImplementedError

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors (n, 384) of bare texts, comparable with the sentence vectors of ``tag``."""
        raise NotImplementedError

    def pair(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """How each pair of sentences relates: probabilities in the order of ``PAIR_LABELS``."""
        raise NotImplementedError
