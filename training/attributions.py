"""Whole attributions, and how predicted ones compare with gold: by the words of their joined contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.read.network import Tagged
from training.corpora import CONTENT, SOURCE, Doc

_QUOTES = frozenset('"“”')


@dataclass(frozen=True)
class Attribution:
    """Word numbers of one attribution; ``style`` says how its content is quoted."""

    source: frozenset[int]
    content: frozenset[int]
    style: str


def _style(content: set[int], words: Sequence[str]) -> str:
    order = sorted(content)
    edges = (order[0] - 1, order[0]), (order[-1], order[-1] + 1)
    closed = [any(0 <= i < len(words) and words[i] in _QUOTES for i in edge) for edge in edges]
    if all(closed):
        return "direct"
    return "mixed" if any(words[i] in _QUOTES for i in order) else "indirect"


def _made(source: set[int], content: set[int], words: Sequence[str]) -> Attribution:
    return Attribution(frozenset(source), frozenset(content), _style(content, words))


def of_gold(doc: Doc) -> list[Attribution]:
    """The attributions of the annotators that have a content."""
    parts: dict[int, tuple[set[int], set[int]]] = {}
    for (kind, a, z), owners in zip(doc.spans, doc.owners, strict=True):
        for owner in owners:
            source, content = parts.setdefault(owner, (set(), set()))
            (content if kind == CONTENT else source if kind == SOURCE else set()).update(range(a, z))
    return [_made(s, c, doc.words) for s, c in parts.values() if c]


def of_tagged(tagged: Tagged, words: Sequence[str]) -> list[Attribution]:
    """The network's attributions: contents that share a cue are one; a content without a cue stands alone."""
    parts: dict[int, tuple[set[int], set[int]]] = {}
    for number, span in enumerate(tagged.spans):
        if span.kind == "cue":
            continue
        key = span.cue if span.cue is not None else -1 - number
        source, content = parts.setdefault(key, (set(), set()))
        (content if span.kind == "content" else source).update(range(span.start, span.end))
    return [_made(s, c, words) for s, c in parts.values() if c]


def scored(articles: Sequence[tuple[list[Attribution], list[Attribution]]]) -> dict[str, Any]:
    """Greedy one-to-one matching by overlap over union; F over all, recall by style, sources of the matched."""
    right = said = true = 0
    source_right = source_exact = sourced = given = given_right = 0
    styles: dict[str, list[int]] = {}
    for gold, mine in articles:
        said, true = said + len(mine), true + len(gold)
        close = [
            (len(g.content & m.content) / len(g.content | m.content), i, j)
            for i, g in enumerate(gold) for j, m in enumerate(mine) if g.content & m.content
        ]  # fmt: skip
        used_gold: set[int] = set()
        used_mine: set[int] = set()
        for overlap, i, j in sorted(close, key=lambda c: (-c[0], c[1], c[2])):
            if overlap >= 0.5 and i not in used_gold and j not in used_mine:
                used_gold.add(i)
                used_mine.add(j)
                right += 1
                g, m = gold[i].source, mine[j].source
                sourced += 1
                source_right += bool(g & m) or (not g and not m)
                source_exact += g == m
                given += bool(g)
                given_right += bool(g & m)
        for items, used, at in ((gold, used_gold, 0), (mine, used_mine, 2)):
            for number, item in enumerate(items):
                row = styles.setdefault(item.style, [0, 0, 0, 0])
                row[at] += number in used
                row[at + 1] += 1
    p, r = right / max(said, 1), right / max(true, 1)
    out: dict[str, Any] = {"p": p, "r": r, "f": 2 * p * r / max(p + r, 1e-9), "source": source_right / max(sourced, 1),
                           "source_exact": source_exact / max(sourced, 1), "source_where_given": given_right / max(given, 1)}  # fmt: skip
    for style, (hit, gold_count, ok, count) in sorted(styles.items()):
        rp, rr = ok / max(count, 1), hit / max(gold_count, 1)
        out[style] = round(2 * rp * rr / max(rp + rr, 1e-9), 4)
    return {k: round(v, 4) for k, v in out.items()}
