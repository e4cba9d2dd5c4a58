"""Copies: found whatever was cut or edited, never where a word that matters differs."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.resolve.small import article
from tocsin.nouns.relation import Copies
from tocsin.resolve import copies

WORDS = [
    f"{a}{b}" for a in ("ko", "ran", "mi", "tes", "vor", "lu") for b in ("dal", "pen", "sur", "gat", "wim", "x", "ner")
]


def text(seed: int, words: int = 120) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def test_a_cut_and_an_edited_copy_are_found_with_reason() -> None:
    body = text(1)
    whole = article(body, "Agency")
    cut = article(" ".join(body.split()[:80]), "Herald", 0.1)
    tagged = article("(Agency) - " + body + " Reporting by nobody.", "Post", 0.2)
    other = article(text(2), "Post", 0.3)
    (found,) = copies([other, tagged, cut, whole])
    assert found.documents == (whole.id, cut.id, tagged.id)
    assert found.kind == "copy"
    assert "Agency" in found.why and found.why.endswith(".")


def test_one_page_edited_is_a_version() -> None:
    old = article(text(1), "Herald", 0, "https://www.herald.example/a?utm_source=x")
    new = article(text(1) + " " + text(3, 60), "Herald", 1, "https://herald.example/a")
    (found,) = copies([new, old])
    assert (found.kind, found.documents) == ("version", (old.id, new.id))


def test_headlines_with_another_number_or_verb_are_other_headlines() -> None:
    lines = [
        "Iran closes the strait to all ships", "Iran opens the strait to all ships",
        "At least 40 killed in strike on market", "At least 52 killed in strike on market",
        "Minister denies the army is in the city", "Minister: the army is in the city",
        "Will the army leave the city?", "The army will leave the city",
    ]  # fmt: skip
    assert copies([article(line, f"outlet {i}") for i, line in enumerate(lines)]) == []


def test_a_headline_with_the_outlet_behind_it_is_a_copy() -> None:
    a = article("Iran closes the strait to all ships", "A")
    b = article("Iran closes the strait to all ships | World news", "B", 0.1)
    assert [g.documents for g in copies([a, b])] == [(a.id, b.id)]


def test_texts_of_nothing_are_no_copies() -> None:
    assert (
        copies([article("", "A"), article("", "B"), article("\u202e…", "C"), article("Ha", "D"), article("Ha", "E")])
        == []
    )


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(6)))
def test_order_of_arrival_is_irrelevant(order: list[int]) -> None:
    documents = [article(text(n // 2, 60) + (" end" if n % 2 else ""), f"o{n}", n / 10) for n in range(6)]
    assert copies([documents[n] for n in order]) == copies(documents)
    assert len(copies(documents)) == 3


def test_a_burst_of_nameless_posts_is_suspicious_and_a_reprinted_headline_is_not() -> None:
    words = "They will attack from the north tomorrow, tell everyone before it is too late!"

    def group(outlet: str, kind: str = "article") -> Copies:
        made = [replace(article(words, f"{outlet}{n}", n / 48), kind=kind) for n in range(5)]
        (found,) = copies(made)
        return found

    assert "5 outlets or accounts" in (group("t.me/channel").suspicious or "")
    assert "5 outlets or accounts" in (group("thread", "relay").suspicious or "")
    assert group("paper").suspicious is None and group("paper", "headline").suspicious is None
