"""A content ends where its clause ends: a relative clause in it is no reason to stop.

"Minsk could transfer its troops, which are stationed in Brest, to the front": the network stops at the comma, the
syntax tells that "to the front" still hangs on "transfer". What follows a comma and only describes is left alone: as
often as not it is the author's.
"""

from __future__ import annotations

import re

from tocsin.read.statements.draft import Draft, merged
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import trimmed

_CLAUSES = ("ccomp", "xcomp", "csubj")
_ADDED = ("advcl", "parataxis", "conj", "punct", "cc", "discourse")
"""What follows a clause without being part of it."""
_ASIDE = ("acl:relcl", "acl", "appos")
_MARKS = re.compile("[“”\";:()–—]|''|--")
_FAR = 25
"""Words that may be added."""


def complete(page: Page, drafts: list[Draft]) -> None:
    """Let each content that breaks off within its clause go on to its end; drafts are changed in place."""
    taken = sorted(s for d in drafts for s in (d.cue, d.source) if s)
    for draft in drafts:
        for piece in list(draft.contents):
            end = _end(page, draft, piece)
            if end is not None and not any(piece[1] <= a < end for a, _ in taken):
                draft.contents = merged([*draft.contents, (piece[0], end)], page.text)


def _end(page: Page, draft: Draft, piece: Span) -> int | None:
    """Where the clause ends whose head stands in a piece and hangs on the cue; None where nothing is missing."""
    cue = page.words(*draft.cue) if draft.cue else range(0)
    inside = page.words(*piece)
    head = next((w for w in inside if page.head[w] in cue and page.rel[w] in _CLAUSES), None)
    if head is None or _MARKS.search(page.text, piece[1] - 1, piece[1]):
        return None
    last = _last(page, head, inside[-1])
    if not inside[-1] < last <= inside[-1] + _FAR or _MARKS.search(page.text, piece[1], page.ends[last]):
        return None
    whole = trimmed(page.text, (piece[0], page.ends[last]))
    return whole[1] if whole else None


def _last(page: Page, head: int, end: int) -> int:
    """The last word of the clause: to the next comma, or what goes on behind a description between commas."""
    clause = _clause(page, head, end)
    stop = page.sentences[page.sentence(end)][1]
    comma = next((w for w in range(end + 1, stop) if page.lower[w] == ","), stop)
    if comma > end + 1:
        return max((w for w in clause if w < comma), default=end)
    asides = _asides(page, clause, end)
    return max(clause - asides) if asides else end


def _clause(page: Page, head: int, end: int) -> set[int]:
    """The words of a clause, without what is merely added to it behind its end."""
    found, todo = {head}, [head]
    while todo:
        for kid in page.kids[todo.pop()]:
            if kid not in found and not (kid > end and page.rel[kid] in _ADDED):
                found.add(kid)
                todo.append(kid)
    return found


def _asides(page: Page, clause: set[int], end: int) -> set[int]:
    """The words of a clause that belong to descriptions which begin behind its end."""
    return {w for w in clause if any(a > end and a in clause and page.rel[a] in _ASIDE for a in page.up(w))}
