"""How a sentence puts forward what it names: as so, not so, planned, merely possible, or as talk that says nothing.

Works on plain text, so that headlines and passed-on messages can light a lamp before any reader has seen them.
Linear: every pattern looks at one sentence and at a bounded stretch before and after the match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tocsin.resolve.tables import table

BEFORE, AFTER = 90, 40  # characters around a match in which a cue can govern it
CERTAINTY = {"reported": 0.9, "planned": 0.7, "possible": 0.5}
HEARSAY = 0.6
SHORT = 8  # words


@dataclass(frozen=True, slots=True)
class Stance:
    """What a sentence says of what was matched."""

    present: bool
    status: Literal["reported", "planned", "possible"]
    certainty: float
    why: str


@cache
def cue(name: str) -> re.Pattern[str]:
    """A list of cues as one pattern of whole words."""
    alternatives = "".join(str(table("stance")[name]).split("\n")).replace("| ", "|")
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


@cache
def _breaks() -> re.Pattern[str]:
    return re.compile("|".join(table("stance")["breaks"]), re.IGNORECASE)


def idle(sentence: str, year: int) -> bool:
    """Whether a sentence reports nothing of now: a question, musing, fiction, or history."""
    if sentence.rstrip(" \"'”’)]").endswith("?") or cue("musing").search(sentence):
        return True
    years = [int(y) for y in re.findall(r"(?<![\d$€£.,])(?:1[89]\d\d|20\d\d)(?![\d,.]?\d)", sentence)]
    return bool(years) and max(years) < year - 1


def fragment(sentence: str) -> bool:
    """Whether a line of running text is too short and verbless to report anything ("Field hospitals.")."""
    words = sentence.split()
    return sentence.rstrip().endswith(".") and len(words) <= SHORT and not cue("finite").search(" ".join(words[1:]))


def stance(sentence: str, start: int, end: int, talk: bool = False, negative: bool = False) -> Stance | None:
    """The stance on ``sentence[start:end]``, or None when it is only supposed.

    With ``talk`` the saying itself is what was matched, so only a negation before or after can undo it; with
    ``negative`` the match is itself a "not", which is then no denial.
    """
    before, after = _clause(sentence, start, end)
    negated = _negated(before, "" if talk or negative else sentence[start:end], after)
    if talk:
        return Stance(not negated, "reported", CERTAINTY["reported"], f"not so: “{negated}”" if negated else "said")
    inner = sentence[start:end]
    if (
        cue("sought").search(sentence[:start])
        or cue("hypothetical").search(before)
        or cue("inside_hypothetical").search(inner)
    ):
        return None
    status: Literal["reported", "planned", "possible"] = "reported"
    found = cue("possible").search(before) or cue("inside_possible").search(inner)
    if found or cue("if_after").search(sentence[end:]):
        status = "possible"
    elif found := cue("planned").search(before) or cue("inside_planned").search(inner):
        status = "planned"
    certainty = CERTAINTY[status] * (HEARSAY if cue("hearsay").search(before) else 1.0)
    if negated:
        return Stance(False, "reported", CERTAINTY["reported"], f"not so: “{negated}”")
    return Stance(True, status, certainty, f"{status}: “{found[0]}”" if found else status)


def _clause(sentence: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a match in its own clause."""
    before = sentence[max(0, start - BEFORE) : start]
    cuts = [m.end() for m in _breaks().finditer(before)]
    after = sentence[end : end + AFTER]
    stop = _breaks().search(after)
    return before[cuts[-1] if cuts else 0 :], after[: stop.start() if stop else len(after)]


def _negated(before: str, inner: str, after: str) -> str | None:
    """The cue that turns the match into its opposite, or None; two cues cancel each other."""
    found = [m[0] for m in cue("negation").finditer(cue("not_negation").sub(" ", before))]
    found += [m[0] for m in cue("inside_negation").finditer(inner)]
    late = cue("negation_after").match(after.lstrip()) or cue("negation_late").search(after)
    if late:
        found.append(late[0])
    return found[-1] if len(found) % 2 else None
