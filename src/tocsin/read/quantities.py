"""Numbers with what they count: “98 T-72A battle tanks”, “at least 40 people”, “$2.3 billion”.

A number is a quantity unless it is part of a time, a name (T-72, Article 5, Boeing 737), an age, a telephone
number, a score or a place in a list. What is counted is the noun phrase behind it, by the network's word
classes when they are given, else by the language's lists.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tocsin.nouns.ids import content_id
from tocsin.nouns.reading import Quantity, When
from tocsin.read import numerals
from tocsin.read.languages import table, words
from tocsin.read.numerals import Numeral, Token

_TABLE = table("quantities")
_BEFORE: dict[tuple[str, ...], str] = {tuple(phrase.split()): bound for phrase, bound in _TABLE["before"].items()}
_AFTER: dict[tuple[str, ...], str] = {tuple(phrase.split()): bound for phrase, bound in _TABLE["after"].items()}
_PERCENT: dict[tuple[str, ...], str] = {tuple(phrase.split()): unit for phrase, unit in _TABLE["percent"].items()}
_CURRENCIES: dict[str, str] = _TABLE["currencies"]
_STOPS, _COUNTED, _LABELS, _AGES = (words("quantities", key) for key in ("stops", "counted", "labels", "ages"))
_VERBS, _SINGULAR, _NOT_UNITS = (words("quantities", key) for key in ("verbs", "singular", "not_units"))
_PARTICIPLES, _MONEY, _IRREGULAR = (words("quantities", key) for key in ("participles", "money", "irregular"))
_HANDING = words("quantities", "handing")
_NAMES = frozenset({"us", "it", "who"})
_OWNERS = frozenset({"the", "its", "their", "his", "her", "our", "all"})
_LONGEST_UNIT = 6
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})

Classes = Mapping[int, str]
"""The network's word class at the start of each word; empty when it was not asked."""


class _Number(NamedTuple):
    """A number or a range, its first token and the one past its last, and what bounds it."""

    first: int
    stop: int
    value: float
    low: float | None
    high: float | None
    about: bool
    unit: str | None  # when a sign says it: dollars, percent


def find(
    text: str,
    sentences: Sequence[tuple[int, int]],
    times: Sequence[When] = (),
    *,
    upos: Sequence[str] | None = None,
    words: Sequence[Sequence[int]] | None = None,
    document: str = "",
) -> list[Quantity]:
    """The quantities of a text, in order. ``document`` goes into their ids."""
    classes = {int(w[0]): kind for w, kind in zip(words, upos, strict=True)} if upos is not None and words else {}
    starts = [when.start for when in times]
    found: list[Quantity] = []
    for start, end in sentences:
        if numerals.NUMBER.isdisjoint(numerals.parts(text[start:end])):
            continue
        toks = numerals.tokens(text, start, end)
        at = 0
        while at < len(toks):
            quantity, at = _at(text, toks, at, classes, _Times(times, starts))
            if quantity is not None:
                found.append(_named(quantity, document))
    return found


class _Times(NamedTuple):
    """The times of the text, to be asked whether a place lies within one."""

    times: Sequence[When]
    starts: list[int]

    def hold(self, at: int) -> bool:
        """Whether the character at ``at`` belongs to a time."""
        n = bisect_right(self.starts, at) - 1
        return n >= 0 and at < self.times[n].end


def _named(quantity: Quantity, document: str) -> Quantity:
    name = content_id("q", document, quantity.start, quantity.end, quantity.value, quantity.unit)
    return Quantity(name, *(getattr(quantity, field) for field in Quantity.__slots__[1:]))


def _at(text: str, toks: Sequence[Token], at: int, classes: Classes, times: _Times) -> tuple[Quantity | None, int]:
    """The quantity whose number begins at token ``at``, and where to go on."""
    numeral = numerals.numeral(toks, at)
    if numeral is None or (toks[at].low == "few" and at and toks[at - 1].low == "the"):
        return None, at + 1
    if times.hold(toks[at].start) or _is_name(text, toks, at, numeral):
        return None, numeral.stop
    number = _number(toks, at, numeral)
    if number is None:
        return None, numeral.stop
    stop, unit = _unit(text, toks, number, classes)
    if not unit and not _stands_alone(toks, at, number):
        return None, number.stop
    number, stop = _tail(toks, number, stop)
    first = _lead(toks, number.first)
    bound = _BEFORE.get(tuple(t.low for t in toks[first : number.first]), "")
    if times.hold(toks[stop - 1].start):
        stop, unit = number.stop, ""
    begin, end = toks[first].start, toks[stop - 1].end
    low, high, about = _bounds(number, bound)
    return Quantity("", text[begin:end], begin, end, number.value, unit, about, low, high), max(stop, at + 1)


