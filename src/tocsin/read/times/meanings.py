"""What a rule's words mean, one function a meaning: ``is: ago`` in the table is ``ago`` here.

Each takes the matched words and the scene and returns a TIMEX3 type and value, or None for no time at all.
"""

from __future__ import annotations

from datetime import date

from tocsin.nouns.document import Interval
from tocsin.read.times import amounts, calendar
from tocsin.read.times.points import point, shifted
from tocsin.read.times.scene import Meaning, Scene, Words

__all__ = [
    "ago",
    "beyond",
    "century",
    "every",
    "half",
    "hence",
    "last_day",
    "length",
    "new_year",
    "nth_unit",
    "nth_weekday",
    "often",
    "past",
    "past_unit",
    "point",
    "present",
    "quarter",
    "rate",
    "same_period",
    "shifted_from",
    "some_units",
    "span",
    "term",
    "the_unit",
    "vague_ref",
    "week_of",
    "weeks_on",
    "year_earlier",
    "year_end",
    "year_long",
]  # fmt: skip


def length(words: Words, scene: Scene) -> Meaning | None:
    """A duration: “two weeks”, “a three-year”, “12 to 18 months”."""
    numbers = words.all("num", "dnum")
    count = None if len(numbers) > 1 else amounts.count(words)
    value = amounts.period(count, amounts.unit(words))
    return Meaning("DURATION", value) if value else None


def some_units(words: Words, scene: Scene) -> Meaning | None:
    """“weeks”, “years”."""
    value = amounts.period(None, amounts.unit(words))
    return Meaning("DURATION", value) if value else None


def span(words: Words, scene: Scene) -> Meaning | None:
    """A duration that ends or begins now: “the last couple of months”."""
    if words.has("season", "seasonx"):
        return Meaning("SET", f"XXXX-{words.get('season', 'seasonx')}")
    meaning = length(words, scene)
    count, anchor = amounts.count(words), scene.anchor
    if meaning is None or anchor is None:
        return meaning
    back = words.has("last", "past1")
    edge = amounts.moved(anchor, amounts.unit(words), (count or 3.0) * (-1 if back else 1))
    if edge is None:
        return meaning
    return meaning._replace(interval=Interval(edge, anchor) if back else Interval(anchor, edge))


def ago(words: Words, scene: Scene) -> Meaning | None:
    """“three days ago”, “a year ago”; “several years ago” is only the past."""
    count, unit = amounts.count(words), amounts.unit(words)
    if count is None:
        return Meaning("DATE", "PAST_REF")
    if unit == "Y" and count == 1 and words.has("a") and scene.quarter:
        return _year_before(scene.quarter)
    value = amounts.away(scene.anchor, unit, -count)
    return Meaning("DATE", value) if value else None


def hence(words: Words, scene: Scene) -> Meaning | None:
    """“two weeks from now”."""
    count = amounts.count(words)
    value = amounts.away(scene.anchor, amounts.unit(words), count)
    return Meaning("DATE", value) if value else Meaning("DATE", "FUTURE_REF")


def shifted_from(words: Words, scene: Scene) -> Meaning | None:
    """“a year earlier”, “two days later”: away from the time the story speaks of."""
    count, unit = amounts.count(words), amounts.unit(words)
    if count is None:
        return length(words, scene)
    way = 1 if words.has("later", "after") else -1
    if unit == "Y" and scene.ref and ("-Q" in scene.ref or len(scene.ref) == 7) and count == int(count):
        return _years_from(scene.ref, int(count) * way)
    value = amounts.away(scene.ref_day(), unit, count * way)
    return Meaning("DATE", value) if value else None


def _year_before(value: str) -> Meaning:
    return _years_from(value, -1)


def _years_from(value: str, by: int) -> Meaning:
    return Meaning("DATE", f"{max(int(value[:4]) + by, 0):04d}{value[4:]}")


def year_earlier(words: Words, scene: Scene) -> Meaning | None:
    """“the year-earlier quarter”: the period last spoken of, a year before."""
    if words.get("unit") != "Y":
        return None
    if len(words.all("unit")) == 1 and words.has("num", "dnum"):
        return length(Words([i for i in words.items if i.low != "year"]), scene)
    ref = scene.quarter or (scene.ref if scene.ref and len(scene.ref) in (4, 7) else None)
    if ref:
        return _year_before(ref)
    value = shifted(scene.anchor, "Y", -1)
    return Meaning("DATE", value) if value else None


def same_period(words: Words, scene: Scene) -> Meaning | None:
    """“the latest quarter”, “the 1988 period”, “the same period a year earlier”."""
    if words.has("latest") and not words.has("ago", "earlier", "last"):
        unit = str(words.get("unit") or "Q")
        value = shifted(scene.anchor, unit, 0 if unit != "Q" else -1)
        if scene.quarter and not (words.has("unit") and scene.anchor and value and scene.quarter > value):
            return Meaning("DATE", scene.quarter)
        return Meaning("DATE", value) if value else None
    ref = scene.quarter or scene.ref
    if words.has("year") and words.get("unit") in (None, "Q"):
        year = f"{int(words.get('year')):04d}"
        return Meaning("DATE", year + (scene.quarter[4:] if scene.quarter else ""))
    if ref is None:
        return None
    return _year_before(ref) if words.has("ago", "earlier", "last", "previous") else Meaning("DATE", ref)


