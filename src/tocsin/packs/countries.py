"""Names of states for placeholders: ``{attacker}``, ``{attacker:adj}``, ``{attacker:capital}``, ``{attacker:code}``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tocsin.gazetteer.namesakes import BEHIND, alone


@dataclass(frozen=True, slots=True)
class Country:
    """A state as news names it."""

    code: str
    name: str
    adj: str
    capital: str
    also: tuple[str, ...]
    seats: tuple[str, ...]  # where it is governed from: the capital, and a town that does a capital's work beside it
    called: str = ""  # what a text calls it once it has named it ("strait", "canal"), if it is a water

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, longest first, so that "South Sudan" is tried before "Sudan"."""
        return tuple(sorted({self.name, self.adj, self.capital, *self.also}, key=lambda n: (-len(n), n)))

    @property
    def pattern(self) -> str:
        """A case-sensitive regular expression group that finds any of the names as whole words."""
        names = "|".join(map(alone, self.names))
        short = f"|{self.short}" if self.called else ""
        return rf"(?-i:(?<!\w)(?:{names})(?:s|['’]s)?(?!\w){BEHIND}{short})"

    @property
    def short(self) -> str:
        """A case-sensitive pattern of what a text calls a water that it has named: "the strait", "the waterway"."""
        return rf"(?<!\w)[Tt]he (?:{self.called}|waterway)(?!\w)(?! of [A-Z])"


@cache
def countries() -> dict[str, Country]:
    """The shipped table by ISO 3166 alpha-3 code."""
    path = Path(__file__).parent / "countries.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {code: _country(code, row) for code, row in rows.items()}


def _country(code: str, row: list[Any]) -> Country:
    name, adj, capital, also, *more = row
    beside = tuple(map(str, more[0])) if more else ()
    return Country(code, str(name), str(adj), str(capital), tuple(map(str, also)), (str(capital), *beside))


def country(value: str) -> Country | None:
    """A state by its code or by any of its names, case ignored."""
    table = countries()
    if value.upper() in table:
        return table[value.upper()]
    wanted = value.strip().lower()
    return next((c for c in table.values() if wanted in {c.name.lower(), c.adj.lower(), c.capital.lower()}), None)
