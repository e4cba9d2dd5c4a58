"""Words become classes: a text becomes a string with one character a word, over which rules are matched.

``Line.codes[i]`` is the class of item ``i``; a word that says nothing about time has the class ``OTHER``,
and ``BREAK`` stands between sentences so that no rule runs across.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from tocsin.read import numerals
from tocsin.read.languages import table

_TABLE = table("times")
CLASSES: tuple[str, ...] = (
    "break", "other", "num", "dnum", "vague", "year", "decade4", "ordn", "ordw", "hm", "iso", "slash", "holiday",
    *_TABLE["words"],
)  # fmt: skip
CODE: dict[str, str] = {name: chr(0x4E00 + i) for i, name in enumerate(CLASSES)}
NAME: dict[str, str] = {code: name for name, code in CODE.items()}
BREAK, OTHER = CODE["break"], CODE["other"]

_WORDS: dict[str, tuple[str, Any]] = {
    word: (CODE[name], value) for name, words in _TABLE["words"].items() for word, value in words.items()
}
_NAMES = {CODE[name] for name in ("monthx", "dayabbr", "zone")} | {CODE["month"]}
_HOLIDAYS = [(re.compile(name, re.IGNORECASE), rule) for name, rule in _TABLE["holidays"].items()]
_HOLIDAY = re.compile(rf"\b(?:{'|'.join(_TABLE['holidays'])})\b", re.IGNORECASE)


class Item(NamedTuple):
    """A word or a merged group of words, its class and what the language's table says of it."""

    start: int
    end: int
    code: str
    value: Any
    low: str


class Line(NamedTuple):
    """The items of a text and their classes as one string."""

    items: list[Item]
    codes: str


def line(text: str, sentences: Sequence[tuple[int, int]]) -> Line:
    """The items of all sentences of a text, with a break after each sentence."""
    items: list[Item] = []
    for start, end in sentences:
        toks = numerals.tokens(text, start, end)
        holidays = {m.start(): m for m in _HOLIDAY.finditer(text, start, end) if m.group()[0].isupper()}
        at = 0
        while at < len(toks):
            at = _take(text, toks, at, holidays, items)
        items.append(Item(end, end, BREAK, None, ""))
    return Line(items, "".join([item.code for item in items]))


def _take(text: str, toks: list[numerals.Token], at: int, holidays: dict[int, re.Match[str]], items: list[Item]) -> int:
    """Add the item that begins at token ``at``; returns the token after it."""
    tok = toks[at]
    if tok.start in holidays:
        return _holiday(toks, at, holidays[tok.start], items)
    known = _WORDS.get(tok.low)
    if known is not None and not (known[0] in _NAMES and not _is_name(text, tok)):
        if known[0] in _NUMERIC and (found := numerals.numeral(toks, at)) and found.stop > at + 1:
            return _number(text, toks, at, found, items)
        items.append(Item(tok.start, tok.end, known[0], known[1], tok.low))
        return at + 1
    if not (tok.low[0].isdecimal() or tok.low in _NUMBER_WORDS or tok.low[0] in "'’‘"):
        items.append(Item(tok.start, tok.end, OTHER, None, tok.low))
        return at + 1
    if (special := _special(tok)) is not None:
        items.append(Item(tok.start, tok.end, CODE[special[0]], special[1], tok.low))
        return at + 1
    found = numerals.numeral(toks, at)
    if found is None:
        items.append(Item(tok.start, tok.end, OTHER, None, tok.low))
        return at + 1
    return _number(text, toks, at, found, items)


_NUMERIC = {CODE["a"], CODE["half"]}
_NUMBER_WORDS = numerals.SMALL.keys() | numerals.LARGE.keys() | numerals.VAGUE.keys() | numerals.ORDINALS.keys()


def _is_name(text: str, tok: numerals.Token) -> bool:
    """A month, a short weekday or a zone is written with a capital; full months are told by that too."""
    return text[tok.start].isupper()


def _holiday(toks: list[numerals.Token], at: int, found: re.Match[str], items: list[Item]) -> int:
    rule = next(rule for name, rule in _HOLIDAYS if name.fullmatch(found.group()))
    items.append(Item(found.start(), found.end(), CODE["holiday"], rule, found.group().lower()))
    while at < len(toks) and toks[at].start < found.end():
        at += 1
    return at


def _number(text: str, toks: list[numerals.Token], at: int, found: numerals.Numeral, items: list[Item]) -> int:
    start, end = toks[at].start, toks[found.stop - 1].end
    single = found.stop == at + 1
    kind = "vague" if found.vague else "num"
    if found.digits and single and (end - start) <= 2 and 1 <= found.value <= 31:
        kind = "dnum"
    elif found.value == int(found.value) and 1000 <= found.value < 2200 and _is_year(text, start, end, found):
        kind = "year"
    items.append(Item(start, end, CODE[kind], found.value, text[start:end].lower()))
    return found.stop


def _is_year(text: str, start: int, end: int, found: numerals.Numeral) -> bool:
    """Four bare digits, or “nineteen ninety-six”."""
    return (found.digits and end - start == 4) or (not found.digits and found.value >= 1500)


def _special(tok: numerals.Token) -> tuple[str, Any] | None:
    """Digits that are no plain number: 25th, 1990s, 14:32, 2022-12-03, 3/12/2022, Q3, FY2022."""
    low = tok.low
    if low in numerals.ORDINALS:
        return "ordw", numerals.ORDINALS[low]
    if low[0] in "'’‘":
        return ("decade4", 1900 + int(low[1:3])) if low[1:3].isdecimal() else None
    if not low[0].isdecimal():
        return None
    if low.endswith(("st", "nd", "rd", "th")):
        number = low[:-2]
        return "ordn", int(float(number[:9]))
    if low.endswith("s"):
        number = low[:-1]
        return ("decade4", int(number)) if len(number) == 4 and number.endswith("0") else ("num", float(number[:9]))
    if ":" in low:
        return _clock(low)
    if low.count("-") == 2:
        return "iso", low
    if low.count("/") == 2 or low.count(".") == 2:
        return "slash", low
    return None


def _clock(low: str) -> tuple[str, Any] | None:
    if "t" in low:
        return "iso", low
    hour, minute = low.split(":")[:2]
    return ("hm", (int(hour), int(minute))) if int(hour) < 25 and int(minute) < 60 else None