def the_unit(words: Words, scene: Scene) -> Meaning | None:
    """“the year”, “the quarter”, “the weekend”: the one the story is in."""
    unit = str(words.get("unit", "weekend"))
    if unit == "Q":
        return Meaning("DATE", scene.quarter or shifted(scene.anchor, "Q", -1) or "XXXX-QX")
    if unit == "WE" and scene.anchor and scene.way() > 0:
        return Meaning("DATE", f"{calendar.week(scene.anchor)}-WE")  # “will be restored by the weekend”
    value = shifted(scene.ref_day() if unit == "M" else scene.anchor, unit, 0)
    return Meaning("DATE", value) if value else None


def year_long(words: Words, scene: Scene) -> Meaning | None:
    """“the year ended March 31”: a length of time."""
    return Meaning("DURATION", "P1Y")


def quarter(words: Words, scene: Scene) -> Meaning | None:
    """“the third quarter of 2021”, “the fiscal second quarter”, “Q3”."""
    number = words.get("ordw", "ordn", "second") or (words.get("dnum") if words.has("q") else None)
    number = 4 if number is None and words.has("last") else number
    if number is None or not 1 <= int(number) <= 4:
        return None
    year = words.get("year")
    if year is not None:
        return Meaning("DATE", f"{int(year):04d}-Q{int(number)}")
    if scene.anchor is None:
        return Meaning("DATE", f"XXXX-Q{int(number)}")
    if words.all("unit").count("Y") and words.has("last", "next", "this", "previous", "past1"):
        by = int(words.get("last", "next", "this", "previous", "past1"))
        return Meaning("DATE", f"{scene.anchor.year + by:04d}-Q{int(number)}")
    back = int(number) > calendar.quarter(scene.anchor) and scene.way() < 0
    year = scene.anchor.year - back - (1 if words.has("ago", "earlier") else 0)
    return Meaning("DATE", f"{year:04d}-Q{int(number)}")


def half(words: Words, scene: Scene) -> Meaning | None:
    """“the first half of 2023”, “the second half of the year”."""
    number = words.get("ordw", "ordn", "second") or 2
    if words.has("month", "monthx", "decade4"):
        found = point(Words([i for i in words.items if i.low not in ("half", "first", "second", "last")]), scene)
        return found._replace(mod="START" if number == 1 else "END") if found else None
    year = words.get("year")
    if year is None:
        day = scene.anchor
        by = int(words.get("last", "next", "this", "previous", "past1") or 0)
        year = day.year + by if day else None
    if int(number) > 2:
        return None
    return Meaning("DATE", f"{int(year):04d}-H{int(number)}" if year is not None else f"XXXX-H{int(number)}")


def century(words: Words, scene: Scene) -> Meaning | None:
    """“the 20th century” is ``19``."""
    number = int(words.get("ordn", "ordw", "second"))
    return Meaning("DATE", f"{number - 1:02d}") if 1 <= number <= 99 else None


def year_end(words: Words, scene: Scene) -> Meaning | None:
    """“year-end”: the end of the year of publication."""
    value = shifted(scene.anchor, "Y", 0)
    return Meaning("DATE", value, "END") if value else None


def every(words: Words, scene: Scene) -> Meaning | None:
    """A set: “every day”, “each July”, “every two weeks”, “every Friday”."""
    if words.has("month", "monthx"):
        return Meaning("SET", f"XXXX-{int(words.get('month', 'monthx')):02d}")
    if words.has("weekday"):
        return Meaning("SET", f"XXXX-WXX-{words.get('weekday')}")
    if words.has("season", "seasonx"):
        return Meaning("SET", f"XXXX-{words.get('season', 'seasonx')}")
    if words.has("pod", "podx"):
        return Meaning("SET", f"XXXX-XX-XXT{words.get('pod', 'podx')}")
    count = 2.0 if words.has("alternate", "second") else float(words.get("num", "dnum", "ordw") or 1)
    value = amounts.period(count, amounts.unit(words))
    return Meaning("SET", value) if value else None


def rate(words: Words, scene: Scene) -> Meaning | None:
    """“twice a week”."""
    value = amounts.period(1.0, amounts.unit(words))
    return Meaning("SET", value) if value else None


def often(words: Words, scene: Scene) -> Meaning | None:
    """“daily”, “annually”."""
    return Meaning("SET", str(words.get("daily")))


def present(words: Words, scene: Scene) -> Meaning | None:
    """“now”, “these days”."""
    return Meaning("DATE", "PRESENT_REF", None, Interval(scene.anchor, scene.anchor) if scene.anchor else None)


def term(words: Words, scene: Scene) -> Meaning | None:
    """“the near term”, “the weeks ahead”."""
    return Meaning("DATE", "FUTURE_REF")


