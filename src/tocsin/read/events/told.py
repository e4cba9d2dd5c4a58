"""What statements make of the events they tell: a denied report denies its event, one left open leaves it possible.

The syntax tells this of "denied that"; it does not tell it of "poured cold water on reports that".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.nouns.reading import Statement, Status
from tocsin.read.actors.view import View
from tocsin.read.statements.denials import told

OPEN = 0.4
"""A statement whose certainty is not above this commits its speaker to nothing."""
_SOLID = ("VERB", "NOUN", "PROPN", "ADJ", "ADV")


def statuses(view: View, statements: Sequence[Statement]) -> dict[int, Status]:
    """How real the main predicates are of what is denied, doubted or left open, by word."""
    by_id = {s.id: s for s in statements}
    found: dict[int, Status] = {}
    for statement in statements:
        status = _status(statement)
        tells = by_id.get(statement.answers or "", statement)
        if status is not None and not (tells is not statement and tells.source):
            found.update((word, status) for word in _mains(view, tells))
    return found


def _status(statement: Statement) -> Status | None:
    if statement.act == "deny" and statement.polarity == "negated":
        return "denied"
    if statement.act == "doubt" or (statement.act == "other" and statement.certainty <= OPEN):
        return "possible"
    return None


def _mains(view: View, statement: Statement) -> Iterator[int]:
    """The word of each piece on which the others hang, and of the clause behind a noun for what was told."""
    for piece in statement.content:
        inside = [w for w in view.between(piece.start, piece.end) if view.pos[w] in _SOLID]
        if inside:
            top = min(inside, key=lambda w: (_depth(view, w), w))
            yield top
            yield from _clauses(view, top)


def _clauses(view: View, noun: int) -> Iterator[int]:
    """What a noun for what was told tells: "its statement that rebels had seized the port"."""
    if view.low[noun] in told():
        yield from (k for k in view.kids[noun] if view.rel[k] in ("acl", "ccomp") and _has_that(view, k))


def _has_that(view: View, clause: int) -> bool:
    return any(view.low[k] == "that" and view.rel[k] == "mark" for k in view.kids[clause])


def _depth(view: View, word: int) -> int:
    steps = 0
    while word >= 0 and steps < len(view.head):
        word, steps = view.head[word], steps + 1
    return steps
