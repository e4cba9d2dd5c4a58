"""What a stream asks beyond a good score: that two claims are about one thing, and firmly part on it.

In a file of chosen pairs nearly half may contradict each other; in a stream hardly one in a thousand does. So the
score alone would drown an analyst in topics that merely look alike, and every doubt here is a reason for silence.
"""

from __future__ import annotations

from itertools import pairwise

from tocsin.resolve.align import Alignment, Conflict
from tocsin.resolve.candidates import Telling, keys
from tocsin.resolve.features import apart
from tocsin.resolve.frames import Frame, once

SAID = frozenset({"assert", "deny", "predict", "estimate", "warn", "promise", "threaten"})
DOING = frozenset({"refused", "refuses", "refusing", "refuse", "declined", "declines", "declining", "failed"})
FEWEST = 3  # telling words on each side
CONTEXT = 0.5  # of what surrounds the predicates has to be shared
ABOUT, ABOUT_LONGER = 0.6, 0.4  # share of the telling weight, by the shorter and by the longer claim
REST = 1.1  # weight of what is shared besides the predicate in question
SAME, SAME_LONGER = 0.7, 0.6  # for two claims that say one thing


def parts(found: Alignment, telling: Telling) -> bool:
    """Do two claims part on one thing, as far as can be told?"""
    if not are_claims(found) or elsewhere(found):
        return False
    best = firm(found)
    if best is None:
        return found.a.negated != found.b.negated and _about(found, telling, set()) and found.cover_low >= SAME
    return _about(found, telling, {best.a.key, best.b.key})


def counts_differ(found: Alignment, telling: Telling) -> bool:
    """Do two claims give different numbers for one thing at one time and place?"""
    return are_claims(found) and not elsewhere(found) and not found.sorts and _shares(found, telling, SAME, ABOUT)


def meets(found: Alignment, telling: Telling) -> bool:
    """Do two claims say one thing?"""
    if not are_claims(found) or elsewhere(found) or found.conflicts or found.numbers is not None:
        return False
    return found.a.negated == found.b.negated and _shares(found, telling, SAME, SAME_LONGER)


def are_claims(found: Alignment) -> bool:
    """Both say that something is or is not so, in enough words."""
    return all(_claim(f) for f in (found.a, found.b))


@once
def _claim(shown: Frame) -> bool:
    if shown.question or (shown.act is not None and shown.act not in SAID) or len(_telling(shown)) < FEWEST:
        return False
    first = [w.low for w in shown.words[:5]]
    return not any(c in DOING and n == "to" for c, n in pairwise(first))  # "refused to attend" does, and says nothing


@once
def _telling(shown: Frame) -> frozenset[str]:
    return frozenset(w.key for w in shown.carrying if w.weight > 0.5)


def elsewhere(found: Alignment) -> bool:
    """They name different times or places, or one only supposes, asks or wishes."""
    a, b = found.a, found.b
    if a.times.clash(b.times) or apart(a.places, b.places):
        return True
    doubtful = ("conditional", "asking", "wish", "able")
    return any((m in a.all_moods) != (m in b.all_moods) for m in doubtful)


def firm(found: Alignment) -> Conflict | None:
    """The strongest conflict that is no matter of degree and not plainly about two doers or two things."""
    good = [
        c
        for c in found.conflicts
        if c.kind != "weak contrary" and c.event and c.doers >= 0 and c.things >= 0 and c.context >= CONTEXT
    ]
    return max(good, key=lambda c: (c.context, c.a.key, c.b.key), default=None)


def _about(found: Alignment, telling: Telling, predicate: set[str]) -> bool:
    rest = telling.mass(k for k in found.shared if k not in predicate)
    return rest >= REST and _shares(found, telling, ABOUT, ABOUT_LONGER)


def _shares(found: Alignment, telling: Telling, shorter: float, longer: float) -> bool:
    masses = sorted((telling.of(found.a), telling.of(found.b)))
    shared = telling.mass(keys(found.a) & keys(found.b))
    return shared >= shorter * max(masses[0], 0.1) and shared >= longer * max(masses[1], 0.1)
