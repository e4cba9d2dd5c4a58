"""One encoder, several heads, one pass: everything the network sees in a text.

All offsets are code points of the text that was given. Nothing here decides what a span *means*;
the rules beside this module do.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.read import decoding, languages
from tocsin.read.agreement import agreed
from tocsin.read.linking import CUE, LINK, SOURCE, SPARE_SOURCE, VIEWS, Linker
from tocsin.read.naming import FILE, Namer
from tocsin.read.packing import Packed, Text, feed, pack
from tocsin.read.pieces import Pieces
from tocsin.read.portions import portions, together
from tocsin.read.stretches import Article

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

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights"
SHIPPED = (
    "network.int8.onnx", "pairing.int8.onnx", "words.int8.bin", FILE, "tokenizer.json", "network.json",
    "closely.alone.onnx", "closely.both.onnx", "closely.kinds.onnx", "closely.npz", "promising.npz",
)  # fmt: skip
WIDTH = 384

# tuned on PolNeAR dev: what is added to the labels (O, B and I of source, cue, content), to those of a second, bolder
# look for sources and for cues, to 'no link', and to 'no link' for what only the bolder look sees
BALANCE = np.array([0, 0, 0, 0, 0, -0.5, -0.5], np.float32)
BOLD_SOURCE = np.array([0, 1, 1, 0, 0, 0, 0], np.float32)
BOLD_CUE = np.array([0, 0, 0, 3, 3, 0, 0], np.float32)
NAME_BALANCE = np.zeros(1 + 2 * (len(NAME_KINDS) + 2), np.float32)
NAME_BALANCE[[0, 7, 8, 9, 10]] = 0.7, 1.0, 1.0, 0.3, 0.3  # nothing, facilities, peoples: rarer in training than in life
SETTLED = NAME_KINDS.index("FAC")
"""The kind that labels alone decide: too rare in training for a net to learn."""

NO_LINK, RELUCTANCE = (-2.0, 0.0), (0.0, 0.0)

_DATES_AND_MONEY = 2  # name kinds that the network knows and the reader finds by rules
_ATTRIBUTION = slice(0, 1 + 2 * len(SPAN_KINDS))
_NAMES = slice(_ATTRIBUTION.stop, _ATTRIBUTION.stop + 1 + 2 * (len(NAME_KINDS) + _DATES_AND_MONEY))
_UPOS = slice(_NAMES.stop, _NAMES.stop + len(UPOS))
_DEPRELS = slice(_UPOS.stop, _UPOS.stop + len(DEPRELS))
_FACTUALITY = _DEPRELS.stop
_HEADS = ["words", "links", "arcs", "vectors", "traces"]
_ROOT = DEPRELS.index("root")


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


Rows = list[tuple[int, int, int, float, int]]
"""Spans as first word, one past the last, kind, score, and the index of the cue or -1."""


@dataclass(slots=True)
class _Seen:
    """What the heads said about every word of a chunk, before decoding."""

    scores: Floats  # (W, labels)
    links: Floats  # (W, 4 * LINK)
    heads: Ints  # (W,)
    pooled: Floats  # (S, WIDTH)
    traces: Floats  # (W, T)


def session(path: Path, matrices: Mapping[str, NDArray[np.int8]] | None = None) -> Any:
    """A graph ready to run, on one core. The runtime tells nobody about it, unless the user set that it may.

    ``matrices`` are those of its constants that are not in its file; they must live as long as it does.
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if matrices:
        options.add_external_initializers(
            list(matrices), [ort.OrtValue.ortvalue_from_numpy(m) for m in matrices.values()]
        )
    return ort.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # its kernel is five times slower than the two it replaces
    )  # fmt: skip


