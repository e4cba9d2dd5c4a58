"""Numbers, in digits and in words, over the tokens that times and quantities share.

One regular expression cuts the text; a numeral is the longest run of tokens from where one may begin.
Values come from the language's table; a vague one (“dozens”, “a few”) carries its range.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from tocsin.read.languages import table, words

TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\w)"  # 2022-12-03, 2022-12-03T14:32Z
    r"|\d{1,2}[:.]\d\d(?::\d\d)?(?=\s?(?:[ap]\.?m\b|h\b|hrs\b|GMT|UTC|[A-Z]{2,3}T\b))|\d{1,2}:\d\d(?::\d\d)?(?![\d:])"
    r"|\d{1,4}[/.]\d{1,2}[/.]\d{2,4}(?!\w)"  # 3/12/2022, 3.12.2022
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?(?:st|nd|rd|th|s)(?!\w)|\d+(?:\.\d+)?"
    r"|['’‘]\d0s(?!\w)|(?:[A-Za-z]\.){2,6}|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?|['’]s\b|[-–—]+|\S"
)

_NUMBERS = table("numerals")
SMALL: dict[str, int] = _NUMBERS["small"]
LARGE: dict[str, int] = _NUMBERS["large"]
ORDINALS: dict[str, int] = _NUMBERS["ordinals"]
VAGUE: dict[str, list[float]] = _NUMBERS["vague"]
FRACTIONS: dict[str, float] = _NUMBERS["fractions"]
_ATTACHED = words("numerals", "attached")
NUMBER = frozenset([*SMALL, *VAGUE, *LARGE, "half", *"0123456789"])
"""What any numeral holds: one of these words, or a digit."""

_PART = re.compile(r"[^\W\d_]+|\d")
_OPENS = SMALL.keys() | VAGUE.keys() | {"a", "an", "half", "hundred", "thousand", "million", "billion", "dozen"}
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?\Z")


class Token(NamedTuple):
    """A stretch of the text, and it in lower case; ``code`` and ``value`` are what a rule table says of it."""

    start: int
    end: int
    low: str
    code: str = ""
    value: Any = None


class Numeral(NamedTuple):
    """What the tokens up to ``stop`` amount to."""

    stop: int
    value: float
    low: float
    high: float
    vague: bool
    digits: bool


@lru_cache(maxsize=256)
def parts(sentence: str) -> tuple[str, ...]:
    """The words and single digits of a sentence in lower case, fast: to tell what it cannot hold."""
    return tuple(_PART.findall(sentence.lower()))


@lru_cache(maxsize=256)
def tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The tokens of a stretch of text, in order. Remembered, since times and quantities ask for the same sentences."""
    return tuple([Token(*m.span(), m.group().lower()) for m in TOKEN.finditer(text, start, end)])


def numeral(toks: Sequence[Token], at: int) -> Numeral | None:
    """The numeral that begins at token ``at``, or None."""
    low = toks[at].low
    if low[0].isdecimal():
        return _digits(toks, at)
    if low in _OPENS:
        return _half(toks, at) or _vague(toks, at) or _words(toks, at)
    return None


def _exact(stop: int, value: float, digits: bool) -> Numeral:
    return Numeral(stop, value, value, value, False, digits)


def _digits(toks: Sequence[Token], at: int) -> Numeral | None:
    """``15,000`` · ``1.5 million`` · ``5 1/2`` · ``5m``."""
    if not _DIGITS.match(toks[at].low):
        return None
    value = float(toks[at].low.replace(",", "")) if len(toks[at].low) < 25 else float("1e25")
    stop = at + 1
    if _lows(toks, stop, 3)[1:2] == ["/"] and stop + 2 < len(toks) and value < 1000 and (part := _slash(toks, stop)):
        return _exact(stop + 3, value + part, True)
    while stop < len(toks) and (size := _size(toks, stop)):
        value, stop = value * size, stop + 1
    return _exact(stop, value, True)


def _size(toks: Sequence[Token], at: int) -> int | None:
    """The magnitude a token stands for after digits; a letter only when it touches them."""
    low = toks[at].low.rstrip(".")
    if low in _ATTACHED and toks[at].start != toks[at - 1].end and len(low) == 1:
        return None
    if low == "-" and at + 1 < len(toks) and toks[at].start == toks[at - 1].end:
        return None
    return LARGE.get(low)