def _bounds(number: _Number, bound: str) -> tuple[float | None, float | None, bool]:
    low, high = number.low, number.high
    if bound == "low" and low is None:
        low = number.value
    if bound == "high" and high is None:
        high = number.value
    return low, high, number.about or bound in ("low", "high", "about")


def _tail(toks: Sequence[Token], number: _Number, stop: int) -> tuple[_Number, int]:
    """“or more”, “or so” behind the number or what it counts."""
    for end in {number.stop, stop}:
        for size in (2, 1):
            bound = _AFTER.get(_lows(toks, end, size))
            if bound:
                low = number.value if bound == "low" else number.low
                high = number.value if bound == "high" else number.high
                return number._replace(about=True, low=low, high=high), max(stop, end + size)
    return number, stop


def _lows(toks: Sequence[Token], at: int, size: int) -> tuple[str, ...]:
    """So many words from token ``at`` on; none at all where they are not there."""
    return tuple(t.low for t in toks[at : at + size]) if at + size <= len(toks) else ()


def _lead(toks: Sequence[Token], first: int) -> int:
    """The first token of the phrase that opens the quantity (“no fewer than”), or ``first``."""
    for size in (3, 2, 1):
        if first >= size and tuple(t.low for t in toks[first - size : first]) in _BEFORE:
            particle = size == 1 and first > 1 and toks[first - 1].low == "over" and toks[first - 2].low in _HANDING
            return first if particle else first - size
    return first


def _number(toks: Sequence[Token], at: int, numeral: Numeral) -> _Number | None:
    """The number, widened to a range and to the signs around it; None for a score or a telephone number."""
    first, stop, currency = at, numeral.stop, None
    if at and toks[at - 1].low in _CURRENCIES:
        currency = _CURRENCIES[toks[at - 1].low]
        first = at - 1
        if first and toks[first - 1].low in ("us", "a", "c", "hk", "nz") and toks[first - 1].end == toks[first].start:
            first -= 1
    low: float | None = numeral.low if numeral.vague else None
    high: float | None = numeral.high if numeral.vague else None
    value, about = numeral.value, numeral.vague
    other, joined = _other(toks, first, stop)
    if other is not None:
        if joined and not numeral.value < other.value:
            return None
        small = numeral.value * _scale(numeral, other)
        if small < other.value:
            low, high, about = small, other.value, True
            value, stop = (small + other.value) / 2, other.stop
            first = first - 1 if first and toks[first - 1].low in ("between", "from") else first
    return _Number(first, *_sign(toks, stop, value, low, high, about, currency))


def _sign(
    toks: Sequence[Token], stop: int, value: float, low: float | None, high: float | None, about: bool, unit: str | None
) -> tuple[int, float, float | None, float | None, bool, str | None]:
    for size in (2, 1):
        percent = _PERCENT.get(_lows(toks, stop, size))
        if percent:
            return stop + size, value, low, high, about, percent
    return stop, value, low, high, about, unit


def _scale(small: Numeral, large: Numeral) -> float:
    """“2 to 3 million” means two million."""
    for size in (1e12, 1e9, 1e6, 1e3):
        if large.value >= size > small.value and large.value / size < 1000 and small.stop and not large.digits:
            return 1.0
        if large.value >= size and small.value < 1000 and large.digits and small.digits and large.value / size < 1000:
            return size if large.value % size == 0 and large.stop - small.stop >= 3 else 1.0
    return 1.0


def _other(toks: Sequence[Token], first: int, stop: int) -> tuple[Numeral | None, bool]:
    """The other end of a range, and whether it is joined by a dash: “10-15”, “10 to 15”, “between 10 and 15”."""
    if stop + 1 >= len(toks):
        return None, False
    link = toks[stop].low
    opened = first > 0 and toks[first - 1].low in ("between", "from")
    dash = link in ("-", "–", "—") and toks[stop].start == toks[stop - 1].end
    if not (dash or link == "to" or (link == "and" and opened) or link == "or"):
        return None, False
    at = stop + 1
    if toks[at].low in _CURRENCIES and at + 1 < len(toks):
        at += 1
    other = numerals.numeral(toks, at)
    if other is None or (dash and toks[at].start != toks[stop].end):
        return None, False
    return other, dash


