"""The sentence a person reads beside a relation: what both speak of, and where they part."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.resolve.align import Alignment, Conflict
from tocsin.resolve.features import apart
from tocsin.resolve.tokens import Word

MOST = 4  # words named as the common matter


def matter(found: Alignment) -> str:
    """ "the bridge, Kherson": the shared words as the first text writes them, names last."""
    seen: set[str] = set()
    things: list[str] = []
    names: list[str] = []
    for word in found.a.carrying:
        if word.key in found.shared and word.key not in seen and word.kind in ("content", "name"):
            seen.add(word.key)
            (names if word.kind == "name" else things).append(word.text)
    return ", ".join(things[:MOST] + names[:MOST]) or "one matter"


def opposition(found: Alignment) -> str:
    """Why two texts cannot both be true."""
    both = f"Both speak of {matter(found)}"
    best = found.conflict
    if best is not None:
        return f"{both}; {_clash(best)}."
    if found.numbers is not None:
        return number(found)
    if found.agents is not None:
        return f"{both}; a says it was {found.agents[0].title()}, b says {found.agents[1].title()}."
    return f"{both}, and what they say of it does not go together."


def _clash(best: Conflict) -> str:
    if best.kind == "polarity":
        firm, turned = ("b", "a") if best.a.negated else ("a", "b")
        word = (best.b if best.a.negated else best.a).text
        return f"{firm} affirms “{word}”, {turned} negates it"
    return f"a says {_shown(best.a)}, b says {_shown(best.b)}"


def _shown(word: Word) -> str:
    return f"{'not ' if word.negated else ''}“{word.text}”"


def number(found: Alignment) -> str:
    """Both numbers, side by side; where no two count one thing, they part by a date, an hour or an order."""
    if found.numbers is None:
        return f"Both speak of {matter(found)}, with other numbers or dates."
    p, q = found.numbers
    return f"Both count one thing ({', '.join(sorted(p.units & q.units))}): a says “{p.text}”, b says “{q.text}”."


def agreement(found: Alignment, how: str) -> str:
    """Why two texts say one thing."""
    share = round(100 * found.cover_low)
    return f"{how}: both speak of {matter(found)} with the same polarity ({share}% of the telling words are shared)."


def change(found: Alignment, how: str) -> str:
    """Why a difference is an update and no quarrel."""
    return f"{how}: both speak of {matter(found)}, and the later one moves on from the earlier."


def nothing(found: Alignment) -> str:
    """Why no relation is claimed."""
    if not found.shared:
        return "They have no word in common that says what they are about."
    hints: Iterable[tuple[bool, str]] = (
        (found.a.question or found.b.question, "one only asks"),
        (found.a.times.clash(found.b.times), "they speak of different times"),
        (
            apart(found.a.places, found.b.places),
            "they speak of different places",
        ),
        (found.conflict is None and found.numbers is None, "neither denies what the other says"),
    )
    said = [text for holds, text in hints if holds]
    return f"Both speak of {matter(found)}, but {' and '.join(said) if said else 'too little else is the same'}."
