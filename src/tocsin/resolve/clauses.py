"""The clause of a match: what stands before and after it that a cue can govern it from.

Works on plain text and looks at a bounded stretch around the match. A clause ends at a comma, a conjunction, or an
"and" behind which somebody else does something.
"""

from __future__ import annotations

import re

from tocsin.resolve.cues import breaks, cue, past

BEFORE, AFTER = 90, 40  # characters around a match in which a cue can govern it
VERB = 25  # characters behind a match in which its verb may stand
_AND = re.compile(r"\band (?:[\w’'-]+ ){0,3}$", re.IGNORECASE)


def clause(sentence: str, start: int, end: int, behind: int = AFTER, opened: str = "tells") -> tuple[str, str]:
    """What stands before and after ``sentence[start:end]`` in its own clause; the cues ``opened`` begin one."""
    before = last_clause(sentence[max(0, start - BEFORE) : start])
    after = sentence[end : end + behind]
    stop = breaks().search(after)
    after = after[: stop.start() if stop else len(after)]
    return _told(before, sentence[start:end] + after[:VERB], opened), after


def last_clause(text: str) -> str:
    """What of a text belongs to the clause that it ends in."""
    cuts = [m.end() for m in breaks().finditer(text)]
    return text[cuts[-1] if cuts else 0 :]


def _told(before: str, deed: str, cues: str) -> str:
    """The same where the deed is told as a fact of the past: then "when", "where" and "how" begin its clause."""
    opened = [m.end() for m in cue(cues).finditer(before)]
    return before[opened[-1] :] if opened and past(deed) else before


def governing(before: str, deed: str) -> str:
    """What of a clause can deny the deed: an "and" with a doer and a verb of its own cuts off what stands before it.

    "Police did not move and soldiers stormed …"; but "no tanks and soldiers crossed …" denies both.
    """
    found = _AND.search(before)
    if found is None or not cue("clause_verb").search(before[: found.start()]):
        return before
    head, doer = before[: found.start()].rstrip(), found[0][3:] + deed
    verb = _verb(doer.split(None, 1)[1]) if len(doer.split(None, 1)) > 1 else None
    return before if verb is None or cue("shared").search(head) else before[found.start() :]


def _verb(text: str) -> re.Match[str] | None:
    return cue("finite").search(text) or cue("irregular_past").search(text)
