"""Articles and headlines without labels: what a teacher reads aloud to its student."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tocsin.read.words import words
from training.corpora import Doc, blank, need
from training.polnear import sentences

ARTICLES = ("articles/guardian_2022.jsonl", "articles/isw_2022_02.jsonl")
STREAM = "streams/ukraine_2022_runup/stream.jsonl"
EVERY = 5
"""Of the stream, which is long and much alike, every so many items."""

SHORT = 6
"""Texts of fewer words teach nothing."""


def load(data: Path) -> list[Doc]:
    """All articles, and a part of the stream."""
    texts = [text for place in ARTICLES for text in _texts(data / place)]
    texts += list(_texts(data / STREAM))[::EVERY]
    found = (_read(str(number), text) for number, text in enumerate(texts))
    return [doc for doc in found if len(doc.words) >= SHORT]


def _texts(path: Path) -> Iterator[str]:
    for line in need(path).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield f"{row['title']}\n\n{row['text']}" if row["text"] else row["title"]


def _read(name: str, text: str) -> Doc:
    cut = [([text[i:j] for i, j in words(text, a, b)], end) for a, b, end in sentences(text)]
    return blank("plain", name, [w for w, _ in cut if w], [end for w, end in cut if w])
