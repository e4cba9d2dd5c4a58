"""Tagged texts made by hand, so that rules are tested without the network.

``parsed("It/PRON/3/nsubj does/AUX/3/aux …")`` gives a sentence its syntax (heads count from 1, 0 is the root);
``marked("[S1 Kim] [C1 said] [T1 it rained].")`` gives a text its attribution spans, without syntax.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from tocsin.read import sentences
from tocsin.read.network import DEPRELS, SPAN_KINDS, UPOS, AttributionSpan, Tagged
from tocsin.read.words import words

_KINDS = {"S": "source", "C": "cue", "T": "content"}
_MARK = re.compile(r"\[([SCT])(\d) |(\])")


def blank(text: str, cut: Sequence[tuple[int, int]] | None = None, spans: Sequence[AttributionSpan] = ()) -> Tagged:
    """A text with words and sentences; every word a noun that hangs on nothing."""
    found, ranges = [], []
    for start, end in sentences.split(text) if cut is None else cut:
        here = words(text, start, end)
        ranges.append((len(found), len(found) + len(here)))
        found += here
    count = len(found)
    return Tagged(
        words=np.array(found, np.int32).reshape(-1, 2),
        sentences=np.array(ranges, np.int32).reshape(-1, 2),
        upos=np.full(count, UPOS.index("NOUN"), np.int8),
        heads=np.full(count, -1, np.int32),
        deprels=np.full(count, DEPRELS.index("root"), np.int8),
        factuality=np.zeros(count, np.float32),
        names=(),
        spans=tuple(spans),
        vectors=np.zeros((len(ranges), 384), np.float32),
    )


def marked(markup: str) -> tuple[str, Tagged]:
    """Text and tags from ``[S1 …]`` sources, ``[C1 …]`` cues and ``[T1 …]`` contents."""
    text, spans, open_ = "", [], []
    at = 0
    for mark in _MARK.finditer(markup):
        text += markup[at : mark.start()]
        at = mark.end()
        if mark[1]:
            open_.append((mark[1], mark[2], len(text)))
        elif open_:
            kind, number, start = open_.pop()
            spans.append((start, len(text), _KINDS[kind], number))
        else:
            text += "]"
    text += markup[at:]
    spans.sort()
    cues = {number: i for i, (_, _, kind, number) in enumerate(spans) if kind == "cue"}
    assert all(kind in SPAN_KINDS for _, _, kind, _ in spans)
    made = [AttributionSpan(k, a, b, 1.0, None if k == "cue" else cues.get(n)) for a, b, k, n in spans]
    return text, blank(text, spans=made)


def parsed(sentence: str) -> tuple[str, Tagged]:
    """One sentence from ``word/UPOS/head/relation`` items."""
    items = [item.rsplit("/", 3) for item in sentence.split()]
    text = " ".join(word for word, *_ in items)
    starts = np.cumsum([0, *(len(word) + 1 for word, *_ in items)])[:-1].tolist()
    places = [(start, start + len(word)) for start, (word, *_) in zip(starts, items, strict=True)]
    tags = blank(text, [(0, len(text))])
    return text, Tagged(
        words=np.array(places, np.int32),
        sentences=np.array([(0, len(items))], np.int32),
        upos=np.array([UPOS.index(pos) for _, pos, _, _ in items], np.int8),
        heads=np.array([int(head) - 1 for _, _, head, _ in items], np.int32),
        deprels=np.array([DEPRELS.index(rel) for _, _, _, rel in items], np.int8),
        factuality=np.zeros(len(items), np.float32),
        names=(),
        spans=(),
        vectors=tags.vectors,
    )


class HandNetwork:
    """A network that marks nothing, or fails on a word of your choice."""

    def __init__(self, poison: str | None = None) -> None:
        self._poison = poison

    def tag(self, documents: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> list[Tagged]:
        """Blank tags; raises ValueError when a text holds the poison."""
        if self._poison and any(self._poison in text for text, _ in documents):
            raise ValueError("poison")
        return [blank(text, cut) for text, cut in documents]
