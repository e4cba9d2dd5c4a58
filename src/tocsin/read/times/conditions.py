"""Conditions that a place must meet for a rule to hold: what stands before and after, in words.

Each takes the line, the first item and the one past the last. The word lists are in the language's table.
"""

from __future__ import annotations

from collections.abc import Callable

from tocsin.read.languages import table
from tocsin.read.numerals import Token
from tocsin.read.times.lexicon import CODE, Line

Condition = Callable[[Line, int, int], bool]

_CONTEXT: dict[str, frozenset[str]] = {
    name: frozenset(value.split()) for name, value in table("times")["contexts"].items()
}
_TIME_NOUNS = {CODE[name] for name in ("unit", "units", "tunit", "tunits", "num", "dnum", "vague", "many", "season")}


def always(line: Line, first: int, stop: int) -> bool:
    """No condition."""
    return True


def _before(line: Line, first: int) -> str:
    return line.items[first - 1].low if first > 0 else ""


def _after(line: Line, stop: int, step: int = 0) -> str:
    return line.items[stop + step].low if stop + step < len(line.items) else ""


def _has(line: Line, first: int, stop: int, name: str) -> Token | None:
    code = CODE[name]
    return next((item for item in line.items[first:stop] if item.code == code), None)


def _unit(line: Line, first: int, stop: int) -> str:
    """The value of the last unit word."""
    units = [item.value for item in line.items[first:stop] if item.code in _UNITS]
    return str(units[-1]) if units else ""


_UNITS = {CODE[name] for name in ("unit", "units", "tunit", "tunits", "weekend")}


def real_clock(line: Line, first: int, stop: int) -> bool:
    """14:32 is a time with a zone or a.m./p.m., after “at”, or where a line begins; else it may be a score."""
    marked = _has(line, first, stop, "ampm") or _has(line, first, stop, "zone")
    return bool(marked) or _before(line, first) in _CONTEXT["clock"]


def real_date(line: Line, first: int, stop: int) -> bool:
    """A written date; digits parted by strokes or full stops only where they can be a day, a month and a year."""
    slash = _has(line, first, stop, "slash")
    if slash is None:
        return True
    parts = [int(part) for part in slash.low.replace("/", ".").split(".")]
    year_first = len(slash.low.replace("/", ".").split(".")[0]) == 4
    year, a, b = (parts[0], parts[1], parts[2]) if year_first else (parts[2], parts[0], parts[1])
    whole = year >= 1900 or (year < 100 and "/" in slash.low)
    return whole and min(a, b) > 0 and max(a, b) <= 31 and min(a, b) <= 12


def touching(line: Line, first: int, stop: int) -> bool:
    """Q3 is written without a space."""
    q = next(i for i in range(first, stop) if line.items[i].code == CODE["q"])
    return line.items[q].end == line.items[q + 1].start and 1 <= line.items[q + 1].value <= 4


def is_quarter(line: Line, first: int, stop: int) -> bool:
    """The unit counted is the quarter."""
    return any(item.code == CODE["unit"] and item.value == "Q" for item in line.items[first:stop])


def is_century(line: Line, first: int, stop: int) -> bool:
    """The unit counted is the century."""
    return _unit(line, first, stop) == "C"


def is_year(line: Line, first: int, stop: int) -> bool:
    """The unit is the year."""
    return _unit(line, first, stop) == "Y"


def is_week(line: Line, first: int, stop: int) -> bool:
    """“the week of March 6”."""
    return _unit(line, first, stop) == "W"


def is_span(line: Line, first: int, stop: int) -> bool:
    """A month or a year, in which weekdays can be counted."""
    return _unit(line, first, stop) in ("", "M", "Y")


def has_day(line: Line, first: int, stop: int) -> bool:
    """“the last day of …”: the first unit named is the day."""
    return next((item.value for item in line.items[first:stop] if item.code in _UNITS), "") == "D"


def is_day(line: Line, first: int, stop: int) -> bool:
    """The unit is the day."""
    return _unit(line, first, stop) == "D"


