"""Amounts of time: how many of which unit the words tell, the period that is, and the day that far away."""

from __future__ import annotations

from datetime import date

from tocsin.read.times import calendar
from tocsin.read.times.points import shifted
from tocsin.read.times.scene import Words

_UNITS = ("unit", "units", "tunit", "tunits", "weekend")


def unit(words: Words) -> str:
    """The unit that is counted, as its code (``D``, ``Y``, ``TH``); empty when there is none."""
    return str((words.all(*_UNITS) or [""])[-1])


def count(words: Words) -> float | None:
    """How many; None when it is not told (“several”, “a few”)."""
    if words.has("vague", "many"):
        return 2.0 if "couple" in words.low("vague") else None
    number = next(iter(words.all("num", "dnum", "half")), None)
    if number is None:
        return 1.0 if words.has("a", "unit", "tunit") else None
    whole = words.has("num", "dnum") or (words.has("a") and words.has("and"))
    return (float(number) if words.has("num", "dnum") or not whole else 1.0) + (
        0.5 if words.has("half") and whole else 0.0
    )


def period(count: float | None, unit: str) -> str | None:
    """``P2W``, ``PT3H``, ``PXY``; decades, quarters and centuries are counted in years and months."""
    if not unit or unit in ("TX",):
        return None
    if unit == "WE":
        return f"P{_number(count)}WE"
    if count is None and unit == "E":
        unit = "Y"
    if count is not None:
        if unit in _LARGER:
            size, unit = _LARGER[unit]
            count *= size
        elif count == 0.5 and unit in _SMALLER:
            count, unit = _SMALLER[unit]
        elif count % 1 == 0.5 and unit in _SMALLER:
            half, small = _SMALLER[unit]
            return f"P{_part(int(count), unit)}{_part(half, small, unit.startswith('T'))}"
    letter = unit[1:] if unit.startswith("T") else unit
    return f"P{'T' if unit.startswith('T') else ''}{_number(count)}{letter}"


def _part(count: float, unit: str, inside: bool = False) -> str:
    """A part of a duration: ``2Y``, ``T5H``; the T stands once."""
    clock = "T" if unit.startswith("T") and not inside else ""
    return f"{clock}{_number(count)}{unit.removeprefix('T')}"


_LARGER = {"E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y"), "F": (2, "W")}
_SMALLER = {"TH": (30.0, "TM"), "Y": (6.0, "M"), "TM": (30.0, "TS"), "D": (12.0, "TH")}


def _number(count: float | None) -> str:
    return "X" if count is None else f"{count:g}"


def moved(day: date, unit: str, count: float) -> date | None:
    """The day so many units away."""
    days = {"D": 1.0, "W": 7.0, "F": 14.0, "TH": 1 / 24, "TM": 0.0, "TS": 0.0, "WE": 7.0}
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
    if abs(count) > 10_000:
        return None
    if unit in days:
        return calendar.add(day, int(count * days[unit]))
    return calendar.add_months(day, int(count * months[unit])) if unit in months else None


def away(day: date | None, unit: str, count: float | None, fine: bool = False) -> str | None:
    """The value of the day, week, month or year so many units away."""
    if count is None or abs(count) > 5_000:
        return None
    if count != int(count) and day is not None and (edge := moved(day, unit, count)):
        return edge.isoformat()[:7]
    if unit == "WE":
        return shifted(day, "WE", int(count))
    if unit in ("TH", "TM", "TS"):
        return day.isoformat() if day else "XXXX-XX-XX"
    return shifted(day, unit, int(count))
