"""The date of publication: the language's own examples, bounds, and any text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.nouns.document import Published
from tocsin.read import dating, sentences, times
from tocsin.read.languages import table

_WORDS = st.sampled_from(
    [
        "Friday",
        "December",
        "3",
        ",",
        "2022",
        "early",
        "will",
        "on",
        "2023",
        "\n",
        "Published",
        "went",
        "May",
        "—",
        "Riga",
    ]
)


def infer(text: str, given_: Published = times.UNDATED, not_after: date | None = None) -> Published:
    return dating.infer(text, sentences.split(text), given_, not_after=not_after)


@pytest.mark.parametrize(("text", "expected"), table("dating")["examples"])
def test_the_examples_of_the_table(text: str, expected: list[str | None]) -> None:
    found = infer(text)
    days = [day.isoformat() if day else None for day in (found.start, found.end)]
    assert [*days, found.basis] == expected
    assert found.why


def test_what_is_given_stays() -> None:
    day = Published(date(2020, 1, 1), date(2020, 1, 1), "given", "so said")
    assert infer("MINSK, Dec. 3, 2022 (Agency) — The ministers met.", day) == day


def test_a_text_is_no_younger_than_the_day_it_was_gathered() -> None:
    text = "On Saturday, December 3, the ministers met. The law dates from 2021."
    assert infer(text, not_after=date(2022, 12, 10)).end == date(2022, 12, 10)


def test_partial_times_get_their_year() -> None:
    text = "On Saturday, December 3, the ministers met. In October tanks came. The law dates from 2021."
    found = infer(text)
    values = [w.value for w in times.find(text, sentences.split(text), found)]
    assert values == ["2022-12-03", "2022-10", "2021"]


@given(st.one_of(st.text(), st.lists(_WORDS).map(" ".join)))
def test_any_text(text: str) -> None:
    found = infer(text)
    assert found.basis in ("stated", "inferred", "unknown")
    assert (found.start is None) == (found.end is None) == (found.basis == "unknown")
    assert found.start is None or found.end is None or found.start <= found.end
