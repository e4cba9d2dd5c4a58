"""The cast while it is being made: actors met so far, what each word means, and who was spoken of last."""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.nouns.actor import Actor, ActorKind, Mention
from tocsin.nouns.place import Place
from tocsin.read.actors.register import Hit
from tocsin.read.actors.view import View

PLURAL_ENDINGS = ("s", "men", "people", "police", "women", "children")


@dataclass(slots=True)
class Person:
    """What is known of a person within the text."""

    id: str
    key: tuple[str, ...]
    offices: set[str] = field(default_factory=set)
    gender: str = ""


@dataclass(slots=True)
class Draft:
    """``by_word`` holds the actors a word means; ``recent`` the mentions in order, as (word, actor)."""

    view: View
    hit_at: dict[int, Hit] = field(default_factory=dict)
    by_word: dict[int, tuple[str, ...]] = field(default_factory=dict)
    known: dict[str, tuple[str, ActorKind, str | None]] = field(default_factory=dict)
    mentions: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    recent: list[tuple[int, str]] = field(default_factory=list)
    persons: dict[str, Person] = field(default_factory=dict)
    holders: dict[tuple[str, str | None], str] = field(default_factory=dict)  # (office, side) -> person
    families: dict[str, list[str]] = field(default_factory=dict)  # family or role -> actors, latest last
    aliases: dict[str, str] = field(default_factory=dict)  # short forms this text defines
    plural: set[str] = field(default_factory=set)
    speaking: set[int] = field(default_factory=set)  # words such as “spokesman”: one person, though a body is meant
    home: str | None = None  # the state the text is about
    places: dict[str, Place] = field(default_factory=dict)  # actors that are towns or regions of the gazetteer

    def meet(self, actor: str, name: str, kind: ActorKind, side: str | None) -> None:
        """Make an actor known; what is known already is only filled in."""
        if actor not in self.known:
            self.known[actor] = (name, kind, side)
        elif side and self.known[actor][2] is None:
            self.known[actor] = (*self.known[actor][:2], side)

    def mention(self, actor: str, first: int, last: int, head: int) -> None:
        """Note a mention at the words ``first`` … ``last``, with ``head`` the word that carries it."""
        v = self.view
        self.mentions.setdefault(actor, []).append((v.start[first], v.end[last]))
        for w in {head, *range(first, last + 1)} if head >= 0 else range(first, last + 1):
            held = self.by_word.get(w, ())
            if not held:
                self.by_word[w] = (actor,)
            elif w == head and actor not in held:
                self.by_word[w] = (*held, actor)
        self.recent.append((head, actor))

    def side(self, actor: str | None) -> str | None:
        """Whose side an actor is on, as far as known."""
        return self.known[actor][2] if actor in self.known else None

    def latest(self, family: str) -> str | None:
        """The actor of a family (or role) that was spoken of last."""
        found = self.families.get(family)
        return found[-1] if found else None

    def file(self, actor: str, *families: str) -> None:
        """Remember an actor as the latest of these families."""
        for family in families:
            self.families.setdefault(family, []).append(actor)

    def actors(self) -> tuple[Actor, ...]:
        """Everybody who was mentioned, in order of first mention."""
        text = self.view.text
        order = sorted(self.mentions, key=lambda a: (min(self.mentions[a]), a))
        return tuple(
            Actor(
                a,
                *self.known[a],
                tuple(Mention(text[s:e], s, e) for s, e in sorted(set(self.mentions[a]))),
                self.places.get(a),
            )
            for a in order
        )