class Network:
    """The shipped weights, ready to tag. Not thread-safe: one network a thread or process."""

    def __init__(self, folder: Path, model: str = "network.int8.onnx") -> None:
        self._session = session(folder / model)
        self._namer = Namer.load(folder)
        self._pieces = Pieces(folder / "tokenizer.json")
        meta = json.loads((folder / "network.json").read_text(encoding="utf-8"))
        none = (meta["link_none"][0] + NO_LINK[0], meta["link_none"][1] + NO_LINK[1])
        self._linker = Linker(np.array(meta["link_bias"], np.float32), none, RELUCTANCE)

    @classmethod
    def load(cls) -> Network:
        """Open the weights that come with the package."""
        from tocsin.errors import ReaderError

        missing = [name for name in SHIPPED if not (WEIGHTS / name).exists()]
        if missing:
            lack = " and ".join(missing)
            raise ReaderError(f"The reader's weights lack {lack}; reinstall tocsin or see training/README.md.")
        try:
            return cls(WEIGHTS)
        except Exception as error:
            raise ReaderError(f"The reader's weights cannot be read ({error}); reinstall tocsin.") from error

    def tag(self, documents: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> list[Tagged]:
        """Tag texts, each with its sentence spans in order; text outside the sentences is ignored."""
        cut = [p for n, (text, sentences) in enumerate(documents) for p in portions(n, text, sentences)]
        tagged: list[list[Tagged]] = [[] for _ in documents]
        numbers: list[list[int]] = [[] for _ in documents]
        for group in together(cut):
            found = self.tag_words([p.text(documents[p.document][0]) for p in group], [p.place() for p in group])
            for portion, one in zip(group, found, strict=True):
                tagged[portion.document].append(one)
                numbers[portion.document] += portion.numbers
        return [p[0] if len(p) == 1 else joined(p, n) for p, n in zip(tagged, numbers, strict=True)]

    def tag_words(self, texts: Sequence[Text], places: Sequence[NDArray[np.int32]]) -> list[Tagged]:
        """Tag texts already cut into words, whose places in the text are given."""
        packed = pack(texts, self._pieces)
        seen = self._see(packed, sum(len(text.sentences) for text in texts))
        spans, names = self._decode(texts, packed, seen)
        found, base, sentence = [], 0, 0
        for text, place in zip(texts, places, strict=True):
            end, last = base + len(text.words), sentence + len(text.sentences)
            found.append(_tagged(text, place, seen, (base, end, sentence, last), names, spans))
            base, sentence = end, last
        return found

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Unit vectors (n, 384) of bare texts, comparable with the sentence vectors of ``tag``."""
        if not texts:
            return np.zeros((0, WIDTH), np.float32)
        return np.concatenate([one.vectors[:1] for one in self.tag([(text, [(0, len(text))]) for text in texts])])

    def _see(self, packed: Packed, sentences: int) -> _Seen:
        count = len(packed.starts) - 1
        seen = _Seen(np.zeros((count, _FACTUALITY + 1), np.float32), np.zeros((count, 4 * LINK), np.float32),
                     np.arange(count), np.zeros((sentences, WIDTH), np.float32),
                     np.zeros((count, self._namer.traces), np.float32))  # fmt: skip
        # one kind of work at a time: each finds its code and data still at hand
        fed = [feed(packed, window) for window in range(len(packed.windows))]
        said = [self._session.run(_HEADS, one.inputs()) for one in fed]
        for window, (one, (scores, links, arcs, pooled, traces)) in enumerate(zip(fed, said, strict=True)):
            (u, v), (a, z) = packed.windows[window], packed.words_of(window)
            seen.scores[a:z], seen.links[a:z], seen.traces[a:z] = scores[0], links[0], traces[0]
            seen.heads[a:z] = decoding.trees(arcs, one.unit)[0] + a
            np.add.at(seen.pooled, packed.unit_sentence[u:v], pooled[0])
        return seen

    def _decode(self, texts: Sequence[Text], packed: Packed, seen: _Seen) -> tuple[Rows, tuple[Ints, Floats]]:
        """Attribution spans with their cues; and names with their scores."""
        attribution, names = (decoding.log_softmax(seen.scores[:, part]) for part in (_ATTRIBUTION, _NAMES))
        attribution += BALANCE
        names += NAME_BALANCE
        bolder = np.stack([attribution, attribution + BOLD_SOURCE, attribution + BOLD_CUE])
        plain, source, cue = self._labels(packed, bolder)
        found, sure = self._names(texts, packed, names, seen.traces)
        spans = self._spans(packed, seen, attribution, _with_spare(plain, source, cue))
        return spans, (found, sure)

    def _names(self, texts: Sequence[Text], packed: Packed, scores: Floats, traces: Floats) -> tuple[Ints, Floats]:
        """Names and how sure each is, after the places of each name in an article have agreed what it is."""
        found = decoding.spans(self._labels(packed, scores[None])[0])
        found = found[found[:, 2] < len(NAME_KINDS)]
        offices, bounds = languages.words("names", "letters"), np.cumsum([0, *(len(text.words) for text in texts)])
        heard = scores.copy()
        for text, base, end in zip(texts, bounds[:-1], bounds[1:], strict=True):
            heard[base:end] = agreed(text.words, _within(found, base, end), scores[base:end], offices=offices)
        settled = decoding.spans(self._labels(packed, heard[None])[0])
        settled = settled[settled[:, 2] == SETTLED]
        parts = []
        for text, base, end in zip(texts, bounds[:-1], bounds[1:], strict=True):
            article = Article(text.words, text.sentences, scores[base:end], heard[base:end], traces[base:end])
            names, sure = self._namer.names(article, _within(settled, base, end))
            parts.append((names + np.array([base, base, 0]), sure))
        return np.concatenate([names for names, _ in parts]), np.concatenate([sure for _, sure in parts])

    @staticmethod
    def _labels(packed: Packed, scores: Floats) -> Ints:
        """The best legal labels of every word by each of several score tables; windows stand alone."""
        tables, words, _ = scores.shape
        labels = np.zeros((tables, words), np.int64)
        order = sorted((packed.words_of(n) for n in range(len(packed.windows))), key=lambda r: r[1] - r[0])
        for at in range(0, len(order), 128):
            part = order[at : at + 128]
            starts, stops = np.array([a for a, _ in part]), np.array([z - a for a, z in part])
            index = np.minimum(starts[:, None] + np.arange(stops.max()), words - 1)
            inside = np.arange(stops.max()) < stops[:, None]
            every = scores[:, index].reshape(-1, index.shape[1], scores.shape[2])
            found = decoding.bio(every, np.tile(stops, tables)).reshape(tables, *index.shape)
            labels[:, index[inside]] = found[:, inside]
        return labels

    def _spans(self, packed: Packed, seen: _Seen, attribution: Floats, found: Ints) -> Rows:
        """Linked spans, in order of words."""
        label = np.minimum(found[:, 2] % SPARE_SOURCE * 2 + 2, attribution.shape[1] - 1)
        inside = np.maximum(attribution[:, 1::2], attribution[:, 2::2])
        sure = np.zeros(len(found), np.float32)
        for kind in range(len(SPAN_KINDS)):
            mine = label == 2 * kind + 2
            sure[mine] = np.exp(np.minimum(decoding.means(inside[:, kind], found[mine, 0], found[mine, 1]), 0))
        links = np.zeros((len(found), 4 * LINK), np.float32)
        for kind, view in VIEWS:
            mine = found[:, 2] % SPARE_SOURCE == kind
            links[mine, view] = decoding.means(seen.links[:, view], found[mine, 0], found[mine, 1])
        stops = np.searchsorted(found[:, 0], [packed.words_of(n)[1] for n in range(len(packed.windows))])
        out: Rows = []
        for start, stop in zip([0, *stops.tolist()], stops.tolist(), strict=False):
            rows = self._linker.window(found[start:stop], links[start:stop])
            place = {i: len(out) + n for n, (i, _) in enumerate(rows)}
            out += [
                (int(a), int(z), int(kind) % SPARE_SOURCE, float(sure[start + i]), place[cue] if cue >= 0 else -1)
                for i, cue in rows
                for a, z, kind in (found[start + i],)
            ]
        return out


def _within(spans: Ints, base: int, end: int) -> Ints:
    """The spans that begin in a stretch of words, counted from there."""
    first, last = np.searchsorted(spans[:, 0], (base, end))
    mine: Ints = spans[first:last] - np.array([base, base, 0])
    return mine


def _with_spare(plain: Ints, source: Ints, cue: Ints) -> Ints:
    """The spans of the labels, and sources and cues that only bolder labels see, where the labels see nothing."""
    parts = [decoding.spans(plain)]
    used = np.concatenate([[0], np.cumsum(plain > 0)])
    for kind, labels in ((SOURCE, source), (CUE, cue)):
        more = decoding.spans(labels)
        more = more[(more[:, 2] == kind) & (used[more[:, 1]] == used[more[:, 0]])]
        more[:, 2] = kind + SPARE_SOURCE
        parts.append(more)
    found = np.concatenate(parts)
    return found[np.lexsort((found[:, 2], found[:, 0]))]


def joined(parts: Sequence[Tagged], numbers: Sequence[int]) -> Tagged:
    """The portions of one long document as one; ``numbers`` say which sentence each (part of a) sentence is."""
    word = np.cumsum([0, *(len(p.words) for p in parts)]).astype(np.int32)
    span = np.cumsum([0, *(len(p.spans) for p in parts)]).tolist()
    ranges = np.concatenate([p.sentences + w for p, w in zip(parts, word, strict=False)])
    vectors = np.concatenate([p.vectors for p in parts])
    first = np.flatnonzero(np.diff(numbers, prepend=-1))
    last = np.append(first[1:], len(numbers)) - 1
    heads = [np.where(p.heads < 0, -1, p.heads + w).astype(np.int32) for p, w in zip(parts, word, strict=False)]
    spans = [
        replace(s, cue=None if s.cue is None else s.cue + base)
        for p, base in zip(parts, span, strict=False)
        for s in p.spans
    ]
    return Tagged(
        words=np.concatenate([p.words for p in parts]),
        sentences=np.stack([ranges[first, 0], ranges[last, 1]], 1),
        upos=np.concatenate([p.upos for p in parts]),
        heads=np.concatenate(heads),
        deprels=np.concatenate([p.deprels for p in parts]),
        factuality=np.concatenate([p.factuality for p in parts]),
        names=tuple(name for p in parts for name in p.names),
        spans=tuple(spans),
        vectors=_unit(np.add.reduceat(vectors, first)),
    )


def _tagged(text: Text, place: NDArray[np.int32], seen: _Seen, bounds: tuple[int, int, int, int],
            names: tuple[Ints, Floats], spans: Rows) -> Tagged:  # fmt: skip
    base, end, sentence, last = bounds
    scores = seen.scores[base:end]
    heads = seen.heads[base:end] - base
    root = heads == np.arange(end - base)
    relations = scores[:, _DEPRELS].copy()
    relations[:, _ROOT] = -np.inf
    found, sure = names
    lo, hi = np.searchsorted(found[:, 0], (base, end))
    first, stop = bisect_left(spans, base, key=itemgetter(0)), bisect_left(spans, end, key=itemgetter(0))
    begin, finish = place[:, 0].tolist(), place[:, 1].tolist()
    return Tagged(
        words=place,
        sentences=np.array(text.sentences, np.int32).reshape(-1, 2),
        upos=scores[:, _UPOS].argmax(1).astype(np.int8),
        heads=np.where(root, -1, heads).astype(np.int32),
        deprels=np.where(root, _ROOT, relations.argmax(1)).astype(np.int8),
        factuality=np.clip(scores[:, _FACTUALITY], -3, 3),
        names=tuple(
            Name(NAME_KINDS[kind], begin[a - base], finish[z - base - 1], score)
            for (a, z, kind), score in zip(found[lo:hi].tolist(), sure[lo:hi].tolist(), strict=True)
            if kind < len(NAME_KINDS)
        ),
        spans=tuple(
            AttributionSpan(SPAN_KINDS[kind], begin[a - base], finish[z - base - 1], score, cue)
            for a, z, kind, score, cue in ((*s[:4], s[4] - first if s[4] >= 0 else None) for s in spans[first:stop])
        ),
        vectors=_unit(seen.pooled[sentence:last]),
    )  # fmt: skip


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)
