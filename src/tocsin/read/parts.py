"""Where the reader's rules meet: each step of a document's reading behind one thin function."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.nouns.actor import Actor
from tocsin.nouns.document import Document, Published
from tocsin.nouns.reading import Event, Quantity, Statement, When
from tocsin.read import times
from tocsin.read.network import UPOS, Tagged

Span = tuple[int, int]


def published(document: Document, cut: Sequence[Span]) -> Published:
    """The document's date, inferred from its text when nobody gave one."""
    return document.published


def when(document: Document, cut: Sequence[Span], tagged: Tagged, date: Published) -> list[When]:
    """The time expressions, with word classes to tell the month of May from the verb."""
    upos = [UPOS[u] for u in tagged.upos.tolist()]
    return times.find(document.text, cut, date, upos=upos, words=tagged.words.tolist())


def quantities(document: Document, tagged: Tagged, found: Sequence[When]) -> list[Quantity]:
    """Numbers with what they count."""
    return []


def actors(document: Document, tagged: Tagged) -> list[Actor]:
    """Who the names, descriptions and pronouns mean."""
    return []


def events(
    document: Document, tagged: Tagged, said: Sequence[Statement], who: Sequence[Actor], dates: Sequence[When],
    counted: Sequence[Quantity],
) -> list[Event]:  # fmt: skip
    """Who did what to whom."""
    return []
