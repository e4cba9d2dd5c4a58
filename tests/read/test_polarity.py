"""Negation and its scope, on sentences whose syntax is given."""

import pytest

from tests.read.hand import parsed
from tocsin.read.network import Tagged
from tocsin.read.statements import polarity
from tocsin.read.statements.page import Page

CASES = [
    ("it/PRON/4/nsubj does/AUX/4/aux not/PART/4/advmod see/VERB/0/root any/DET/6/det signs/NOUN/4/obj", True),
    ("there/PRON/2/expl is/VERB/0/root no/DET/4/det threat/NOUN/2/nsubj", True),
    ("there/PRON/2/expl is/VERB/0/root a/DET/4/det threat/NOUN/2/nsubj", False),
    ("nobody/PRON/3/nsubj has/AUX/3/aux crossed/VERB/0/root the/DET/5/det river/NOUN/3/obj", True),
    ("the/DET/2/det army/NOUN/3/nsubj failed/VERB/0/root to/PART/5/mark advance/VERB/3/xcomp", True),
    ("not/PART/4/advmod only/ADV/4/advmod the/DET/4/det army/NOUN/5/nsubj left/VERB/0/root", False),
    (
        "if/SCONJ/4/mark they/PRON/4/nsubj n't/PART/4/advmod leave/VERB/7/advcl we/PRON/7/nsubj will/AUX/7/aux "
        "strike/VERB/0/root",
        False,
    ),
    (
        "I/PRON/4/nsubj do/AUX/4/aux n't/PART/4/advmod think/VERB/0/root they/PRON/7/nsubj will/AUX/7/aux "
        "come/VERB/4/ccomp",
        True,
    ),
    (
        "there/PRON/2/expl is/VERB/0/root no/DET/4/det doubt/NOUN/2/nsubj that/SCONJ/8/mark they/PRON/8/nsubj "
        "will/AUX/8/aux come/VERB/4/acl",
        False,
    ),
    ("the/DET/2/det report/NOUN/4/nsubj is/AUX/4/cop false/ADJ/0/root", True),
    ("they/PRON/4/nsubj did/AUX/4/aux not/PART/4/advmod fail/VERB/0/root", False),
    ("little/ADJ/2/amod evidence/NOUN/3/nsubj remains/VERB/0/root", True),
    ("under/ADP/3/case no/DET/3/det circumstances/NOUN/6/obl will/AUX/6/aux we/PRON/6/nsubj leave/VERB/0/root", True),
    (
        "they/PRON/2/nsubj left/VERB/0/root without/ADP/5/case any/DET/5/det losses/NOUN/2/obl",
        False,
    ),
]


def negated(text: str, tagged: Tagged, words: range) -> bool:
    page = Page(text, tagged)
    return polarity.negated(page, [words], polarity.main_predicate(page, [words]))


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_scope(sentence: str, expected: bool) -> None:
    text, tagged = parsed(sentence)
    assert negated(text, tagged, range(len(tagged.words))) is expected


def test_negation_in_a_relative_clause_is_not_the_main_clauses() -> None:
    text, tagged = parsed(
        "a/DET/2/det man/NOUN/6/nsubj who/PRON/5/nsubj never/ADV/5/advmod spoke/VERB/2/acl:relcl left/VERB/0/root"
    )
    assert negated(text, tagged, range(6)) is False


def test_a_content_that_answers_no() -> None:
    text, tagged = parsed("No/INTJ/4/discourse ,/PUNCT/4/punct we/PRON/4/nsubj stay/VERB/0/root")
    assert negated(text, tagged, range(4)) is True


def test_an_empty_content_is_affirmed() -> None:
    text, tagged = parsed("left/VERB/0/root")
    assert negated(text, tagged, range(0)) is False
