"""Where a cue ends and what it takes begins, and no hole in a noun phrase: the syntax knows better than the network.

"Withdrew its" + nothing, "played down reports" + "that …", "a report" + "that both sides had left": the network cuts
within noun phrases, now before a word and now behind it.
"""

from __future__ import annotations

from itertools import pairwise

from tocsin.read.statements import denials
from tocsin.read.statements.draft import Draft, merged, overlap
from tocsin.read.statements.page import Page, Span

_LEADING = ("DET", "PRON")
_NOMINAL = ("DET", "PRON", "ADJ", "NOUN", "PROPN", "NUM")
_FAR = 8
"""Words that a hole in a noun phrase, or what is spoken about, may have."""

_OPENING = ("“", '"')


def settle(page: Page, drafts: list[Draft]) -> None:
    """Give back to noun phrases what cues took of them, and fill their holes; drafts are changed in place."""
    taken = [s for d in drafts for s in (d.cue, d.source) if s]
    for draft in drafts:
        _without_leader(page, draft)
        _without_object(page, draft)
        _without_topic(page, draft)
        for before, behind in pairwise(draft.contents):
            if _hole(page, before, behind) and not any(overlap(s, (before[1], behind[0])) for s in taken):
                draft.contents = merged([*draft.contents, (before[0], behind[1])], page.text)


def _without_leader(page: Page, draft: Draft) -> None:
    """A cue does not end in the "its" or "the" of a noun behind it."""
    cue = page.words(*draft.cue) if draft.cue else range(0)
    while len(cue) > 1 and page.upos[cue[-1]] in _LEADING and page.head[cue[-1]] > cue[-1]:
        cue = cue[:-1]
        draft.cue = page.chars(cue[0], cue[-1] + 1)


def _without_object(page: Page, draft: Draft) -> None:
    """Reports that are denied belong to what is denied, not to the denying: "played down" + "reports that …"."""
    cue = page.words(*draft.cue) if draft.cue else range(0)
    end = draft.contents[0][1] if draft.contents else page.ends[cue[-1]] if cue else 0
    if (
        len(cue) < 2
        or len(draft.contents) > 1
        or page.words(page.ends[cue[-1]], min([end, *(a for a, _ in draft.contents)]))
    ):
        return
    noun = first = cue[-1]
    if page.lower[noun] not in denials.told() or page.rel[noun] != "obj" or page.head[noun] not in cue:
        return
    while first - 1 > cue[0] and page.upos[first - 1] in _NOMINAL and page.head[first - 1] == noun:
        first -= 1
    kept, taken = page.chars(cue[0], first), (page.starts[first], end)
    if denials.sense(page.text[slice(*kept)], page.text[slice(*taken)]).act in ("deny", "doubt"):
        draft.cue, draft.contents = kept, [taken]


def _without_topic(page: Page, draft: Draft) -> None:
    """What is spoken about is not what is said of it: "commented on the strike" + "“We have …”"."""
    cue = page.words(*draft.cue) if draft.cue else range(0)
    inside = page.words(*draft.contents[0]) if draft.contents else range(0)
    if not cue or page.upos[cue[-1]] != "ADP" or inside[:1] != range(cue[-1] + 1, cue[-1] + 2):
        return
    mark = next((w for w in inside[1:_FAR] if page.lower[w] in _OPENING), None)
    if mark is None or mark + 1 not in inside or not page.text[page.starts[mark + 1]].isupper():
        return
    if all(page.upos[w] in (*_NOMINAL, "ADP", "PART") for w in range(inside[0], mark)):
        draft.cue = page.chars(cue[0], mark)
        draft.contents[0] = (page.starts[mark], draft.contents[0][1])


def _hole(page: Page, before: Span, behind: Span) -> bool:
    """Whether two pieces of a content, and the few words between them, all hang on one noun in the first."""
    inside, between, after = page.words(*before), page.words(before[1], behind[0]), page.words(*behind)
    if not inside or not after or not 0 < len(between) <= _FAR or before[1] > behind[0]:
        return False
    top = next((w for w in reversed(inside) if page.head[w] not in inside and page.upos[w] != "PUNCT"), -1)
    plain = all(page.upos[w] != "PUNCT" for w in between)
    nominal = top >= 0 and page.upos[top] in ("NOUN", "PROPN")
    return plain and nominal and all(page.under(w, top) for w in (*between, *after) if page.upos[w] != "PUNCT")
