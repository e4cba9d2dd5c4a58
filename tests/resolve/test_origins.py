"""Origins: one utterance by one source, however many carry it."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

from tests.resolve.small import article, read, said
from tocsin.nouns.actor import Actor
from tocsin.nouns.judgement import Judgement
from tocsin.resolve import copies, independent, origins

CLAIM = "Belarus is preparing a strike group near the southern border"
AGENCY = article(f"{CLAIM}, General Ivan Petrov said.", "Agency")
HERALD = article(f"General Ivan Petrov told reporters that {CLAIM} this winter.", "Herald", 0.5)
POST = article("Belarus has no troops near the southern border, Anna Nowak said.", "Post", 1)


def readings() -> list:
    return [
        read(AGENCY, said(AGENCY, "General Ivan Petrov", "said", CLAIM, actor="person:petrov")),
        read(HERALD, said(HERALD, "General Ivan Petrov", "told", f"that {CLAIM} this winter", actor="person:petrov")),
        read(
            POST, said(POST, "Anna Nowak", "said", "Belarus has no troops near the southern border", polarity="negated")
        ),
    ]


def test_one_speaker_in_two_articles_is_one_origin_with_a_reason() -> None:
    found = origins([AGENCY, HERALD, POST], readings(), [])
    assert sorted(len(o.members) for o in found) == [1, 2]
    two = next(o for o in found if len(o.members) == 2)
    assert two.documents == (AGENCY.id, HERALD.id)
    assert two.actor == "person:petrov"
    assert "same speaker" in two.why


def test_order_of_arrival_is_irrelevant() -> None:
    pairs = list(zip([AGENCY, HERALD, POST], readings(), strict=True))
    results = [origins([d for d, _ in p], [r for _, r in p], []) for p in permutations(pairs)]
    assert all(sorted(r, key=lambda o: o.id) == sorted(results[0], key=lambda o: o.id) for r in results)


def test_a_judgement_undoes_a_merge_and_its_retraction_redoes_it() -> None:
    member = readings()[1].statements[0].id
    split = Judgement("j1", "ana", datetime(2022, 12, 3, tzinfo=UTC), "split", member)
    back = Judgement("j2", "ana", datetime(2022, 12, 4, tzinfo=UTC), "retract", member, retracts="j1")
    assert len(origins([AGENCY, HERALD, POST], readings(), [], judgements=(split,))) == 3
    again = Judgement("j3", "ana", datetime(2022, 12, 5, tzinfo=UTC), "retract", "j2", retracts="j2")
    assert len(origins([AGENCY, HERALD, POST], readings(), [], judgements=(split, back))) == 2
    assert len(origins([AGENCY, HERALD, POST], readings(), [], judgements=(split, back, again))) == 3


def test_outlets_that_cite_each_other_are_circular() -> None:
    a = article(f"{CLAIM}, the Post reports.", "Herald", 0)
    b = article(f"{CLAIM}, the Herald reports.", "Post", 0.2)
    found = origins(
        [a, b],
        [
            read(a, said(a, None, "reports", CLAIM, via=("Post",))),
            read(b, said(b, None, "reports", CLAIM, via=("Herald",))),
        ],
        [],
    )
    assert [o.circular for o in found] == [True]


def test_many_unnamed_mouths_with_one_wording_are_suspicious() -> None:
    posts = [article(f"Accounts say: {CLAIM}!{'!' * n}", f"account {n}", n / 48) for n in range(5)]
    made = [read(p, said(p, "Accounts", "say", CLAIM)) for p in posts]
    (found,) = origins(posts, made, copies(posts))
    assert found.suspicious is not None and "5 outlets" in found.suspicious


def test_independence_needs_another_speaker_of_another_side() -> None:
    a, b = origins([AGENCY, POST], [readings()[0], readings()[2]], [])
    petrov = Actor("person:petrov", "Ivan Petrov", "person", "UKR")
    nowak = Actor("person:anna-nowak", "Anna Nowak", "person", "POL")
    assert independent(a, b, {x.id: x for x in (petrov, nowak)})[0]
    same = Actor("person:anna-nowak", "Anna Nowak", "person", "UKR")
    assert independent(a, b, {x.id: x for x in (petrov, same)}) == (
        False,
        "Ivan Petrov and Anna Nowak speak for one side (UKR).",
    )
    assert not independent(a, a, {})[0]
