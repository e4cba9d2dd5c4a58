"""Points in time: what a date, a weekday, “last October” or “early on Friday morning” stands for.

Each reader takes the matched words and the scene and gives a value, with ``X`` for what cannot be told.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tocsin.nouns.document import Interval
from tocsin.read.times import calendar
from tocsin.read.times.scene import Meaning, Scene, Words

_SHIFT = ("last", "past1", "previous", "next", "following", "this", "current1", "same", "that")
_STORY = ("previous", "following", "same", "that")
_MODS = {"early": "START", "earlier": "START", "late": "END", "later": "END", "mid": "MID"}
_NEAR = 120
"""A day of a month within so many days of publication is the nearest one, whatever the tense."""


def point(words: Words, scene: Scene) -> Meaning | None:
    """A date, with its part of the day or clock time when one is given."""
    clock, rest = _clock(words)
    value = _date(rest, scene)
    if value is None:
        return None
    mod = _mod(words)
    pod = words.get("pod", "podx", "tonight")
    if clock or pod:
        if len(value) > 10 or value.count("-") < 2:
            return None
        return Meaning("TIME", f"{value}T{clock or pod}{_zulu(words) if clock else ''}")
    if mod in ("START", "END") and words.has("earlier", "later") and value.isdigit() is False:
        return Meaning("DATE", value, None, _since_or_until(value, mod, scene))
    return Meaning("TIME" if "T" in value else "DATE", value, mod)


def _zulu(words: Words) -> str:
    """``Z`` for times in UTC; other zones are not part of the value."""
    return "Z" if words.get("zone") == "Z" else ""


def _since_or_until(value: str, mod: str, scene: Scene) -> Interval | None:
    """“earlier this month” ends with the day of publication, “later this month” begins with it."""
    whole = calendar.interval(value)
    if whole is None or scene.anchor is None or whole.start is None or whole.end is None:
        return whole
    if not whole.start <= scene.anchor <= whole.end:
        return calendar.narrow(whole, mod)
    return Interval(whole.start, scene.anchor) if mod == "START" else Interval(scene.anchor, whole.end)


def _mod(words: Words) -> str | None:
    for name in ("start", "end"):
        if words.has(name):
            return str(words.get(name))
    return next((mod for name, mod in _MODS.items() if words.has(name)), None)


def _clock(words: Words) -> tuple[str, Words]:
    """The clock time among the words as ``HH:MM``, and the other words."""
    items = words.items
    code = words.get("clockword")
    if code:
        return str(code), Words([i for i in items if i.value != code])
    at = next(
        (n for n, item in enumerate(items) if item.value in ("am", "pm") or item.low in ("o'clock", "o’clock")), None
    )
    hm = words.get("hm", "hmdot")
    if hm is None and at is None:
        hour = _hour_in_pod(words)
        return (f"{hour:02d}:00", Words([i for i in items if i.low not in _PODS])) if hour is not None else ("", words)
    hour, minute = hm if hm is not None else (int(items[(at or 1) - 1].value), 0)
    half = items[at].value if at is not None else words.get("pod")
    if half in ("pm", "AF", "EV") and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    drop = {id(items[at - 1])} if at else set()
    used = ("hm", "hmdot", "ampm", "zone", "oclock", "pod", "in", "local", "time")
    rest = Words([i for i in items if id(i) not in drop and not Words([i]).has(*used)])
    return f"{min(hour, 24):02d}:{minute:02d}", rest


_PODS = {"morning", "afternoon", "evening", "night"}


def _hour_in_pod(words: Words) -> int | None:
    """“4 in the morning”."""
    if not (words.has("in") and words.has("pod") and words.has("dnum")) or words.has("month", "monthx"):
        return None
    hour = int(words.get("dnum"))
    return hour + 12 if words.get("pod") in ("AF", "EV") and hour < 12 else hour if hour <= 24 else None


def _date(words: Words, scene: Scene) -> str | None:
    """The date part of the words, by the first reader that finds its kind of word."""
    for names, reader in _READERS:
        if words.has(*names):
            return reader(words, scene)
    return _of_the_day(words, scene)


def _iso(words: Words, scene: Scene) -> str | None:
    low = words.low("iso")
    return low[:10] + (f"T{low[11:16]}" if "t" in low else "")


def _slash(words: Words, scene: Scene) -> str | None:
    """Numbers only: year first, else day and month in the order that fits, or that lies nearest to publication."""
    parts = [int(part) for part in words.low("slash").replace("/", ".").split(".")]
    if parts[0] > 31:
        order = [(parts[0], parts[1], parts[2])]
    else:
        year = parts[2] + (0 if parts[2] > 99 else 2000 if parts[2] < 70 else 1900)
        order = [(year, parts[0], parts[1]), (year, parts[1], parts[0])]
        if "." in words.low("slash"):
            order.reverse()
    days = [found for found in (calendar.day(*ymd) for ymd in order) if found]
    if scene.anchor and len(days) > 1 and (days[0] - scene.anchor).days > 0:
        days.sort(key=lambda d: abs((d - scene.anchor).days) if scene.anchor else 0)
    return days[0].isoformat() if days else None


def _holiday(words: Words, scene: Scene) -> str | None:
    rule = str(words.get("holiday"))
    year = _year_given(words, scene)
    if year is not None:
        return calendar.holiday(rule, year).isoformat()
    if scene.anchor is None:
        return f"XXXX-{rule}" if rule[2:3] == "-" else None
    days = [calendar.holiday(rule, min(max(scene.anchor.year + n, 1583), 9000)) for n in (-1, 0, 1)]
    return _choose(days, scene.anchor, _way(words, scene)).isoformat()


def _year_given(words: Words, scene: Scene) -> int | None:
    """The year that is written, or meant by “last year” beside a month."""
    year = words.get("year")
    if year is not None:
        return min(max(int(year), 1), 9998)
    if words.get("unit") == "Y" and words.has(*_SHIFT):
        day = scene.ref_day() if words.has(*_STORY) else scene.anchor
        return day.year + _shift(words) if day else None
    return None


def _shift(words: Words) -> int:
    return int(words.get(*_SHIFT) or 0)


def _way(words: Words, scene: Scene) -> int:
    """The direction said by “last” or “next”, else by the tense around."""
    if words.has("last", "next", "past1", "previous", "following"):
        return 2 * _shift(words)
    return scene.way()


def _choose(days: list[date], anchor: date, way: int) -> date:
    """The day meant among candidates in order: the last one before, the first one after, or the nearest."""
    if way <= -2:
        return max([d for d in days if d < anchor], default=days[0])
    if way >= 2:
        return min([d for d in days if d > anchor], default=days[-1])
    if way == -1:
        return max([d for d in days if (d - anchor).days <= 2], default=days[0])
    if way == 1:
        return min([d for d in days if d >= anchor], default=days[-1])
    return min(days, key=lambda d: abs((d - anchor).days))


def _month(words: Words, scene: Scene) -> str | None:
    month = int(words.get("month", "monthx"))
    number = words.get("dnum", "ordn", "ordw", "second")
    year = _year_given(words, scene)
    if year is None and words.has("this") and scene.anchor:
        year = scene.anchor.year
    if number is None:
        return f"{year:04d}-{month:02d}" if year is not None else _bare_month(words, month, scene)
    if not 1 <= int(number) <= calendar.last_day(2024, month):
        return None
    if year is not None:
        day = calendar.day(year, month, int(number))
        return day.isoformat() if day else None
    return _bare_day(words, month, int(number), scene)


def _bare_month(words: Words, month: int, scene: Scene) -> str:
    anchor = scene.anchor
    if anchor is None:
        return f"XXXX-{month:02d}"
    way = _way(words, scene)
    months = [date(year, month, 1) for year in range(max(anchor.year - 1, 1), min(anchor.year + 2, 9999))]
    first = anchor.replace(day=1)
    if way == 0 and not words.has("last", "next"):
        ahead = (month - anchor.month) % 12
        return f"{anchor.year + (month < anchor.month) - (ahead > 4):04d}-{month:02d}"
    back = (anchor.month - month) % 12
    if way == 1 and back <= 2 and month != anchor.month:
        way = -1  # “in March” in April is the one just gone, whatever the tense around
    elif way == -1 and back >= 11:
        way = 1  # “spoke of a meeting in September”, in August
    if way in (-1, 1) and month == anchor.month:
        return first.isoformat()[:7]
    return _choose(months, first, 2 if way > 0 else -2).isoformat()[:7]


def _bare_day(words: Words, month: int, number: int, scene: Scene) -> str | None:
    anchor = scene.anchor
    if anchor is None:
        return f"XXXX-{month:02d}-{number:02d}"
    years = range(max(anchor.year - 4, 1), min(anchor.year + 5, 9999))
    days = [found for found in (calendar.day(year, month, number) for year in years) if found]
    if words.has("weekday"):
        days = [d for d in days if d.isoweekday() == words.get("weekday")] or days
        return _choose(days, anchor, 0).isoformat()
    if not days:
        return None
    near = _choose(days, anchor, 0)
    way = _way(words, scene)
    ahead = (near - anchor).days
    if abs(way) < 2 and -_NEAR <= ahead <= (_NEAR if way >= 0 else _NEAR // 2):
        return near.isoformat()
    return _choose(days, anchor, way or -1).isoformat()


def _weekday(words: Words, scene: Scene) -> str | None:
    weekday = int(words.get("weekday", "dayabbr"))
    day = scene.ref_day() if words.has(*_STORY) else scene.anchor
    if day is None:
        return f"XXXX-WXX-{weekday}"
    if words.has("same", "that") and day.isoweekday() == weekday:
        return day.isoformat()
    way = _way(words, scene) if not words.has(*_STORY) else 2 * (_shift(words) or -1)
    back = (day.isoweekday() - weekday) % 7
    if way == 2 or way == -2:
        return calendar.add(day, -(back or 7) if way < 0 else ((-back) % 7 or 7)).isoformat()
    if words.has("this"):
        return calendar.add(day, weekday - day.isoweekday()).isoformat()
    return calendar.add(day, -back if way <= 0 else (-back) % 7).isoformat()


def _deictic(words: Words, scene: Scene) -> str | None:
    return calendar.add(scene.anchor, int(words.get("deictic"))).isoformat() if scene.anchor else "XXXX-XX-XX"


def _season(words: Words, scene: Scene) -> str | None:
    name = str(words.get("season", "seasonx"))
    year = _year_given(words, scene)
    if year is not None:
        return f"{year:04d}-{name}"
    if scene.anchor is None:
        return f"XXXX-{name}"
    way = _way(words, scene)
    now_year, now = calendar.season(scene.anchor)
    order = list(calendar.SEASONS)
    ahead = (order.index(name) - order.index(now)) % 4
    ahead_year = now_year + (order.index(name) < order.index(now))
    if ahead == 0 and not words.has("last", "next", "past1", "previous", "following"):
        return f"{now_year:04d}-{name}"
    if words.has("this"):
        return f"{scene.anchor.year:04d}-{name}"
    return f"{ahead_year if way > 0 else ahead_year - 1:04d}-{name}"


def _decade(words: Words, scene: Scene) -> str | None:
    year = words.get("decade4", "decade2")
    return f"{int(year) // 10:03d}" if year is not None else f"19{words.get('nineties')}"


def _year(words: Words, scene: Scene) -> str | None:
    return f"{int(words.get('year')):04d}"


def _unit(words: Words, scene: Scene) -> str | None:
    """“last week”, “this year”, “the following month”, “that day”."""
    unit = str(words.get("unit", "weekend", "tunit"))
    day = scene.ref_day() if words.has(*_STORY) else scene.anchor
    if unit == "D" and scene.near and not words.has(*_SHIFT):
        return scene.near
    if unit == "D" and words.has("next") and words.has("the"):
        day = scene.ref_day()
    return shifted(day, unit, _shift(words))


def shifted(day: date | None, unit: str, by: int) -> str | None:
    """The day, week, month … that lies ``by`` of them away from the one ``day`` is in."""
    if day is None:
        return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "WE": "XXXX-WXX-WE"}.get(
            unit, "XXXX"
        )
    if unit == "D":
        return calendar.add(day, by).isoformat()
    if unit in ("W", "F"):
        return calendar.week(calendar.add(day, 7 * by * (2 if unit == "F" else 1)))
    if unit == "WE":
        return _weekend(day, by)
    if unit == "M":
        return calendar.add_months(day, by).isoformat()[:7]
    if unit == "Q":
        moved = calendar.add_months(day, 3 * by)
        return f"{moved.year:04d}-Q{calendar.quarter(moved)}"
    year = day.year + by * {"Y": 1, "E": 10, "C": 100}.get(unit, 0)
    if not 1 <= year <= 9999 or unit not in ("Y", "E", "C"):
        return None
    return f"{year:04d}"[: {"Y": 4, "E": 3, "C": 2}[unit]]


def _weekend(day: date, by: int) -> str:
    """The weekend of this week, or on a Monday to Wednesday the one just gone by."""
    moved = calendar.add(day, 7 * by) if by else calendar.add(day, -7 if day.isoweekday() <= 3 else 0)
    return f"{calendar.week(moved)}-WE"


def _of_the_day(words: Words, scene: Scene) -> str | None:
    """A clock time or a part of the day without a day: that of publication, or of the story."""
    if words.has("that", "same", "following", "previous") or (words.has("next") and words.has("the")):
        day = scene.ref_day()
        by = _shift(words)
    else:
        day, by = scene.anchor, _shift(words)
        if scene.near and not words.has("this", "tonight", "last", "next"):
            return scene.near
    return calendar.add(day, by).isoformat() if day else "XXXX-XX-XX"


_READERS: tuple[tuple[tuple[str, ...], Callable[[Words, Scene], str | None]], ...] = (
    (("iso",), _iso),
    (("slash",), _slash),
    (("holiday",), _holiday),
    (("month", "monthx"), _month),
    (("weekday", "dayabbr"), _weekday),
    (("deictic",), _deictic),
    (("season", "seasonx"), _season),
    (("decade4", "decade2", "nineties"), _decade),
    (("year",), _year),
    (("unit", "weekend", "tunit"), _unit),
)
