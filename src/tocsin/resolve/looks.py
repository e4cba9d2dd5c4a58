"""Indicators compiled for matching: cheap word tests first, regular expressions only where they can hit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.nouns.watch import Indicator, Look, Watch

_STEM = re.compile(r"[A-Za-z]{3,}")


@dataclass(frozen=True, slots=True)
class Term:
    """A regular expression with a word it cannot match without ("" when none is certain)."""

    stem: str
    pattern: re.Pattern[str]

    def find(self, text: str, low: str) -> re.Match[str] | None:
        """The first match, tried only where the stem occurs."""
        return self.pattern.search(text) if self.stem in low else None


@dataclass(frozen=True, slots=True)
class Compiled:
    """One look of one indicator."""

    indicator: Indicator
    look: Look
    terms: tuple[Term, ...]
    avoid: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Matcher:
    """A watch ready for matching: its looks and the names of the sides it speaks of."""

    looks: tuple[Compiled, ...]
    sides: dict[str, re.Pattern[str]]
    any_side: re.Pattern[str]


def matcher(watch: Watch) -> Matcher:
    """Compile a watch once for any number of texts."""
    looks = tuple(_compiled(i, look) for i in watch.indicators for look in i.looks)
    names: dict[str, list[str]] = {}
    for name, actor in sorted(watch.aliases.items()):
        names.setdefault(actor.partition(":")[2] if actor.startswith("state:") else actor, []).append(name)
    sides = {side: _names(found) for side, found in names.items()}
    return Matcher(looks, sides, _names([n for found in names.values() for n in found]))


def _names(names: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(set(names), key=lambda n: (-len(n), n))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered)) or '(?!)'})(?!\w)")


def _compiled(indicator: Indicator, look: Look) -> Compiled:
    return Compiled(indicator, look, tuple(map(_term, look.terms)), tuple(map(_term, look.avoid)))


def _term(pattern: str) -> Term:
    return Term(stem(pattern), re.compile(pattern, re.IGNORECASE))


def stem(pattern: str) -> str:
    """The longest plain word that every match of a pattern must contain, in lower case; "" when that is not certain."""
    outer = _outside_groups(pattern)
    if "|" in outer:
        return ""
    plain = re.sub(r"\\.[*+?]?|\[[^\]]*\][*+?]?|\{[^}]*\}|.[*?]", " ", outer)
    return max(_STEM.findall(plain), key=len, default="").lower()


def _outside_groups(pattern: str) -> str:
    """The pattern with every parenthesised part blanked out (a group may be optional or offer alternatives)."""
    out, depth, skip = [], 0, False
    for character in pattern:
        if skip:
            out.append(" " if depth else character)
            skip = False
            continue
        skip = character == "\\"
        depth += character == "("
        out.append(" " if depth else character)
        depth -= character == ")" and depth > 0
    return "".join(out)
