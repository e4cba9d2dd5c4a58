"""Indicators compiled for matching: cheap word tests first, regular expressions only where they can hit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from re._constants import BRANCH, LITERAL, MAX_REPEAT, MIN_REPEAT, SUBPATTERN  # type: ignore[import-not-found]
from re._parser import parse  # type: ignore[import-not-found]
from typing import Any

from tocsin.gazetteer.namesakes import BEHIND, alone
from tocsin.nouns.watch import Indicator, Look, Watch
from tocsin.resolve.seats import Seat, seat

_NEGATIVE = re.compile(r"\b(?:not|never|no|without)\b|\b(?:unwilling|reluctan|refus)|n['’]t")
_ORDERS = re.compile(
    r"(?<![a-z])(?:order|vot|agree|told|tell|decid|decree|approv|authori[sz]|instruct|command)", re.IGNORECASE
)
_APOSTROPHES = re.compile(r"n(?:’|\[['’]+\])t")
TIGHTER = 4  # how many later starts are tried
SHORTEST = 3  # letters a stem must have to be worth looking for
_GAP = re.compile(
    r"(?<!\\)([.)])(\{\d*,\d+\})(?![?+])((?:\(\?(?:-i)?:)*[a-z])?", re.IGNORECASE
)  # "anything in between"
_WORD = re.compile(r"(?:\(\?(?:-i)?:)*[a-z]", re.IGNORECASE)  # a pattern, or a part of it, that begins with a letter


@dataclass(frozen=True, slots=True)
class Term:
    """A regular expression with words of which every match contains one (empty when none is certain)."""

    stems: tuple[str, ...]
    pattern: re.Pattern[str]
    negatives: frozenset[str]  # every "not" of the pattern's own ("do not want to fight"), which denies nothing
    orders: frozenset[str]  # its own verbs of ordering, voting and agreeing: the order is then what is looked for

    def find(self, text: str, low: str) -> re.Match[str] | None:
        """The first match, as tight as it gets, tried only where one of the stems occurs.

        "Minsk says Belarus calls up reservists" starts at the second name, where the deed is, not at the speaker; and
        gaps are lazy, so that a match ends at the deed and does not run on into what is denied after it.
        """
        if self.stems and not any(stem in low for stem in self.stems):
            return None
        match = self.pattern.search(text)
        for _ in range(TIGHTER):
            later = self.pattern.search(text, match.start() + 1, match.end()) if match else None
            if later is None or (match is not None and later.end() != match.end()):
                break
            match = later
        return match

    def negative(self, matched: str) -> bool:
        """Whether what was found is itself a "not" that was looked for, and holds no other."""
        found = _negatives(matched)
        return bool(found) and found <= self.negatives

    def ordered(self, matched: str) -> bool:
        """Whether what was found is an order, a vote or an agreement that was looked for."""
        return bool(_orders(matched) & self.orders)


def _orders(text: str) -> frozenset[str]:
    return frozenset(found.replace("z", "s") for found in _ORDERS.findall(text.lower().replace("[sz]", "s")))


def _negatives(text: str) -> frozenset[str]:
    return frozenset(_NEGATIVE.findall(_APOSTROPHES.sub("n't", text.lower())))


@dataclass(frozen=True, slots=True)
class Compiled:
    """One look of one indicator."""

    indicator: Indicator
    look: Look
    terms: tuple[Term, ...]
    avoid: tuple[Term, ...]
    states: tuple[str, ...]  # where it is set
    seats: tuple[Seat, ...]  # in whose capital alone
    stems: tuple[str, ...]  # one of these must stand in a sentence for the look to fire; empty when that is not certain


@dataclass(frozen=True, slots=True)
class Matcher:
    """A watch ready for matching: its looks and the names of the sides it speaks of."""

    looks: tuple[Compiled, ...]
    sides: dict[str, re.Pattern[str]]
    any_side: re.Pattern[str]
    states: frozenset[str]  # the sides that are states and no waters
    called: dict[str, re.Pattern[str]]  # "the strait": the waters by what a text calls them once it has named them


def matcher(watch: Watch) -> Matcher:
    """Compile a watch once for any number of texts."""
    looks = tuple(_compiled(i, look) for i in watch.indicators for look in i.looks)
    names: dict[str, list[str]] = {}
    for name, actor in sorted(watch.aliases.items()):
        names.setdefault(actor.partition(":")[2] if actor.startswith("state:") else actor, []).append(name)
    sides = {side: _names(found) for side, found in names.items()}
    states = frozenset(side for side in sides if side.isupper())
    called = {side: re.compile(pattern) for side, pattern in watch.called.items()}
    return Matcher(looks, sides, _names([n for found in names.values() for n in found]), states, called)


def _names(names: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(set(names), key=lambda n: (-len(n), n))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(alone, ordered)) or '(?!)'})(?:s|['’]s)?(?!\w){BEHIND}")


def _compiled(indicator: Indicator, look: Look) -> Compiled:
    terms = tuple(map(_term, look.terms))
    certain = {stem for term in terms for stem in term.stems} if all(term.stems for term in terms) else set()
    seats = tuple(found for place in look.places if (found := seat(place)))
    states = tuple(place.partition(":")[0] for place in look.places)
    return Compiled(indicator, look, terms, tuple(map(_term, look.avoid)), states, seats, tuple(sorted(certain)))


def _term(pattern: str) -> Term:
    """Gaps are as short as they can be, and what stands first or behind a gap begins a word ("UN", not "announced")."""
    tight = _GAP.sub(lambda gap: f"{gap[1]}{gap[2]}?" + (rf"\b{gap[3]}" if gap[3] else ""), pattern)
    tight = rf"\b(?:{tight})" if _WORD.match(tight) else tight
    return Term(stems(pattern), re.compile(tight, re.IGNORECASE), _negatives(pattern), _orders(pattern))


def stems(pattern: str) -> tuple[str, ...]:
    """Lower-case words of which every match of a pattern contains at least one; empty when that is not certain."""
    return tuple(sorted(_needed(parse(pattern, re.IGNORECASE)) or ()))


def _needed(sequence: Iterable[Any]) -> frozenset[str] | None:
    """The best set of alternatives that a sequence cannot match without: long words first, then few of them."""
    candidates: list[frozenset[str]] = []
    run = ""
    for operation, value in [*sequence, (None, None)]:
        if operation is LITERAL:
            run += chr(value).lower()
            continue
        if len(run) >= SHORTEST:
            candidates.append(frozenset({run}))
        run = ""
        inner = _inside(operation, value)
        if inner:
            candidates.append(inner)
    return max(candidates, key=lambda c: (min(map(len, c)), -len(c), sorted(c)), default=None)


def _inside(operation: Any, value: Any) -> frozenset[str] | None:
    """What a group, a choice or a repetition cannot match without."""
    if operation is SUBPATTERN:
        return _needed(value[3])
    if operation in (MAX_REPEAT, MIN_REPEAT):
        return _needed(value[2]) if value[0] >= 1 else None
    if operation is BRANCH:
        choices = [_needed(choice) for choice in value[1]]
        return frozenset().union(*(c for c in choices if c)) if all(choices) else None
    return None
