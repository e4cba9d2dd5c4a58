"""Whether the subject of a cue's verb is the one who says it.

Mostly it is. But who "was accused" or "was told" has said nothing, and what "seems" or "is expected to" do so is
part of what is said, by nobody in particular.
"""

from __future__ import annotations

from functools import cache

from tocsin.read.languages import words
from tocsin.read.statements.draft import Draft, merged, overlap
from tocsin.read.statements.forms import all_forms
from tocsin.read.statements.nesting import shared_subject
from tocsin.read.statements.page import Page, Span

_NAMES = ("NOUN", "PROPN", "PRON")
_BE = ("is", "are", "was", "were", "be", "been", "being", "'s", "'re")


def settle(page: Page, draft: Draft) -> None:
    """Let the subject of a cue's verb be its source where the network gave none, or took it for content; and take
    away a source that has said nothing."""
    if draft.cue is None:
        return
    if draft.source and _elsewhere(page, draft.cue, draft.source):
        draft.source = None
    verb = next((w for w in page.words(*draft.cue) if page.upos[w] == "VERB"), None)
    if verb is None or (draft.source and _silenced(page, draft, verb, draft.source)):
        return
    if draft.source and (inserted := _inserted(page, draft.cue, draft.source)):
        draft.source, draft.contents = inserted, merged([draft.source, *draft.contents], page.text)
        return
    found = shared_subject(page, verb)
    if found is None or page.lower[verb] in _seeming() or page.lower[verb] in _addressing() and _passive(page, verb):
        return
    subject = page.chars(*found)
    left = [c for c in draft.contents if not (subject[0] <= c[0] and c[1] <= subject[1])]
    if draft.source is None and not any(overlap(subject, span) for span in (*left, draft.cue)):
        draft.source, draft.contents = subject, left


def _elsewhere(page: Page, cue: Span, source: Span) -> bool:
    """The source stands in another sentence than its cue, in the same paragraph or not."""
    said, who = page.words(*cue), page.words(*source)
    return bool(said and who) and page.sentence(said[0]) != page.sentence(who[-1])


def _inserted(page: Page, cue: Span, source: Span) -> Span | None:
    """ "The truth, the senator said, was …": who speaks stands between commas, and what stood before is content."""
    between = page.words(source[1], cue[0]) if source[1] < cue[0] else range(0)
    if len(between) < 2 or page.lower[between[0]] != "," or page.upos[between[-1]] not in _NAMES:
        return None
    nominal = all(page.upos[w] in (*_NAMES, "DET", "ADJ") for w in between[1:])
    return page.chars(between[1], between[-1] + 1) if nominal and page.between(cue[1], cue[1] + 2)[:1] == "," else None


def _silenced(page: Page, draft: Draft, verb: int, source: Span) -> bool:
    """Take away a source that only suffers or seems; what is held of it belongs to the content."""
    inside = page.words(*source)
    if not any(page.rel[k] in ("nsubj", "nsubj:pass") and k in inside for k in page.kids[verb]):
        return False
    passive, low = _passive(page, verb), page.lower[verb]
    seems = (low in _seeming() and _last_verb(page, draft) == verb) or (
        passive and low in _held() and _has_clause(page, verb)
    )
    if not seems and not (passive and low in _addressing()):
        return False
    draft.source = None
    told = not seems and low in _telling()
    if not told and not any(page.lower[w] in ("it", "there") for w in inside):
        draft.contents = merged([source, *draft.contents], page.text)
    return True


def _passive(page: Page, verb: int) -> bool:
    """A form of "to be" stands right before a participle, but for adverbs."""
    at = verb - 1
    while at > 0 and page.upos[at] in ("ADV", "PART"):
        at -= 1
    return at >= 0 and page.lower[at] in _BE and not page.lower[verb].endswith("ing")


def _last_verb(page: Page, draft: Draft) -> int | None:
    """The verb a cue ends in: "appeared to suggest" suggests."""
    return next((w for w in reversed(page.words(*draft.cue)) if page.upos[w] == "VERB"), None) if draft.cue else None


def _has_clause(page: Page, verb: int) -> bool:
    """ "is expected to leave", "is seen as": more than the bare verb is held."""
    return any(page.rel[k] in ("xcomp", "ccomp", "advcl", "obl") for k in page.kids[verb])


@cache
def _addressing() -> frozenset[str]:
    return all_forms(words("cues", "addressing"))


@cache
def _telling() -> frozenset[str]:
    return all_forms(words("cues", "telling"))


@cache
def _seeming() -> frozenset[str]:
    return all_forms(words("cues", "seeming"))


@cache
def _held() -> frozenset[str]:
    return all_forms(words("cues", "held"))
