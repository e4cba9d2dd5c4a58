"""Which way a bare weekday or month points: the tense of the verbs around it."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.read.languages import table
from tocsin.read.times.lexicon import BREAK, CODE, Line

_TENSE = {name: frozenset(value.split()) for name, value in table("times")["tense"].items()}
_REACH = 12

_MONTH, _OWNED = CODE["monthx"], CODE["poss"]

Verbs = Sequence[bool] | None
"""For each item, whether the network takes it for a verb; None when nobody has asked it."""


def direction(line: Line, first: int, stop: int, verbs: Verbs = None) -> int:
    """-1 for the past (-2 after “since”), 1 for the future, 0 when nothing near tells.

    A verb of saying right before the expression was said then; else the nearest verb before it decides, else the
    nearest after it, within the sentence. What has an apostrophe behind it (“Friday's attack”) is only to come when
    it is said plainly.
    """
    if first and line.items[first - 1].low == "since":
        return -2
    soon = first > 1 and line.items[first - 1].low == "as" and line.items[first - 2].low in _TENSE["as_soon"]
    if any(line.items[i].low in _TENSE["report"] for i in range(max(0, first - 2), first)):
        return -1
    owned = stop < len(line.items) and line.codes[stop] == _OWNED
    for step, at, end in ((-1, first - 1, first - 1 - _REACH), (1, stop, stop + _REACH)):
        for i in range(at, end, step):
            if i < 0 or i >= len(line.items) or line.codes[i] == BREAK or line.items[i].low in _TENSE["clause"]:
                break
            told = _tells(line, i, verbs)
            if told and not (owned and told > 0 and line.items[i].low not in _TENSE["plain"]):
                return told
        if soon:
            return 1  # “as early as Thursday”, unless something was done then
    return 0


def _tells(line: Line, at: int, verbs: Verbs) -> int:
    low = line.items[at].low
    if low in _TENSE["future"]:
        return _future(line, at, low)
    if low in _TENSE["report"]:
        return -1
    if low == "to" and verbs is not None and at + 1 < len(line.items) and verbs[at + 1]:
        return 1  # “plans to leave”: what has yet to be done
    if low == "set":
        return 1 if at + 1 < len(line.items) and line.items[at + 1].low in ("to", "for") else 0
    if low in _TENSE["past"] or (low.endswith("ed") and len(low) > 4 and (verbs is None or verbs[at])):
        return 1 if _after_future(line, at) else -1
    return 0


def _future(line: Line, at: int, low: str) -> int:
    """A word of the future; not the month of May, not “could be”, not what “had been due”."""
    before = line.items[at - 1].low if at else ""
    if line.codes[at] == _MONTH or (low == "be" and before not in _TENSE["opens_be"]):
        return 0
    return -1 if before == "been" else 1


def _after_future(line: Line, at: int) -> bool:
    """“will be closed”, “is expected to be held”: a participle behind a word of the future."""
    near = range(max(0, at - 3), at)
    return any(line.items[i].low in _TENSE["future"] and _future(line, i, line.items[i].low) > 0 for i in near)
