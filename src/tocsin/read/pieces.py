"""Word pieces and the shape of each word, remembered word by word.

Word pieces do not depend on context, so each distinct word is cut once and looked up ever after:
a text becomes arrays by one dictionary look-up a word. The encoder is uncased; what case says about a
word reaches it as the word's *shape*, an index into the encoder's token-type table.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

LOWER, CAPITALISED, CAPITALS, INITIAL, MIXED, DIGITS, MARK, SPARE = range(8)
SHAPES = 8
"""Rows of the token-type table for one segment; a second segment takes the next eight."""

PAD, UNKNOWN, CLS, SEP = 0, 100, 101, 102
MOST_PIECES = 10
"""A word longer than this many pieces (an address, a hash) is cut: its beginning says enough."""

_MOST_WORDS = 400_000


@lru_cache(1 << 16)
def shape(word: str) -> int:
    """Which of the shapes a word has."""
    if any(c.isdigit() for c in word):
        return DIGITS
    if not any(c.isalnum() for c in word):
        return MARK
    if word.islower():
        return LOWER
    if word.isupper():
        return CAPITALS if len(word) > 1 else INITIAL
    if word[0].isupper() and not any(c.isupper() for c in word[1:]):
        return CAPITALISED
    return MIXED if word != word.lower() else LOWER


class Pieces:
    """Remembers the pieces of every word it has met."""

    def __init__(self, tokenizer: Path) -> None:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # one core a process, and no threads of its own
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._forget()

    def _forget(self) -> None:
        self._index: dict[str, int] = {}
        self._flat: NDArray[np.int64] = np.zeros(1 << 16, np.int64)
        self._start: NDArray[np.int64] = np.zeros(1 << 15, np.int64)
        self._count: NDArray[np.int64] = np.zeros(1 << 15, np.int64)
        self._shape: NDArray[np.int64] = np.zeros(1 << 15, np.int64)
        self._used = 0

    def look(self, words: Sequence[str]) -> NDArray[np.int64]:
        """The index of each word, good until the next call."""
        if len(self._index) > _MOST_WORDS:
            self._forget()
        index = self._index
        found = [index.get(word, -1) for word in words]
        if -1 in found:
            self._learn(sorted({word for word, at in zip(words, found, strict=True) if at < 0}))
            found = [index[word] for word in words]
        return np.array(found, np.int64)

    def _learn(self, words: list[str]) -> None:
        safe = [word[:64].encode("utf-8", "replace").decode("utf-8") for word in words]
        for word, encoded in zip(words, self._tokenizer.encode_batch(safe, add_special_tokens=False), strict=True):
            ids = encoded.ids[:MOST_PIECES] or [UNKNOWN]
            at = len(self._index)
            if at == len(self._start):
                self._start, self._count, self._shape = (
                    np.concatenate([a, np.zeros_like(a)]) for a in (self._start, self._count, self._shape)
                )
            if self._used + len(ids) > len(self._flat):
                self._flat = np.concatenate([self._flat, np.zeros_like(self._flat)])
            self._flat[self._used : self._used + len(ids)] = ids
            self._start[at], self._count[at], self._shape[at] = self._used, len(ids), shape(word)
            self._index[word] = at
            self._used += len(ids)

    def counts(self, found: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many pieces each word has."""
        return self._count[found]

    def flat(self, found: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The pieces of all words one after the other, and the shape of the word each comes from."""
        count = self._count[found]
        first = np.repeat(self._start[found] - (np.cumsum(count) - count), count)
        return self._flat[first + np.arange(first.size)], np.repeat(self._shape[found], count)
