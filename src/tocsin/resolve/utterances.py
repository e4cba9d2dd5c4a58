"""Utterances: statements with what merging looks at, and little else, so that a long stream can be held at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tocsin.nouns.document import Document
from tocsin.nouns.reading import Reading, Statement
from tocsin.nouns.relation import Copies
from tocsin.resolve.frames import frame, rare
from tocsin.resolve.parting import Stand, stand
from tocsin.resolve.speakers import Speaker, speaker


@dataclass(frozen=True, slots=True)
class Utterance:
    """A statement with what merging looks at."""

    statement: Statement
    document: Document
    speaker: Speaker
    text: str  # the group of copies its document belongs to
    day: date  # when it was said, or else gathered
    said: Said


@dataclass(frozen=True, slots=True)
class Said:
    """What the words of a statement come to."""

    telling: frozenset[str]
    carrying: int  # words that carry meaning
    words: int
    longest: tuple[str, ...]  # the telling words that are looked up, rarest kinds first
    stand: Stand


def utterances(documents: Sequence[Document], readings: Sequence[Reading], copies: Sequence[Copies]) -> list[Utterance]:
    """Every statement with its document, by the day it was gathered."""
    known = {d.id: d for d in documents}
    text = {d: c.documents[0] for c in copies for d in c.documents}
    pairs = [(s, known[r.document]) for r in readings if r.document in known for s in r.statements]
    pairs.sort(key=lambda p: (p[1].first_seen, p[1].id, p[0].content[0].start if p[0].content else 0, p[0].id))
    return [_utterance(s, d, text.get(d.id, d.id)) for s, d in pairs]


def _utterance(statement: Statement, document: Document, text: str) -> Utterance:
    said = statement.said
    day = (said.start or said.end if said else None) or document.first_seen.date()
    return Utterance(statement, document, speaker(statement, document.outlet), text, day, _said(statement.text))


@lru_cache(maxsize=4_000)
def _said(text: str) -> Said:
    """The frame itself is not kept: it is large."""
    shown = frame(text)
    carrying, told = shown.carrying, rare(shown)
    telling = frozenset({w.key for w in carrying if w.kind != "light"} | {c.text for c in shown.counts})
    longest = tuple(sorted(told, key=lambda w: (-len(w), w))[:4])
    return Said(telling, len(carrying), len(shown.words), longest, stand(shown))
