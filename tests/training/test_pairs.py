"""The written pairs are well formed, and their variations are the same on every run."""

from collections import Counter

from training.pairs.clauses import Clause, clause, negate, recount
from training.pairs.denials import denials
from training.pairs.vary import load, variations

RELATIONS = {"contradicts", "denies", "confirms", "repeats", "changes", "differs_in_number", "unrelated"}


def test_every_pair_is_whole_and_written_once() -> None:
    pairs = load()
    assert {frozenset(p) for p in pairs} == {frozenset({"a", "b", "relation", "problem", "why"})}
    assert {p["relation"] for p in pairs} == RELATIONS
    assert all(p["a"] != p["b"] for p in pairs)
    assert max(Counter(frozenset((p["a"], p["b"])) for p in pairs).values()) == 1


def test_variations_are_deterministic_and_keep_problem_and_relation() -> None:
    pairs = load()[:60]
    made = list(variations(pairs))
    assert made == list(variations(pairs))
    assert made and {v["problem"] for v in made} <= {p["problem"] for p in pairs}
    assert {v["relation"] for v in made} <= RELATIONS
    assert all(v["a"] != v["b"] for v in made)


def test_a_clause_comes_apart_and_together() -> None:
    found = clause("The bridge is closed, police said.")
    assert found == Clause("The bridge is closed", "police", "said")
    assert str(found) == "The bridge is closed, police said."


def test_only_plain_claims_are_negated() -> None:
    assert negate("The bridge is closed") == "The bridge is not closed"
    assert [negate(c) for c in ("Nobody is there", "It may rain and is cold", "All roads are open")] == [None] * 3


def test_a_date_is_not_a_count() -> None:
    assert recount("On May 12 the bridge fell") is None
    assert recount("The attack left 400 dead") in {"The attack left 560 dead", "The attack left 240 dead"}


def test_a_denial_of_the_same_in_other_words_opposes_and_of_something_else_does_not() -> None:
    others = [
        ("confirms", "The garrison has left the fort, a herdsman said."),
        ("unrelated", "The road to the fort was mined in spring, a driver said."),
        ("contradicts", "The garrison is still in the fort, a nurse said."),
    ]
    made = list(denials(others, frozenset({"the"})))
    by = {allowed: [text for text, of in made if of == allowed] for _, allowed in made}
    assert any("garrison has left the fort" in text and text[:3] != "The g" for text in by["oppose",])
    assert "The garrison has not left the fort" in by["oppose",]
    assert len(by["agree",]) == 1 and "garrison has left" in by["agree",][0]
    assert len(by["other",]) == 1 and "mined in spring" in by["other",][0]
    assert len(by["agree", "other"]) == 1 and made == list(denials(others, frozenset({"the"})))
