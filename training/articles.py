"""Whole articles written for the network that hears what a sentence reports: each sentence beside each indicator.

Who wrote an article knew a watch by the names of its indicators, and says which sentences report, deny or plan which of
them (``training/pairs/articles``). Of every other sentence it is taken that it does none of that; those that the network
before took for reports all the same were judged one by one, with what stands before them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from tocsin.nouns.document import Document
from tocsin.packs import load
from tocsin.resolve.reported import Page
from tocsin.workbench.reading import reader
from training.examples import PAIRS
from training.kinds import written

ARTICLES = PAIRS / "articles"
LISTS = ("planned", "denied", "reported")  # a sentence in two of them is what the last says
AS_IT_IS = 70  # characters by which a sentence is known again


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of an article beside an indicator: its texts, what is said, and whether anybody looked."""

    article: int
    number: int  # of the sentence
    texts: tuple[str, ...]
    sentence: str
    before: str
    kind: str
    looked: bool
    told_elsewhere: bool  # the article reports the thing, perhaps here too


def rows() -> Iterator[dict[str, Any]]:
    """The articles, as they lie in their files."""
    for path in sorted(ARTICLES.glob("*.jsonl")):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def told() -> Iterator[Told]:
    """Every sentence of every article beside every indicator of its watch."""
    found = list(rows())
    documents = [
        Document(f"d-{n}", row["text"], datetime.fromisoformat(f"{row['published']}T12:00:00Z"), title=row["title"])
        for n, row in enumerate(found)
    ]
    for at, (row, document, reading) in enumerate(zip(found, documents, reader().read(documents), strict=True)):
        spans = Page(document, reading).sentences()
        cut = [" ".join(document.text[start:end].split()) for start, end in spans]
        for name, texts in asked(row["watch"]).items():
            for number, (sentence, before) in enumerate(zip(cut, [row["title"], *cut], strict=False)):
                kind, looked = _kind(row, name, sentence)
                yield Told(at, number, texts, sentence, before, kind, looked, name in row["reported"])


def _kind(row: dict[str, Any], name: str, sentence: str) -> tuple[str, bool]:
    for kind in (*LISTS, "none"):
        if any(_same(sentence, one) for one in row["judged"].get(kind, {}).get(name, ())):
            return kind, True
    found = [k for k in LISTS if any(_same(sentence, one) for one in row["where"].get(k, {}).get(name, ()))]
    return (found[-1], True) if found else ("none", False)


def _same(one: str, other: str) -> bool:
    """Whether a cut sentence is one that was named, or begins it or within it."""
    other = " ".join(other.split())
    return one[:AS_IT_IS] in other or other[:AS_IT_IS] in one


def boards() -> Iterator[dict[str, Any]]:
    """Indicators of problems for which only articles were written: ``problem``, ``indicator``, ``examples``."""
    for path in sorted((PAIRS / "boards").glob("*.jsonl")):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


@cache
def asked(watch: str) -> dict[str, tuple[str, ...]]:
    """The texts of each indicator of a shipped watch, or of a problem of ``training/pairs/kinds`` or ``boards``."""
    problem = watch.removeprefix("problem:")
    if problem == watch:
        return {i.id: (i.text, *i.examples) for i in load(watch).indicators}
    return {
        r["indicator"]: (r["indicator"], *r["examples"]) for r in (*written(), *boards()) if r["problem"] == problem
    }
