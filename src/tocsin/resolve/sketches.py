"""What a text looks like to a search for copies: a small sorted set of hashed word runs.

A hash is kept when its last ``scale`` bits are zero. Sets of two scales are nested, so a long text and a
short cut of it can still be compared at the coarser scale, and no text costs more than about a kilobyte.
(Exact runs of five words are the yardstick that finds 99% of edited copies; the sampling keeps their cosine.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

RUN = 5  # words in a run
SHORT = 24  # words: a headline or a short post; runs of five would miss one changed word
SHORT_RUN = 2
KEPT = 160  # hashes kept of a text, about

_WORD = re.compile(r"\w+")
_TAIL = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,40}$")  # " | World news", " - BBC News"
_ADDRESS = re.compile(r"https?://\S+")
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Sketch:
    """``hashes`` sorted and unique; ``words`` the lower-cased words of a short text, empty for a long one."""

    hashes: NDArray[np.uint64]
    scale: int
    short: bool
    words: tuple[str, ...]
    exact: bytes  # digest of the normalised text


class Hashes(dict[str, int]):
    """64 bits of every word asked for."""

    def __missing__(self, word: str) -> int:
        raw = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        self[word] = found = int.from_bytes(raw, "little")
        return found


class Sketcher:
    """Makes sketches; remembers word hashes, and forgets them all when there are too many."""

    def __init__(self, remember: int = 500_000) -> None:
        self._known = Hashes()
        self._remember = remember

    def sketch(self, text: str) -> Sketch:
        """The sketch of a text; linear in its length."""
        text = _ADDRESS.sub(" ", text)
        words = _WORD.findall(text.lower())
        short = len(words) <= SHORT
        if short:
            words = _WORD.findall(_TAIL.sub("", text).lower()) or words
        hashes = _runs(self._hashes(words), SHORT_RUN if short else RUN)
        kept, scale = _sample(hashes)
        digest = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=12).digest()
        return Sketch(kept, scale, short, tuple(words) if short else (), digest)

    def _hashes(self, words: list[str]) -> NDArray[np.uint64]:
        if len(self._known) > self._remember:
            self._known.clear()
        return np.fromiter(map(self._known.__getitem__, words), dtype=np.uint64, count=len(words))


def _runs(words: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """One hash for every run of ``size`` words (of all words, where there are fewer), sorted and unique."""
    if len(words) == 0:
        return words
    size = min(size, len(words))
    total = np.zeros(len(words) - size + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for k in range(size):
            total = (total ^ words[k : len(words) - size + 1 + k]) * _MIX
            total ^= total >> np.uint64(29)
    return np.unique(total)


def _sample(hashes: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], int]:
    """The hashes whose last ``scale`` bits are zero, with the smallest scale that leaves about ``KEPT``."""
    scale = 0
    while len(hashes) > KEPT * 3 // 2:
        scale += 1
        hashes = hashes[(hashes & np.uint64((1 << scale) - 1)) == 0]
    return hashes, scale


def cosine(a: Sketch, b: Sketch) -> float:
    """Shared runs over the geometric mean of both, at the coarser of both scales."""
    mask = np.uint64((1 << max(a.scale, b.scale)) - 1)
    left, right = (s.hashes if s.scale == max(a.scale, b.scale) else s.hashes[(s.hashes & mask) == 0] for s in (a, b))
    if not len(left) or not len(right):
        return 0.0
    shared = len(np.intersect1d(left, right, assume_unique=True))
    return float(shared / np.sqrt(len(left) * len(right)))
