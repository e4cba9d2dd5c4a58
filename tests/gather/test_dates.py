"""What a printed date means, and which are not believed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.gather.dates import days, instant, published

TODAY = date(2022, 12, 10)
FIFTH = (date(2022, 12, 5), date(2022, 12, 5))
DECEMBER = (date(2022, 12, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["2022-12-05", "2022-12-05T23:30:00-05:00", "2022-12-05 10:00:00", "20221205", "20221205T101500Z", "20221205101500",
     "2022/12/5", "2022.12.05", "05.12.2022", "5 December 2022", "5th Dec 2022", "Dec. 5, 2022", "December 5 2022",
     "Monday, December 5, 2022", "Mon, 05 Dec 2022 10:00:00 +0300", "Monday 5 December 2022 10.15 GMT", " 2022-12-05 "],
)  # fmt: skip
def test_one_day_in_many_forms(text: str) -> None:
    assert days(text) == FIFTH


@pytest.mark.parametrize(("text", "read"), [("2022-12", DECEMBER), ("Dec 2022", DECEMBER), ("13/12/2022", (date(2022, 12, 13),) * 2),
                                            ("12/13/2022", (date(2022, 12, 13),) * 2), ("2022", (date(2022, 1, 1), date(2022, 12, 31)))])  # fmt: skip
def test_months_years_and_slashes(text: str, read: tuple[date, date]) -> None:
    assert days(text) == read


@pytest.mark.parametrize(
    "text", ["", "soon", "1670230800", "32 December 2022", "2022-13-01", "5 Floréal 2022", "²⁰²²-12-05"]
)
def test_what_is_no_date_says_why(text: str) -> None:
    assert isinstance(days(text), str)


@given(st.text() | st.from_regex(r"[0-9]{1,5}[-/. ][0-9A-Za-z]{1,9}[-/., ]{1,2}[0-9]{1,5}.{0,9}"))
def test_whatever_is_printed_is_read_or_refused(text: str) -> None:
    found = published(text, "given", TODAY)
    assert found.why
    if found.start and found.end:
        assert date(1900, 1, 1) <= found.start <= found.end
        assert found.start <= TODAY + timedelta(days=1)
    else:
        assert found.basis == "unknown"


def test_instants_are_utc() -> None:
    assert instant("2022-12-05T10:00:00+03:00") == datetime(2022, 12, 5, 7, tzinfo=UTC)
    assert instant("Mon, 05 Dec 2022 10:00:00 +0300") == datetime(2022, 12, 5, 7, tzinfo=UTC)
    assert instant("2022-12-05") == datetime(2022, 12, 5, tzinfo=UTC)
    assert instant("0001-01-01T00:00:00+14:00") is None
    assert instant("yesterday") is None
