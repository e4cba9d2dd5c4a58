"""Months of fear in which nothing comes: the bell stays silent, and what is reported is what was planted."""

import pytest
from gold import fears


@pytest.mark.parametrize("name", fears.names())
def test_fear_without_an_event_rings_no_bell(name: str) -> None:
    found = fears.feared(name, fears.problem(name)["pairs"][0], seed=3, days=60)
    assert found["max"] < 0.4 and found["above"] <= found["days"] / 2
    assert found["right"] / (found["right"] + found["wrong"]) >= 0.9
    assert found["right"] / (found["right"] + found["missed"]) >= 0.9


def test_the_same_seed_makes_the_same_stream() -> None:
    pair = fears.problem("ally")["pairs"][1]
    assert fears.stream("ally", pair, 5, days=9) == fears.stream("ally", pair, 5, days=9)
    assert fears.stream("ally", pair, 5, days=9) != fears.stream("ally", pair, 6, days=9)
