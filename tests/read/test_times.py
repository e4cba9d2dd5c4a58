"""Times: the language's own examples, the table's names, and any text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.nouns.document import Interval, Published
from tocsin.nouns.reading import When
from tocsin.read import sentences, times
from tocsin.read.languages import table
from tocsin.read.times import meanings, rules

_MONDAY = Published(date(2022, 12, 5), date(2022, 12, 5), "given")
_WORDS = st.sampled_from(
    [
        "last",
        "next",
        "the",
        "first",
        "three",
        "May",
        "March",
        "Friday",
        "week",
        "weeks",
        "ago",
        "earlier",
        "25th",
        "1999",
        "4",
        "a.m.",
        "of",
        "in",
        "end",
        "early",
        "'",
        "-",
        ",",
        ".",
        "every",
    ]
)


def read(text: str, published: Published = _MONDAY) -> list[When]:
    return times.find(text, sentences.split(text), published)


@pytest.mark.parametrize(("text", "expected"), table("times")["examples"])
def test_the_examples_of_the_table(text: str, expected: list[list[str]]) -> None:
    assert [[w.text, w.type, w.value] for w in read(text)] == expected


def test_every_rule_has_a_meaning() -> None:
    for rule in rules.RULES:
        assert rule.meaning == "shifted" or hasattr(meanings, rule.meaning)


def test_without_a_date_nothing_is_guessed() -> None:
    found = read("He came on Friday, left on December 3 and returns next week.", Published(None, None))
    assert [(w.value, w.interval) for w in found] == [
        ("XXXX-WXX-5", None), ("XXXX-12-03", None), ("XXXX-WXX", None)
    ]  # fmt: skip


def test_an_inferred_interval_resolves_what_both_ends_agree_on() -> None:
    december = Published(date(2022, 12, 3), date(2022, 12, 31), "inferred")
    month, day = read("In October tanks arrived; yesterday they left.", december)
    assert month.value == "2022-10"
    assert day.value == "XXXX-XX-XX"
    assert day.interval == Interval(date(2022, 12, 2), date(2022, 12, 30))


def test_early_and_end_narrow_the_interval() -> None:
    end, early = read("They met at the end of November. No one knows what may happen in early 2023.")
    assert end.interval == Interval(date(2022, 11, 21), date(2022, 11, 30))
    assert early.interval == Interval(date(2023, 1, 1), date(2023, 5, 1))


@given(st.one_of(st.text(), st.lists(_WORDS).map(" ".join)), st.dates())
def test_any_text_any_day(text: str, day: date) -> None:
    for published in (Published(None, None), Published(day, day), Published(date.min, day)):
        for when in read(text, published):
            assert when.text == text[when.start : when.end]
            assert when.interval is None or when.interval.start is None or when.interval.start <= when.interval.end
