"""Whether a sentence retells a deed, before a court or at a grave, or shows a deed that is only played in a drill."""

from __future__ import annotations

from tocsin.resolve.clauses import clause
from tocsin.resolve.cues import cue, past
from tocsin.resolve.dated import WIDE, recent

NEXT = 300  # characters behind a sentence in which it may turn out to have been a drill


def retold(sentence: str, start: int, end: int) -> bool:
    """Whether a witness, a trial or an obituary tells of it; what the same clause dates to these days is news."""
    if cue("obituary").search(sentence):
        return past(sentence[start:end])
    if recent(sentence, start, end):
        return False
    before, after = clause(sentence, start, end, WIDE)
    rest = f"{sentence[:start]} {sentence[end:]}"
    if cue("testimony").search(rest):
        return past(sentence[start:end] + after)
    return bool(cue("hearing").search(rest) and cue("pluperfect").search(before[-WIDE:] + sentence[start:end]))


def played(title: str, words: str, behind: str) -> bool:
    """Whether violence is a drill by what the title says, or the words just behind the sentence."""
    if not cue("violent").search(words):
        return False
    following = behind[:NEXT]
    named = cue("titled_drill").match(title) is not None and cue("drill").search(following) is not None
    return named or cue("was_drill").search(following) is not None
