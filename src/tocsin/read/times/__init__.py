"""Time expressions with their TIMEX3 value and the dates they cover.

Words become classes (``lexicon``), rules match over classes (``rules``), each match has a meaning
(``meanings``, with ``points`` and ``amounts`` of time) in a scene (``scene``): the day of publication and the time the
story speaks of. The rules and words are data of the language.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from tocsin.nouns.document import Interval, Published
from tocsin.nouns.reading import When
from tocsin.read.times import calendar, meanings, rules, tense
from tocsin.read.times.lexicon import CODE, Line, line
from tocsin.read.times.scene import Meaning, Scene, Words

UNDATED = Published(None, None)
_VERBS = frozenset({"VERB", "AUX"})
_FULL_MONTHS = frozenset({"may", "march", "june", "july"})


def find(
    text: str,
    sentences: Sequence[tuple[int, int]],
    published: Published = UNDATED,
    *,
    upos: Sequence[str] | None = None,
    words: Sequence[Sequence[int]] | None = None,
) -> list[When]:
    """The time expressions of a text, in order.

    What hangs on the day of publication is resolved when that day is known; when only an interval is known
    (an inferred date) a value is given if both ends agree on it, else the value keeps its ``X`` and the
    interval covers both. ``upos`` and ``words`` are the network's word classes and where its words stand.
    """
    row, found = _scan(text, tuple(sentences))
    verbs = _verbs(row, upos, words)
    anchors = _anchors(published)
    told = [_told(row, found, anchor, verbs) for anchor in anchors]
    agreed = [_agreed([each[n] for each in told]) for n in range(len(found))]
    if len(anchors) > 1 or anchors[0] is None:
        _settle_weekdays(row, found, agreed)
    return [_when(text, row, hit, meaning) for hit, meaning in zip(found, agreed, strict=True) if meaning is not None]


@lru_cache(maxsize=1)
def _scan(text: str, sentences: tuple[tuple[int, int], ...]) -> tuple[Line, list[rules.Hit]]:
    """The words of a text as classes and what the rules match; remembered, since an undated text is asked twice."""
    row = line(text, sentences)
    return row, list(rules.hits(row))


def _settle_weekdays(row: Line, found: list[rules.Hit], agreed: list[Meaning | None]) -> None:
    """A weekday in a sentence with a dated day is the last such weekday up to that day."""
    days: dict[int, date] = {}
    for hit, meaning in zip(found, agreed, strict=True):
        whole = calendar.interval(meaning.value) if meaning and len(meaning.value) == 10 else None
        if whole and whole.start:
            days.setdefault(rules.bounds(row, hit.first)[0], whole.start)
    for n, (hit, meaning) in enumerate(zip(found, agreed, strict=True)):
        if meaning and len(meaning.value) == 10 and meaning.value.startswith("XXXX-WXX-"):
            day = days.get(rules.bounds(row, hit.first)[0])
            if day is not None:
                exact = calendar.add(day, -((day.isoweekday() - int(meaning.value[9])) % 7))
                agreed[n] = Meaning(meaning.type, exact.isoformat())


def undated(text: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[When, int]]:
    """The time expressions as they stand, without a day of publication, each with the way its verbs point."""
    row, found = _scan(text, tuple(sentences))
    pairs: list[tuple[When, int]] = []
    for hit, meaning in zip(found, _told(row, found, None, None), strict=True):
        if meaning is not None:
            pairs.append((_when(text, row, hit, meaning), tense.direction(row, hit.first, hit.stop)))
    return pairs


def _anchors(published: Published) -> tuple[date | None, ...]:
    if published.start is None or published.end is None:
        return (None,)
    return (published.start,) if published.start == published.end else (None, published.start, published.end)


def _verbs(row: Line, upos: Sequence[str] | None, words: Sequence[Sequence[int]] | None) -> tense.Verbs:
    if upos is None or words is None:
        return None
    starts = {int(word[0]) for word, kind in zip(words, upos, strict=True) if kind in _VERBS}
    return [item.start in starts for item in row.items]


def _told(row: Line, found: list[rules.Hit], anchor: date | None, verbs: tense.Verbs) -> list[Meaning | None]:
    """The meaning of each match, in the order of the story."""
    scene = Scene(anchor)
    told: list[Meaning | None] = []
    end = -1
    for hit in found:
        if hit.first > end:  # another sentence
            scene.near, end = None, rules.bounds(row, hit.first)[1]
        scene.way = lambda hit=hit: tense.direction(row, hit.first, hit.stop, verbs)  # type: ignore[misc]
        meaning = getattr(meanings, _NAMES.get(hit.meaning, hit.meaning))(Words(row.items[hit.first : hit.stop]), scene)
        if meaning is not None and hit.meaning not in _ASIDE:
            scene.told(meaning)
        told.append(meaning)
    return told


_ASIDE = frozenset({"ago", "shifted", "year_earlier", "same_period"})
"""Comparisons: the story does not move to them."""

_NAMES = {"shifted": "shifted_from"}


def _agreed(told: list[Meaning | None]) -> Meaning | None:
    """One meaning for all days the text may have been published on; the first of several is the undated one."""
    first = told[0]
    if len(told) == 1 or first is None:
        return first
    early, late = told[1], told[-1]
    if early is None or late is None:
        return first
    a, b = _interval(early), _interval(late)
    hull = Interval(a.start, b.end) if a and b else None
    return (early if early.value == late.value else first)._replace(interval=hull)


def _interval(meaning: Meaning) -> Interval | None:
    if meaning.interval is not None:
        return meaning.interval
    whole = calendar.interval(meaning.value) if meaning.type in ("DATE", "TIME") else None
    return calendar.narrow(whole, meaning.mod) if whole else None


def _when(text: str, row: Line, hit: rules.Hit, meaning: Meaning) -> When:
    items = row.items[hit.first : hit.stop]
    while items[-1].code == CODE["comma"] or items[-1].low == "of":
        items = items[:-1]
    if items[-1].code == CODE["dot"] and (len(items) < 2 or len(items[-2].low) > 4 or items[-2].low in _FULL_MONTHS):
        items = items[:-1]
    start, end = items[0].start, items[-1].end
    return When(text[start:end], start, end, meaning.type, meaning.value, _interval(meaning))
