"""How surely a lamp is lit: python -m training.lamps prints the weights of ``tocsin.resolve.hearing``.

A logistic decision learns from what the network says of the sentences of ``gold/board_articles.jsonl`` that are asked about,
each indicator of an article once, by its surest sentence. Articles of problems that have no watch and that taught no network
(``training/pairs/articles/kept``) count as well, so that it is right about boards too that no network knows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
from gold import boards

from tocsin import packs
from tocsin.nouns.document import Document
from tocsin.nouns.watch import Watch
from tocsin.resolve.hearing import KINDS, REPORTED, Word, odds
from tocsin.resolve.likeness import Alike, Standing, worth
from tocsin.resolve.looks import matcher
from tocsin.resolve.reported import Page
from tocsin.resolve.sightings import comparing, sightings, standing
from tocsin.workbench.networks import likeness
from tocsin.workbench.reading import reader
from training.articles import ARTICLES, asked
from training.relations.streams import fit

NAMES = ("mean", "rival", "promise", "ahead")
RIDGE, FOLDS = 3.0, 6

Row = dict[str, Any]
Lamp = tuple[int, list[float], bool]
"""The article, the figures of the surest sentence beside an indicator, and whether the article reports it."""


def figures(word: Word, rivals: list[Word]) -> list[float]:
    """What the decision weighs, in the order of ``NAMES``."""
    return [odds(word.mean[REPORTED]), word.behind(rivals), word.promise, float(word.ahead)]


def lamps(rows: list[Row]) -> Iterator[Lamp]:
    """Every indicator that the network hears reported in an article and that no pattern lights."""
    documents = [
        Document(f"d-{n}", row["text"], datetime.fromisoformat(f"{row['published']}T12:00:00Z"), title=row["title"])
        for n, row in enumerate(rows)
    ]
    for n, (row, document, reading) in enumerate(zip(rows, documents, reader().read(documents), strict=True)):
        watch, compared, holds = _board(row)
        known = set(row.get("perhaps", ())) | {s.indicator for s in sightings(watch, [document], [reading])}
        best: dict[str, list[float]] = {}
        for name, found in _heard(compared, holds, Page(document, reading)):
            if name not in known:
                best[name] = max(best.get(name, found), found)
        yield from ((n, found, name in row["reported"]) for name, found in best.items())


def _board(row: Row) -> tuple[Watch, Alike, Standing]:
    """The watch of an article and how its sentences are held beside it; of a problem without a watch only its texts."""
    if not row["watch"].startswith("problem:"):
        watch = packs.load(row["watch"])
        compiled = matcher(watch)
        return watch, comparing(watch, compiled, likeness()), standing(compiled)
    some = packs.load("ally-enters-war-belarus")
    made = [
        replace(some.indicators[0], id=name, text=name, examples=texts[1:], counter_examples=(), looks=())
        for name, texts in asked(row["watch"]).items()
    ]
    watch = replace(some, indicators=tuple(made))
    return watch, Alike(watch, likeness(), lambda text: text), lambda indicator, page, where, context, hit: hit


def _heard(compared: Alike, holds: Standing, page: Page) -> Iterator[tuple[str, list[float]]]:
    for together in worth(compared, [page], holds):
        heard = [(near, word) for near, _, word in compared.words(together)]
        for near, word in heard:
            rivals = [other for _, other in heard if other is not word]
            if (
                int(word.mean[: len(KINDS)].argmax()) == REPORTED
                and compared.against(near) < word.said[:, REPORTED].max()
            ):
                yield near.asked.indicator.id, figures(word, rivals)


def main() -> None:
    """Fit, and print."""
    kept = [json.loads(line) for line in (ARTICLES / "kept" / "boards.jsonl").read_text(encoding="utf-8").splitlines()]
    found = list(lamps(boards.rows(boards.WHOLE["articles"]) + kept))
    x, y = np.array([row for _, row, _ in found]), np.array([float(right) for *_, right in found])
    group, out = np.array([n for n, *_ in found]) % FOLDS, np.zeros(len(y))
    for fold in range(FOLDS):
        w, b = fit(x[group != fold], y[group != fold], np.ones((group != fold).sum()), RIDGE)
        out[group == fold] = 1 / (1 + np.exp(-(x[group == fold] @ w + b)))
    for least in (0.4, 0.5, 0.6):
        print(f"from {least}: {int((out >= least).sum())} lamps, {y[out >= least].mean():.3f} right; of {int(y.sum())}")
    w, b = fit(x, y, np.ones(len(y)), RIDGE)
    print(dict(zip([*NAMES, "bias"], [*np.round(w, 2), round(b, 2)], strict=True)))


if __name__ == "__main__":
    main()
