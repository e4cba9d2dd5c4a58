"""When an undated text was published: as it states, or as its times allow, always with the reason.

Nothing is guessed: what cannot be told stays unknown, and what is inferred is an interval. Evidence is, in
this order: a date line at the head; a year spoken of as still to come; the latest day fully dated as past;
a weekday that goes with a day of the month in some years only; and the days of the year that the story
speaks of as past, the latest dense run of which ends at publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from math import exp
from typing import NamedTuple

from tocsin.nouns.document import Published
from tocsin.nouns.reading import When
from tocsin.read import times
from tocsin.read.languages import table, words

_TABLE = table("dating")
_PUBLISHED, _UPDATED, _NEAR = words("dating", "published"), words("dating", "updated"), words("dating", "near")
_WEEKDAYS: dict[str, int] = _TABLE["weekdays"]
_HEAD_LINES, _HEAD_CHARACTERS, _SHORT_LINE = 8, 1_500, 15
_DATELINE = re.compile(r"[^\W\d_][\w .,’'/-]{1,50}?[,(–—-]?\s*\Z")
_AGENCY = r"\([^)\n]{2,60}\)|/[^/\n]{2,40}/|[A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20})?"
_DATELINE_END = re.compile(rf"\)?,?\s*(?:{_AGENCY})?\s*(?:--+|[-–—:|])\s")
_DAY = re.compile(r"(?:(\d{4})|XXXX)-(\d\d)-(\d\d)")
_YEAR = re.compile(r"\d{4}")
_FRESH = 30
"""News speaks of days gone by no longer than this (in days) as its latest."""
_WEEKS = 60
"""A story that gives full dates gives more than one within so many days."""
_YEARS = 4
"""A weekday and a day of the month meet again after five, six or eleven years."""


class _Mark(NamedTuple):
    """A time in the text: its value, its words, and which way its verbs point."""

    when: When
    way: int

    @property
    def value(self) -> str:
        return self.when.value

    def has(self, names: frozenset[str]) -> bool:
        """Whether one of the words stands in the expression."""
        return not names.isdisjoint(self.when.text.lower().replace(",", " ").split())


def infer(
    text: str, sentences: Sequence[tuple[int, int]], given: Published, *, not_after: date | None = None
) -> Published:
    """The date of publication: as given, else as stated in the text, else as its times allow, else unknown.

    ``not_after`` is a day by which the text is known to have existed (when it was gathered).
    """
    if given.start is not None and given.end is not None:
        return given
    head = _stated(text)
    if head is not None and head.start is not None:
        return head
    marks = [_Mark(when, way) for when, way in times.undated(text, sentences)]
    found = _inferred(marks, not_after)
    return found or Published(None, None, "unknown", _because(given, marks))


def _because(given: Published, marks: list[_Mark]) -> str:
    why = "nothing in the text ties it to a year" if marks else "the text speaks of no time"
    return f"{given.why}; {why}" if given.why else why


# --- what the head of the text states -------------------------------------------------------------------


def _stated(text: str) -> Published | None:
    """A date line among the first lines, or before the first sentence."""
    found = re.finditer(r"[^\n\r]*\S[^\n\r]*", text[:_HEAD_CHARACTERS])
    lines = [m.span() for _, m in zip(range(_HEAD_LINES), found, strict=False)]
    best: tuple[int, Published] | None = None
    for start, end in lines:
        for when, _ in times.undated(text, [(start, min(end, start + 200))]):
            read = _head_date(text, start, end, when)
            if read is not None and (best is None or read[0] < best[0]):
                best = read
    return best[1] if best else None


def _head_date(text: str, start: int, end: int, when: When) -> tuple[int, Published] | None:
    """The date of publication that a full date in a head line gives, with its rank (lower is better)."""
    day = _full(when.value)
    if day is None:
        return None
    line, quoted = text[start:end].lower(), f"“{' '.join(text[start : min(end, start + 60)].split())}”"
    told = set(re.findall(r"[^\W\d_]+", line[: when.start - start]))
    rest = len(re.findall(r"\w+", line)) - len(re.findall(r"\w+", when.text))
    if told & _UPDATED and rest < _SHORT_LINE:
        return 2, Published(day, day, "stated", f"the line {quoted} says when it was updated")
    if rest < _SHORT_LINE and (told & _PUBLISHED or rest <= 4):
        return 0, Published(day, day, "stated", f"the line {quoted} says so")
    if _DATELINE.match(text[start : when.start]) and _DATELINE_END.match(text, when.end, min(end, when.end + 80)):
        return 1, Published(day, day, "stated", f"the text opens with {quoted}")
    return None


def _full(value: str) -> date | None:
    found = _DAY.match(value)
    if not found or not found[1]:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


# --- what the times of the text allow -------------------------------------------------------------------


def _inferred(marks: list[_Mark], not_after: date | None) -> Published | None:
    """An interval for the day of publication, with its reason."""
    years = _years(marks, not_after.year if not_after else 2100)
    coming = {m.value[5:10] for m in marks if m.way > 0 and _DAY.match(m.value)}
    days = [m for m in marks if _is_partial(m) and m.way <= 0 and m.value[5:10] not in coming]
    recent = _most_recent(days)
    found = _year_of(recent, years, days) if recent else None
    if found is None:
        found = _latest_full(marks, days, years)
    if found is None:
        return None
    day, why = found
    end = min([d for d in (_later(day), years.before, not_after) if d is not None])
    return Published(day, end, "inferred", why) if day <= end else None


def _later(day: date) -> date:
    """The last day on which news still speaks of ``day`` as its latest."""
    return date.fromordinal(min(day.toordinal() + _FRESH, date.max.toordinal()))


def _is_partial(mark: _Mark) -> bool:
    """A month and day without a year."""
    found = _DAY.match(mark.value)
    return bool(found and not found[1])


def _latest_full(marks: list[_Mark], days: list[_Mark], years: _Years) -> tuple[date, str] | None:
    """The latest day given with its year, where the story is about those weeks and speaks from a present.

    One full date alone is as often history: another day of the weeks before it must be spoken of too, no later
    year may be named, and a word such as “on Friday” must tie the text to a day of publication.
    """
    full = {day: m.when.text for m in marks if m.way < 0 and _YEAR.search(m.when.text) and (day := _full(m.value))}
    if not full or not any(_is_deictic(m.value) for m in marks):
        return None
    latest = max(full)
    others = {*full, *(day for m in days if (day := _in(m, latest.year)))} - {latest}
    near = [day for day in others if 0 < (latest - day).days <= _WEEKS]
    if not near or years.past is None or years.past > latest.year:
        return None
    return latest, f"“{full[latest]}” is the latest day it speaks of as past"


def _is_deictic(value: str) -> bool:
    """“on Friday”, “yesterday”, “last week”: said from a day of publication."""
    return value.startswith(("XXXX-WXX", "XXXX-XX"))


class _Years(NamedTuple):
    """``coming`` is a year spoken of as near and still to come; ``past`` the latest spoken of as gone or going."""

    coming: int | None
    past: int | None
    before: date | None
    why: str


def _years(marks: list[_Mark], latest: int) -> _Years:
    named = [(int(m.value[:4]), m) for m in marks if m.value[:4].isdecimal() and len(m.value) >= 4]
    ahead = [(year, m) for year, m in named if m.way > 0 or (m.way == 0 and m.has(_NEAR))]
    past = max((year for year, m in named if (year, m) not in ahead and 1900 <= year <= latest), default=None)
    coming = [(year, m) for year, m in ahead if (m.has(_NEAR) or len(m.value) > 4) and (past is None or year > past)]
    if not coming:
        return _Years(None, past, None, "")
    year, mark = min(coming, key=lambda pair: (pair[0], pair[1].when.start))
    first = mark.when.interval.start if mark.when.interval and mark.when.interval.start else date(year, 1, 1)
    return _Years(year, past, first - timedelta(days=1), f"“{mark.when.text}” is spoken of as still to come")


def _most_recent(days: list[_Mark]) -> _Mark | None:
    """The day of the year that ends the densest run of days spoken of as past."""
    places = [(_place(m.value), m) for m in days]
    if not places:
        return None

    def density(place: int) -> float:
        return sum(exp(-((place - other) % 366) / 20) for other, _ in places)

    return max(places, key=lambda pair: (density(pair[0]), -pair[1].when.start))[1]


def _place(value: str) -> int:
    """The number of a month and day within a leap year."""
    month, number = int(value[5:7]), int(value[8:10])
    return date(2024, month, min(number, 28)).timetuple().tm_yday + max(number - 28, 0)


def _year_of(recent: _Mark, years: _Years, days: list[_Mark]) -> tuple[date, str] | None:
    """The day of the latest run in the year that the other evidence leaves, with the reason."""
    bound = [(m, weekday) for m in days if (weekday := _weekday(m.when.text))]
    if years.before is not None:
        day = _in(recent, years.before.year)
        day = day if day is not None and day <= years.before else _in(recent, years.before.year - 1)
        latest = f"“{recent.when.text}” is the latest day it speaks of as past"
        return (day, f"{latest}, and {years.why}") if day and _agrees(bound, recent, day) else None
    if not bound or years.past is None:
        return None
    recent = bound[0][0] if recent not in [m for m, _ in bound] else recent
    latest = f"“{recent.when.text}” is said as of these days"
    # Those years fit in which the weekday falls so; a year spoken of as past is seldom the running one.
    for year in (*range(years.past + 1, years.past + _YEARS), years.past):
        day = _in(recent, year)
        if day and _agrees(bound, recent, day):
            return day, f"{latest}, and falls on that weekday in {year}, the year that fits “{years.past}”"
    return None


def _in(mark: _Mark, year: int) -> date | None:
    try:
        return date(year, int(mark.value[5:7]), int(mark.value[8:10]))
    except ValueError:
        return None


def _weekday(words_: str) -> int | None:
    """The weekday named beside a day of the month."""
    return next((n for name, n in _WEEKDAYS.items() if name in words_.lower()), None)


def _agrees(bound: list[tuple[_Mark, int]], recent: _Mark, day: date) -> bool:
    """Whether all weekdays named beside days of the month fit, counting days back from the latest."""
    for mark, weekday in bound:
        earlier = _place(mark.value) <= _place(recent.value)
        found = _in(mark, day.year - (not earlier))
        if found is None or found.isoweekday() != weekday:
            return False
    return True
