"""Which way a bare weekday or month points: the tense of the verbs around it."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.read.languages import table
from tocsin.read.times.lexicon import BREAK, CODE, Line

_TENSE = {name: frozenset(value.split()) for name, value in table("times")["tense"].items()}
_REACH = 12

_MONTH = CODE["monthx"]

Verbs = Sequence[bool] | None
"""For each item, whether the network takes it for a verb; None when nobody has asked it."""


def direction(line: Line, first: int, stop: int, verbs: Verbs = None) -> int:
    """-1 for the past (-2 after “since”), 1 for the future, 0 when nothing near tells.

    A verb of saying right before the expression was said then; else the nearest verb before it decides, else the
    nearest after it, within the sentence.
    """
    if first and line.items[first - 1].low == "since":
        return -2
    if any(line.items[i].low in _TENSE["report"] for i in range(max(0, first - 2), first)):
        return -1
    for step, at, end in ((-1, first - 1, first - 1 - _REACH), (1, stop, stop + _REACH)):
        for i in range(at, end, step):
            if i < 0 or i >= len(line.items) or line.codes[i] == BREAK:
                break
            told = _tells(line, i, verbs)
            if told:
                return told
    return 0


def _tells(line: Line, at: int, verbs: Verbs) -> int:
    low = line.items[at].low
    if low in _TENSE["future"]:
        return 0 if line.codes[at] == _MONTH else 1
    if low in _TENSE["report"]:
        return 0
    if low in _TENSE["past"] or (low.endswith("ed") and len(low) > 4 and (verbs is None or verbs[at])):
        return 1 if _after_future(line, at) else -1
    return 0


def _after_future(line: Line, at: int) -> bool:
    """“will be closed”, “is expected to be held”: a participle behind a word of the future."""
    return any(line.items[i].low in _TENSE["future"] for i in range(max(0, at - 3), at))
