"""A claim: a statement as relations see it, with its frame, speaker, origin and day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tocsin.nouns.document import Document
from tocsin.nouns.reading import Reading, Statement
from tocsin.nouns.relation import Origin
from tocsin.resolve.frames import Frame, frame, rare
from tocsin.resolve.speakers import Speaker, speaker
from tocsin.resolve.stems import name_key

HEDGED = 0.6  # a certainty below this is less than firm
TELLING = 3  # telling words that let an answer stand for itself
MOST = 8  # sentences of one statement that are looked at
_SENTENCE = re.compile(r"(?<=[.!?…;”])\s+(?=[\"“‘']?[A-Z])")
LONGEST = 600  # characters of a statement that are looked at: longer ones say many things


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that stands for its origin."""

    statement: Statement
    document: Document
    origin: Origin
    speaker: Speaker
    frame: Frame
    day: date

    @property
    def who(self) -> str:
        """The speaker as written."""
        source = self.statement.source
        return " ".join(source.text.split()) if source else (self.document.outlet or "no source")


def named(shown: Frame, reading: Reading | None) -> Frame:
    """The frame with words that the reader knows as names marked so (at the start of a sentence, no rule can tell)."""
    sides = name_words(reading)
    found = [(w, w.low in sides and w.kind == "content" and w.text[:1].isupper()) for w in shown.words]
    marked = tuple(replace(w, kind="name", key=name_key(w.text), concept=None) if new else w for w, new in found)
    names = frozenset(w.key for w in marked if w.kind == "name")
    known = frozenset((w.key, sides[w.low]) for w in marked if w.kind == "name" and sides.get(w.low))
    return replace(shown, words=marked, names=names, sides=known)


def name_words(reading: Reading | None) -> dict[str, str]:
    """The lower-cased words of every name that the reader found, and the side it speaks for ("" when unknown)."""
    actors = [a for a in reading.actors if a.kind != "group"] if reading else []
    told = ((w, a.side or "") for a in actors for m in a.mentions for w in m.text.split())
    return {w.lower(): side for w, side in told if w[:1].isupper() and len(w) > 2}


def claims(
    documents: Iterable[Document], readings: Iterable[Reading], origins: Sequence[Origin]
) -> tuple[list[Claim], dict[str, Claim]]:
    """The claims that stand for each origin, by day; and by its id each statement that answers another or is answered.

    Of the other members of an origin nothing is made: they only repeat what its root says.
    """
    known = {d.id: d for d in documents}
    home = {m: o for o in origins for m in o.members}
    told = [(s, r) for r in readings if r.document in known for s in r.statements if s.id in home]
    bound = {s.answers for s, _ in told} | {s.id for s, _ in told if s.answers is not None}
    made = {
        s.id: _claim(s, known[r.document], home[s.id], r)
        for s, r in told
        if s.id in bound or s.id == home[s.id].root
    }  # fmt: skip
    roots = [made[o.root] for o in origins if o.root in made and not _points_back(made[o.root])]
    parts = [replace(c, frame=f) for c in roots for f in sentences(c.frame)]
    parts.sort(key=lambda c: (c.day, c.document.first_seen, c.statement.id, c.frame.text))
    return parts, {key: claim for key, claim in made.items() if key in bound}


def _points_back(claim: Claim) -> bool:
    """An answer that says too little of its own ("the claim", "it") to be held beside anything but what it answers."""
    return claim.statement.answers is not None and len(rare(claim.frame)) < TELLING


def sentences(shown: Frame) -> list[Frame]:
    """The frames of each sentence of a long statement, or the one of a short statement."""
    pieces = [p for p in _SENTENCE.split(shown.text) if p.strip()]
    if len(pieces) < 2:
        return [shown]
    known = {w.low: w.key for w in shown.words if w.kind == "name"}
    return [_piece(shown, frame(p), known) for p in pieces[:MOST]]


def _piece(whole: Frame, part: Frame, known: dict[str, str]) -> Frame:
    """A sentence's frame with the names that the whole statement's has."""
    marked = tuple(replace(w, kind="name", key=known[w.low]) if w.low in known else w for w in part.words)
    return replace(
        part, words=marked, names=frozenset(w.key for w in marked if w.kind == "name"), act=whole.act,
        certainty=whole.certainty, speaker=whole.speaker, sides=whole.sides,
        negated=any(w.cue for w in marked), denial=part.denial,
    )  # fmt: skip


def _claim(statement: Statement, document: Document, origin: Origin, reading: Reading) -> Claim:
    said = statement.said
    day = (said.start or said.end if said else None) or document.first_seen.date()
    shown = named(claim_frame(statement), reading)
    return Claim(statement, document, origin, speaker(statement, document.outlet), shown, day)


def claim_frame(statement: Statement) -> Frame:
    """The frame of what is claimed, cue included ("does not see" … "any signs"), turned where the reader says so."""
    content = statement.text[:LONGEST]
    cue = statement.cue
    before = cue is not None and bool(statement.content) and cue.end <= statement.content[0].start
    made = frame(f"{cue.text} {content}" if cue and before else content)
    turned = any(w.negated or w.cue for w in made.words)
    if statement.polarity == "negated" and not turned:
        made = replace(made, words=tuple(replace(w, negated=not w.negated) for w in made.words))
    if statement.certainty < HEDGED and not any("possible" in m for m in made.moods):
        made = replace(made, moods=tuple(m | {"possible"} for m in made.moods))
    return _put(made, statement)


def _put(made: Frame, statement: Statement) -> Frame:
    """The frame with how the reader says the statement was put."""
    source = statement.source
    return replace(
        made, negated=statement.polarity == "negated", act=statement.act, certainty=statement.certainty,
        denial=made.denial or statement.act == "deny",
        speaker=(source.actor or " ".join(source.text.lower().split())) if source else None,
    )  # fmt: skip


def sentence_frame(text: str, reading: Reading | None) -> Frame:
    """The frame of a bare sentence, without the words that only name who speaks, where that was read."""
    told = [s for s in reading.statements if s.content] if reading else []
    most = max(told, key=lambda s: (len(s.text), s.id), default=None)
    shown = named(frame(text), reading)
    if most is None:
        return shown
    spans = [(s.source.start, s.source.end) for s in told if s.source]
    return _put(without(shown, spans), most)


def without(shown: Frame, spans: Sequence[tuple[int, int]]) -> Frame:
    """The frame with the words in some spans made silent."""
    if not spans:
        return shown
    kept = tuple(
        replace(w, kind="stop") if w.kind != "mark" and any(x <= w.start < y for x, y in spans) else w
        for w in shown.words
    )
    names = frozenset(w.key for w in kept if w.kind == "name")
    places = frozenset(p for p in shown.places if set(p.split()) <= names)
    return replace(shown, words=kept, names=names, places=places)
