"""Which times in a sentence say when a match happened, and which only date a thing or a comparison.

"The president, elected in 2019, fled on Monday" and "the largest march since 2011" tell of now. Works on plain text.
"""

from __future__ import annotations

import re
from datetime import date

from tocsin.resolve.clauses import clause
from tocsin.resolve.cues import blanked, cue, past

WIDE = 90  # characters behind a match in which its time may stand
NEW_YEAR = 3  # months in which last year is still now
_YEAR = re.compile(r"(?<![\d$€£.,])(?:1[89]\d\d|20\d\d)(?![\d,.]?\d)")


def own(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause of a match begins and ends, with a time in front of its "when"."""
    before, after = clause(sentence, start, end, WIDE, "retells")
    return start - len(before), end + len(after)


def recent(sentence: str, start: int, end: int) -> bool:
    """Whether the clause of a match names a time of these days ("on Monday", "overnight")."""
    first, last = own(sentence, start, end)
    return cue("recent").search(sentence[first:last]) is not None


def undated(sentence: str, start: int, end: int) -> str:
    """A sentence without the times that date no deed, if the match is told as news; each place stays where it was.

    Comparisons ("the worst since 2011") are made with now; what "was signed in 2019" is old only where the match is
    told of these days or in the present.
    """
    first, last = own(sentence, start, end)
    words = sentence[first:last]
    if cue("pluperfect").search(words):
        return sentence
    plain = blanked("compared", sentence)
    if cue("recent").search(words):
        return blanked("since", blanked("dated", plain))
    return blanked("dated", plain) if cue("perfect").search(words) or not past(sentence[start:end]) else plain


def long_ago(sentence: str, start: int, end: int, day: date) -> bool:
    """Whether a sentence, written on a ``day``, tells of former years (before last winter)."""
    told, (first, last) = undated(sentence, start, end), own(sentence, start, end)
    news = cue("recent").search(sentence[first:last]) is not None
    if any(not news or first <= m.start() < last for m in cue("aside").finditer(told)):
        return True
    years = [int(m[0]) for m in _YEAR.finditer(told) if not news or first <= m.start() < last]
    return bool(years) and max(years) < day.year - (day.month <= NEW_YEAR)
