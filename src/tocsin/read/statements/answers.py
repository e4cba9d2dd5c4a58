"""What a denial or an echo answers: the statement that "the claim", "it" or "him" points back at.

The content of an answer that names only a speaker, or nothing, is the earlier statement's: "he was contradicted by Y",
"a similar statement was made by Z". One rule above all: whose saying is denied is settled by who is named for it; and
where nobody is, an answer is another voice's, unless something is taken back, which is one's own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from tocsin.read.actors import Cast
from tocsin.read.languages import words
from tocsin.read.statements import denials
from tocsin.read.statements.constructions import matches
from tocsin.read.statements.draft import Draft, overlap
from tocsin.read.statements.nesting import reporting
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.pointing import Pointer, pointer, rejects, speaks

_STEM = 4  # letters by which "Russian" is known as "Russia's"
_BACK = 12  # a denial or echo answers one of so many statements before it
_NEAR = 4  # sentences back at most where it is known whose saying is meant
_NEXT = 2  # the same where any other voice may be meant
_STOPS = ("who", "which", "that", "but", "as", ".", ";", ":", "“", '"')
_QUOTED = ("“", '"', "'", "‘")
_ASKING = ("how", "why", "whether", "what", "who", "when", "where")


def settle(page: Page, drafts: list[Draft], cast: Cast) -> list[Draft]:
    """Settle what denials and echoes speak of; drafts in order. What still has no content is no statement."""
    voices = _Voices(page, cast)
    for at, draft in enumerate(drafts):
        if draft.cue and draft.source:
            _resolve(voices, draft, drafts[max(0, at - _BACK) : at])
    cues = sorted(d.cue for d in drafts if d.cue)
    anchors = [d.anchor for d in drafts]
    added = []
    for key in ("denied_by", "echoed_by", "contradicted_by"):
        for number, m in sorted(matches(page, key).items()):
            at = bisect_left(anchors, page.sentence_span(number)[1])
            added += _passive_answer(voices, key, m, drafts[max(0, at - _BACK) : at], cues)
    return sorted((d for d in drafts + added if d.contents), key=lambda d: (d.anchor, d.start))


@dataclass(frozen=True, slots=True)
class _Voices:
    """Who is meant by the words of a page."""

    page: Page
    cast: Cast

    def of(self, draft: Draft) -> tuple[str, ...]:
        """An actor and a side, as far as known, of whoever a draft is by."""
        return self.at(draft.speaker or draft.source) if draft.source else ()

    def at(self, span: Span) -> tuple[str, ...]:
        """The actor a span means, and its side, which an actor who is a person does not share."""
        actor = self.cast.actor_at(*span)
        return tuple(filter(None, (actor, self.cast.side(actor)))) if actor else ()

    def same(self, a: Draft, b: Draft) -> bool:
        """Whether two drafts are by one voice."""
        one, two = self.of(a)[:1], self.of(b)[:1]
        return one == two if one and two else self.text(a.source) == self.text(b.source)

    def text(self, span: Span | None) -> str:
        """The words of a span in lower case."""
        return self.page.text[slice(*span)].lower() if span else ""

    def by(self, draft: Draft, whose: Span) -> bool:
        """Whether a draft is by the one whom some words name: the same actor, or, unless he is a person, his side."""
        owner, speaker = self.at(whose), self.of(draft)
        if owner and speaker:
            sides = owner[1:] == speaker[1:] != () and not owner[0].startswith("person:")
            return owner[0] == speaker[0] or sides
        if self.text(whose) in words("constructions", "pointing_before"):
            return False  # "its", of one whom nobody knows
        return self.text(whose)[:_STEM] in self.text(draft.source)


def _resolve(voices: _Voices, draft: Draft, before: list[Draft]) -> None:
    """Let a denial that only points back answer what was said.

    Where it points at a speaker, or at nothing at all, the earlier content is what it denies.
    """
    page = voices.page
    found = pointer(page, draft)
    if found is None or not rejects(page, draft, found) or not speaks(page, draft):
        return
    if found.kind == "claim" and (not draft.contents or not overlap(draft.contents[0], found.span or (0, 0))):
        draft.contents = [found.span] if found.span else []
    near = _NEXT if found.whose is None else _NEAR
    earlier = _last(voices, _meant(voices, found, draft, before), draft, near)
    if earlier is None:
        return
    draft.answers = earlier
    if found.kind in ("nothing", "speaker") or not draft.contents:
        draft.contents = list(earlier.contents)


def _meant(voices: _Voices, found: Pointer, draft: Draft, before: list[Draft]) -> list[Draft]:
    """The statements that a pointer can mean: those of whoever it names, else those of others."""
    back = found.kind == "claim" and _takes_back(voices, draft, found)
    if found.whose is not None and voices.at(found.whose):
        named = [d for d in before if d.source and voices.by(d, found.whose)]
        theirs = [d for d in named if back or not voices.same(d, draft)]
    elif back:
        theirs = [d for d in before if d.source and voices.same(d, draft)]
    elif found.whose is not None:
        theirs = [d for d in before if d.source and voices.by(d, found.whose)]
    else:
        theirs = [d for d in before if not voices.same(d, draft)]
    inside = found.kind == "thing" and voices.text(found.span) == "which"
    free = [d for d in theirs if inside or not _holds(d, draft)]
    return [d for d in free if found.about is None or _shares(voices.page, d, found.about)]


def _takes_back(voices: _Voices, draft: Draft, found: Pointer) -> bool:
    """Who withdraws "the claim" or "its claims" withdraws his own."""
    return denials.takes_back(voices.text(draft.cue), voices.text(found.span))


def _holds(outer: Draft, inner: Draft) -> bool:
    """Whether a draft stands, source and all, within what another says."""
    own = [s for s in (inner.source, inner.cue) if s]
    return any(all(a <= s[0] and s[1] <= b for s in own) for a, b in outer.contents)


def _shares(page: Page, draft: Draft, about: Span) -> bool:
    """Whether a draft's content has a name or noun of what a claim is said to be about."""
    telling = {_stem(page, w) for w in page.words(*about) if page.upos[w] in ("NOUN", "PROPN")}
    return any(_stem(page, w) in telling for piece in draft.contents for w in page.words(*piece))


