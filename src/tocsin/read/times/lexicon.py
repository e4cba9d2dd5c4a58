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
from tocsin.read.numerals import Token

_TABLE = table("times")
CLASSES: tuple[str, ...] = (
    "break", "other", "num", "dnum", "vague", "year", "decade4", "decade2", "ordn", "ordw", "hm", "hmdot", "iso",
    "slash", "holiday", *_TABLE["words"],
)  # fmt: skip
CODE: dict[str, str] = {name: chr(0x4E00 + i) for i, name in enumerate(CLASSES)}
NAME: dict[str, str] = {code: name for name, code in CODE.items()}
BREAK, OTHER = CODE["break"], CODE["other"]

_WORDS: dict[str, tuple[str, Any]] = {
    word: (CODE[name], value) for name, words in _TABLE["words"].items() for word, value in words.items()
}
_NAMES = {CODE[name] for name in ("monthx", "dayabbr", "zone")} | {CODE["month"]}
_CORE_CLASSES = {
    "month", "monthx", "weekday", "season", "seasonx", "unit", "units", "tunit", "tunits", "weekend", "pod", "podx",
    "clockword", "tonight", "deictic", "present", "past", "past1", "daily", "adjective", "current1", "nineties",
    "future", "latest", "ago", "term",
}  # fmt: skip
_CORE = (
    {word for word, (code, _) in _WORDS.items() if NAME[code] in _CORE_CLASSES}
    | {word for name in _TABLE["holidays"] for word in re.findall("[a-z]{4,}", name)}
    | {word for word in numerals.SMALL if word.endswith(("teen", "ty"))}
    | {"halloween", "easter", *"0123456789"}
)
"""What any expression of time holds: one of these words, or a digit."""

_HOLIDAYS = [(re.compile(name, re.IGNORECASE), rule) for name, rule in _TABLE["holidays"].items()]
_HOLIDAY = re.compile(rf"\b(?:{'|'.join(_TABLE['holidays'])})\b", re.IGNORECASE)


class Line(NamedTuple):
    """The items of a text and their classes as one string. A group of words (“twenty-four”) is one item."""

    items: list[Token]
    codes: str


def line(text: str, sentences: Sequence[tuple[int, int]]) -> Line:
    """The items of all sentences that may speak of time, with a break after each."""
    items: list[Token] = []
    codes: list[str] = []
    for start, end in sentences:
        if not _CORE.isdisjoint(numerals.parts(text[start:end])):
            _read(text, numerals.tokens(text, start, end), items)
            items.append(Token(end, end, "", BREAK))
            codes += [item.code or OTHER for item in items[len(codes) :]]
    return Line(items, "".join(codes))


def _read(text: str, toks: Sequence[Token], items: list[Token]) -> None:
    """Add the items of a sentence."""
    holidays = {m.start(): m for m in _HOLIDAY.finditer(text, toks[0].start, toks[-1].end) if m.group()[0].isupper()}
    add, skip = items.append, 0
    for at, tok in enumerate(toks):
        low = tok.low
        if at < skip:
            continue
        if low not in _WORDS and low not in _NUMBER_WORDS and low[0] not in _OPENERS and tok.start not in holidays:
            add(tok)
        else:
            skip = _take(text, toks, at, holidays, items)


def _take(text: str, toks: Sequence[Token], at: int, holidays: dict[int, re.Match[str]], items: list[Token]) -> int:
    """Add the item that begins at token ``at``, which may be more than a word; returns the token after it."""
    tok = toks[at]
    if tok.start in holidays:
        return _holiday(toks, at, holidays[tok.start], items)
    known = _WORDS.get(tok.low)
    if known is not None and not (known[0] in _NAMES and not _is_name(text, tok)):
        if known[0] in _NUMERIC and (found := numerals.numeral(toks, at)) and found.stop > at + 1:
            return _number(text, toks, at, found, items)
        items.append(Token(tok.start, tok.end, tok.low, *known))
        return at + 1
    special = _special(tok)
    if special is not None:
        items.append(Token(tok.start, tok.end, tok.low, CODE[special[0]], special[1]))
        return at + 1
    found = numerals.numeral(toks, at)
    if found is None:
        items.append(tok)
        return at + 1
    return _number(text, toks, at, found, items)


_DOTTED = re.compile(r"\d\d?\.\d\d\Z")
_OPENERS = frozenset("0123456789'’‘") | {chr(n) for n in range(0x660, 0x66A)}
_NUMERIC = {CODE["a"], CODE["half"]}
_NUMBER_WORDS = numerals.SMALL.keys() | numerals.LARGE.keys() | numerals.VAGUE.keys() | numerals.ORDINALS.keys()


def _is_name(text: str, tok: Token) -> bool:
    """A month, a short weekday or a zone is written with a capital; full months are told by that too."""
    return text[tok.start].isupper()


def _holiday(toks: Sequence[Token], at: int, found: re.Match[str], items: list[Token]) -> int:
    rule = next(rule for name, rule in _HOLIDAYS if name.fullmatch(found.group()))
    items.append(Token(found.start(), found.end(), found.group().lower(), CODE["holiday"], rule))
    while at < len(toks) and toks[at].start < found.end():
        at += 1
    return at


def _number(text: str, toks: Sequence[Token], at: int, found: numerals.Numeral, items: list[Token]) -> int:
    start, end = toks[at].start, toks[found.stop - 1].end
    single = found.stop == at + 1
    kind = "vague" if found.vague else "num"
    if found.digits and single and (end - start) <= 2 and 1 <= found.value <= 31:
        kind = "dnum"
    elif found.value == int(found.value) and 1000 <= found.value < 2200 and _is_year(text, start, end, found):
        kind = "year"
    items.append(Token(start, end, text[start:end].lower(), CODE[kind], found.value))
    return found.stop


def _is_year(text: str, start: int, end: int, found: numerals.Numeral) -> bool:
    """Four bare digits, or “nineteen ninety-six”."""
    return (found.digits and end - start == 4) or (not found.digits and found.value >= 1500)


def _special(tok: Token) -> tuple[str, Any] | None:
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
        if len(number) == 2 and number[1] == "0" and number > "10":
            return "decade2", 1900 + int(number)
        return ("decade4", int(number)) if len(number) == 4 and number.endswith("0") else ("num", float(number[:9]))
    if ":" in low or _DOTTED.match(low):
        return _clock(low)
    if low.count("-") == 2:
        return "iso", low
    if low.count("/") == 2 or low.count(".") == 2:
        return "slash", low
    return None


def _clock(low: str) -> tuple[str, Any] | None:
    if "t" in low:
        return "iso", low
    hour, minute = low.replace(".", ":").split(":")[:2]
    return ("hmdot" if "." in low else "hm", (int(hour), int(minute))) if int(hour) < 25 and int(minute) < 60 else None
