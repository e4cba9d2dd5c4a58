"""Whether a sentence tells of a time gone by, judged by the times that the reader found in it and just before it.

Only a time that governs the match counts: behind it in the same clause, or in front of it at the head of the sentence
or with nothing in between. "Since 2014" lasts until now, and a time that only names a thing ("the 2015 accord") dates
nothing.
"""

from __future__ import annotations

from datetime import date, timedelta

from tocsin.nouns.reading import When
from tocsin.resolve.cues import breaks, cue
from tocsin.resolve.reported import Page

LONG = timedelta(days=45)  # what is older than this is no news
STORY = timedelta(days=365)  # a story of a time before this goes on until a newer time is named
BEFORE = 300  # characters in front of a sentence in which a story may have begun
OPENING = 4  # words that may stand in front of a time at the head of a sentence


def bygone(page: Page, where: tuple[int, int], hit: tuple[int, int]) -> bool:
    """Whether what was found at ``hit`` in the sentence ``where`` happened long before the text was written."""
    day = page.document.first_seen.date()
    own = page.times(*where)
    governing = [t for t in own if _governs(page.document.text, t, where, hit)]
    if governing:
        return all(_ended(t) < day - LONG for t in governing)
    return not own and _in_a_story(page, where, day)


def _ended(when: When) -> date:
    return (when.interval and when.interval.end) or date.max


def _governs(text: str, when: When, where: tuple[int, int], hit: tuple[int, int]) -> bool:
    """Whether a time says when the match was."""
    front = text[where[0] : when.start]
    if cue("no_date").search(front[-30:]):
        return False
    if when.start >= hit[0]:
        between = text[hit[1] : when.start]
        return "," not in between and not breaks().search(between)
    between = text[when.end : hit[0]]
    if breaks().search(between.lstrip(" ,")):
        return False
    return "," not in between or len(front.split()) <= OPENING


def _in_a_story(page: Page, where: tuple[int, int], day: date) -> bool:
    """Whether the paragraph so far tells of former years, and the sentence goes on in the past."""
    text = page.document.text
    paragraph = max(text.rfind("\n", 0, where[0]) + 1, where[0] - BEFORE)
    told = [t for t in page.times(paragraph, where[0]) if not cue("no_date").search(text[: t.start][-30:])]
    if not told or _ended(told[-1]) >= day - STORY:
        return False
    return cue("present").search(text[slice(*where)]) is None