def _slash(toks: Sequence[Token], at: int) -> float | None:
    above, below = toks[at].low, toks[at + 2].low
    small = above.isdecimal() and below.isdecimal() and len(above) == 1 and len(below) == 1
    return int(above) / int(below) if small and 0 < int(above) < int(below) else None


def _lows(toks: Sequence[Token], at: int, count: int) -> list[str]:
    return [token.low for token in toks[at : at + count]]


def _half(toks: Sequence[Token], at: int) -> Numeral | None:
    """``half a million``; half of anything else is no number by itself."""
    lows = _lows(toks, at, 3)
    if lows[0] == "half" and lows[1:2] in (["a"], ["an"]) and len(lows) == 3 and lows[2] in LARGE:
        return _exact(at + 3, LARGE[lows[2]] / 2, False)
    return None


def _vague(toks: Sequence[Token], at: int) -> Numeral | None:
    """``a few`` · ``dozens`` · ``a couple of hundred`` · ``hundreds of thousands``."""
    stop = at + 1 if toks[at].low == "a" else at
    lows = _lows(toks, stop, 3)
    if stop > at and lows[:1] == ["several"]:
        return None
    if not lows or lows[0] not in VAGUE:
        return None
    value, low, high = VAGUE[lows[0]]
    stop += 1
    many = lows[2:] and lows[1] == "of" and (lows[2] in VAGUE or lows[2] in LARGE)
    size = LARGE.get(lows[2][:-1] if lows[2].endswith("s") else lows[2]) if many else LARGE.get("".join(lows[1:2]))
    if size:
        value, low, high, stop = value * size, low * size, high * size, stop + (2 if many else 1)
    return Numeral(stop, value, low, high, True, False)


def _words(toks: Sequence[Token], at: int) -> Numeral | None:
    """``twenty-five`` · ``two hundred and forty thousand`` · ``a hundred`` · ``nineteen ninety-six``."""
    total, part, stop = 0.0, -1.0, at
    if toks[at].low in ("a", "an"):
        if not (at + 1 < len(toks) and toks[at + 1].low in LARGE and toks[at + 1].low not in _ATTACHED):
            return None
        part, stop = 1.0, at + 1
    while stop < len(toks):
        low = toks[stop].low
        if low in SMALL:
            if part >= 0 and not _adds(part, SMALL[low]):
                break
            part = max(part, 0.0) * (100 if 13 <= part <= 20 and SMALL[low] >= 10 else 1) + SMALL[low]
        elif low in LARGE and low not in _ATTACHED and part != 0:
            if LARGE[low] <= 100:
                part = max(part, 1.0) * LARGE[low]
            else:
                total, part = total + max(part, 1.0) * LARGE[low], 0.0
        elif not (low in ("-", "and") and _goes_on(toks, stop, low, part, total)):
            break
        stop += 1
    if stop == at:
        return None
    value = total + max(part, 0.0)
    if _lows(toks, stop, 3) == ["and", "a", "half"]:
        return _exact(stop + 3, value + 0.5, False)
    return _exact(stop, value, False)


def _adds(part: float, small: int) -> bool:
    """``twenty`` takes ``five``, ``hundred`` takes anything, ``nineteen`` takes ``ninety`` (a year)."""
    return (
        (part % 100 == 0 and part > 0)
        or (part % 10 == 0 and part % 100 >= 20 and 0 < small < 10)
        or (13 <= part <= 20 and small >= 10)
        or (1300 <= part < 2100 and part % 10 == 0 and 0 < small < 10)
        or part == 0
    )


def _goes_on(toks: Sequence[Token], at: int, low: str, part: float, total: float) -> bool:
    after = toks[at + 1].low if at + 1 < len(toks) else ""
    if low == "-":
        touching = at + 1 < len(toks) and toks[at].start == toks[at - 1].end and toks[at].end == toks[at + 1].start
        return touching and after in SMALL and part >= 0 and _adds(part, SMALL[after]) and part != 0
    return after in SMALL and ((part > 0 and part % 100 == 0) or (part == 0 and total > 0))
