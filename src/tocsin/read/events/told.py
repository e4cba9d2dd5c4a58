"""What statements make of the events they tell: a denied report denies its event, one left open leaves it possible.

The syntax tells this of "denied that"; it does not tell it of "poured cold water on reports that".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.nouns.reading import Statement, Status
from tocsin.read.actors.view import View

OPEN = 0.4
"""A statement whose certainty is not above this commits its speaker to nothing."""
_SOLID = ("VERB", "NOUN", "PROPN", "ADJ", "ADV")


def statuses(view: View, statements: Sequence[Statement]) -> dict[int, Status]:
    """How real the main predicates are of what is denied, doubted or left open, by word."""
    by_id = {s.id: s for s in statements}
    found: dict[int, Status] = {}
    for statement in statements:
        status = _status(statement)
        told = by_id.get(statement.answers or "", statement)
        if status is not None and not (told is not statement and told.source):
            found.update((word, status) for word in _mains(view, told))
    return found


def _status(statement: Statement) -> Status | None:
    if statement.act == "deny" and statement.polarity == "negated":
        return "denied"
    if statement.act == "doubt" or (statement.act == "other" and statement.certainty <= OPEN):
        return "possible"
    return None


def _mains(view: View, statement: Statement) -> Iterator[int]:
    """The word of each piece on which the others hang."""
    for piece in statement.content:
        inside = [w for w in view.between(piece.start, piece.end) if view.pos[w] in _SOLID]
        if inside:
            yield min(inside, key=lambda w: (_depth(view, w), w))


def _depth(view: View, word: int) -> int:
    steps = 0
    while word >= 0 and steps < len(view.head):
        word, steps = view.head[word], steps + 1
    return steps
