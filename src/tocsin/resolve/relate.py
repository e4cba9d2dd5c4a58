"""Two bare sentences: how do they bear on each other? Symmetric in what contradicts what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tocsin.nouns.ids import content_id
from tocsin.nouns.reading import Reading
from tocsin.nouns.relation import Relation, RelationKind
from tocsin.resolve import reasons
from tocsin.resolve.align import Alignment, align
from tocsin.resolve.claims import sentence_frame
from tocsin.resolve.features import features
from tocsin.resolve.model import decision

Vectors = Callable[[Sequence[str]], Any]
Pair = Callable[[Sequence[tuple[str, str]]], Any]

SURE = 0.5  # below this nothing is said
ALIKE = 0.85  # share of the words in common from which two texts are one utterance


def relate(
    a: str,
    b: str,
    reading_a: Reading | None = None,
    reading_b: Reading | None = None,
    vectors: Vectors | None = None,
    pair: Pair | None = None,
) -> Relation:
    """The relation of sentence ``a`` to sentence ``b``; ``unrelated`` where nothing can be said with confidence."""
    found = align(sentence_frame(a, reading_a), sentence_frame(b, reading_b))
    kind, score, why = judge(
        found, measured(found, a, b, vectors, pair), "pair" if pair else "vectors" if vectors else "text"
    )
    return Relation(content_id("r", kind, a, b), kind, a, b, round(score, 4), why)


def measured(found: Alignment, a: str, b: str, vectors: Vectors | None, pair: Pair | None) -> dict[str, float]:
    """The features of a pair with whatever help is at hand."""
    alike = cosine(vectors([a, b])) if vectors else None
    figures = features(found, alike)
    if pair:
        one, two = pair([(a, b), (b, a)])
        figures |= {"pair_contradicts": float(one[0] + two[0]) / 2, "pair_confirms": float(one[1] + two[1]) / 2}
    return figures


def cosine(two: Any) -> float:
    """Cosine of two unit vectors, rounded so that the last bit of a machine never shows."""
    return round(float(two[0] @ two[1]), 4)


def judge(found: Alignment, figures: dict[str, float], help_at_hand: str) -> tuple[RelationKind, float, str]:
    """Kind, score and reason from the figures."""
    if found.a.text == found.b.text:
        return "repeats", 1.0, "They are the same sentence."
    p = decision(help_at_hand).probabilities(figures)
    best = max(("oppose", "number", "change", "agree"), key=lambda k: (p[k], k))
    if p[best] < SURE:
        return "unrelated", p["other"], reasons.nothing(found)
    if best == "oppose":
        denies = found.a.denial != found.b.denial
        why = reasons.opposition(found)
        return ("denies", p[best], f"One of them denies it. {why}") if denies else ("contradicts", p[best], why)
    if best == "number":
        return "differs_in_number", p[best], reasons.number(found)
    if best == "change":
        return "changes", p[best], reasons.change(found, "An update")
    if found.cover_low >= ALIKE:
        return "repeats", p[best], reasons.agreement(found, "One utterance in much the same words")
    return "confirms", p[best], reasons.agreement(found, "Two utterances say one thing")
