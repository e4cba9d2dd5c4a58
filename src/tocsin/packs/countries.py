"""Names of states for placeholders: ``{attacker}``, ``{attacker:adj}``, ``{attacker:capital}``, ``{attacker:code}``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

NO_ACCORD = r"(?! (?:II|[Aa]ccords?|[Aa]greements?|[Pp]rotocols?|[Cc]onventions?)\b)"  # "Minsk II" is not Belarus


@dataclass(frozen=True, slots=True)
class Country:
    """A state as news names it."""

    code: str
    name: str
    adj: str
    capital: str
    also: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, longest first, so that "South Sudan" is tried before "Sudan"."""
        return tuple(sorted({self.name, self.adj, self.capital, *self.also}, key=lambda n: (-len(n), n)))

    @property
    def pattern(self) -> str:
        """A case-sensitive regular expression group that finds any of the names as whole words."""
        names = "|".join(re.escape(n) for n in self.names)
        return rf"(?-i:(?<!\w)(?:{names})(?:s|['’]s)?(?!\w){NO_ACCORD})"


@cache
def countries() -> dict[str, Country]:
    """The shipped table by ISO 3166 alpha-3 code."""
    path = Path(__file__).parent / "countries.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {code: Country(code, str(r[0]), str(r[1]), str(r[2]), tuple(map(str, r[3]))) for code, r in rows.items()}


def country(value: str) -> Country | None:
    """A state by its code or by any of its names, case ignored."""
    table = countries()
    if value.upper() in table:
        return table[value.upper()]
    wanted = value.strip().lower()
    return next((c for c in table.values() if wanted in {c.name.lower(), c.adj.lower(), c.capital.lower()}), None)
