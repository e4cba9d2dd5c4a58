"""What a denial or an echo answers: the statement that "the claim", "it" or "him" points back at.

The content of an answer that names only a speaker, or nothing, is the earlier statement's: "he was contradicted by Y",
"a similar statement was made by Z". One rule above all: whose saying is denied is settled by who is named for it; and
where nobody is, an answer is another voice's, unless something is taken back, which is one's own.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from tocsin.read.actors import Cast
from tocsin.read.statements.constructions import matches
from tocsin.read.statements.draft import Draft, overlap
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.pointing import pointer, rejects, speaks
from tocsin.read.statements.targets import last, target
from tocsin.read.statements.voices import Voices

_BACK = 12  # a denial or echo answers one of so many statements before it
_NEXT = 2  # sentences back at most
_STOPS = ("who", "which", "that", "but", "as", ".", ";", ":", "“", '"')


def settle(page: Page, drafts: list[Draft], cast: Cast) -> list[Draft]:
    """Settle what denials and echoes speak of; drafts in order. What still has no content is no statement."""
    voices = Voices(page, cast)
    for at, draft in enumerate(drafts):
        if draft.cue and draft.source:
            _resolve(voices, draft, drafts[max(0, at - _BACK) : at], drafts[at + 1 : at + 1 + _BACK])
    cues = sorted(d.cue for d in drafts if d.cue)
    anchors = [d.anchor for d in drafts]
    added = []
    for key in ("denied_by", "echoed_by", "contradicted_by"):
        for number, m in sorted(matches(page, key).items()):
            at = bisect_left(anchors, page.sentence_span(number)[1])
            added += _passive_answer(voices, key, m, drafts[max(0, at - _BACK) : at], cues)
    return sorted((d for d in drafts + added if d.contents), key=lambda d: (d.anchor, d.start))


def _resolve(voices: Voices, draft: Draft, before: list[Draft], behind: list[Draft]) -> None:
    """Let a denial that only points back answer what was said.

    Where it points at a speaker, or at nothing at all, the earlier content is what it denies.
    """
    page = voices.page
    found = pointer(page, draft)
    if found is None or not rejects(page, draft, found) or not speaks(page, draft):
        return
    if found.kind == "claim" and (not draft.contents or not overlap(draft.contents[0], found.span or (0, 0))):
        draft.contents = [found.span] if found.span else []
    earlier = target(voices, found, draft, before, behind)
    if earlier is None:
        return
    draft.answers = earlier
    if found.kind in ("nothing", "speaker") or not draft.contents:
        draft.contents = list(earlier.contents)


def _passive_answer(voices: Voices, key: str, m: re.Match[str], before: list[Draft], cues: list[Span]) -> list[Draft]:
    """ "This claim was refuted by X", "he was contradicted by Y", "a similar statement was made by Z"."""
    if _in_cue(cues, m.span("cue")):
        return []
    draft = Draft(_agent(voices.page, m.end()), m.span("cue"))
    others = [d for d in before if d.anchor < m.start() and not voices.same(d, draft)]
    earlier = last(voices, others, draft, _NEXT) if draft.source else None
    if earlier is None:
        return []
    draft.contents, draft.answers = list(earlier.contents), earlier
    draft.act = None if key == "echoed_by" else "deny"
    return [draft]


def _in_cue(cues: list[Span], span: Span) -> bool:
    """Whether some draft's cue already holds part of a span."""
    at = bisect_left(cues, (span[1], 0))
    return any(overlap(span, cue) for cue in cues[max(0, at - 3) : at])


def _agent(page: Page, start: int) -> Span | None:
    """The noun phrase that begins here: as far as its words hang together, up to a clause."""
    found = page.words(start, start + 1) or page.words(start, start + 2)
    if not found:
        return None
    first = found[0]
    last = first
    stop = page.sentences[page.sentence(first)][1]
    while last < stop and not _ends_phrase(page, last, first):
        last += 1
    return page.chars(first, last) if last > first else None


def _ends_phrase(page: Page, word: int, first: int) -> bool:
    if page.upos[word] in ("VERB", "AUX", "SCONJ") or page.lower[word] in _STOPS:
        return True
    return page.lower[word] == "," and page.upos[word + 1 : word + 2] != ["PROPN"]
