"""How a sentence puts forward what it names: as so, not so, planned, merely possible, or as talk that says nothing.

Works on plain text, so that headlines and passed-on messages can light a lamp before any reader has seen them.
Linear: every pattern looks at one sentence and at a bounded stretch before and after the match.
"""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tocsin.resolve.clauses import BEFORE, clause, governing, last_clause
from tocsin.resolve.cues import blanked, cue, past
from tocsin.resolve.dated import long_ago, recent, undated

CERTAINTY = {"reported": 0.9, "planned": 0.7, "possible": 0.5}
HEARSAY = 0.6
SHORT = 8  # words
CLOSE = 30  # characters within which a word that only opens a report ("warning that …") governs it
BYGONE = range(2, 7)  # months back at which a month that is named without a year is past and not to come
_MONTH = re.compile(rf"\b(?:in|on|of|early|late|mid|\d{{1,2}})[ -]({'|'.join(month_name[1:])})\b(?! \d{{4}})")
_QUOTED = re.compile(r"[\"“][^\"”]{0,400}[\"”]")


@dataclass(frozen=True, slots=True)
class Stance:
    """What a sentence says of what was matched."""

    present: bool
    status: Literal["reported", "planned", "possible"]
    certainty: float
    why: str


def musing(sentence: str) -> bool:
    """Whether a sentence as a whole reports nothing: a question, musing or fiction."""
    return sentence.rstrip(" \"'”’)]").endswith("?") or cue("musing").search(sentence) is not None


def idle(sentence: str, day: date) -> bool:
    """Whether nothing in a sentence is of now: a question, musing, fiction, or history."""
    return musing(sentence) or long_ago(sentence, 0, len(sentence), day)


def chat(sentence: str) -> bool:
    """Whether a sentence speaks of the one who writes it, or to readers, outside of any quotation."""
    return cue("chat").search(_QUOTED.sub(" ", sentence)) is not None


def attributed(sentence: str) -> bool:
    """Whether a sentence says who says so, or that it passes something on."""
    return cue("attributed").search(sentence) is not None


def fragment(sentence: str) -> bool:
    """Whether a line of running text is too short and verbless to report anything ("Field hospitals.")."""
    words = sentence.split()
    if not sentence.rstrip().endswith(".") or len(words) > SHORT:
        return False
    rest = " ".join(words[1:])
    return not cue("finite").search(rest) and not cue("irregular_past").search(rest)


def seeming(sentence: str, start: int, end: int) -> bool:
    """Whether the clause of a match sounds like a denial of it and is none ("has not stopped shelling")."""
    front = re.split(r"[,;:] ", sentence[max(0, start - BEFORE) : start])[
        -1
    ]  # "not since the war have …" has a "since"
    return cue("seeming").search(front + sentence[start:end] + clause(sentence, start, end)[1]) is not None


def stance(
    sentence: str,
    start: int,
    end: int,
    talk: bool = False,
    negative: bool = False,
    day: date | None = None,
    ordered: bool = False,
    read: bool = False,
) -> Stance | None:
    """The stance on ``sentence[start:end]``, written on a ``day``, or None when it is only supposed or long past.

    With ``talk`` the saying itself is what was matched, so only a negation before or after can undo it; with
    ``negative`` the match is itself a "not", which is then no denial; with ``ordered`` the order, the vote or the
    agreement to do it is what was matched, so its "to" is no plan. With ``read`` the match is a whole statement that
    has been read for what it says: only what stands around it is looked at.
    """
    when = recent(sentence, start, end)
    sentence = blanked("seeming", undated(sentence, start, end))
    inner = "" if read else sentence[start:end]
    before, after = clause(sentence, start, end)
    if cue("bygone").search(before) or (day and _months_ago(before + inner + after, day)):
        return None
    negated = _negated(governing(before, inner + after), "" if negative else last_clause(inner), after, talk)
    if talk:
        return Stance(not negated, "reported", CERTAINTY["reported"], f"not so: “{negated}”" if negated else "said")
    if _supposed(sentence[:start], before, inner, after) or _forestalled(before, inner, when):
        return None
    status: Literal["reported", "planned", "possible"] = "reported"
    found = _possible(before, inner)
    guessed = found is not None and cue("guessed").fullmatch(found[0]) and past(inner)
    if guessed:
        found = None
    elif found or cue("if_after").search(sentence[end:]) or cue("possible_after").match(sentence[end:].lstrip(" ")):
        status = "possible"
    elif found := _planned(before, inner, ordered):
        status = "planned"
    certainty = CERTAINTY[status] * (HEARSAY if guessed or cue("hearsay").search(before) else 1.0)
    if negated:
        return Stance(False, "reported", CERTAINTY["reported"], f"not so: “{negated}”")
    return Stance(True, status, certainty, f"{status}: “{found[0]}”" if found else status)


