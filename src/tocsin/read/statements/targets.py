"""Which earlier statement a denial means: by whom, about what, of what sort, and how the denial goes on.

What cannot be told is left open. A charge is laid against who denies it; who denies a rumour that others have denied
agrees with them; and where several statements are near, the one is meant that the denier goes on to speak of.
"""

from __future__ import annotations

from functools import cache

from tocsin.read.languages import words
from tocsin.read.statements import denials
from tocsin.read.statements.draft import Draft, overlap
from tocsin.read.statements.forms import all_forms
from tocsin.read.statements.nesting import reporting
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.pointing import Pointer
from tocsin.read.statements.voices import Voices

_NEAR = 4  # sentences back at most where it is known whose saying is meant
_NEXT = 2  # the same where any other voice may be meant
_QUOTED = ("“", '"', "'", "‘")
_ASKING = ("how", "why", "whether", "what", "who", "when", "where")
_TELLING = ("NOUN", "PROPN", "ADJ", "NUM")
_MORE = 2  # telling words of how a denial goes on that a statement farther back has to share beyond the nearest


def target(voices: Voices, found: Pointer, draft: Draft, before: list[Draft], behind: list[Draft]) -> Draft | None:
    """The statement that a denial's pointer means; ``behind`` is what is said after it."""
    near = _NEXT if found.whose is None and found.sort != "charge" else _NEAR
    free = _meant(voices, found, draft, before)
    if found.sort in ("charge", "blame"):
        free = [d for d in free if d.contents and _accuses(voices, d, draft, found)]
    first = last(voices, free, draft, near)
    if first is None:
        return None
    if denies(voices, first):
        return _denied_before(voices, first, draft, found)
    if found.kind != "claim" or found.span is None or draft.cue is None or found.span[0] < draft.cue[0]:
        return first  # "a charge that X denied" is the one just told
    since = _home(voices.page, draft) - near
    return _spoken_of(voices, first, [d for d in free if _may_be(voices, d, draft, since)], draft, behind)


def denies(voices: Voices, draft: Draft) -> bool:
    """Whether a draft denies something."""
    start = voices.text(draft.contents[0]) if draft.contents else ""
    return denials.sense(voices.text(draft.cue), start).act == "deny"


def _denied_before(voices: Voices, first: Draft, draft: Draft, found: Pointer) -> Draft | None:
    """What is meant where the last word was a denial: what that denied, or, of a claim of its own, the denial."""
    if first.answers is not None:
        return None if voices.same(first.answers, draft) else first.answers
    return None if found.sort else first


def _may_be(voices: Voices, draft: Draft, denial: Draft, since: int) -> bool:
    """Whether a statement not too far before a denial tells something, and is none itself."""
    page = voices.page
    if not draft.contents or draft.contents[-1][0] > denial.anchor or _asks(page, draft):
        return False
    return _home(page, draft) >= since and _tells(page, draft) and not denies(voices, draft)


def _spoken_of(voices: Voices, first: Draft, near: list[Draft], draft: Draft, behind: list[Draft]) -> Draft:
    """The one that the denial plainly goes on to speak of, else the nearest."""
    own = _stems(voices.page, [draft.source] if draft.source else [])
    goes_on = _stems(voices.page, _going_on(voices, draft, behind)) - own

    def shared(d: Draft) -> int:
        return len(_stems(voices.page, d.contents) & goes_on)

    best = max(reversed(near), key=shared, default=first)
    return best if shared(best) >= shared(first) + _MORE else first


def _going_on(voices: Voices, draft: Draft, behind: list[Draft]) -> list[Span]:
    """What the denier says besides, in the same sentence or the next."""
    page = voices.page
    here = page.sentence(page.words(draft.anchor, draft.anchor + 1).start)
    spans = draft.contents[1:]
    for other in behind:
        there = page.sentence(page.words(other.anchor, other.anchor + 1).start)
        if there > here + 1:
            break
        if other.source and voices.same(other, draft):
            spans = [*spans, *other.contents]
    return spans


