"""Stretches of words that may be names, and what speaks for and against each.

A stretch is described as a whole: by what the network's labels say at its edges and inside, before and after the places
of a name have agreed; by what they say where the same words stand elsewhere in the article; by how it is written; and
by what the network keeps of the words at its edges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.read.decoding import Floats, Ints, log_softmax, means
from tocsin.read.pieces import SHAPES, shape

CHANCE = 0.02
"""How likely a word must at least begin a name, or go on with one. A hundredth of all names falls below."""

LONGEST = 12
"""Words in a name: time stays linear whatever the text."""

_FLOOR, _SCALE = np.float32(-8), np.float32(0.5)
_LENGTHS = 8
_EDGE = SHAPES  # the shape of what is not there: before the first word, after the last


@dataclass(frozen=True, slots=True)
class Article:
    """One text as the network saw it; labels are nothing, and the beginning and inside of each kind of name."""

    words: Sequence[str]
    sentences: Sequence[tuple[int, int]]
    scores: Floats  # (W, labels)
    agreed: Floats  # (W, labels) after the places of each name have been heard
    traces: Floats  # (W, T) what the network keeps of each word for this


def likely(article: Article) -> Ints:
    """(K, 2) first word and one past the last of every stretch that the labels leave possible, in order."""
    chances = np.exp(log_softmax(article.agreed))
    begins, inside = chances[:, 1::2].sum(1), np.append(chances[:, 2::2].sum(1), 0)
    inside[[first for first, _ in article.sentences]] = 0
    goes_on, may_end = (inside >= CHANCE).tolist(), (inside <= 1 - CHANCE).tolist()
    found = []
    for first in np.flatnonzero(begins >= CHANCE).tolist():
        last = first + 1
        while last - first < LONGEST and goes_on[last]:
            if may_end[last]:
                found.append((first, last))
            last += 1
        found.append((first, last))
    return np.array(found, np.int64).reshape(-1, 2)


def described(article: Article, found: Ints) -> Floats:
    """One row of numbers a stretch; what comes of the traces stands last."""
    alone, agreed = _said(article.scores), _said(article.agreed)
    inside, after = means(alone, *found.T + 1), alone[found[:, 1] + 1]
    elsewhere = _alike(article.words, alone[1:-1])
    return np.concatenate(
        [
            *_edges(alone, found), *_edges(agreed, found), inside, means(agreed, *found.T + 1),
            *_again(article.words, found, inside, after),
            *(value[at] for at in (found[:, 0], found[:, 1] - 1) for value in elsewhere),
            *_written(article, found), traced(article.traces, found),
        ],
        1,
    )  # fmt: skip


def traced(traces: Floats, found: Ints) -> Floats:
    """What the network keeps of the words at the edges and, on average, of those inside."""
    kept = np.pad(np.maximum(traces, 0), ((1, 1), (0, 0)))
    return np.concatenate([*_edges(kept, found), means(kept, *found.T + 1)], 1)


def _said(scores: Floats) -> Floats:
    """How likely each label is, with a row of nothing before the first word and after the last."""
    return np.pad(np.maximum(log_softmax(scores), _FLOOR) * _SCALE, ((1, 1), (0, 0)))


def _edges(rows: Floats, found: Ints) -> list[Floats]:
    """The rows of the word before, the first, the last, and the word after; ``rows`` begin before the first word."""
    first, last = found.T + 1
    return [rows[at] for at in (first - 1, first, last - 1, last)]


def _again(words: Sequence[str], found: Ints, *values: Floats) -> list[Floats]:
    """The mean of each value over the other stretches of the same words, and how many those are."""
    known: dict[tuple[str, ...], int] = {}
    return _others([known.setdefault(tuple(words[a:z]), len(known)) for a, z in found.tolist()], *values)


def _alike(words: Sequence[str], said: Floats) -> list[Floats]:
    """What is said of the other places of each word."""
    known: dict[str, int] = {}
    return _others([known.setdefault(word, len(known)) for word in words], said)


def _others(numbers: list[int], *values: Floats) -> list[Floats]:
    """The mean of each value over the other rows of the same number (zero without any), and how many there are."""
    same = np.array(numbers, np.int64)
    others = np.bincount(same)[same] - 1
    share = ((others > 0) / np.maximum(others, 1)).astype(np.float32)[:, None]
    result = []
    for value in values:
        total = np.zeros_like(value)
        np.add.at(total, same, value)
        result.append((total[same] - value) * share)
    return [*result, np.log1p(others).astype(np.float32)[:, None]]


def _written(article: Article, found: Ints) -> list[Floats]:
    """Length, shapes of words at the edges, brackets around; whether it opens its sentence, and the capitals there."""
    words, (first, last) = article.words, found.T
    shapes = np.array([*map(shape, words), _EDGE, _EDGE])
    bracket = np.array([*(word in "()[]" for word in words), False, False])
    capital = np.array([word[:1].isupper() for word in words])
    opens, share = np.zeros(len(words), bool), np.zeros(len(words), np.float32)
    for a, z in article.sentences:
        if z > a:
            opens[a], share[a:z] = True, capital[a:z].mean()
    return [
        np.eye(_LENGTHS, dtype=np.float32)[np.minimum(last - first, _LENGTHS) - 1],
        *(np.eye(SHAPES + 1, dtype=np.float32)[shapes[at]] for at in (first - 1, first, last - 1, last)),
        np.stack([bracket[first - 1] & bracket[last], opens[first], share[first]], 1).astype(np.float32),
    ]
