"""Sightings in other words than a watch has: where they are looked for, and what the network cannot do alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from tocsin import packs
from tocsin.nouns.actor import Actor, Mention
from tocsin.nouns.document import Document
from tocsin.nouns.reading import Piece, Reading, Source, Statement
from tocsin.nouns.watch import Indicator, Look
from tocsin.resolve import Likeness, sightings, wanted
from tocsin.resolve import likeness as how
from tocsin.resolve.likeness import FEW, OF_SHORT

WATCH = packs.load("cross-border-invasion:attacker=AZE,target=ARM")
LOOK = Look(places=("ARM",), terms=("field hospital",), avoid=("mock battle",))
MEDICAL = Indicator("medical", "beds are made ready for the wounded", (LOOK,), WATCH.indicators[0].likelihood, 9.0,
                    examples=("Wards are cleared for wounded men",), counter_examples=("A scanner is bought",))  # fmt: skip
ASKED = replace(WATCH, indicators=(MEDICAL,))
WORDS = ("wounded", "beds", "wards", "scanner", "hospital")
SAID = {"reported": [0.95, 0.02, 0.02, 0.01], "denied": [0.02, 0.95, 0.02, 0.01], "planned": [0.02, 0.01, 0.95, 0.02],
        "maybe": [0.52, 0.14, 0.14, 0.2], "none": [0.01, 0.01, 0.01, 0.97]}  # fmt: skip


def gist(texts: Sequence[str]) -> np.ndarray:
    """Texts by the telling words they have."""
    rows = np.array([[t.lower().count(word) for word in WORDS] for t in texts], dtype=float)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def promise(sentences: Sequence[str], asked: Sequence[Sequence[str]]) -> np.ndarray:
    """A sentence promises what its telling words are near to."""
    return np.stack([(gist(sentences) @ gist(texts).T).max(1) / 2 for texts in asked], 1)


def hearing(kind: str, of_scanner: str = "none") -> Likeness:
    """A network that says one thing of every sentence, and another beside the counter-example."""

    def kinds(pairs: Sequence[tuple[str, str, str]]) -> np.ndarray:
        return np.array([SAID[of_scanner if "scanner" in asked else kind] for asked, _, _ in pairs])

    return Likeness(gist, promise, kinds)


def document(text: str, kind: str = "article") -> Document:
    return Document("d1", text, datetime(2031, 3, 15, tzinfo=UTC), kind=kind, outlet="a.example")  # type: ignore[arg-type]


def found(text: str, likeness: Likeness | None, kind: str = "article", watch=ASKED) -> list[tuple[bool, str, float]]:
    hits = sightings(watch, [document(text, kind)], likeness=likeness)
    return [(s.present, s.status, s.score) for s in hits]


def test_other_words_light_a_lamp_below_words_of_the_watch() -> None:
    text = "Armenia made room for the wounded in two wards of Goris."
    assert found(text, hearing("reported")) == [(True, "reported", 0.6)]
    assert not found(text, None) and not found(text, hearing("none")) and not found(text, hearing("maybe"))
    (hit,) = sightings(ASKED, [document(text)], likeness=hearing("reported"))
    assert hit.why == "similar: “beds are made ready for the wounded (0.95)”; reported"


@pytest.mark.parametrize(
    ("text", "kind", "seen"),
    [
        ("Armenia did not clear any wards for the wounded.", "denied", [(False, "reported", 0.6)]),
        ("Armenia cleared wards for the wounded, and nobody was told.", "reported", [(True, "reported", 0.6)]),
        ("Armenia will clear wards for the wounded on Monday.", "planned", [(True, "planned", 0.6)]),
        ("Armenia cleared wards for the wounded, and plans were drawn up.", "planned", [(True, "planned", 0.6)]),
        ("Will Armenia clear wards for the wounded?", "reported", []),
        ("Wards for the wounded were cleared in Armenia in 1992.", "reported", []),
        ("Wards for the wounded in Lima, Peru, were cleared.", "reported", []),
        ("Armenia clears wards for the wounded in a mock battle.", "reported", []),  # what a look avoids
        ("Armenia counted its sheep on Monday.", "reported", []),  # not near: it is not even asked
    ],
)
def test_the_network_does_not_decide_alone(text: str, kind: str, seen: list[tuple[bool, str, float]]) -> None:
    assert found(text, hearing(kind)) == seen


@pytest.mark.parametrize(
    ("act", "kind", "seen"),
    [
        ("say", "reported", [(True, "reported")]),
        ("deny", "reported", []),
        ("deny", "denied", [(False, "reported")]),
        ("demand", "reported", []),
        ("threaten", "reported", [(True, "planned")]),
    ],
)
def test_who_says_it_and_how_counts_as_for_words(act: str, kind: str, seen: list[tuple[bool, str]]) -> None:
    text = "The minister spoke of it: Armenia has made room for the wounded in its wards, he told us."
    start, end = text.index("Armenia"), text.index(", he told")
    cue = Piece("told", text.index("told"), text.index("told") + 4)
    piece = Piece(text[start:end], start, end)
    said = Statement("s-1", "d1", Source("he", end + 2, end + 4, "x:minister"), cue, (piece,), act=act)  # type: ignore[arg-type]
    actors = (Actor("x:minister", "minister", "person", "ARM", (Mention("minister", 4, 12),)),)
    reading = Reading("d1", "hand", (said,), (), actors, sentences=((0, len(text)),))
    hits = sightings(ASKED, [document(text)], [reading], likeness=hearing(kind))
    assert [(s.present, s.status) for s in hits] == seen
    assert all(s.source == "x:minister" and s.statement == "s-1" for s in hits)


def test_each_indicator_asks_about_few_sentences_of_a_document() -> None:
    asked: list[tuple[str, str, str]] = []

    def kinds(pairs: Sequence[tuple[str, str, str]]) -> np.ndarray:
        asked.extend(pairs)
        return np.array([SAID["none"] for _ in pairs])

    text = " ".join(f"Armenia made room for {n} wounded in its wards." for n in range(2, 200))
    assert not found(f"{text} Azerbaijan looked on.", Likeness(gist, promise, kinds))
    assert len({sentence for _, sentence, _ in asked}) == FEW


def test_what_a_counter_example_says_better_is_none() -> None:
    text = "Armenia bought a scanner for wards and wounded."
    assert found(text, hearing("reported")) and not found(text, hearing("reported", of_scanner="reported"))


def test_short_messages_are_asked_about_only_where_an_indicator_says_so() -> None:
    text = "Armenia clears wards for wounded"
    assert not found(text, hearing("reported"), kind="headline")
    asking = replace(ASKED, indicators=(replace(MEDICAL, similarity=0.5),))
    assert found(text, hearing("reported"), kind="headline", watch=asking)
    assert found(f"{text}.", hearing("maybe"), watch=asking) and not found(f"{text}.", hearing("maybe"))
    off = replace(ASKED, indicators=(replace(MEDICAL, similarity=1.0),))
    assert not found(f"{text}.", hearing("reported"), watch=off)


def test_what_words_have_found_is_not_found_again() -> None:
    text = "Armenia opened a field hospital. Wards are cleared for the wounded in Armenia."
    assert found(text, hearing("reported")) == [(True, "reported", 0.9)]
    fears = "Fears that Armenia opens a field hospital grow. Wards are cleared for the wounded in Armenia."
    assert (True, "reported", 0.6) in found(fears, hearing("reported"))


def test_words_light_nothing_in_an_article_where_the_network_hears_nothing() -> None:
    long = "Armenia opened a field hospital. Azerbaijan looked on. It was Monday."
    assert (
        found(long, None)
        == found(long, hearing("reported"))
        == found(long, hearing("maybe"))
        == [(True, "reported", 0.9)]
    )
    assert not found(long, hearing("none"))
    for kind in ("denied", "planned"):  # what is said of it stands, but no report by the words
        assert all(score < 0.9 for *_, score in found(long, hearing(kind)))
    assert found("Armenia opened a field hospital.", hearing("none"))  # a message is plain
    off = replace(ASKED, indicators=(replace(MEDICAL, similarity=1.0),))
    assert found(long, hearing("none"), watch=off)


def test_of_the_short_texts_of_a_day_only_the_nearest_are_asked_about() -> None:
    asked: list[str] = []

    def kinds(pairs: Sequence[tuple[str, str, str]]) -> np.ndarray:
        asked.extend(sentence for _, sentence, _ in pairs)
        return np.array([SAID["none"] for _ in pairs])

    texts = [f"Armenia has {n} beds in the wards, and the wounded wait." for n in range(2 * OF_SHORT)]
    texts += [f"Armenia put {n} wounded into beds." for n in range(OF_SHORT)]  # nearer to its text
    made = [replace(document(text), id=f"d{n}") for n, text in enumerate(texts)]
    sightings(ASKED, made, likeness=Likeness(gist, promise, kinds))
    assert set(asked) == set(texts[2 * OF_SHORT :])
    again = len(asked)
    sightings(
        ASKED,
        [*made, replace(made[0], id="x", first_seen=made[0].first_seen.replace(day=16))],
        likeness=Likeness(gist, promise, kinds),
    )
    assert set(asked[again:]) == {*texts[2 * OF_SHORT :], texts[0]}  # each day has its own


def test_an_article_hears_the_sentence_before_and_asks_about_its_nearest_sentences() -> None:
    asked: list[tuple[str, str, str]] = []

    def kinds(pairs: Sequence[tuple[str, str, str]]) -> np.ndarray:
        asked.extend(pairs)
        return np.array([SAID["none"] for _ in pairs])

    text = " ".join(f"Armenia put {n} wounded into beds." for n in range(2 * FEW)) + " Azerbaijan looked on."
    sightings(ASKED, [replace(document(text), title="Armenia waits")], likeness=Likeness(gist, promise, kinds))
    assert len(asked) == FEW and {own for own, _, _ in asked} == {MEDICAL.text}
    assert {before for _, _, before in asked} > {"Armenia waits", "Armenia put 0 wounded into beds."}


def test_the_articles_of_a_day_share_what_is_asked_about(monkeypatch) -> None:
    asked: list[str] = []

    def kinds(pairs: Sequence[tuple[str, str, str]]) -> np.ndarray:
        asked.extend(sentence for _, sentence, _ in pairs)
        return np.array([SAID["none"] for _ in pairs])

    monkeypatch.setattr(how, "A_DAY", 5)
    text = "Armenia put {} wounded into beds. Azerbaijan looked on. It was Monday."
    made = [replace(document(text.format(n)), id=f"l{n}") for n in range(9)]
    found = sightings(ASKED, made, likeness=Likeness(gist, promise, kinds))
    assert not found and len(asked) == 5
    again = list(asked)
    sightings(ASKED, made[::-1], likeness=Likeness(gist, promise, kinds))
    assert asked[5:] == again  # whatever their order


def test_of_a_very_long_article_the_sentences_with_the_nearest_words_are_looked_at(monkeypatch) -> None:
    looked: list[str] = []

    def promising(sentences: Sequence[str], asked: Sequence[Sequence[str]]) -> np.ndarray:
        looked.extend(sentences)
        return promise(sentences, asked)

    monkeypatch.setattr(how, "SENTENCES", 2)
    text = "Armenia has sheep. Azerbaijan looked on. Armenia has a scanner. Armenia put the wounded into beds."
    likeness = Likeness(gist, promising, hearing("reported").kinds)
    (hit,) = sightings(ASKED, [document(text)], likeness=likeness)
    assert len(looked) == 2 and looked[-1].strip().startswith("Armenia put") and hit.start >= text.index("Armenia put")


def test_of_very_many_articles_of_a_day_those_with_the_nearest_words_are_looked_at(monkeypatch) -> None:
    looked: list[str] = []

    def promising(sentences: Sequence[str], asked: Sequence[Sequence[str]]) -> np.ndarray:
        looked.append(sentences[0])
        return promise(sentences, asked)

    monkeypatch.setattr(how, "ARTICLES", 2)
    text = "Armenia has {}. Azerbaijan looked on. It was Monday."
    said = ["sheep", "beds, a hospital, a scanner", "beds in wards", "beds for the wounded"]
    made = [replace(document(text.format(what)), id=f"l{n}") for n, what in enumerate(said)]
    sightings(ASKED, made, likeness=Likeness(gist, promising, lambda asked: np.array([SAID["none"]] * len(asked))))
    assert looked == ["Armenia has beds for the wounded.", "Armenia has beds in wards."]


def test_in_an_article_the_surer_of_two_indicators_is_what_a_sentence_says() -> None:
    other = replace(MEDICAL, id="blood", text="blood is brought for the wounded", examples=(), counter_examples=())
    both = replace(WATCH, indicators=(MEDICAL, other))
    sure = {MEDICAL.text: [0.97, 0.01, 0.01, 0.01], other.text: [0.7, 0.01, 0.01, 0.28]}

    def kinds(pairs: Sequence[tuple[str, str, str]]) -> np.ndarray:
        return np.array([sure.get(asked, sure[MEDICAL.text]) for asked, _, _ in pairs])

    text = "Armenia put the wounded into beds. Azerbaijan looked on. It was Monday."
    hits = sightings(both, [document(text)], likeness=Likeness(gist, promise, kinds))
    assert [s.indicator for s in hits] == ["medical"]
    alone = sightings(replace(WATCH, indicators=(other,)), [document(text)], likeness=Likeness(gist, promise, kinds))
    assert [s.indicator for s in alone] == ["blood"]


def test_an_article_speaks_of_its_sides_throughout() -> None:
    far = "It rained. " * 90
    text = f"Armenia and Azerbaijan feared a war. {far}Wards were cleared for the wounded."
    assert found(text, hearing("reported")) == [(True, "reported", 0.6)]
    assert not found(
        f"Armenia feared a war. {far}Wards in Lima, Peru, were cleared for the wounded.", hearing("reported")
    )


def test_a_stream_is_read_where_it_may_say_it_in_other_words() -> None:
    near, far = document("Armenia clears wards for the wounded."), document("Armenia counts its sheep.")
    asks = wanted(ASKED, hearing("none"))
    assert asks(near) and not asks(far) and not wanted(ASKED)(near)
