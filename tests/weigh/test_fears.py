"""Months of fear in which nothing comes: the bell stays silent, and what is reported is what was planted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from gold import fears
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import packs, resolve, weigh
from tocsin.nouns.document import Document


@pytest.mark.parametrize("name", fears.names())
def test_fear_without_an_event_rings_no_bell(name: str) -> None:
    found = fears.feared(name, fears.problem(name)["pairs"][0], seed=3, days=60)
    assert found["max"] < 0.4 and found["above"] <= found["days"] / 2
    assert found["right"] / (found["right"] + found["wrong"]) >= 0.9
    assert found["right"] / (found["right"] + found["missed"]) >= 0.9


@pytest.mark.parametrize("name", fears.names())
def test_alarm_alone_rings_no_bell(name: str) -> None:
    """Weeks in which nobody reports anything that reassures."""
    found = fears.feared(name, fears.problem(name)["pairs"][0], seed=3, days=40, alarm=True)
    assert found["max"] < 0.3


def test_the_same_seed_makes_the_same_stream() -> None:
    pair = fears.problem("ally")["pairs"][1]
    assert fears.stream("ally", pair, 5, days=9) == fears.stream("ally", pair, 5, days=9)
    assert fears.stream("ally", pair, 5, days=9) != fears.stream("ally", pair, 6, days=9)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.sampled_from(fears.names()), st.integers(0, 10_000), st.integers(1, 600))
def test_copies_at_another_outlet_add_nothing(name: str, seed: int, minutes: int) -> None:
    """Every headline is passed on once more, hours later: no day's answer moves."""
    made = fears.stream(name, fears.problem(name)["pairs"][0], seed, days=12, a_day=4, article=0.0)
    later = timedelta(minutes=minutes)
    passed_on = [
        replace(d, id=f"{d.id}-again", outlet="again.example", first_seen=d.first_seen + later) for d in made.documents
    ]
    watch = packs.load(made.pack)

    def curve(documents: Sequence[Document]) -> list[float]:
        seen = resolve.sightings(watch, documents, copies=resolve.copies(documents))
        return [a.forecasts[1].p for a in weigh.replay(watch, seen, made.days, draws=2)]

    assert curve([*made.documents, *passed_on]) == curve(made.documents)
