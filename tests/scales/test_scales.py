"""Words and numbers: boundaries, gaps, and the tables that disagree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import scales
from tocsin.errors import UsageError
from tocsin.scales.tables import table


@pytest.mark.parametrize(
    ("p", "term"),
    [
        (0.0, None), (0.01, "almost no chance"), (0.05, "very unlikely"), (0.2, "unlikely"),
        (0.45, "roughly even chance"), (0.55, "likely"), (0.8, "very likely"), (0.95, "almost certain"), (1.0, None),
    ],
)  # fmt: skip
def test_icd203_boundaries_belong_to_the_upper_band(p: float, term: str | None) -> None:
    assert scales.load("icd203").term(p) == term


@pytest.mark.parametrize("p", [0.0, 0.07, 0.22, 0.37, 0.5, 0.52, 0.77, 0.92, 1.0])
def test_phia_has_no_term_in_a_gap(p: float) -> None:
    assert scales.load("phia").term(p) is None


@given(st.floats(0, 1))
def test_a_term_is_always_from_a_band_that_holds_the_number(p: float) -> None:
    for name in scales.names():
        yardstick = scales.load(name)
        term = yardstick.term(p)
        assert term is None or yardstick.band(term).holds(round(p, 9))  # type: ignore[union-attr]


def test_every_word_has_a_rising_curve_and_its_median() -> None:
    for word in scales.known():
        levels, readings = scales.quantiles(word)  # type: ignore[misc]
        assert list(readings) == sorted(readings) and len(levels) == len(readings)
        assert scales.number(word) == readings[levels.index(0.5)]


def test_words_are_ordered_as_people_order_them() -> None:
    ladder = ["almost no chance", "very unlikely", "unlikely", "even chance", "likely", "very likely", "almost certain"]
    numbers = [scales.number(word) for word in ladder]
    assert numbers == sorted(numbers)  # type: ignore[type-var]


def test_unknown_scale_and_word() -> None:
    assert scales.number("perhaps-ish") is None
    with pytest.raises(UsageError, match="choose one of"):
        scales.load("nonsense")


def test_stix_dni_disagrees_with_icd203_where_it_is_known_to() -> None:
    icd = scales.load("icd203")
    read = {p: next(r["term"] for r in table("stix")["dni"] if r["low"] <= p <= r["high"]) for p in range(1, 100)}
    wrong = [p for p in range(1, 100) if icd.term(p / 100) != read[p]]
    assert wrong == [*range(5, 10), *range(40, 45), *range(55, 60), *range(90, 95)]


def test_an_unknown_grade_is_not_even_odds() -> None:
    assert scales.accuracy("F").mean != 0.5 and scales.accuracy("?") == scales.accuracy("F")
    assert scales.letter_for(0.99, 0.9, 4) == "F" and scales.letter_for(0.95, 0.9, 60) == "A"
    assert scales.letter_for(0.3, 0.1, 20) == "E"
