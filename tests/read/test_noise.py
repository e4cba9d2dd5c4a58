"""What is not content: the language's own examples, places, and any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read import noise
from tocsin.read.languages import table

_EXAMPLES = table("noise")["examples"]


@pytest.mark.parametrize("line", _EXAMPLES["noise"])
def test_noise_alone_and_in_an_article(line: str) -> None:
    assert noise.spans(line) == [(0, len(line))]
    text = f"The army said on Friday that it had closed the border.\n\n{line}"
    assert [text[a:b] for a, b in noise.spans(text)] == [line]


@pytest.mark.parametrize("line", _EXAMPLES["content"])
def test_content_stays(line: str) -> None:
    assert noise.spans(line) == []


def test_a_menu_is_known_by_its_place() -> None:
    body = "The army said on Friday that it had closed the border."
    text = f"World\nPolitics\nOpinion\nSport\n{body}\nA heading\n{body}\nWorld\nJobs\nAbout the paper"
    found = [text[a:b] for a, b in noise.spans(text)]
    assert found == ["World", "Politics", "Opinion", "Sport", "World", "Jobs", "About the paper"]


def test_the_last_sentence_of_a_paragraph() -> None:
    text = "The army said on Friday that it had closed the border. Read the full story here."
    assert [text[a:b] for a, b in noise.spans(text)] == ["Read the full story here."]


@given(st.text(), st.text())
def test_any_text(text: str, title: str) -> None:
    at = 0
    for a, b in noise.spans(text, title):
        assert at <= a < b <= len(text)
        at = b
