"""Where the reader's rules meet: each step of a document's reading behind one thin function."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.nouns.actor import Actor
from tocsin.nouns.document import Document, Published
from tocsin.nouns.reading import Event, Quantity, Statement, When
from tocsin.read.network import Tagged

Span = tuple[int, int]


def published(document: Document, cut: Sequence[Span]) -> Published:
    """The document's date, inferred from its text when nobody gave one."""
    return document.published


def times(document: Document, cut: Sequence[Span], date: Published) -> list[When]:
    """The time expressions."""
    return []


def quantities(document: Document, tagged: Tagged, found: Sequence[When]) -> list[Quantity]:
    """Numbers with what they count."""
    return []


def actors(document: Document, tagged: Tagged) -> list[Actor]:
    """Who the names, descriptions and pronouns mean."""
    return []


def events(
    document: Document, tagged: Tagged, said: Sequence[Statement], who: Sequence[Actor], when: Sequence[When],
    counted: Sequence[Quantity],
) -> list[Event]:  # fmt: skip
    """Who did what to whom."""
    return []