def _supposed(front: str, before: str, inner: str, after: str) -> bool:
    """Whether a match is only sought, demanded, or what would be if."""
    return bool(
        cue("sought").search(front)
        or (cue("imperative").match(inner) and not front.strip(" >*•-–—\"“'‘"))
        or _demanded(before, inner)
        or cue("hypothetical").search(before)
        or cue("unconfirmed").search(before)
        or cue("inside_hypothetical").search(inner)
        or cue("hypothetical_after").match(after.lstrip())
    )


def _forestalled(before: str, inner: str, when: bool) -> bool:
    """Whether a match is what somebody prevents, or acts ahead of; what came to pass these days is neither."""
    verb = cue("verb").search(inner)
    told = verb is not None and not verb[0].endswith("ing")
    if cue("prevented").search(before):
        return not told or not past(inner)
    return cue("ahead_of").search(before) is not None and not (told and past(inner) and when)


def _planned(before: str, inner: str, ordered: bool) -> re.Match[str] | None:
    """The cue that puts a match off to a time to come; who agrees to prolong a truce has prolonged it."""
    if ordered:
        inner = cue("to_do").sub(" ", inner)
    done = cue("agreed").search(before) and cue("done_by_agreeing").match(inner)
    return (None if done else cue("planned").search(before)) or cue("inside_planned").search(inner)


def _demanded(before: str, inner: str) -> bool:
    """Whether a match is what somebody in front of it is asked to do ("asked them to mass tanks")."""
    asked = cue("demanded").search(before + inner[: inner.find(" to ") + 3] if " to " in inner else before)
    return asked is not None and asked.start() < len(before)


def _possible(before: str, inner: str) -> re.Match[str] | None:
    """The cue that makes a match merely possible.

    Who warns that something *has happened*, or talks at some distance from it, leaves it as it is.
    """
    for found in cue("possible").finditer(before):
        far = len(before) - found.end() > CLOSE or cue("perfect").search(inner) is not None
        if not (far and cue("holding").fullmatch(found[0])):
            return found
    return cue("inside_possible").search(inner)


def _months_ago(clause: str, day: date) -> bool:
    """Whether a clause says that it was last month or before ("captured in early March", written in July)."""
    if cue("planned").search(clause):
        return False
    months = [list(month_name).index(name) for name in _MONTH.findall(clause)]
    past = bool(months) and all((day.month - month) % 12 in BYGONE for month in months)
    return past or cue("ago").search(clause) is not None


def _negated(before: str, inner: str, after: str, talk: bool) -> str | None:
    """The cue that turns the match into its opposite, or None; two cues cancel each other."""
    cues = cue("negation_of_talk" if talk else "negation")
    found = [m[0] for m in cues.finditer(cue("not_negation").sub(" ", before))]
    found += [m[0] for m in cue("negation_inside_talk" if talk else "inside_negation").finditer(inner)]
    late = cue("negation_after").match(after.lstrip()) or cue("negation_late").search(after)
    late = late or cue("lifted").match(after.lstrip())
    if late and (not talk or cue("rumoured").search(before)):
        found.append(late[0])
    return found[-1] if len(found) % 2 else None
