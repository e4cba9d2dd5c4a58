"""Two sentences: what is said of them, and the properties that hold for any two."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.resolve import relate

LINES = (Path(__file__).with_name("pairs.tsv")).read_text(encoding="utf-8").splitlines()
PAIRS = [tuple(line.split("\t")) for line in LINES]
OPPOSED = {"contradicts", "denies"}


def test_what_is_called_a_contradiction_mostly_is_one() -> None:
    claimed = [(kind, relate(a, b).kind) for kind, a, b in PAIRS]
    right = sum(kind in OPPOSED and found in OPPOSED for kind, found in claimed)
    assert right / sum(found in OPPOSED for _, found in claimed) >= 0.8
    assert right / sum(kind in OPPOSED for kind, _ in claimed) >= 0.45


def test_the_reason_names_both_sides() -> None:
    found = relate("There are no signs of a strike group in Belarus.", "A strike group is forming in Belarus.")
    assert found.kind in OPPOSED
    assert "Belarus" in found.why and found.why.endswith(".")


def test_contradiction_is_symmetric() -> None:
    for _, a, b in PAIRS:
        one, two = relate(a, b), relate(b, a)
        assert (one.kind, one.score) == (two.kind, two.score), (a, b)


def test_nothing_contradicts_itself() -> None:
    for _, a, b in PAIRS:
        assert relate(a, a).kind == relate(b, b).kind == "repeats"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_gets_an_answer(a: str, b: str) -> None:
    one, two = relate(a, b), relate(b, a)
    assert one.kind == two.kind and one.score == two.score
    assert 0 <= one.score <= 1 and one.why
    assert relate(a, a).kind not in OPPOSED


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="no't ,.;deny false the of that reports", max_size=400))
def test_negations_without_end_are_no_trouble(text: str) -> None:
    assert relate(text, "The bridge is closed.").kind
