"""Whether a mention names its actor, or only points at it: “Lukashenko”, not “He”, “The ministry” or “Officers”."""

from __future__ import annotations

from functools import cache

from tocsin.read.actors.pronouns import RELATIVE, SORTS
from tocsin.read.actors.register import find, roles
from tocsin.read.words import words

_COUNTING = ("one", "two", "three", "several", "many", "few", "most", "some", "all", "both", "each", "every")
_POINTING = {*SORTS, *RELATIVE, *_COUNTING, "the", "a", "an", "no", "any", "this", "these", "those", "another", "other"}


@cache
def is_name(mention: str) -> bool:
    """A mention names where a capital stands in it that no sentence's beginning asks for.

    That is any capital behind the first word, and one on the first word unless that is a pronoun, a determiner or part
    of a description: “Moscow” and “The Kremlin”, not “Its spokesman” or “Analysts”.
    """
    spelled = [mention[a:b] for a, b in words(mention)]
    low = [w.lower() for w in spelled]
    plain = {w for first, last, _ in find(roles(), low) for w in range(first, last + 1)}
    return any(w[:1].isupper() and low[n] not in _POINTING and (n > 0 or n not in plain) for n, w in enumerate(spelled))
