"""Who speaks, for whom, and whether two who say one thing are two witnesses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tocsin.nouns.actor import Actor
from tocsin.nouns.document import Document
from tocsin.nouns.reading import Reading, Statement
from tocsin.nouns.relation import Origin
from tocsin.resolve.lexicon import phrases
from tocsin.resolve.tables import words

COMMANDED = ("office", "organisation", "state", "person", "group")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it: an actor, or a description that names nobody, or the outlet itself."""

    key: str
    actor: str | None
    named: bool  # False for "sources", "anonymous accounts", or nobody


def speaker(statement: Statement, outlet: str | None) -> Speaker:
    """The speaker of a statement; unnamed ones are kept apart by outlet, because two "sources" may be two people."""
    source = statement.source
    if source is None:
        return Speaker(f"nobody@{outlet or statement.document}", None, False)
    text = " ".join(source.text.lower().split())
    if anonymous(text):
        return Speaker(f"{text}@{outlet or statement.document}", None, False)
    if source.actor:
        return Speaker(source.actor, source.actor, True)
    return Speaker(text, None, True)


@lru_cache(maxsize=10_000)
def anonymous(text: str) -> bool:
    """Does a source's text name nobody? ("a senior official who asked not to be named", "social media accounts")."""
    low = text.lower().split()
    hidden = phrases("speakers", "hidden")
    if any(tuple(low[i : i + n]) in hidden for n in (1, 2, 3) for i in range(len(low) - n + 1)):
        return True
    plain = [w.strip(".,'’\"”“") for w in low]
    return bool(plain) and all(w in words("speakers", "vague") for w in plain)


def actors_of(readings: Iterable[Reading]) -> dict[str, Actor]:
    """Every actor by id; where readings differ, the one that knows a side."""
    found: dict[str, Actor] = {}
    for reading in readings:
        for actor in reading.actors:
            known = found.get(actor.id)
            if known is None or (known.side is None and actor.side is not None):
                found[actor.id] = actor
    return found


def independent(a: Origin, b: Origin, actors: Mapping[str, Actor]) -> tuple[bool, str]:
    """Can ``b`` corroborate ``a``? Not when it is the same utterance, speaker or chain of command, or has no name."""
    if a.id == b.id or set(a.members) & set(b.members):
        return False, "It is one utterance."
    if a.actor is None or b.actor is None:
        return False, "At least one of them has no named source, so nobody can say that they are two."
    one, two = actors.get(a.actor), actors.get(b.actor)
    names = f"{one.name if one else a.actor} and {two.name if two else b.actor}"
    if a.actor == b.actor:
        return False, f"Both were said by {one.name if one else a.actor}."
    if one and two and one.side and one.side == two.side and one.kind in COMMANDED and two.kind in COMMANDED:
        return False, f"{names} speak for one side ({one.side})."
    if set(a.documents) & set(b.documents) and len(a.documents) == 1 and len(b.documents) == 1:
        return True, f"{names} are different speakers, quoted in one article."
    return True, f"{names} are different speakers of different sides, in different articles."


def outlets(documents: Iterable[Document]) -> dict[str, str | None]:
    """The outlet of each document by id."""
    return {d.id: d.outlet for d in documents}
