"""Quantities: the language's own examples, and any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read import quantities, sentences, times
from tocsin.read.languages import table

_WORDS = st.sampled_from(
    "98 T-72 1,000 one million - to $ % of tanks 5m dozens a few 1/2 between and , . 2022 men".split()
)


@pytest.mark.parametrize(("text", "expected"), table("quantities")["examples"])
def test_the_examples_of_the_table(text: str, expected: list[list[object]]) -> None:
    found = quantities.find(text, sentences.split(text), times.find(text, sentences.split(text)))
    assert [[q.text, q.value, q.unit, q.approximate, q.low, q.high] for q in found] == expected


def test_a_time_is_no_quantity() -> None:
    text = "On 3 December 2022 it was two weeks since 98 tanks came."
    spans = sentences.split(text)
    assert [q.text for q in quantities.find(text, spans, times.find(text, spans))] == ["98 tanks"]


def test_word_classes_tell_what_is_counted() -> None:
    text = "They lost 12 self-propelled anti-aircraft gun carriers overnight."
    words = [(m, e, c) for m, e, c in _tagged(text, "PRON VERB NUM ADJ ADJ NOUN NOUN ADV PUNCT".split())]
    found = quantities.find(text, [(0, len(text))], upos=[c for *_, c in words], words=[(a, b) for a, b, _ in words])
    assert [q.unit for q in found] == ["self-propelled anti-aircraft gun carriers"]


def test_a_model_belongs_to_what_is_counted() -> None:
    text = "Belarus handed over 98 T-72A battle tanks ."
    classes = "PROPN VERB ADP NUM X NOUN NOUN PUNCT".split()
    words = [(m, e, c) for m, e, c in _tagged(text, classes)]
    found = quantities.find(text, [(0, len(text))], upos=[c for *_, c in words], words=[(a, b) for a, b, _ in words])
    assert [(q.text, q.unit, q.approximate) for q in found] == [
        ("98 T-72A battle tanks", "T-72A battle tanks", False)
    ]  # fmt: skip


def _tagged(text: str, classes: list[str]) -> list[tuple[int, int, str]]:
    at, found = 0, []
    for word, kind in zip([*text[:-1].split(), "."], classes, strict=True):
        at = text.index(word, at)
        found.append((at, at + len(word), kind))
    return found


@given(st.one_of(st.text(), st.lists(_WORDS).map(" ".join)))
def test_any_text(text: str) -> None:
    spans = sentences.split(text)
    at = 0
    for q in quantities.find(text, spans, times.find(text, spans)):
        assert q.text == text[q.start : q.end]
        assert q.start >= at
        assert q.low is None or q.high is None or q.low <= q.high
        at = q.start