def week_of(words: Words, scene: Scene) -> Meaning | None:
    """“the week of March 6”."""
    found = point(Words([i for i in words.items if i.low != "week"]), scene)
    span = calendar.interval(found.value) if found else None
    return Meaning("DATE", calendar.week(span.start)) if span and span.start else None


def nth_unit(words: Words, scene: Scene) -> Meaning | None:
    """“the last week of March”, “the second weekend of May”."""
    month = point(Words([i for i in words.items if Words([i]).has("month", "monthx", "dot", "year")]), scene)
    span = calendar.interval(month.value) if month else None
    if span is None or span.start is None or span.end is None:
        return month
    number = int(words.get("ordw", "second") or 0)
    day = calendar.add(span.start, 7 * (number - 1)) if 0 < number < 6 else span.end
    return Meaning("DATE", calendar.week(day) + ("-WE" if words.has("weekend") else ""))


def beyond(words: Words, scene: Scene) -> Meaning | None:
    """“the Sunday before last”, “the month after next”: one further than the last or the next."""
    way = -1 if words.has("before") else 1
    if scene.anchor is None:
        return Meaning("DATE", "PAST_REF" if way < 0 else "FUTURE_REF")
    if words.has("weekday"):
        return Meaning("DATE", _weekday_from(scene.anchor, int(words.get("weekday")), way, 1))
    value = shifted(scene.anchor, amounts.unit(words), 2 * way)
    return Meaning("DATE", value) if value else None


def weeks_on(words: Words, scene: Scene) -> Meaning | None:
    """“a week on Friday”, “Friday week”, “two weeks from tomorrow”; “a week last Friday” goes back."""
    way = -1 if words.has("last", "past1", "ago") else 1
    weeks = int(next(iter(words.all("num", "dnum")), 1)) * (2 if "fortnight" in (i.low for i in words.items) else 1)
    if scene.anchor is None:
        return Meaning("DATE", "PAST_REF" if way < 0 else "FUTURE_REF")
    if words.has("deictic"):
        return Meaning("DATE", calendar.add(scene.anchor, int(words.get("deictic")) + 7 * weeks).isoformat())
    return Meaning("DATE", _weekday_from(scene.anchor, int(words.get("weekday")), way, min(weeks, 5_000)))


def _weekday_from(day: date, weekday: int, way: int, weeks: int) -> str:
    """So many weeks beyond the next or the last such weekday."""
    near = (weekday - day.isoweekday()) * way % 7 or 7
    return calendar.add(day, way * (near + 7 * weeks)).isoformat()


def nth_weekday(words: Words, scene: Scene) -> Meaning | None:
    """“the second Tuesday of next month”, “the last Friday of June”."""
    first = next(n for n, item in enumerate(words.items) if Words([item]).has("weekday"))
    number, weekday = Words(words.items[:first]).get("ordw", "ordn", "second"), int(words.get("weekday"))
    span = _within(Words(words.items[first + 2 :]), scene)
    if span is None or span.start is None or span.end is None:
        return None
    if number is None:
        return Meaning("DATE", calendar.add(span.end, -((span.end.isoweekday() - weekday) % 7)).isoformat())
    day = calendar.add(span.start, (weekday - span.start.isoweekday()) % 7 + 7 * (int(number) - 1))
    return Meaning("DATE", day.isoformat()) if int(number) > 0 and day <= span.end else None


def last_day(words: Words, scene: Scene) -> Meaning | None:
    """“the last day of May”."""
    of = next(n for n, item in enumerate(words.items) if Words([item]).has("of"))
    span = _within(Words(words.items[of + 1 :]), scene)
    return Meaning("DATE", span.end.isoformat()) if span and span.end else None


def _within(words: Words, scene: Scene) -> Interval | None:
    """The dates of a month or a year that is named or pointed at."""
    found = point(words, scene)
    return calendar.interval(found.value) if found else None


def new_year(words: Words, scene: Scene) -> Meaning | None:
    """“the new year”: the one to come, or in its first weeks the one that has begun."""
    if scene.anchor is None:
        return Meaning("DATE", "XXXX", "START")
    return Meaning("DATE", f"{scene.anchor.year + (scene.anchor.month > 2):04d}", "START")


def past_unit(words: Words, scene: Scene) -> Meaning | None:
    """“the past decade” is a length of time, “the past week” the last one."""
    if amounts.unit(words) in ("E", "C"):
        return span(Words([i for i in words.items if i.low != "the"]), scene)
    return point(words, scene)


def past(words: Words, scene: Scene) -> Meaning | None:
    """“recently”."""
    return Meaning("DATE", "PAST_REF")


def vague_ref(words: Words, scene: Scene) -> Meaning | None:
    """“recent weeks”, “the future”, “current”."""
    if words.has("next", "future"):
        return Meaning("DATE", "FUTURE_REF")
    if words.has("past1"):
        return Meaning("DATE", "PAST_REF")
    return Meaning("DATE", str(words.get("adjective")) if words.has("adjective") else "PRESENT_REF")
