"""What names its actor, and what only points at it."""

import pytest

from tocsin.read.actors.called import is_name


@pytest.mark.parametrize(
    "text",
    ["Lukashenko", "The Kremlin", "Moscow", "NATO", "Ukraine's border guards", "Security Council", "Polish ministers"],
)
def test_a_capital_that_the_sentence_does_not_ask_for_is_a_name(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    ["He", "It", "We", "Who", "The", "The ministry", "Its own army", "Analysts", "Officers", "An official", "No citizen",
     "Two officers", "Another person", ""],
)  # fmt: skip
def test_pronouns_and_bare_descriptions_are_no_names(text: str) -> None:
    assert not is_name(text)
