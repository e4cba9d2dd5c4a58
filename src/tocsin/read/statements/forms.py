"""Every form of the words of a table, so that a table need only name dictionary forms."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.read.forms import inflect, numbers
from tocsin.read.languages import table


def forms(verb: str) -> list[str]:
    """``deny`` → deny, denies, denied, denying, and spellings that ``acts.yaml`` adds: ``shown``, ``learnt``."""
    also: str = table("acts")["also"].get(verb, "")
    return [*inflect(verb), *also.split()]


def all_forms(verbs: Iterable[str]) -> frozenset[str]:
    """Every form of every verb."""
    return frozenset(form for verb in verbs for form in forms(verb))


def plurals(noun: str) -> list[str]:
    """``assurance`` → assurance, assurances."""
    return numbers(noun)
