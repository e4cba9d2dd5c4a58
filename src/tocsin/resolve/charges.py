"""Whose charge a denial rejects, where it says so: "denied assertions from Kyiv that …", "rejected Kyiv's claims"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from tocsin.nouns.actor import Actor
from tocsin.resolve.claims import Claim
from tocsin.resolve.stems import name_key
from tocsin.resolve.tables import words


def theirs(later: Claim, earlier: Claim, actors: Mapping[str, Actor]) -> bool:
    """Whether one may deny what the other says: not if it names another side as the one whose charge it rejects."""
    if later.frame.denial == earlier.frame.denial:
        return True
    denier, other = (later, earlier) if later.frame.denial else (earlier, later)
    charged, speaker = charged_by(denier), actors.get(other.speaker.actor or "")
    return not charged or speaker is None or speaker.side is None or speaker.side in charged


def charged_by(denier: Claim) -> set[str]:
    """The sides whose charge a denial says it rejects; empty where it names none that is known."""
    known = dict(denier.frame.sides)
    named = (name for m in _charge().finditer(denier.frame.text) for name in m.groups() if name)
    return {known[key] for key in map(name_key, named) if key in known}


@cache
def _charge() -> re.Pattern[str]:
    """A charge with the name of who makes it, before or behind."""
    nouns = "|".join(sorted(words("attitudes", "charges")))
    return re.compile(rf"\b(?:{nouns})\s+(?:from|by)\s+(?:the\s+)?([A-Z]\w+)|\b([A-Z]\w+)['’]s?\s+(?:{nouns})\b")
