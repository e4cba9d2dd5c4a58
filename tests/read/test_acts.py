"""What cues do: every example of the tables, and constructions that a single word would get wrong."""

import pytest

from tocsin.read.languages import table
from tocsin.read.statements import acts


@pytest.mark.parametrize(("cue", "act"), table("cues")["examples"])
def test_the_tables_own_examples(cue: str, act: str) -> None:
    assert acts.sense(cue).act == act


@pytest.mark.parametrize(
    ("cue", "sign"),
    [
        ("denied", -1),
        ("did not deny", 1),
        ("refused to rule out", 1),
        ("has ruled out", -1),
        ("does not expect", -1),
        ("doesn't believe", -1),
        ("sees no evidence that", -1),
        ("did not say", 0),
        ("declined to comment on", 0),
        ("neither confirmed nor denied", 0),
        ("said", 1),
        ("casts doubt on", -1),
        ("is in no doubt that", 1),
    ],
)
def test_whether_a_cue_turns_its_content_round(cue: str, sign: int) -> None:
    assert acts.sense(cue).sign == sign


def test_certainty_falls_from_confirming_to_rumour() -> None:
    order = [acts.sense(c).certainty for c in ("confirmed", "said", "claimed", "suggested", "speculated")]
    assert order == sorted(order, reverse=True) and len(set(order)) == len(order)


@pytest.mark.parametrize(("cue", "content", "act"), table("acts")["examples"])
def test_what_the_content_does_when_the_cue_is_neutral(cue: str, content: str, act: str) -> None:
    words = content.split()
    helpers = [w for w in words if w in ("will", "must")]
    verb = words[words.index(helpers[0]) + 1] if helpers else "was"
    named = "deny" if acts.names_false(cue, content) else None
    assert (named or acts.from_content(helpers, words[0], verb, content, own=False) or "assert") == act


def test_a_third_partys_future_is_a_prediction() -> None:
    assert acts.from_content(["will"], "rebels", "win", "the rebels will win", own=False) == "predict"


def test_typographic_apostrophes_are_read() -> None:
    assert acts.sense("doesn’t expect").sign == -1


def test_an_unknown_cue_is_other() -> None:
    assert acts.sense("merits").act == "other"
