"""Statements to origins: one utterance by one source, however many outlets carry it.

The invariant: every statement is in exactly one origin, and the origins are the same in whatever order
the documents come. Candidates share a speaker, a copy or rare words; never are all pairs looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from tocsin.nouns.document import Document
from tocsin.nouns.ids import set_id
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.reading import Reading, Statement
from tocsin.nouns.relation import Copies, Origin
from tocsin.resolve.align import align
from tocsin.resolve.frames import frame, rare
from tocsin.resolve.loops import circular, outlet_key, suspicious
from tocsin.resolve.speakers import Speaker, speaker
from tocsin.resolve.unions import Groups

NEAR = timedelta(days=7)  # one utterance is passed on within so many days
SAME_SPEAKER, SAME_TEXT, CARRIED = 0.6, 0.8, 0.5  # share of telling words: one speaker, any speaker, one copied text
FEWEST = 3  # telling words an utterance needs to be recognised by its words alone
CROWD = 15  # others under one key that a statement is compared with: its next in time


@dataclass(frozen=True, slots=True)
class Utterance:
    """A statement with what merging looks at."""

    statement: Statement
    document: Document
    speaker: Speaker
    text: str  # the group of copies its document belongs to
    day: date  # when it was said, or else gathered
    telling: frozenset[str]
    carrying: int  # words that carry meaning
    words: int
    longest: tuple[str, ...]  # the telling words that are looked up, rarest kinds first


def origins(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    copies: Sequence[Copies] = (),
    judgements: Sequence[Judgement] = (),
) -> list[Origin]:
    """Every utterance with its members, earliest first, the reason for each merge, and what is wrong with it.

    The judgement ``split`` takes its target, a statement, out of every merge; ``merge`` puts target and value together.
    """
    said = utterances(documents, readings, copies)
    groups, reasons = Groups(len(said)), dict[int, list[str]]()
    apart = {j.target for j in standing(judgements) if j.verb == "split"}
    for i, j in _candidates(said):
        if said[i].statement.id in apart or said[j].statement.id in apart or groups.find(i) == groups.find(j):
            continue
        why = one_utterance(said[i], said[j])
        if why:
            groups.join(i, j)
            reasons.setdefault(j, []).append(why)
    _judged(said, groups, reasons, judgements)
    return [_origin([said[i] for i in g], [r for i in g for r in reasons.get(i, ())]) for g in groups.sets()]


def utterances(documents: Sequence[Document], readings: Sequence[Reading], copies: Sequence[Copies]) -> list[Utterance]:
    """Every statement with its document, by the day it was gathered."""
    known = {d.id: d for d in documents}
    text = {d: c.documents[0] for c in copies for d in c.documents}
    pairs = [(s, known[r.document]) for r in readings if r.document in known for s in r.statements]
    pairs.sort(key=lambda p: (p[1].first_seen, p[1].id, p[0].content[0].start if p[0].content else 0, p[0].id))
    return [_utterance(s, d, text.get(d.id, d.id)) for s, d in pairs]


_frame = lru_cache(maxsize=4_000)(frame)  # frames are large: made again when they are asked for late


def _utterance(statement: Statement, document: Document, text: str) -> Utterance:
    said, shown = statement.said, _frame(statement.text)
    carrying, told = shown.carrying, rare(shown)
    day = (said.start or said.end if said else None) or document.first_seen.date()
    telling = frozenset(w.key for w in carrying if w.kind != "light") | {c.text for c in shown.counts}
    who = speaker(statement, document.outlet)
    longest = tuple(sorted(told, key=lambda w: (-len(w), w))[:4])
    return Utterance(statement, document, who, text, day, telling, len(carrying), len(shown.words), longest)


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Judgements that nobody has taken back, oldest first."""
    every = sorted(judgements, key=lambda j: (j.at, j.id))
    retracted = {j.retracts for j in every if j.retracts}
    return [j for j in every if j.id not in retracted and not j.retracts]


def one_utterance(a: Utterance, b: Utterance) -> str | None:
    """Why two statements are one utterance, or None when they are two."""
    x, y = a.statement, b.statement
    if x.polarity != y.polarity or (x.act == "deny") != (y.act == "deny") or abs((a.day - b.day).days) > NEAR.days:
        return None
    if a.text == b.text and a.document.id == b.document.id:
        return _said_twice(a, b)
    share = cover(a.telling, b.telling)
    if share < CARRIED:
        return None
    why = _alike(a, b, share)
    return None if why is None or _part(x.text, y.text) else why


