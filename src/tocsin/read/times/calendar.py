"""TIMEX3 values as dates and back: arithmetic on the calendar, without a wall clock.

Dates are clamped to the years 1..9999; everything here is total, so that “900 years ago” in a text of the
year 30 is no crash.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from tocsin.nouns.document import Interval

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-W(?P<week>\d\d)(?:-(?P<we>WE))?|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI)"
    r"|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:T.*)?\Z"
)


def day(year: int, month: int, number: int) -> date | None:
    """The date, or None when there is none such."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def add(day_: date, days: int) -> date:
    """So many days on, clamped to the calendar."""
    return date.fromordinal(min(max(day_.toordinal() + days, 1), date.max.toordinal()))


def add_months(day_: date, months: int) -> date:
    """So many months on; the day of the month is cut to what the month has."""
    index = min(max(day_.year * 12 + day_.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day_.day, last_day(year, month + 1)))


def last_day(year: int, month: int) -> int:
    """The number of days of a month."""
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(1)).day


def week(day_: date) -> str:
    """The ISO week a day is in."""
    year, number, _ = day_.isocalendar()
    return f"{year:04d}-W{number:02d}"


def quarter(day_: date) -> int:
    """The quarter a day is in."""
    return (day_.month + 2) // 3


def season(day_: date) -> tuple[int, str]:
    """The (northern) season a day is in and the year it is counted to: January belongs to last year's winter."""
    if day_.month < 3:
        return day_.year - 1, "WI"
    return day_.year, {1: "SP", 2: "SU", 3: "FA", 4: "WI"}[day_.month // 3]


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth (or, with -1, the last) such weekday of a month."""
    if nth < 0:
        last = date(year, month, last_day(year, month))
        return add(last, -((last.isoweekday() - weekday) % 7))
    first = date(year, month, 1)
    return add(first, (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus, as printed in Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, number = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, number + 1)


def holiday(rule: str, year: int) -> date:
    """The day a holiday's rule means in a year."""
    if rule.startswith("easter"):
        return add(easter(year), int(rule[6:]))
    if "-" in rule and ":" not in rule:
        return date(year, *(int(part) for part in rule.split("-")))
    month, weekday, nth = rule.split(":")
    number, _, plus = nth.partition("+")
    if plus:  # the Tuesday after the first Monday
        return add(nth_weekday(year, int(month), int(weekday) - 1, int(number)), int(plus))
    return nth_weekday(year, int(month), int(weekday), int(number))


def interval(value: str) -> Interval | None:
    """The inclusive dates a value covers; None when it does not say."""
    found = _VALUE.match(value)
    if found is None:
        return _long_interval(value)
    year = int(found["year"])
    if not 1 <= year <= 9998:
        return None
    if found["week"]:
        return _week_interval(year, int(found["week"]), bool(found["we"]))
    if found["day"]:
        exact = day(year, int(found["month"]), int(found["day"]))
        return Interval(exact, exact) if exact else None
    first, months = _first_and_months(found)
    if first > 12 or first < 1:
        return None
    start = date(year, first, 1)
    return Interval(start, add(add_months(start, months), -1))


def _first_and_months(found: re.Match[str]) -> tuple[int, int]:
    if found["month"]:
        return int(found["month"]), 1
    if found["quarter"]:
        return 3 * int(found["quarter"]) - 2, 3
    if found["half"]:
        return 6 * int(found["half"]) - 5, 6
    if found["season"]:
        return SEASONS[found["season"]], 3
    return 1, 12


def _week_interval(year: int, number: int, weekend: bool) -> Interval | None:
    try:
        start = date.fromisocalendar(year, number, 6 if weekend else 1)
    except ValueError:
        return None
    return Interval(start, add(start, 1 if weekend else 6))


def _long_interval(value: str) -> Interval | None:
    """Decades (``199``) and centuries (``19``)."""
    if not (value.isdecimal() and value.isascii() and len(value) in (2, 3)):
        return None
    width = 10 ** (4 - len(value))
    start = max(int(value) * width, 1)
    return Interval(date(start, 1, 1), date(int(value) * width + width - 1, 12, 31))


def narrow(whole: Interval, mod: str | None) -> Interval:
    """The first, middle or last third of an interval, for “early”, “mid” and “the end of”."""
    if mod is None or whole.start is None or whole.end is None or whole.start == whole.end:
        return whole
    days = (whole.end - whole.start).days + 1
    third = max(days // 3, 1)
    if mod == "START":
        return Interval(whole.start, add(whole.start, third - 1))
    if mod == "END":
        return Interval(add(whole.end, 1 - third), whole.end)
    return Interval(add(whole.start, third), add(whole.end, -third)) if days >= 3 else whole
