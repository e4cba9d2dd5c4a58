"""Sentence ends: the language's own examples, and properties that hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read import sentences
from tocsin.read.languages import table

_NEWS = st.lists(
    st.sampled_from(["U.S.", "Gen.", "He", "left.", "“No.”", "?", "\n", "\n\n", " ", "…", "3.5", "1.", "的。", "🙂"])
).map(" ".join)


@pytest.mark.parametrize(("text", "count"), table("sentences")["examples"])
def test_the_examples_of_the_table(text: str, count: int) -> None:
    assert len(sentences.split(text)) == count, [text[a:b] for a, b in sentences.split(text)]


@given(st.one_of(st.text(), _NEWS))
def test_spans_are_ordered_trimmed_and_cover_all(text: str) -> None:
    found = sentences.split(text)
    at = 0
    for start, end in found:
        assert not text[at:start].strip()
        assert start < end
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


def test_wrapped_lines_are_joined() -> None:
    text = (
        "The ministry said on Friday that it had moved several units to the\n"
        "border, and that the exercise would last until the end of the month.\n"
        "Officials in Riga said they had seen no sign of it, though they had\n"
        "looked.\n\nA second paragraph follows here."
    )
    assert [text[a:b].split()[0] for a, b in sentences.split(text)] == ["The", "Officials", "A"]
    assert len(sentences.paragraphs(text)) == 2


def test_lines_that_are_not_wrapped_stand_alone() -> None:
    text = "Border closed\nThe ministry said on Friday that it had closed the border with its neighbour after a week."
    assert len(sentences.split(text)) == 2


def test_a_long_stretch_is_cut_at_a_space() -> None:
    found = sentences.split("word " * 2_000)
    assert all(end - start <= sentences.LONGEST for start, end in found)
    assert len(found) > 4


def test_nothing_runs_across_what_is_skipped() -> None:
    text = "The army left on Friday and follow us here it came back."
    kept = [text[a:b] for a, b in sentences.split(text, [(24, 38)])]
    assert kept == ["The army left on Friday", "here it came back."]
