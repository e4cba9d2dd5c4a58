"""Words are cut as UD cuts English, and nothing that is not blank gets lost."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read.words import words


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't, can't and won't.", "They do n't , ca n't and wo n't ."),
        ("He isn’t in Minsk’s well-known U.S. office", "He is n’t in Minsk ’s well - known U.S. office"),
        ("I cannot; we've", "I can not ; we 've"),
        ("$5.2bn and 98% of 1,200 T-72A tanks", "$ 5.2 bn and 98 % of 1,200 T - 72 A tanks"),
        ("O'Neill met the officials' lawyers...", "O'Neill met the officials ' lawyers ..."),
        (
            "at 3:30 p.m. on 2022-12-03, see https://a.org/x?y=1.",
            "at 3:30 p.m. on 2022-12-03 , see https://a.org/x?y=1 .",
        ),
        ("Mr. Lee wrote to me@x.org about #peace", "Mr. Lee wrote to me@x.org about #peace"),
        ("the 10th of the 1990s", "the 10th of the 1990s"),
        ("“Go,” she said – now", "“ Go , ” she said – now"),
    ],
)
def test_cuts_as_ud_does(text: str, expected: str) -> None:
    assert cut(text) == expected.split()


def test_only_the_asked_part_is_cut() -> None:
    text = "One two. Three four."
    assert [text[a:b] for a, b in words(text, 9, 20)] == ["Three", "four", "."]


@given(st.text(max_size=200))
def test_spans_are_ordered_and_cover_everything_visible(text: str) -> None:
    spans = words(text)
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    covered = {i for a, b in spans for i in range(a, b)}
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


@pytest.mark.parametrize(
    "unit", ["a", "n'", "1.1.", "http://", "a@", "A.", "e\u0301", "a.b@", "can", "1,", "\u200b", "’s"]
)
def test_long_odd_texts_take_linear_time(unit: str) -> None:
    begun = time.process_time()
    words(unit * (400_000 // len(unit)))
    assert time.process_time() - begun < 5
