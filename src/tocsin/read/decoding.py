"""From scores to spans, links and trees; whole arrays at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

DISTANCES = (3, 10, 30)
"""Words between two spans: where one distance cell ends and the next begins (as in training)."""


def log_softmax(scores: Floats) -> Floats:
    """Log probabilities along the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def bio(scores: Floats, stops: Ints) -> Ints:
    """The best legal sequence of labels O, B-a, I-a, B-b, I-b … for (N, W, L) scores of ``stops`` words each.

    An I may only follow its own B or I, so each step needs one maximum over all labels and one per kind.
    """
    count, words, labels = scores.shape
    rows, begins = np.arange(count), np.arange(1, labels, 2, dtype=np.int8)
    came = np.empty((words, count, labels), np.int8)
    value = np.full((count, labels), np.float32(-1e9))
    value[:, 0], value[:, 1::2] = scores[:, 0, 0], scores[:, 0, 1::2]
    for w in range(1, words):
        began, went_on = value[:, 1::2], value[:, 2::2]
        best = value.argmax(1)
        came[w] = best[:, None]
        np.add(begins, went_on >= began, out=came[w, :, 2::2])
        step = scores[:, w] + value[rows, best, None]
        step[:, 2::2] = np.maximum(began, went_on) + scores[:, w, 2::2]
        value = np.where((w < stops)[:, None], step, value)
    found = np.zeros((count, words), np.int64)
    now = value.argmax(1)
    for w in range(words - 1, -1, -1):
        alive = w < stops
        found[alive, w] = now[alive]
        now = np.where(alive, came[w, rows, now], now)
    return found


def spans(labels: Ints) -> Ints:
    """(K, 3) first word, one past the last, kind number, from legal labels of consecutive words."""
    starts = np.flatnonzero(labels % 2 == 1)
    inside = (labels > 0) & (labels % 2 == 0)
    outside = np.flatnonzero(~np.append(inside, False))
    ends = outside[np.searchsorted(outside, starts + 1)]
    return np.stack([starts, ends, (labels[starts] - 1) // 2], 1)


def means(values: Floats, first: Ints, last: Ints) -> Floats:
    """The mean of ``values`` over each of some ranges of rows."""
    if not len(first):
        return np.zeros((0, *values.shape[1:]), np.float32)
    edges = np.stack([first, last], 1).ravel()
    padded = np.concatenate([values[: last.max()], np.zeros_like(values[:1])])
    length = (last - first).reshape(-1, *[1] * (values.ndim - 1))
    return np.asarray(np.add.reduceat(padded, edges)[::2] / length, np.float32)


def trees(scores: Floats, unit: Ints) -> Ints:
    """The head of each word of each row (its own index for a root): one root a sentence and no cycles."""
    same = (unit[:, :, None] == unit[:, None, :]) & (unit >= 0)[:, :, None]
    masked = np.where(same, scores, np.float32(-1e9))
    words = np.arange(scores.shape[1])
    root_score = masked[:, words, words] - np.where(unit >= 0, masked.max(-1), 0)
    rooted = np.zeros(unit.shape, bool)
    for row in range(len(unit)):
        known = int((unit[row] >= 0).sum())
        edges = np.flatnonzero(np.diff(unit[row, :known], prepend=-1))
        best = np.maximum.reduceat(root_score[row, :known], edges)
        rooted[row, :known] = _first_equal(root_score[row, :known], best, edges)
    masked[:, words, words] = np.float32(-2e9)
    heads = np.where(rooted | (unit < 0), words, masked.argmax(-1))
    lost = ~_reaches(heads, rooted | (unit < 0))
    for broken in np.flatnonzero(lost.any(1)).tolist():
        _mend(heads[broken], masked[broken], lost[broken], unit[broken])
    return heads


def _first_equal(values: Floats, best: Floats, edges: Ints) -> NDArray[np.bool_]:
    equal = values == np.repeat(best, np.diff(np.append(edges, len(values))))
    seen = np.cumsum(equal)
    before = np.repeat(seen[edges] - equal[edges], np.diff(np.append(edges, len(values))))
    first: NDArray[np.bool_] = equal & (seen - before == 1)
    return first


def _reaches(heads: Ints, rooted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which words come to a root by following heads (jumping twice as far each time)."""
    jump, row = heads, np.arange(len(heads))[:, None]
    for _ in range(max(1, int(heads.shape[1]).bit_length())):
        jump = jump[row, jump]
    reached: NDArray[np.bool_] = rooted[row, jump]
    return reached


def _mend(heads: Ints, scores: Floats, lost: NDArray[np.bool_], unit: Ints) -> None:
    """Cut each cycle where it costs least."""
    while lost.any():
        one = unit[np.flatnonzero(lost)[0]]
        away, safe = np.flatnonzero(lost & (unit == one)), np.flatnonzero(~lost & (unit == one))
        cost = scores[np.ix_(away, safe)] - scores[away, heads[away]][:, None]
        best = np.unravel_index(int(cost.argmax()), cost.shape)
        heads[away[best[0]]] = safe[best[1]]
        lost[:] = ~_reaches(heads[None], ((heads == np.arange(len(heads))) | (unit < 0))[None])[0]


def link_cells(asking: Ints, giving: Ints) -> Ints:
    """(A, G) cell 0..31 of direction, rivals between and distance, for (.., 2) word ranges; as in training."""
    after = giving[None, :, 0] >= asking[:, None, 0]
    gap = np.where(after, giving[None, :, 0] - asking[:, None, 1], asking[:, None, 0] - giving[None, :, 1])
    before = np.searchsorted(giving[:, 0], asking[:, 0])
    rivals = np.abs(np.arange(len(giving))[None, :] - before[:, None]) - np.where(after, 0, 1)
    return np.asarray(after * 16 + np.clip(rivals, 0, 3) * 4 + np.searchsorted(DISTANCES, gap))


def choose(scores: Floats, none: float) -> tuple[Ints, Floats]:
    """The best column of each row, -1 where none is better, and the probability of the choice."""
    full = np.concatenate([scores, np.full((len(scores), 1), none, np.float32)], 1)
    chosen = full.argmax(1)
    probability = np.exp(log_softmax(full)[np.arange(len(full)), chosen])
    return np.where(chosen == scores.shape[1], -1, chosen), probability