def _stems(page: Page, spans: list[Span]) -> set[str]:
    return {_stem(page, w) for span in spans for w in page.words(*span) if page.upos[w] in _TELLING}


def _meant(voices: Voices, found: Pointer, draft: Draft, before: list[Draft]) -> list[Draft]:
    """The statements that a pointer can mean: those of whoever it names, else those of others."""
    back = found.kind == "claim" and _takes_back(voices, draft, found)
    if found.whose is not None and voices.at(found.whose):
        named = [d for d in before if d.source and voices.by(d, found.whose)]
        theirs = [d for d in named if voices.same(d, draft) == back]
    elif back:
        theirs = [d for d in before if d.source and voices.same(d, draft)]
    elif found.whose is not None:
        theirs = [d for d in before if d.source and voices.by(d, found.whose)]
    else:
        theirs = [d for d in before if not voices.same(d, draft)]
    inside = found.kind == "thing" and voices.text(found.span) == "which"
    free = [d for d in theirs if inside or not (_holds(d, draft) or _tells_of(d, draft))]
    return [d for d in free if found.about is None or _shares(voices.page, d, found.about)]


def _takes_back(voices: Voices, draft: Draft, found: Pointer) -> bool:
    """Who withdraws "the claim" or "its claims" withdraws his own."""
    return denials.takes_back(voices.text(draft.cue), voices.text(found.span))


def _holds(outer: Draft, inner: Draft) -> bool:
    """Whether a draft stands, source and all, within what another says."""
    own = [s for s in (inner.source, inner.cue) if s]
    return any(all(a <= s[0] and s[1] <= b for s in own) for a, b in outer.contents)


def _tells_of(outer: Draft, inner: Draft) -> bool:
    """Whether the very words that name a denier stand in what another says: "said it had asked the ministry, which"."""
    return inner.source is not None and any(overlap(c, inner.source) for c in outer.contents)


def _accuses(voices: Voices, draft: Draft, denier: Draft, found: Pointer) -> bool:
    """Whether a statement lays something to a denier's charge: by its cue, or because it speaks of him."""
    cue = {voices.page.lower[w] for w in voices.page.words(*draft.cue)} if draft.cue else set()
    accusing = not cue.isdisjoint(_accusing())
    named = voices.names(denier, draft.contents)
    if found.sort == "blame":
        return accusing and named
    return named or (accusing and _home(voices.page, denier) - _home(voices.page, draft) <= _NEXT)


@cache
def _accusing() -> frozenset[str]:
    return all_forms(words("constructions", "accusing")) | words("constructions", "accusingly")


def _shares(page: Page, draft: Draft, about: Span) -> bool:
    """Whether a draft's content has a name or noun of what a claim is said to be about."""
    telling = {_stem(page, w) for w in page.words(*about) if page.upos[w] in ("NOUN", "PROPN")}
    return any(_stem(page, w) in telling for piece in draft.contents for w in page.words(*piece))


def _stem(page: Page, word: int) -> str:
    return page.lower[word].removesuffix("'s").rstrip("s")


def last(voices: Voices, before: list[Draft], draft: Draft, near: int) -> Draft | None:
    """The last statement before a denial or echo, if it is near and tells something that can be untrue."""
    page = voices.page
    here = page.sentence(page.words(draft.anchor, draft.anchor + 1).start)
    for earlier in reversed(before):
        if not earlier.contents or earlier.contents[-1][0] > draft.anchor or _asks(page, earlier):
            continue
        return earlier if here - _home(page, earlier) <= near and _tells(page, earlier) else None
    return None


def _home(page: Page, draft: Draft) -> int:
    """The sentence in which a statement's content ends; that of its cue where it has none yet."""
    span = draft.contents[-1] if draft.contents else (draft.anchor, draft.anchor + 1)
    return page.sentence(page.words(*span).start)


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
