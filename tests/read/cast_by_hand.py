"""Parsed sentences with names, so that actors and events are tested without the network."""

from __future__ import annotations

from dataclasses import replace

from tests.read.hand import parsed
from tocsin.nouns.reading import Event
from tocsin.read import actors, events
from tocsin.read.network import Name, Tagged


def named(sentence: str, *names: tuple[str, str]) -> tuple[str, Tagged]:
    """A parsed sentence in which each (kind, text) is a name, at every place where it stands."""
    text, tagged = parsed(sentence)
    found = []
    for kind, name in names:
        at = text.find(name)
        while at >= 0:
            found.append(Name(kind, at, at + len(name), 1.0))
            at = text.find(name, at + 1)
    return text, replace(tagged, names=tuple(sorted(found, key=lambda n: n.start)))


def cast_of(sentence: str, *names: tuple[str, str]) -> actors.Cast:
    """Who is in a parsed sentence."""
    return actors.resolve(*named(sentence, *names))


def events_of(sentence: str, *names: tuple[str, str]) -> tuple[list[Event], actors.Cast]:
    """The events of a parsed sentence with its cast."""
    text, tagged = named(sentence, *names)
    cast = actors.resolve(text, tagged)
    return events.find(text, tagged, cast), cast


def told(sentence: str, *names: tuple[str, str]) -> list[tuple[str, str, str, str]]:
    """Each event as (class:mode, sides of the agents, sides of the patients, status)."""
    found, cast = events_of(sentence, *names)
    return [
        (
            f"{e.type}:{e.mode}" if e.mode else e.type,
            " ".join(sorted({cast.side(a) or "?" for a in e.agents})),
            " ".join(sorted({cast.side(a) or "?" for a in e.patients})),
            e.status,
        )
        for e in found
    ]