def _is_name(text: str, toks: Sequence[Token], at: int, numeral: Numeral) -> bool:
    """The number belongs to a name, an age, a list or something with strokes, and counts nothing."""
    tok = toks[at]
    before = toks[at - 1] if at else None
    after = toks[numeral.stop] if numeral.stop < len(toks) else None
    if before is not None and (_touches_name(before, tok) or (before.low == "no" and tok.low == "one")):
        return True
    if _is_code(toks, at):
        return True
    if after is not None and after.start == toks[numeral.stop - 1].end and _runs_on(text, toks, numeral.stop):
        return True
    if before is None:
        return after is not None and after.low in (".", ")") and numeral.digits
    if before.low in _AGES or (numeral.digits and before.low.rstrip(".") in _LABELS):
        return True
    if before.low == "." and at > 1 and toks[at - 2].low in ("no", "nos", "art", "sec", "p", "pp", "vol"):
        return True
    return _is_age(text, toks, at, after) or _is_model(text, toks, at, numeral) or _is_item(toks, at, after)


def _touches_name(before: Token, tok: Token) -> bool:
    """``T-72``, ``#5``, ``1/2``: something stands right before the digits."""
    return before.end == tok.start and (
        before.low[-1:].isalnum() or before.low in ("-", "–", "#", "/", ".", ":", "@", "+", "_")
    )


def _runs_on(text: str, toks: Sequence[Token], stop: int) -> bool:
    """``72B``, ``24/7``, ``555-0134``, ``44-year-old``: something stands right behind the digits."""
    low = toks[stop].low
    if low in ("/", ":", "_", "@", "°"):
        return True
    if low == "-":
        after = [t.low for t in toks[stop + 1 : stop + 4]]
        if after[1:] == ["-", "old"] or after[:1] in (["mm"], ["caliber"], ["calibre"]):
            return True
        return bool(after) and after[0].isdecimal() and (len(after[0]) >= 4 or after[0].startswith("0"))
    return low.isalpha() and (low not in _COUNTED or low in ("mm", "cm")) and text[toks[stop].start] not in "%"


def _is_age(text: str, toks: Sequence[Token], at: int, after: Token | None) -> bool:
    """``Jane Doe, 42, …``."""
    if toks[at - 1].low != "," or after is None or after.low not in (",", ".", ";", ")") or at < 2:
        return False
    low = toks[at].low
    return (
        low.isdecimal()
        and len(low) <= 3
        and (text[toks[at - 2].start].isupper() or (10 < int(low) < 115 and after.low == ","))
    )


def _is_code(toks: Sequence[Token], at: int) -> bool:
    """``0800 555 0199``: digits with a zero before them, or groups of digits with nothing between."""
    low = toks[at].low
    if not (low.isdecimal() and len(low) > 2):
        return False
    sides = [toks[n].low for n in (at - 1, at + 1) if 0 <= n < len(toks)]
    return low[0] == "0" or any(side.isdecimal() and len(side) > 2 for side in sides)


def _is_model(text: str, toks: Sequence[Token], at: int, numeral: Numeral) -> bool:
    """``Boeing 737``: bare digits after a capitalised word, before nothing that could be counted."""
    name = text[toks[at - 1].start]
    if not (numeral.digits and numeral.stop == at + 1 and name.isupper() and at > 1) or "," in toks[at].low:
        return False
    after = toks[numeral.stop].low if numeral.stop < len(toks) else ""
    return not (after[:1].isalpha() and after not in _STOPS) and after != "%"


def _is_item(toks: Sequence[Token], at: int, after: Token | None) -> bool:
    """``… were: 1. They came; 2. They left``."""
    return (
        after is not None and after.low in (".", ")") and toks[at - 1].low in (":", ";", "(") and len(toks[at].low) < 3
    )


def _stands_alone(toks: Sequence[Token], at: int, number: _Number) -> bool:
    """Whether a number that counts nothing named is still worth keeping: not a bare “one”, a year, “World War Two”."""
    low = toks[at].low
    if at and (toks[at - 1].low in _LABELS or (toks[at - 1].low == "of" and toks[at - 2].low in _AGES)):
        return False
    year = len(low) == 4 and low.isdecimal() and 1000 <= number.value < 2200
    return number.unit is not None or not (year or low in ("one", "zero", "half", "couple", "few", "a"))


