"""Placeholders: ``{attacker}`` in a pack becomes a name in texts, a pattern in terms and a code in sides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tocsin.errors import WatchError
from tocsin.packs.countries import Country, countries, country
from tocsin.packs.near import near

_HOLE = re.compile(r"\{([a-z_]+)(?::(adj|capital|code|name|others))?\}")
_PATTERNS, _CODES = {"terms", "avoid", "define"}, {"agents", "patients", "places", "interests"}


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
