"""Numbers with what is counted, and the times a text names, as the decision needs them: coarse and comparable."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tocsin.resolve.lexicon import phrases
from tocsin.resolve.stems import stem
from tocsin.resolve.tables import table, words
from tocsin.resolve.tokens import Word

REACH = 4  # words after a number among which its unit is looked for
LOOSE = 0.1  # "about 100" covers 90 … 110


@dataclass(frozen=True, slots=True)
class Count:
    """From ``low`` to ``high`` of something; ``units`` are the keys of the words that name it."""

    low: float
    high: float
    units: frozenset[str]
    text: str
    at: int  # index of its first word
    clause: int

    def excludes(self, other: Count) -> bool:
        """Can both not be true of one thing?"""
        return self.high < other.low or other.high < self.low


@dataclass(frozen=True, slots=True)
class Times:
    """Names of times in a text: 2022, 3 (March), 14 March, Tuesday, yesterday."""

    years: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()  # "3-14"
    weekdays: frozenset[str] = frozenset()
    relative: frozenset[str] = frozenset()

    def clash(self, other: Times) -> bool:
        """Do both name times of one kind, and none in common?"""
        return any(a and b and not a & b for a, b in self._beside(other))

    def meet(self, other: Times) -> bool:
        """Do both name the same time?"""
        return not self.clash(other) and any(a & b for a, b in self._beside(other))

    def _beside(self, other: Times) -> list[tuple[frozenset[str], frozenset[str]]]:
        return [
            (self.years, other.years), (self.months, other.months), (self.days, other.days),
            (self.weekdays, other.weekdays), (self.relative, other.relative),
        ]  # fmt: skip


def counts(made: tuple[Word, ...]) -> tuple[Count, ...]:
    """Every number of a text that counts or measures something (years and days of the month do not)."""
    found, i, dated = [], 0, _dated(made)
    while i < len(made):
        value, size = _number(made, i)
        if value is None or i in dated:
            i += 1
            continue
        low, high = _loosened(made, i, value)
        end = i + size
        found.append(Count(low, high, _units(made, i, end), _shown(made, i, end), i, made[i].clause))
        i = end
    return tuple(c for c in found if c.units)


def _number(made: tuple[Word, ...], i: int) -> tuple[tuple[float, float] | None, int]:
    """(low, high) of the number that begins at word ``i`` and how many words it takes."""
    tables = table("numbers")
    low = made[i].low
    for size in (3, 2, 1) if low in _vague_starts() else ():
        phrase = "_".join(w.low for w in made[i : i + size])
        if phrase in tables["vague"]:
            a, b = tables["vague"][phrase]
            return (float(a), float(b)), size
    if made[i].kind == "number":
        value = _digits(low)
    elif low in tables["ones"] and low not in ("one", "zero"):
        value = float(tables["ones"][low])
    elif low in ("dozen", "hundred", "thousand", "million"):
        value = 1.0
        return (value * tables["scales"][low],) * 2, 1
    else:
        return None, 1
    if value is None:
        return None, 1
    size = 1
    while i + size < len(made) and size < 4:
        following = made[i + size].low
        if following in tables["scales"]:
            value *= tables["scales"][following]
        elif following in tables["ones"] and low in tables["ones"] and value >= 20 and tables["ones"][following] < 10:
            value += tables["ones"][following]
        else:
            break
        size += 1
    return (value, value), size


@cache
def _vague_starts() -> frozenset[str]:
    return frozenset(phrase.split("_")[0] for phrase in table("numbers")["vague"])


def _digits(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def _loosened(made: tuple[Word, ...], i: int, value: tuple[float, float]) -> tuple[float, float]:
    low, high = value
    before = [w.low for w in made[max(0, i - 3) : i]]
    if _said(before, "at_least"):
        return low, float("inf")
    if _said(before, "at_most"):
        return 0.0, high
    if _said(before, "about"):
        return low * (1 - LOOSE), high * (1 + LOOSE)
    return low, high


def _said(before: list[str], key: str) -> bool:
    known = phrases("numbers", key)
    return any(tuple(before[-size:]) in known for size in (1, 2, 3) if len(before) >= size)


def _units(made: tuple[Word, ...], start: int, end: int) -> frozenset[str]:
    """What is counted: the words after the number up to the first verb-like stop; a sign before or after it."""
    same = table("numbers")["same_unit"]
    units = set()
    if start and made[start - 1].low in same:
        units.add(same[made[start - 1].low])
    for word in made[end : end + REACH]:
        if word.low in ("%", "$", "€", "£") or word.low in same:
            units.add(same.get(word.low, word.low))
        elif word.kind in ("content", "light"):
            units.add(word.key)
        elif word.kind == "mark" or (word.kind == "stop" and word.low not in ("of", "the", "more", "per") and units):
            break
    return frozenset(u for u in units if u)


def _shown(made: tuple[Word, ...], start: int, end: int) -> str:
    last = min(len(made), end + 2)
    while last > end and made[last - 1].kind in ("mark", "stop"):
        last -= 1
    return " ".join(w.text for w in made[start:last])


# --- times -----------------------------------------------------------------------------------------


def times(made: tuple[Word, ...]) -> Times:
    """The times a text names."""
    months = table("numbers")["ordinal_months"]
    found: dict[str, set[str]] = {"years": set(), "months": set(), "days": set(), "weekdays": set(), "relative": set()}
    for i, word in enumerate(made):
        month = months.get(word.low) if word.text[:1].isupper() else None
        if month:
            found["months"].add(str(month))
            found["days"].update(f"{month}-{made[j].low}" for j in (i - 1, i + 1) if _is_day(made, j))
        elif _is_year(word):
            found["years"].add(word.low)
        elif word.low in words("numbers", "weekdays"):
            found["weekdays"].add(word.low)
        elif word.low in ("yesterday", "tomorrow", "today", "tonight"):
            found["relative"].add("today" if word.low == "tonight" else word.low)
        elif word.low in ("last", "next") and i + 1 < len(made) and made[i + 1].low in ("week", "month", "year"):
            found["relative"].add(f"{word.low} {made[i + 1].low}")
    return Times(*(frozenset(found[k]) for k in ("years", "months", "days", "weekdays", "relative")))


def _is_day(made: tuple[Word, ...], j: int) -> bool:
    return 0 <= j < len(made) and made[j].kind == "number" and made[j].low.isdigit() and 1 <= int(made[j].low) <= 31


def _is_year(word: Word) -> bool:
    return word.kind == "number" and len(word.low) == 4 and word.low.isdigit() and 1900 <= int(word.low) <= 2100


def _dated(made: tuple[Word, ...]) -> frozenset[int]:
    """Indices of numbers that are part of a date."""
    months = table("numbers")["ordinal_months"]
    found: set[int] = set()
    for i, word in enumerate(made):
        if word.low in months and word.text[:1].isupper():
            found.update(j for j in (i - 1, i + 1) if _is_day(made, j))
        if _is_year(word) and not (i + 1 < len(made) and made[i + 1].kind == "content" and not made[i + 1].concept):
            found.add(i)
        if _is_year(word) and i and made[i - 1].low in ("in", "since", "of", "by", "until", "during", "early", "late"):
            found.add(i)
    return frozenset(found)


def unit_stem(word: str) -> str:
    """The key of a unit given as a word."""
    return str(table("numbers")["same_unit"].get(word, stem(word)))