def _unit(text: str, toks: Sequence[Token], number: _Number, classes: Classes) -> tuple[int, str]:
    """What is counted: the token past its last, and its words."""
    at = number.stop
    if number.unit is not None:
        return at, number.unit
    if at < len(toks) and toks[at].low == "-" and toks[at].start == toks[at - 1].end:
        at += 1
    if number.unit is None and (inner := _of_total(toks, at)):
        _, unit = _unit(text, toks, number._replace(stop=inner), classes)
        return number.stop, unit
    vague_of = at + 1 < len(toks) and toks[at].low == "of" and number.about
    first = (
        at + 1 if vague_of or (at < len(toks) and toks[at].low == "of" and toks[at - 1].low in numerals.LARGE) else at
    )
    if first + 1 < len(toks) and first > at and toks[first].low in ("the", "these", "those", "its", "their"):
        first += 1
    stop = _tagged(text, toks, first, classes) if classes else _listed(text, toks, first, number.value)
    if stop == first or (toks[first].low in _NOT_UNITS and stop == first + 1):
        return number.stop, ""
    return stop, " ".join(text[toks[first].start : toks[stop - 1].end].split())


def _of_total(toks: Sequence[Token], at: int) -> int:
    """Where “of the 30”, “of their 120” ends, or 0: what is counted stands behind the total."""
    if [t.low for t in toks[at : at + 1]] != ["of"]:
        return 0
    first = at + 2 if at + 1 < len(toks) and toks[at + 1].low in _OWNERS else at + 1
    total = numerals.numeral(toks, first) if first < len(toks) else None
    return total.stop if total and total.stop < len(toks) else 0


def _words(text: str, toks: Sequence[Token], first: int) -> int:
    """One past the last token that could still belong to a noun phrase."""
    stop = first
    while stop < len(toks) and stop - first < 2 * _LONGEST_UNIT:
        low = toks[stop].low
        inside = low in ("-", "–", "'s", "’s", "&") and stop > first and stop + 1 < len(toks)
        joined = stop > first and toks[stop].start == toks[stop - 1].end and low[0].isalnum()
        name = low in _NAMES and text[toks[stop].start : toks[stop].end].isupper()
        if not (inside or joined or name) and (not low[0].isalnum() or low in _STOPS):
            break
        stop += 1
    while stop > first and not toks[stop - 1].low[0].isalnum():
        stop -= 1
    return stop


def _tagged(text: str, toks: Sequence[Token], first: int, classes: Classes) -> int:
    """One past the head noun, by the network's word classes."""
    end, head, at = _words(text, toks, first), first, first
    while at < end:
        kind = "PROPN" if _is_glued(toks, at) else classes.get(toks[at].start, "NOUN" if at > first else "X")
        participle = kind == "VERB" and toks[at].low.endswith(("ed", "ing", "en")) and at == first
        if kind not in _NOMINAL and kind != "PUNCT" and not participle:
            break
        at += 1
        if kind in ("NOUN", "PROPN") or toks[at - 1].low in _COUNTED:
            head = at
    return head


def _is_glued(toks: Sequence[Token], at: int) -> bool:
    """A part of a name such as ``T-72A`` or ``S-300``: a letter or a digit with a dash or digit right beside it."""
    before = at > 0 and toks[at - 1].end == toks[at].start and toks[at - 1].low[-1:] in "-–0123456789"
    after = at + 2 < len(toks) and toks[at + 1].low in ("-", "–") and toks[at + 1].start == toks[at].end
    named = after and toks[at + 2].start == toks[at + 1].end and toks[at + 2].low[0].isdecimal()
    return before or named


def _listed(text: str, toks: Sequence[Token], first: int, value: float) -> int:
    """One past the head noun, by its form: the first plural, or a word that is counted."""
    end = _words(text, toks, first)
    for at in range(first, end):
        low = toks[at].low
        if low in _MONEY or (low in _PARTICIPLES and at + 1 >= end):
            return at + 1
        if low in _VERBS and at > first:
            return at
        more = at + 1 < end and toks[at + 1].low in _COUNTED - _PARTICIPLES
        if _is_plural(low) and not more:
            return at + 1
        if low in _COUNTED - _PARTICIPLES or (low in _SINGULAR and value == 1):
            return at + 1
    return min(end, first + 1) if first < end and toks[first].low not in _VERBS and _is_noun(toks[first].low) else first


def _is_plural(low: str) -> bool:
    return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is", "ous")) and low not in _IRREGULAR


def _is_noun(low: str) -> bool:
    return low.endswith(("tion", "ment", "ness", "ity", "ship", "er", "or", "ist"))