def _alike(a: Utterance, b: Utterance, share: float) -> str | None:
    """Why two reports that share so much are one utterance."""
    if a.text == b.text and _one_speaker(a.speaker, b.speaker) and share >= CARRIED:
        return "The articles that carry it are one text passed on"
    if min(a.carrying, b.carrying) < FEWEST:
        return None
    if a.speaker.named and a.speaker.key == b.speaker.key and share >= SAME_SPEAKER:
        return f"The same speaker says it in much the same words ({share:.0%} shared) within {NEAR.days} days"
    quoted = a.statement.quoted or b.statement.quoted
    if share >= SAME_TEXT and (not a.speaker.named or not b.speaker.named or quoted):
        return f"Near-identical words ({share:.0%} shared) within {NEAR.days} days, and no second named speaker"
    return None


def _said_twice(a: Utterance, b: Utterance) -> str | None:
    """Within one article: the headline and the text, or a quote taken up again."""
    if a.speaker.key == b.speaker.key and cover(a.telling, b.telling) >= SAME_TEXT:
        return "The same article says it twice"
    return None


def _one_speaker(a: Speaker, b: Speaker) -> bool:
    return a.key == b.key or not a.named or not b.named


def cover(left: frozenset[str], right: frozenset[str]) -> float:
    """The share of telling words two texts have in common, by the smaller when it is not much smaller."""
    if not left or not right:
        return 0.0
    sizes = sorted((len(left), len(right)))
    return len(left & right) / max(sizes[0], sizes[1] / 2)


def _part(a: str, b: str) -> bool:
    """Does one say the contrary of the other somewhere, or another number?"""
    if a == b:
        return False
    found = align(_frame(a), _frame(b))
    return found.numbers is not None or any(c.kind != "weak contrary" for c in found.conflicts)


# --- candidates ------------------------------------------------------------------------------------


def _candidates(said: list[Utterance]) -> Iterator[tuple[int, int]]:
    """Pairs that share a copied text and place in it, or a speaker and a word, or two rare words; sorted.

    Held as one sorted array of numbers: eight bytes a pair, whatever the stream.
    """
    index: dict[tuple[str, ...], int] = {}
    found = [np.array([index.setdefault(key, len(index)) for key in _keys(one)], dtype=np.int64) for one in said]
    del index
    keys = np.concatenate([np.empty(0, dtype=np.int64), *found])
    owners = np.repeat(np.arange(len(said)), [len(f) for f in found])
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    codes = np.empty(0, dtype=np.int64)
    for step in range(1, CROWD + 1):
        same = (keys[step:] == keys[:-step]) & (owners[step:] != owners[:-step])
        codes = np.union1d(codes, owners[:-step][same] * len(said) + owners[step:][same])
    for code in codes:
        yield divmod(int(code), len(said))


def _keys(one: Utterance) -> list[tuple[str, ...]]:
    longest = one.longest
    keys: list[tuple[str, ...]] = [("copy", one.text, w) for w in longest[:3]]
    if one.speaker.named:
        keys += [("speaker", one.speaker.key, w) for w in longest]
    keys += [("words", *sorted(pair)) for n, w in enumerate(longest) for pair in [(w, x) for x in longest[n + 1 :]]]
    return keys


# --- the noun --------------------------------------------------------------------------------------


def _judged(
    said: list[Utterance], groups: Groups, reasons: dict[int, list[str]], judgements: Iterable[Judgement]
) -> None:
    position = {u.statement.id: i for i, u in enumerate(said)}
    for judgement in standing(judgements):
        other = position.get(str(judgement.value))
        if judgement.verb == "merge" and judgement.target in position and other is not None:
            groups.join(position[judgement.target], other)
            reasons.setdefault(other, []).append(f"{judgement.analyst} judged them one")


def _origin(members: list[Utterance], reasons: list[str]) -> Origin:
    ids = tuple(u.statement.id for u in members)
    documents = tuple(dict.fromkeys(u.document.id for u in members))
    named = [u.speaker.actor for u in members if u.speaker.actor]
    return Origin(
        id=set_id("o", ids),
        root=ids[0],
        members=ids,
        documents=documents,
        actor=named[0] if named else None,
        why=_why(members, reasons),
        circular=circular(_links(members)),
        suspicious=suspicious([(u.document, u.speaker.named, u.text, u.words) for u in members]),
    )


def _why(members: list[Utterance], reasons: list[str]) -> str:
    if len(members) == 1:
        return "Said once, as far as is known."
    told = "; ".join(dict.fromkeys(reasons))
    return f"{len(members)} reports go back to one utterance. {told}."


def _links(members: list[Utterance]) -> Mapping[str, set[str]]:
    """Which outlet names which as having said so: ``via`` and sources that are themselves outlets here."""
    mine = {outlet_key(u.document.outlet) for u in members} - {""}
    links: dict[str, set[str]] = {}
    for u in members:
        cited = {outlet_key(v) for v in u.statement.via}
        cited.add(outlet_key(u.statement.source.text) if u.statement.source else "")
        links.setdefault(outlet_key(u.document.outlet), set()).update(cited & mine)
    return links
