"""From documents to padded batches: windows of whole sentences, cut at paragraph ends, grouped by length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from tocsin.read.pieces import CLS, SEP
from training.corpora import CONTENT, CUE, SOURCE, Doc
from training.labels import IGNORE

LONGEST = 254
DISTANCES = (3, 10, 30)


@dataclass(frozen=True)
class Window:
    """Sentences ``first`` to ``last`` (exclusive) of a document."""

    doc: Doc
    first: int
    last: int
    size: int


def windows(doc: Doc, rng: np.random.Generator, low: int, high: int) -> list[Window]:
    """Consecutive windows of random length; a sentence too long for the encoder is left out."""
    found: list[Window] = []
    start, size, target = 0, 0, int(rng.integers(low, high))
    for i in range(len(doc.sentences)):
        length = doc.length(i) + int(doc.paragraph_end[i])
        if size and size + length > min(LONGEST - 4, target + (40 if not doc.paragraph_end[i] else 0)):
            found.append(Window(doc, start, i, size))
            start, size, target = i, 0, int(rng.integers(low, high))
        if length > LONGEST - 4:
            start, size = i + 1, 0
            continue
        size += length
    if size:
        found.append(Window(doc, start, len(doc.sentences), size))
    return found


def groups(found: list[Window], budget: int, rng: np.random.Generator) -> list[list[Window]]:
    """Shuffled batches of about ``budget`` pieces, each of windows of nearly one length."""
    order = [found[i] for i in rng.permutation(len(found))]
    batches: list[list[Window]] = []
    for at in range(0, len(order), 1000):
        batch: list[Window] = []
        for window in sorted(order[at : at + 1000], key=lambda w: w.size):
            if batch and (len(batch) + 1) * (window.size + 2) > budget:
                batches.append(batch)
                batch = []
            batch.append(window)
        batches.append(batch)
    return [batches[i] for i in rng.permutation(len(batches))]


@dataclass
class Batch:
    """Inputs and labels, padded. Links: ``spans`` averages words into spans; ``wanted`` marks right answers."""

    ids: Tensor
    types: Tensor
    first: Tensor
    pool: Tensor
    sentence: Tensor  # (B, W) number of the sentence of each word, -1 where there is no word
    attribution: Tensor
    names: Tensor
    upos: Tensor
    heads: Tensor
    deprels: Tensor
    factuality: Tensor
    vectors: Tensor  # (B, S) row of the target, IGNORE where none
    spans: Tensor  # (B, N, W)
    kinds: Tensor  # (B, N), IGNORE padded
    bias: Tensor  # (2, B, N, N) index into the 32 distance cells
    wanted: Tensor  # (2, B, N, N + 1)
    pieces: int


def collate(batch: Sequence[Window]) -> Batch:
    """Pad and stack."""
    size = max(w.size for w in batch) + 2
    words = max(int(w.doc.sentences[w.last - 1, 1] - w.doc.sentences[w.first, 0]) for w in batch)
    count = max(w.last - w.first for w in batch)
    b = len(batch)
    ids, types = np.zeros((b, size), np.int64), np.zeros((b, size), np.int64)
    first, pool = np.zeros((b, words), np.int64), np.zeros((b, count, size), np.float32)
    label = {k: np.full((b, words), IGNORE, np.int64) for k in ("attribution", "names", "upos", "heads", "deprels")}
    sentence, vectors = np.full((b, words), -1, np.int64), np.full((b, count), IGNORE, np.int64)
    factuality = np.full((b, words), np.nan, np.float32)
    linked = [_links(w) for w in batch]
    n = max(1, max(len(spans) for spans, _ in linked))
    matrix, kinds = np.zeros((b, n, words), np.float32), np.full((b, n), IGNORE, np.int64)
    bias, wanted = np.zeros((2, b, n, n), np.int64), np.zeros((2, b, n, n + 1), bool)
    for i, w in enumerate(batch):
        doc, (start, end) = w.doc, (w.doc.sentences[w.first, 0], w.doc.sentences[w.last - 1, 1])
        _fill(w, ids[i], types[i], first[i], pool[i], sentence[i])
        for name, array in label.items():
            array[i, : end - start] = getattr(doc, name)[start:end]
        known = label["heads"][i] >= 0
        label["heads"][i][known] -= start
        factuality[i, : end - start] = doc.factuality[start:end]
        if doc.vectors is not None:
            vectors[i, : w.last - w.first] = doc.vectors[w.first : w.last]
        spans, right = linked[i]
        for j, (kind, a, z) in enumerate(spans):
            kinds[i, j] = kind
            matrix[i, j, a:z] = 1 / (z - a)
        if spans:
            m = len(spans)
            bias[:, i, :m, :m] = cells(np.array(spans))
            wanted[:, i, :m, :m], wanted[:, i, :m, -1] = right[:, :, :m], right[:, :, -1]
    tensor = torch.from_numpy
    return Batch(
        tensor(ids), tensor(types), tensor(first), tensor(pool), tensor(sentence), tensor(label["attribution"]),
        tensor(label["names"]), tensor(label["upos"]), tensor(label["heads"]), tensor(label["deprels"]),
        tensor(factuality), tensor(vectors), tensor(matrix), tensor(kinds), tensor(bias), tensor(wanted),
        sum(w.size for w in batch),
    )  # fmt: skip


def _fill(
    w: Window, ids: np.ndarray, types: np.ndarray, first: np.ndarray, pool: np.ndarray, sentence: np.ndarray
) -> None:
    doc = w.doc
    assert doc.starts is not None and doc.pieces is not None and doc.shapes is not None
    ids[0], at, word = CLS, 1, 0
    for s in range(w.first, w.last):
        a, z = doc.sentences[s]
        p, q = doc.starts[a], doc.starts[z]
        ids[at : at + q - p], types[at : at + q - p] = doc.pieces[p:q], doc.shapes[p:q]
        first[word : word + z - a] = at + doc.starts[a:z] - p
        sentence[word : word + z - a] = s - w.first
        pool[s - w.first, at : at + q - p] = 1 / (q - p)
        at, word = at + q - p, word + z - a
        if doc.paragraph_end[s] or s == w.last - 1:
            ids[at] = SEP
            at += 1


def _links(w: Window) -> tuple[list[tuple[int, int, int]], np.ndarray]:
    """Spans that lie in the window, and for contents their cue, for cues their source (last column: none)."""
    start, end = w.doc.sentences[w.first, 0], w.doc.sentences[w.last - 1, 1]
    inside = [
        (kind, max(a, start) - start, min(z, end) - start, owners)
        for (kind, a, z), owners in zip(w.doc.spans, w.doc.owners, strict=True)
        if a < end and z > start
    ]
    inside.sort(key=lambda s: (s[1], s[2]))
    right = np.zeros((2, len(inside), len(inside) + 1), bool)
    for role, (asks, gives) in enumerate(((CONTENT, CUE), (CUE, SOURCE))):
        for i, mine in enumerate(inside):
            if mine[0] == asks:
                right[role, i, :-1] = [s[0] == gives and bool(s[3] & mine[3]) for s in inside]
                right[role, i, -1] = not right[role, i].any()
    return [(k, int(a), int(z)) for k, a, z, _ in inside], right


def cells(spans: np.ndarray) -> np.ndarray:
    """(2, N, N): for each role and pair, the cell of direction, rivals between and distance (0..31)."""
    kind, first, last = spans[:, 0], spans[:, 1], spans[:, 2]
    after = first[None, :] >= first[:, None]
    gap = np.where(after, first[None, :] - last[:, None], first[:, None] - last[None, :])
    cell = np.zeros((2, len(spans), len(spans)), np.int64)
    for role, gives in enumerate((CUE, SOURCE)):
        before = np.concatenate([[0], np.cumsum(kind == gives)])[:-1]
        rivals = np.abs(before[None, :] - before[:, None]) - np.where(after, 0, 1) - (after & (kind == gives)[:, None])
        cell[role] = after * 16 + np.clip(rivals, 0, 3) * 4 + np.searchsorted(DISTANCES, gap)
    return cell


def stream(docs: Sequence[Doc], share: dict[str, float], seed: int, budget: int) -> Iterator[list[Window]]:
    """One round over all corpora, each in its share (2.0: twice)."""
    rng = np.random.default_rng(seed)
    found: list[Window] = []
    for doc in docs:
        times = share.get(doc.corpus, 1.0)
        for _ in range(int(times) + int(rng.random() < times % 1)):
            found += windows(doc, rng, 90, 221)
    yield from groups(found, budget, rng)
