"""Which utterances are held beside each other: what goes by numbers is what the rules say in plain words."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from tests.resolve.small import article, read, said
from tocsin.nouns.document import Document
from tocsin.nouns.reading import Reading
from tocsin.resolve import copies, meetings, origins
from tocsin.resolve.align import align
from tocsin.resolve.frames import frame
from tocsin.resolve.origins import cover, one_utterance
from tocsin.resolve.parting import parted, stand
from tocsin.resolve.utterances import Utterance, utterances

PAIRS = Path(__file__).with_name("pairs.tsv").read_text(encoding="utf-8").splitlines()
TEXTS = sorted({text.strip() for line in PAIRS for text in line.split("\t")[1:3]})
SPEAKERS = ("the ministry", "General Petrov", "an adviser", "sources", None)
Stream = list[tuple[Document, Reading]]


def stream(seed: int, items: int) -> Stream:
    """Items of a few days that say a few things over and over, by several speakers, now and then twice in one."""
    chance = random.Random(seed)
    few = chance.sample(TEXTS, 12)
    made = []
    for n in range(items):
        claim = chance.choice(few)
        told = chance.choice(([claim], [f"{claim} That was on Tuesday."], [claim, f"{claim} That is certain."]))
        who = chance.choice(SPEAKERS)
        text = " ".join(f"{who or 'It'} said: {t}" for t in told)
        document = article(f"{text} {n if chance.random() < 0.3 else ''}", f"outlet {n % 9}", chance.uniform(0, 12))
        given = {"polarity": chance.choice(("positive", "positive", "negated")), "quoted": chance.random() < 0.2}
        statements = {s.id: s for t in told for s in [said(document, who, "said", t, **given)]}
        made.append((document, read(document, *statements.values())))
    return list({d.id: (d, r) for d, r in made}.values())


def uttered(found: Stream) -> list[Utterance]:
    documents = [d for d, _ in found]
    return utterances(documents, [r for _, r in found], copies(documents))


def plainly(a: Utterance, b: Utterance) -> str | None:
    """The rules in plain words: a part of the reason that two are one utterance."""
    x, y, share = a.statement, b.statement, cover(a.said.telling, b.said.telling)
    if x.polarity != y.polarity or (x.act == "deny") != (y.act == "deny") or abs((a.day - b.day).days) > 7:
        return None
    one, unnamed = a.speaker.key == b.speaker.key, not (a.speaker.named and b.speaker.named)
    if a.document.id == b.document.id:
        return "says it twice" if one and share >= 0.8 else None
    if x.text != y.text and contrary(x.text, y.text):
        return None
    if a.text == b.text and (one or unnamed):
        return "passed on" if share >= 0.5 else None
    if min(a.said.carrying, b.said.carrying) < 3:
        return None
    if one and a.speaker.named:
        return "same speaker" if share >= 0.6 else None
    return "Near-identical" if share >= 0.8 and (unnamed or x.quoted or y.quoted) else None


def contrary(a: str, b: str) -> bool:
    found = align(frame(a), frame(b))
    return found.numbers is not None or any(c.kind != "weak contrary" for c in found.conflicts)


def test_what_is_kept_of_a_text_tells_whether_two_part() -> None:
    stands = {t: stand(frame(t)) for t in TEXTS}
    pairs = [tuple(line.split("\t")[1:3]) for line in PAIRS] + list(combinations(TEXTS[::3], 2))
    verdicts = [(parted(stands[a.strip()], stands[b.strip()]), contrary(a.strip(), b.strip())) for a, b in pairs]
    assert all(kept == whole for kept, whole in verdicts)
    assert {whole for _, whole in verdicts} == {True, False}


@pytest.mark.parametrize("seed", range(3))
def test_only_pairs_that_share_a_key_meet_and_each_by_the_rule_it_falls_under(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meetings, "BLOCK", 7)
    found = uttered(stream(seed, 120))
    met = {(i, j): one_utterance(found[i], found[j], rule) for i, j, rule in meetings.meetings(found)}
    assert list(met) == sorted(met, key=lambda two: two[::-1])
    first = {(i, j): one_utterance(found[i], found[j], rule) for i, j, rule in meetings.meetings(found[:70])}
    assert first == {two: why for two, why in met.items() if two[1] < 70}  # what follows changes nothing
    under = defaultdict(list)
    for n, one in enumerate(found):
        for key in looked_up(one):
            under[key].append(n)
    near = {(i, j) for crowd in under.values() for n, i in enumerate(crowd) for j in crowd[n + 1 : n + 16]}
    assert {p for p, why in met.items() if why} == {(i, j) for i, j in near if plainly(found[i], found[j])}
    assert all((plainly(found[i], found[j]) or "") in why for (i, j), why in met.items() if why)
    assert len({plainly(found[i], found[j]) for i, j in near}) == 5


def looked_up(one: Utterance) -> list[tuple[str, ...]]:
    told = one.said.longest
    spoken = [("speaker", one.speaker.key, w) for w in told if one.speaker.named]
    return [("copy", one.text, w) for w in told[:3]] + spoken + [("words", *sorted(p)) for p in combinations(told, 2)]


@pytest.mark.parametrize("seed", range(3))
def test_every_statement_is_in_one_origin_in_whatever_order_and_every_merge_has_its_reason(seed: int) -> None:
    made = stream(seed, 250)
    results = []
    for order in range(3):
        random.Random(order).shuffle(made)
        documents, readings = [d for d, _ in made], [r for _, r in made]
        results.append(origins(documents, readings, copies(documents)))
    assert results[0] == results[1] == results[2]
    members = [m for o in results[0] for m in o.members]
    assert sorted(members) == sorted(s.id for _, r in made for s in r.statements)
    reasons = ("says it twice", "passed on", "same speaker", "Near-identical")
    assert all(any(r in o.why for r in reasons) for o in results[0] if len(o.members) > 1)
    assert 1 < len(results[0]) < len(members) / 2


def test_nothing_said_is_no_origin() -> None:
    assert origins([], [], []) == []
    silent = article("Nobody says anything here.")
    assert origins([silent], [read(silent)], []) == []
