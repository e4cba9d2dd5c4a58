"""Placeholders: ``{attacker}`` in a pack becomes a name in texts, a pattern in terms and a code in sides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tocsin.errors import WatchError
from tocsin.packs.countries import Country, countries, country
from tocsin.packs.near import near

FORMS = ("name", "adj", "capital", "code", "others")
_NAME = r"(?<!\\N)\{([A-Za-z_][\w-]*)"  # "\N{DASH}" in a pattern is no placeholder
_HOLE = re.compile(rf"{_NAME}(?::({'|'.join(FORMS)}))?\}}")
_LEFT = re.compile(rf"{_NAME}(?::([\w-]*))?\}}")  # whatever looks like one
_QUOTED = {"source", "sources"}  # titles of works may hold any bracket
_PATTERNS, _CODES = {"terms", "avoid", "define"}, {"agents", "patients", "places", "interests"}


Steps = tuple[int | str, ...]  # keys and places that lead to a part of a tree


@cache
def straits() -> dict[str, dict[str, Any]]:
    """The shipped straits: names and the states on their shores."""
    path = Path(__file__).parent / "straits.yaml"
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


@cache
def classes() -> dict[str, str]:
    """The shipped classes of words that every pack may name in its patterns: soldiers, seats of power, killing …"""
    path = Path(__file__).parent / "classes.yaml"
    loaded: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: rf"\b(?:{'|'.join(choices)})\b" for name, choices in loaded.items()}


@dataclass(frozen=True, slots=True)
class Filling:
    """Values of a pack's parameters, ready to be put into its strings; its own definitions go before the classes."""

    values: Mapping[str, Country]
    define: Mapping[str, str] = field(default_factory=dict)

    def into(self, node: Any, key: str = "") -> Any:
        """The same tree with every placeholder filled in, by where it stands."""
        if isinstance(node, str):
            return self._text(node, key)
        if isinstance(node, dict):
            inner = key if key in _PATTERNS | _CODES else ""
            return {
                self._text(k, key) if isinstance(k, str) else k: self.into(v, inner or str(k)) for k, v in node.items()
            }
        return [self.into(item, key) for item in node] if isinstance(node, list) else node

    def _text(self, text: str, key: str) -> str:
        def replace(match: re.Match[str]) -> str:
            name, form = match[1], match[2]
            value, piece = self.values.get(name), self._piece(name) if key in _PATTERNS else None
            if piece is not None:
                return f"(?:{self._text(piece, key)})"
            return match[0] if value is None else _form(value, form, key)

        return _HOLE.sub(replace, text) if "{" in text else text

    def _piece(self, name: str) -> str | None:
        """What a name in a pattern stands for, unless it is a parameter's."""
        return self.define.get(name) or (None if name in self.values else classes().get(name))


def circular(define: Mapping[str, str]) -> list[str]:
    """Names of pieces that lead from one back to itself; none when every piece ends in words."""

    def back(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        inner = [hole for hole, _ in _HOLE.findall(define[name]) if hole in define]
        return next((found for hole in inner if (found := back(hole, [*path, name]))), [])

    return next((found for name in define if (found := back(name, []))), [])


def unfilled(node: Any, known: list[str], where: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """What is wrong with the placeholders that still stand in a filled tree, each with the steps that lead to it."""
    if isinstance(node, str):
        yield from ((where, _wrong(match, known)) for match in _LEFT.finditer(node))
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from unfilled(key, known, (*where, key))
            yield from unfilled(value, known, (*where, key)) if key not in _QUOTED else ()
    elif isinstance(node, list):
        for place, item in enumerate(node):
            yield from unfilled(item, known, (*where, place))


def _wrong(match: re.Match[str], known: list[str]) -> str:
    hole, name, form = match[0], match[1], match[2]
    if name not in known:
        return f"unknown placeholder {hole}, expected one of {', '.join(known) or 'none'}{near(name, known)}"
    if form is not None and form not in FORMS:
        return f"{hole}: there is no form {form!r} of a name, expected {', '.join(FORMS)}"
    return f"{hole} is a piece of 'define', expected only in terms, avoid and define"


def _form(value: Country, form: str | None, key: str) -> str:
    if form == "others":
        return _others(value.code)
    if key in _PATTERNS and form is None:
        return value.pattern
    if key == "places" and form == "capital":
        return f"{value.code}:{'/'.join(value.seats)}"
    if key in _CODES:
        return value.code
    return str(getattr(value, form or "name"))


@cache
def _others(code: str) -> str:
    """A pattern of the names of every other state."""
    names = {name for other, c in countries().items() if other != code for name in c.names}
    ordered = "|".join(map(re.escape, sorted(names, key=lambda n: (-len(n), n))))
    return rf"(?-i:(?<!\w)(?:{ordered})(?:s|['’]s)?(?!\w))"


def value_of(kind: str, given: str, path: str) -> Country:
    """A parameter's value as names; raises WatchError with near names for one that is not known."""
    found = country(given) if kind == "country" else _strait(given)
    if found is None:
        known = [n for c in countries().values() for n in (c.code, c.name)] if kind == "country" else sorted(straits())
        raise WatchError(f"unknown {kind} {given!r}{near(given, known)}", path=path)
    return found


def _strait(given: str) -> Country | None:
    row = straits().get(re.sub(r"[^a-z]+", "-", given.lower().removeprefix("strait of ")).strip("-"))
    if row is None:
        return None
    name = str(row["name"])
    called = next((kind for kind in ("canal", "straits") if kind in name.lower()), "strait")
    return Country(row["code"], name, name, name, tuple(row["also"]), (name,), called)
