"""Who only takes a position ("rejected the recognition") says nothing that could be contradicted."""

from __future__ import annotations

from tocsin.resolve.frames import Frame, once
from tocsin.resolve.tables import words
from tocsin.resolve.tokens import Word

EARLY = 10  # words within which a statement's own verb stands
NEAR = 7  # words after the verb within which it shows what it takes


@once
def takes_position(shown: Frame) -> bool:
    """Whether a statement's first verb only takes a position towards a thing."""
    spoken = [w for w in shown.words if w.kind != "mark"]
    for i, word in enumerate(spoken[:EARLY]):
        if word.low in words("attitudes", "position"):
            return all(w.low != "that" for w in spoken[i + 1 : i + 3])
        if word.low in words("attitudes", "either"):
            return not _denies(spoken[i + 1 : i + 1 + NEAR], scorned=word.low in words("attitudes", "scorning"))
    return False


def _denies(after: list[Word], *, scorned: bool) -> bool:
    """A clause, a deed or something said follows; a plan can be scorned for more than not being there."""
    takes = words("attitudes", "charges") | words("attitudes", "told") | words("attitudes", "clause")
    takes |= frozenset() if scorned else words("attitudes", "thing")
    return any(w.low in takes for w in after) or any(w.low.endswith("ing") for w in after[:3])
