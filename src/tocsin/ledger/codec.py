"""Nouns to JSON and back, derived from their type hints: a new noun or field needs nothing here.

The one invariant: ``decode(type, encode(noun)) == noun``. Fields at their default are left out, so a
field added later (with a default) reads old records, and records stay small.
"""

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar, cast

Noun = TypeVar("Noun")
Turn = Callable[[Any], Any]
_PLAIN = (str, int, float, bool, type(None), object)


def encode(noun: Any) -> str:
    """Compact JSON; text with a lone surrogate is written as ASCII escapes, which any database holds."""
    plain = to_plain(noun)
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text if text.isascii() or _storable(text) else json.dumps(plain, separators=(",", ":"))


def decode(kind: type[Noun], text: str) -> Noun:
    """The noun a JSON text holds."""
    return cast(Noun, decoder(kind)(json.loads(text)))


def to_plain(noun: Any) -> Any:
    """Dataclasses as dictionaries of what JSON can hold."""
    return _ENCODERS[type(noun)](noun)


def moment(value: datetime) -> str:
    """An instant as text that sorts as time does, whatever the database."""
    aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return (
        aware.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        if aware.year >= 1000
        else f"{aware.year:04}{aware.strftime('-%m-%dT%H:%M:%S.%fZ')}"
    )


class _Turns(dict[Any, Turn]):
    """What turns each type, worked out once."""

    def __init__(self, make: Callable[[Any], Turn]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, kind: Any) -> Turn:
        self[kind] = turn = self._make(kind)
        return turn


def decoder(hint: Any) -> Turn:
    """What turns plain JSON into values of a declared type."""
    return _DECODERS[hint]


def _storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _encoder(kind: Any) -> Turn:
    """By the value's own type; containers look at what they hold."""
    if dataclasses.is_dataclass(kind):
        return _dataclass_encoder(cast(type, kind))
    if kind in (tuple, list, set, frozenset):
        return lambda values: [v if type(v) is str else _ENCODERS[type(v)](v) for v in values]
    if kind is dict:
        return lambda values: {key: _ENCODERS[type(v)](v) for key, v in values.items()}
    if kind is datetime:
        return moment
    if kind is date:
        return lambda value: value.isoformat()
    return lambda value: value


def _dataclass_encoder(kind: type) -> Turn:
    fields = [(f.name, _default(f)) for f in dataclasses.fields(kind)]

    def encode_fields(noun: Any) -> dict[str, Any]:
        plain = {}
        for name, default in fields:
            value = getattr(noun, name)
            if value is not default and value != default:
                plain[name] = value if type(value) is str else _ENCODERS[type(value)](value)
        return plain

    return encode_fields


_MISSING: Any = object()


def _default(f: "dataclasses.Field[Any]") -> Any:
    """A default that may be left out; one that could be mistaken for an equal value of another type is written."""
    return f.default if f.default is not dataclasses.MISSING and not isinstance(f.default, int | float) else _MISSING


def _decoder(hint: Any) -> Turn:
    """By the declared type."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint):
        return _dataclass_decoder(cast(type, hint))
    if origin is tuple:
        return _tuple_decoder(arguments)
    if origin in (list, frozenset, set):
        turn, build = decoder(arguments[0]), origin
        return lambda values: build(turn(v) for v in values)
    if origin is dict:
        turn = decoder(arguments[1])
        return lambda values: {key: turn(v) for key, v in values.items()}
    if origin in (typing.Union, types.UnionType):
        return _union_decoder(arguments)
    return _SCALARS.get(hint, _same)


def _same(value: Any) -> Any:
    return value


def _instant(value: str) -> datetime:
    return datetime.fromisoformat(value)


_SCALARS: dict[Any, Turn] = {datetime: _instant, date: date.fromisoformat, float: float}


def _tuple_decoder(arguments: tuple[Any, ...]) -> Turn:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        turn = decoder(arguments[0])
        return tuple if turn is _same else lambda values: tuple(turn(v) for v in values)
    turns = [decoder(a) for a in arguments]
    return lambda values: tuple(turn(v) for turn, v in zip(turns, values, strict=True))


def _union_decoder(arguments: tuple[Any, ...]) -> Turn:
    """Optional of one type; a union of several plain types passes through."""
    rest = [a for a in arguments if a is not type(None)]
    if len(rest) > 1 and any(a not in _PLAIN for a in rest):
        raise TypeError(f"a union of {rest} cannot be told apart in JSON")
    turn = decoder(rest[0]) if len(rest) == 1 else _same
    return _same if turn is _same else lambda value: None if value is None else turn(value)


def _dataclass_decoder(kind: type) -> Turn:
    """Most fields are as JSON has them: only the others are turned, in place."""
    names: set[str] = set()
    turns: dict[str, Turn] = {}

    def decode_fields(plain: dict[str, Any]) -> Any:
        if not names:  # late, so that a noun may refer to one defined after it
            hints = typing.get_type_hints(kind)
            names.update(f.name for f in dataclasses.fields(kind))
            turns.update({name: turn for name in names if (turn := decoder(hints[name])) is not _same})
        for name, turn in turns.items():
            if name in plain:
                plain[name] = turn(plain[name])
        return kind(**plain if plain.keys() <= names else {n: v for n, v in plain.items() if n in names})

    return decode_fields


_ENCODERS = _Turns(_encoder)
_DECODERS = _Turns(_decoder)
