"""Every form of a word from its dictionary form, so that a table need only name the latter."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from tocsin.read.languages import table

_SIBILANT = ("s", "x", "z", "ch", "sh")


def forms(verb: str) -> list[str]:
    """``deny`` → deny, denies, denied, denying; irregular pasts and doubled letters come from the table."""
    base = verb[:-1] if verb.endswith("y") and verb[-2] not in "aeiou" else None
    third = f"{base}ies" if base else verb + ("es" if verb.endswith(_SIBILANT) else "s")
    return [verb, third, *_pasts(verb, base), _gerund(verb)]


def _pasts(verb: str, base: str | None) -> list[str]:
    irregular: str = table("acts")["irregular"].get(verb, "")
    if irregular:
        return irregular.split()
    if base:
        return [f"{base}ied"]
    return [verb + "d" if verb.endswith("e") else _doubled(verb) + "ed"]


def _gerund(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


@cache
def _doubling() -> frozenset[str]:
    return frozenset(table("acts")["doubling"].split())


def _doubled(verb: str) -> str:
    return verb + verb[-1] if verb in _doubling() else verb


def all_forms(verbs: Iterable[str]) -> frozenset[str]:
    """Every form of every verb."""
    return frozenset(form for verb in verbs for form in forms(verb))


def plurals(noun: str) -> list[str]:
    """``assurance`` → assurance, assurances."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return [noun, noun[:-1] + "ies"]
    return [noun, noun + ("es" if noun.endswith(_SIBILANT) else "s")]