def _stem(page: Page, word: int) -> str:
    return page.lower[word].removesuffix("'s").rstrip("s")


def _last(voices: _Voices, before: list[Draft], draft: Draft, near: int) -> Draft | None:
    """The last statement before a denial or echo, if it is near and tells something that can be untrue."""
    page = voices.page
    here = page.sentence(page.words(draft.anchor, draft.anchor + 1).start)
    for earlier in reversed(before):
        if not earlier.contents or earlier.contents[-1][0] > draft.anchor or _asks(page, earlier):
            continue
        there = page.sentence(page.words(*earlier.contents[-1]).start)
        return earlier if here - there <= near and _tells(page, earlier) else None
    return None


def _tells(page: Page, draft: Draft) -> bool:
    """Whether a content tells something: in a clause, in a quotation, or behind a noun such as "claims of"."""
    first = page.words(*draft.contents[0])
    if page.lower[first[0]] == "to" and page.upos[first[0]] == "PART":
        return False  # a promise or a hope, neither true nor untrue
    cue = page.words(*draft.cue) if draft.cue else range(0)
    if draft.cue is None or (cue and page.lower[cue[-1]] in denials.told() | {"of"}):
        return True
    if any(page.lower[w] in reporting() for w in cue):
        return True  # "announced the death of the king"
    quoted = page.text[draft.contents[0][0]] in _QUOTED
    return quoted or any(page.upos[w] in ("VERB", "AUX") for piece in draft.contents for w in page.words(*piece))


def _asks(page: Page, draft: Draft) -> bool:
    """A content that only asks ("how it knows") is nothing to deny."""
    first = page.words(*draft.contents[0])
    return bool(first) and page.lower[first[0]] in _ASKING


def _passive_answer(voices: _Voices, key: str, m: re.Match[str], before: list[Draft], cues: list[Span]) -> list[Draft]:
    """ "This claim was refuted by X", "he was contradicted by Y", "a similar statement was made by Z"."""
    if _in_cue(cues, m.span("cue")):
        return []
    draft = Draft(_agent(voices.page, m.end()), m.span("cue"))
    others = [d for d in before if d.anchor < m.start() and not voices.same(d, draft)]
    earlier = _last(voices, others, draft, _NEXT) if draft.source else None
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
