"""The door: a text's events, with where, when, how many and whose statement holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.nouns.ids import content_id
from tocsin.nouns.reading import Event, Piece, Quantity, Statement, When
from tocsin.read.actors.cast import Cast
from tocsin.read.events.candidates import Found
from tocsin.read.events.finder import Finder
from tocsin.read.events.setting import Setting
from tocsin.read.events.status import worse
from tocsin.read.events.told import statuses
from tocsin.read.network import Tagged


def find(
    text: str,
    tagged: Tagged,
    cast: Cast,
    times: Sequence[When] = (),
    quantities: Sequence[Quantity] = (),
    statements: Sequence[Statement] = (),
    *,
    document: str = "",
) -> list[Event]:
    """The events of a text, in order. ``document`` is its id; without it that of the statements is taken."""
    finder = Finder(cast, tagged)
    setting = Setting(cast, times, quantities, statements)
    document = document or (statements[0].document if statements else "")
    told = statuses(cast.view, statements)
    found = (replace(f, status=worse(f.status, told.get(f.word, f.status))) for f in finder.events())
    return [_event(text, setting, document, f) for f in found]


def _event(text: str, setting: Setting, document: str, found: Found) -> Event:
    v, word = setting.cast.view, found.word
    start, end = v.start[word], v.end[word]
    kind, mode = found.meaning.type, found.meaning.mode
    where, place = setting.where(word) or (None, None)
    return Event(
        id=content_id("ev", document, kind, start, end),
        document=document,
        type=kind,
        trigger=Piece(text[start:end], start, end),
        agents=found.agents,
        patients=found.patients,
        where=where,
        when=setting.when(word),
        status=found.status,
        holder=setting.holder(start),
        quantities=setting.quantities(word),
        mode=mode,
        place=place,
    )
