"""Actor: "The party these mentions mean, by these judgements." """

from dataclasses import dataclass
from typing import Literal

from tocsin.nouns.place import Place

ActorKind = Literal["person", "office", "organisation", "state", "place", "group"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an actor is named, described or meant by a pronoun."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, office, organisation, state, place or group.

    ``id`` is the same in every document for the same party as far as rules can tell
    (``state:BLR``, ``person:alexander-lukashenko``); ``side`` is the ISO 3166 alpha-3 code, or a
    bloc's code, of the party it speaks for; None when unknown.
    """

    id: str
    name: str
    kind: ActorKind
    side: str | None = None
    mentions: tuple[Mention, ...] = ()
    place: Place | None = None  # the town or region that an actor of kind “place” is, as far as known
