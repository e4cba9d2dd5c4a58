"""Statements told by a noun: whose they are stands before their clause, or they are nobody's."""

from tests.read.hand import parsed
from tocsin.read.statements.nesting import by_noun
from tocsin.read.statements.page import Page


def test_an_owner_behind_the_clause_is_not_read_backwards() -> None:
    text = "Claims/NOUN/7/nsubj that/SCONJ/4/mark it/PRON/4/nsubj fell/VERB/1/acl by/ADP/6/case rivals/NOUN/1/nmod grew/VERB/0/root ./PUNCT/7/punct"
    said, tagged = parsed(text)
    assert by_noun(Page(said, tagged), 0) is None


def test_an_owner_before_the_clause_is_who_says_it() -> None:
    text = "Claims/NOUN/7/nsubj by/ADP/3/case rivals/NOUN/1/nmod that/SCONJ/6/mark it/PRON/6/nsubj fell/VERB/1/acl grew/VERB/0/root ./PUNCT/7/punct"
    said, tagged = parsed(text)
    draft = by_noun(Page(said, tagged), 0)
    assert draft is not None and draft.source is not None
    assert said[slice(*draft.source)] == "rivals" and [said[a:b] for a, b in draft.contents] == ["that it fell"]
