"""The rule table, compiled: expressions over classes become regular expressions over code characters.

A rule is ``match`` (an expression), ``is`` (the meaning that reads the words), and optionally ``if`` (a
condition on the place) and ``trim`` (how many leading words are context and no part of the expression).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tocsin.read.languages import table
from tocsin.read.times import conditions
from tocsin.read.times.lexicon import BREAK, CODE, Line

_TABLE = table("times")
_NAME = re.compile(r"\{(\w+)\}|([A-Za-z][A-Za-z0-9]*)|\s+")


class Rule(NamedTuple):
    """One line of the table."""

    source: str
    meaning: str
    condition: conditions.Condition
    trim: int


class Hit(NamedTuple):
    """A rule that matched the items from ``first`` up to ``stop``."""

    meaning: str
    first: int
    stop: int


def expression(source: str) -> str:
    """The regular expression over codes that a table's expression stands for."""
    return _NAME.sub(_atom, source)


def _atom(found: re.Match[str]) -> str:
    macro, name = found.groups()
    if macro:
        return expression(_TABLE["macros"][macro])
    if not name:
        return ""
    members = _TABLE["sets"].get(name, name).split("|")
    return f"[{''.join(CODE[member] for member in members)}]"


def _rule(row: dict[str, str | int]) -> Rule:
    condition: conditions.Condition = getattr(conditions, str(row.get("if", "always")))
    return Rule(expression(str(row["match"])), str(row["is"]), condition, int(row.get("trim", 0)))


RULES: tuple[Rule, ...] = tuple(_rule(row) for row in _TABLE["rules"])
_ANY = re.compile("|".join(f"(?:{rule.source})()" for rule in RULES))


@cache
def _compiled(source: str) -> re.Pattern[str]:
    """One rule alone, compiled when it is first met."""
    return re.compile(source)


def hits(line: Line) -> Iterator[Hit]:
    """What the rules match, from left to right, never overlapping; the first rule of the table wins."""
    at, end = 0, len(line.codes)
    while at < end:
        found = _ANY.search(line.codes, at)
        if found is None:
            return
        hit, at = _first(line, found)
        if hit is not None:
            yield hit


def _first(line: Line, found: re.Match[str]) -> tuple[Hit | None, int]:
    """The first rule, from the one that matched on, whose condition holds; and where to go on."""
    start = found.start()
    for rule in RULES[(found.lastindex or 1) - 1 :]:
        match = _compiled(rule.source).match(line.codes, start)
        if match and match.end() > start and rule.condition(line, start, match.end()):
            return Hit(rule.meaning, start + rule.trim, match.end()), match.end()
    return None, start + 1


def bounds(line: Line, at: int) -> tuple[int, int]:
    """The sentence an item stands in, as item numbers."""
    stop = line.codes.find(BREAK, at)
    return line.codes.rfind(BREAK, 0, at) + 1, len(line.codes) if stop < 0 else stop
