"""Datelines, "OSLO –", "TAMALE, March 3 (Agency) –", and the clock times that entries of a live blog begin with.

Where and when a report was written is no part of its first sentence: left in it, the city would be taken for who acts.
So it is cut off and stands for itself; its place and time stay readable. Before a colon, "OSLO:", a city might be a
name in a transcript: there it has to be a known place, and the only line of the text that begins so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tocsin import gazetteer
from tocsin.read.actors.register import find, register
from tocsin.read.words import words

Span = tuple[int, int]

_LETTER = "A-ZÀ-ÖØ-Þ"
_CAPITALS = rf"[{_LETTER}][{_LETTER}.'’-]{{2,}}(?:[ /-][{_LETTER}][{_LETTER}.'’-]*){{0,4}}"
_PLAIN = rf"[{_LETTER}][\w.'’-]+(?:[ /-][{_LETTER}][\w.'’-]+){{0,3}}"
_MORE = rf"(?:, (?:\d{{1,2}} )?[{_LETTER}][\w.'’-]+(?: [\w.'’-]+){{0,3}}(?:, \d{{4}})?)"
_AGENCY = r"(?: ?\([^()\n]{2,40}\)| ?/[^/\n]{2,40}/)"
_DAY = r"(?:, [^,\n–—]{0,20}\d[^\n–—]{0,12}?)"
_DASH = r"(?: ?(?:--+|[–—]) ?| - )"
_NEXT = rf"(?=[{_LETTER}\d\"“‘'«„])"
_FORMS = (
    rf"{_CAPITALS}{_MORE}{{0,3}}{_AGENCY}?",
    rf"{_PLAIN}{_MORE}{{0,3}}{_AGENCY}",
    rf"{_PLAIN}(?:, {_PLAIN})?{_DAY}",
    rf"\({_PLAIN}{_MORE}{{0,3}}\)",
)
_DATELINE = re.compile(rf"(?:{'|'.join(_FORMS)}){_DASH}\s*{_NEXT}")
_COLON = re.compile(rf"^(?P<place>{_CAPITALS}){_MORE}{{0,3}}{_AGENCY}?: +{_NEXT}", re.MULTILINE)
_PLACES = ("state", "capital", "place")
_LONGEST = 80
_ZONE = r"(?: ?(?:[ap]\.?m\.?|GMT|UTC|CES?T|EES?T|BST|E[SD]?T|MSK|local time))?"
_STAMP = re.compile(rf"(?:[01]?\d|2[0-3])[:.][0-5]\d{_ZONE}(?: ?[-–—:|])?\s+{_NEXT}(?!\d)")


def parted(text: str, sentences: Iterable[Span]) -> list[Span]:
    """The sentences, with a dateline at the head of a paragraph, or a clock time, cut off as one of its own."""
    found: list[Span] = []
    colon = _before_colon(text)
    for start, end in sentences:
        stop = min(end, start + _LONGEST)
        line = _STAMP.match(text, start, stop) or (_DATELINE.match(text, start, stop) if _opens(text, start) else None)
        line = line or (colon if colon and colon.start() == start and colon.end() < end else None)
        if line is None:
            found.append((start, end))
        else:
            found += [(start, start + len(line[0].rstrip())), (line.end(), end)]
    return found


def _before_colon(text: str) -> re.Match[str] | None:
    """The only line of a text that begins with capitals and a colon, where they name a place."""
    lines = list(_COLON.finditer(text))
    return lines[0] if len(lines) == 1 and _known(lines[0]["place"]) else None


def _known(name: str) -> bool:
    low = [name[a:b].lower() for a, b in words(name)]
    whole = (entry for first, last, entry in find(register(), low) if (first, last) == (0, len(low) - 1))
    return any(entry.sort in _PLACES for entry in whole) or any(c.main for c in gazetteer.named(name.title()))


def _opens(text: str, start: int) -> bool:
    """Whether nothing but space stands before a place in its line."""
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()
