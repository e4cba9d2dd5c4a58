"""A clause that stands before its speaker is said as a whole: "No ship has been sunk, the ministry stressed".

Where the network saw only a part of it, the rest of the clause belongs to it too.
"""

from __future__ import annotations

from tocsin.read.languages import words
from tocsin.read.statements import denials
from tocsin.read.statements.draft import Draft
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import trimmed

_JOINING = ("CCONJ", "PUNCT")
_FAR = 25
"""Words that may be added."""


def complete(page: Page, drafts: list[Draft]) -> None:
    """Let each content that is part of a clause before its speaker be all of it; drafts are changed in place."""
    cues = [page.words(*d.cue)[0] for d in drafts if d.cue and page.words(*d.cue) and not _nobodys(page, d)]
    for draft in drafts:
        clause = _clause(page, draft, cues)
        if clause is not None:
            draft.contents = [clause]


def _nobodys(page: Page, draft: Draft) -> bool:
    """ "Reports that …", by nobody, may be what the clause speaks of."""
    return draft.source is None and draft.cue is not None and page.text[slice(*draft.cue)].lower() in denials.told()


def _clause(page: Page, draft: Draft, cues: list[int]) -> Span | None:
    """The whole clause, where the content is a piece of it and the syntax makes it one."""
    if not draft.cue or not draft.source or len(draft.contents) != 1:
        return None
    at = page.words(min(draft.cue[0], draft.source[0]), max(draft.cue[1], draft.source[1]))
    inside = page.words(*draft.contents[0])
    if not at or not inside or inside[-1] >= at[0] or page.lower[at[0] - 1] not in (",", ",”", '"', "”"):
        return None
    number = page.sentence(at[0])
    begin = _after_joining(page, page.sentences[number][0], inside[0])
    if page.sentence(inside[0]) != number or any(begin <= c < at[0] for c in cues):
        return None
    clause = range(begin, at[0] - 1)
    extra = [w for w in clause if w not in inside]
    if not extra or len(extra) > _FAR or not all(_of_one(page, w, clause, at) for w in clause):
        return None
    return trimmed(page.text, page.chars(clause[0], clause[-1] + 1))


def _after_joining(page: Page, begin: int, first: int) -> int:
    """Where a sentence begins once a joining word is left out."""
    while begin < first and (page.upos[begin] in _JOINING or page.lower[begin] in words("cues", "connecting")):
        begin += 1
    return begin


def _of_one(page: Page, word: int, clause: range, at: range) -> bool:
    """Whether a word hangs on the clause, on its speaker, or on nothing."""
    head = page.head[word]
    return head < 0 or head in clause or head in at
