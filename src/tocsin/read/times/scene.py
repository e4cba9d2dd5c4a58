"""What a reader of the story knows at a given word: the day it was published, and the time it is talking about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tocsin.nouns.document import Interval
from tocsin.nouns.reading import TimeType
from tocsin.read.numerals import Token
from tocsin.read.times import calendar
from tocsin.read.times.lexicon import NAME


class Meaning(NamedTuple):
    """A TIMEX3 type and value; ``mod`` narrows it; ``interval`` overrides the dates the value covers."""

    type: TimeType
    value: str
    mod: str | None = None
    interval: Interval | None = None


@dataclass(slots=True)
class Scene:
    """``anchor`` is the day of publication (None: unknown); ``ref`` the last date spoken of; ``way`` the tense.

    ``quarter`` is the last quarter spoken of, ``near`` the last day in the same sentence.
    """

    anchor: date | None
    ref: str | None = None
    quarter: str | None = None
    near: str | None = None
    way: Callable[[], int] = lambda: 0

    def told(self, meaning: Meaning) -> None:
        """The story has moved to this time."""
        if meaning.type in ("DATE", "TIME") and meaning.value[:1].isdigit():
            self.ref = meaning.value.split("T")[0]
            if len(self.ref) == 10 and "W" not in self.ref:
                self.near = self.ref
            if "-Q" in self.ref:
                self.quarter = self.ref

    def ref_day(self) -> date | None:
        """The first day of the time spoken of, else the day of publication."""
        span = calendar.interval(self.ref) if self.ref else None
        return span.start if span else self.anchor


class Words(NamedTuple):
    """The items a rule matched."""

    items: list[Token]

    def get(self, *names: str) -> Any:
        """The value of the first item of one of these classes, or None."""
        return next((item.value for item in self.items if NAME[item.code] in names), None)

    def has(self, *names: str) -> bool:
        """Whether an item of one of these classes is there."""
        return any(NAME[item.code] in names for item in self.items)

    def all(self, *names: str) -> list[Any]:
        """The values of all items of these classes."""
        return [item.value for item in self.items if NAME[item.code] in names]

    def low(self, name: str) -> str:
        """The word of the first item of a class."""
        return next((item.low for item in self.items if NAME[item.code] == name), "")
