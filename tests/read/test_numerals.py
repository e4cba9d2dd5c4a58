"""Numbers in digits and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read import numerals
from tocsin.read.languages import table


@pytest.mark.parametrize(("text", "value"), table("numerals")["examples"])
def test_the_examples_of_the_table(text: str, value: float) -> None:
    toks = numerals.tokens(str(text), 0, len(str(text)))
    found = numerals.numeral(toks, 0)
    assert found is not None
    assert (found.value, found.stop) == (value, len(toks))


@pytest.mark.parametrize("text", ["a tank", "and", "T-72", "the"])
def test_no_number_begins_here(text: str) -> None:
    assert numerals.numeral(numerals.tokens(text, 0, len(text)), 0) is None


@given(st.text())
def test_any_text_is_cut_into_tokens_that_cover_it(text: str) -> None:
    toks = numerals.tokens(text, 0, len(text))
    assert "".join(text[t.start : t.end] for t in toks) == "".join(text.split()) or any(c.isspace() for c in text)
    for i in range(len(toks)):
        numerals.numeral(toks, i)


def test_a_stroke_at_the_end_is_no_fraction() -> None:
    assert [n.value for n in [numerals.numeral(numerals.tokens("5 1/", 0, 4), 0)] if n] == [5.0]