def is_moment(line: Line, first: int, stop: int) -> bool:
    """“at the moment”."""
    return _unit(line, first, stop) == "TX" and _before(line, first) in ("at", "for")


def known_unit(line: Line, first: int, stop: int) -> bool:
    """“the year”, “the quarter” point at one; “the day” is too often a figure of speech."""
    return _unit(line, first, stop) in ("Y", "Q", "M", "W", "WE") and _after(line, stop) not in _CONTEXT["unit_goes_on"]


def no_tunit(line: Line, first: int, stop: int) -> bool:
    """Not “per second”."""
    return _unit(line, first, stop) not in ("TX", "TS", "")


def not_clause(line: Line, first: int, stop: int) -> bool:
    """“two days before” with nothing after it; before a clause or a noun it is only a length."""
    if line.items[stop - 1].low not in ("before", "after"):
        return _after(line, stop) != "than"
    return not _after(line, stop)[:1].isalnum()


def sure_month(line: Line, first: int, stop: int) -> bool:
    """A month by itself; those that are also other words need support."""
    if line.items[first].code == CODE["month"]:
        return len(line.items[first].low) > 4 or line.items[first].low in _CONTEXT["short_months"] or stop - first > 1
    return _before(line, first) in _CONTEXT["month"] or _after(line, stop) in ("'s", "’s")


def sure_season(line: Line, first: int, stop: int) -> bool:
    """A season by itself: “in spring”, “the summer”, not “the fall of the city” or “spring into action”."""
    supported = stop - first > 1 or _before(line, first) in _CONTEXT["season"]
    if line.items[stop - 1].code == CODE["season"]:
        return supported
    before = line.items[first].low if stop - first > 1 else _before(line, first)
    return before in _CONTEXT["season"] and _after(line, stop) not in _CONTEXT["fall_goes_on"]


def sure_year(line: Line, first: int, stop: int) -> bool:
    """Four digits that are a year and not a count."""
    item = line.items[stop - 1]
    if stop - first > 1:
        return True
    before, after = _before(line, first), _after(line, stop)
    if not 1500 <= item.value < 2101 or before in _CONTEXT["count"] or after in _CONTEXT["counted"]:
        return False
    return before in _CONTEXT["year"] or not (after[:1].isalpha() and after.endswith("s") and len(after) > 4)


def is_now(line: Line, first: int, stop: int) -> bool:
    """Not “now that”."""
    return _after(line, stop) != "that"


def alone(line: Line, first: int, stop: int) -> bool:
    """“the past”, “the future” as a noun."""
    return line.codes[stop : stop + 1] not in _TIME_NOUNS and _after(line, stop) not in _CONTEXT["not_past"]


def bare_future(line: Line, first: int, stop: int) -> bool:
    """“in future”, not “future earnings”."""
    return _before(line, first) in ("in", "near") and alone(line, first, stop)


def is_term(line: Line, first: int, stop: int) -> bool:
    """“over the long term”, not “the long-term savings”."""
    return alone(line, first, stop) and not (line.items[stop - 2].low == "-" and _after(line, stop)[:1].isalpha())


def no_age(line: Line, first: int, stop: int) -> bool:
    """Not an age, and a unit that can be counted."""
    after = _after(line, stop, 1) if _after(line, stop) == "-" else _after(line, stop)
    unit = _unit(line, first, stop)
    return after not in _CONTEXT["age"] and unit != "TX" and not (unit == "Q" and after in ("of", "a", "the"))


def bare_units(line: Line, first: int, stop: int) -> bool:
    """“for weeks”, “took years”: a plural unit after a word that measures."""
    return _before(line, first) in _CONTEXT["bare"] or _after(line, stop) in _CONTEXT["bare_after"]


def after_at(line: Line, first: int, stop: int) -> bool:
    """“at dawn”, “before daybreak”."""
    return _before(line, first) in _CONTEXT["clock"]
