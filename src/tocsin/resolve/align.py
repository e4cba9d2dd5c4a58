"""Two frames side by side: what they share, and where one says the contrary of the other.

Everything here is symmetric: ``align(a, b)`` and ``align(b, a)`` give the same figures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, Protocol, TypeVar

from tocsin.resolve.frames import Frame, once
from tocsin.resolve.lexicon import akin, held, opposed, party, touching, weak
from tocsin.resolve.measures import Count
from tocsin.resolve.tokens import Word

REACH = 3  # telling words after a predicate that say what it is done to
Clash = Literal["polarity", "contrary", "weak contrary"]


class Told(Protocol):
    """What of a word decides whether it parts from another."""

    @property
    def key(self) -> str: ...
    @property
    def concept(self) -> str | None: ...
    @property
    def negated(self) -> bool: ...


T = TypeVar("T", bound=Told)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One predicate on which the two part, and how much of what surrounds it they share (0..1)."""

    kind: Clash
    a: Word
    b: Word
    context: float
    event: bool  # the predicate is a known concept, not just any word
    doers: float  # 1 the same doer, 0 cannot be told, -1 different doers
    things: float  # 1 done to the same, 0 cannot be told, -1 each text has something else after the predicate


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two frames share and where they part."""

    a: Frame
    b: Frame
    shared: frozenset[str]
    cover_low: float  # the smaller of both coverages
    cover_high: float
    conflicts: tuple[Conflict, ...]
    double: bool  # contrary words of contrary polarity: they agree
    agreeing: int  # shared event words of the same polarity
    numbers: tuple[Count, Count] | None
    same_numbers: bool
    agents: tuple[str, str] | None  # two names that do the same thing
    sorts: bool  # one kind of a thing here, another kind there ("primary schools", "secondary schools")

    @property
    def conflict(self) -> Conflict | None:
        """The strongest conflict."""
        return max(self.conflicts, key=lambda c: (c.context, c.event, c.kind, c.a.key, c.b.key), default=None)


def align(a: Frame, b: Frame) -> Alignment:
    """Hold two frames side by side."""
    left, right = _carried(a), _carried(b)
    shared = frozenset(left) & frozenset(right)
    bridged = _bridged(a.carrying, b.carrying, shared)
    both = sum(min(left[k], right[k]) for k in shared) + len(bridged)
    covers = sorted((both / max(sum(left.values()), 0.1), both / max(sum(right.values()), 0.1)))
    conflicts, double, agreeing = _conflicts(a, b, shared)
    clash, same_numbers = numbers(a.counts, b.counts)
    return Alignment(
        a, b, shared, min(1.0, covers[0]), min(1.0, covers[1]),
        tuple(conflicts), double, agreeing, clash, same_numbers, _agents(a, b, shared), _sorts(a, b),
    )  # fmt: skip


@once
def _carried(shown: Frame) -> dict[str, float]:
    return _weights(shown.carrying)


@once
def _contents(shown: Frame) -> list[Word]:
    """The words that say what happens or to what."""
    return [w for w in shown.carrying if w.kind == "content"]


def _weights(carrying: Iterable[Word]) -> dict[str, float]:
    found: dict[str, float] = {}
    for word in carrying:
        found[word.key] = max(word.weight, found.get(word.key, 0.0))
    return found


def _bridged(a: tuple[Word, ...], b: tuple[Word, ...], shared: frozenset[str]) -> set[frozenset[str]]:
    """Contrary concepts speak of one matter too."""
    left = {w.key for w in a if w.kind == "content" and w.key not in shared}
    right = {w.key for w in b if w.kind == "content" and w.key not in shared}
    return {frozenset((p, q)) for p in left for q in right if opposed(p, q)}


def _conflicts(a: Frame, b: Frame, shared: frozenset[str]) -> tuple[list[Conflict], bool, int]:
    found, double, agreeing = clashes(_contents(a), _contents(b))
    conflicts = [_conflict(kind, p, q, a, b, shared) for kind, p, q in found]
    return conflicts, double or _refused(a, b) or _refused(b, a), agreeing


def clashes(left: Collection[T], right: Collection[T]) -> tuple[list[tuple[Clash, T, T]], bool, int]:
    """Where two sides part, whether contrary words of contrary polarity agree, and how many event words agree."""
    found: list[tuple[Clash, T, T]] = []
    double, agreeing = False, 0
    mine, theirs = {w.key for w in left}, {w.key for w in right}
    for p in left:
        touched = touching(p.key, p.concept)
        for q in right:
            if q.key not in touched:
                continue
            if p.key == q.key or (p.concept and q.concept and akin(p.concept, q.concept)):
                if p.negated == q.negated:
                    agreeing += p.concept is not None
                elif not _settled(p.key, left, right):
                    found.append(("polarity", p, q))
            elif opposed(p.key, q.key):
                if p.negated != q.negated:
                    double = True
                elif p.key not in theirs or q.key not in mine:
                    found.append(("weak contrary" if weak(p.key, q.key) else "contrary", p, q))
    return found, double, agreeing


def _refused(a: Frame, b: Frame) -> bool:
    """One says "refused", the other "not allowed": they agree."""
    cues = [w.key for w in a.words if w.cue and w.concept]
    return any(w.negated and opposed(w.key, c) for w in b.carrying for c in cues)


def _settled(key: str, left: Iterable[Told], right: Iterable[Told]) -> bool:
    """Does a word stand with one polarity on both sides somewhere? Then there is no quarrel about it."""
    return bool({p.negated for p in left if p.key == key} & {q.negated for q in right if q.key == key})


def _conflict(kind: Clash, p: Word, q: Word, a: Frame, b: Frame, shared: frozenset[str]) -> Conflict:
    doers = _same_doer(p, q, a, b)
    context = _context(p, q, a, b)
    if doers < 1 and p.concept and q.concept and (held(p.concept) or held(q.concept)):
        context *= 0.2
    return Conflict(kind, p, q, context, p.concept is not None, doers, _same_thing(p, q, a, b))


def _same_doer(p: Word, q: Word, a: Frame, b: Frame) -> float:
    """Do both predicates have one doer? -1 only where each names one that the other text does not name at all."""
    one, two = _doers(a, p), _doers(b, q)
    if one & two:
        return 1.0
    if _sides(one, a) & _sides(two, b):
        return 0.0
    return -1.0 if one - b.names and two - a.names else 0.0


def _sides(names: frozenset[str], shown: Frame) -> frozenset[str]:
    return frozenset(side for name, side in shown.sides if name in names)


def _same_thing(p: Word, q: Word, a: Frame, b: Frame) -> float:
    """Is what stands after both predicates the same? -1 only where each has something the other text lacks."""
    one, two = _after(a, p), _after(b, q)
    if not one or not two:
        return 0.0
    if one & two:
        return 1.0
    return -1.0 if one - _keys(b) and two - _keys(a) else 0.0


def _after(shown: Frame, predicate: Word) -> frozenset[str]:
    """The first telling words after a predicate in its clause."""
    found = [
        w.key for w in shown.carrying if w.clause == predicate.clause and w.start > predicate.start and w.weight > 0.5
    ]
    return frozenset(found[:REACH])


@once
def _keys(shown: Frame) -> frozenset[str]:
    return frozenset(w.key for w in shown.carrying)


def _doers(shown: Frame, predicate: Word) -> frozenset[str]:
    """Names before a predicate in its clause that are no places, or after "by"; else parties by their common nouns."""
    by = _after_by(shown, predicate)
    if by:
        return frozenset([by])
    before = [w for w in shown.words if w.clause == predicate.clause and w.start < predicate.start]
    names = frozenset(w.key for w in before if w.kind == "name" and w.key not in shown.place_words)
    return names or frozenset(party(w.low) or "" for w in before) - {""}


def _who(word: Word) -> str | None:
    """The key of a word that can do something: a name, or a party by its common noun."""
    return word.key if word.kind == "name" else party(word.low)


def _context(p: Word, q: Word, a: Frame, b: Frame) -> float:
    """How much of what surrounds the predicates is shared: their clauses, or all of both texts when that is more."""
    skip = {p.key, q.key}
    near = _cover(_around(a, skip, p.clause), _around(b, skip, q.clause))
    far = _cover(_around(a, skip), _around(b, skip))
    return max(near, far * 0.9)


def _around(shown: Frame, skip: set[str], clause: int | None = None) -> dict[str, float]:
    return _weights(w for w in shown.carrying if w.key not in skip and (clause is None or w.clause == clause))


def _cover(left: dict[str, float], right: dict[str, float]) -> float:
    shared = sum(min(left[k], right[k]) for k in left.keys() & right.keys())
    smaller = min(sum(left.values()), sum(right.values()))
    return min(1.0, shared / max(smaller, 1.0))


# --- numbers and agents ----------------------------------------------------------------------------


def numbers(one: Iterable[Count], two: Collection[Count]) -> tuple[tuple[Count, Count] | None, bool]:
    """The first two counts of one unit that cannot both be true; and whether any two agree."""
    clash, same = None, False
    for p in one:
        for q in two:
            if not p.units & q.units:
                continue
            if not p.excludes(q):
                same = True
            elif clash is None:
                clash = (p, q)
    return (None if same else clash), same


def _sorts(a: Frame, b: Frame) -> bool:
    """Does a shared noun stand with a word before it that the other text lacks, on both sides?"""
    one, two = _modifiers(a), _modifiers(b)
    return any(
        (x - _keys(b)) and (y - _keys(a)) and not x & y for k in one.keys() & two.keys() for x, y in [(one[k], two[k])]
    )


@once
def _modifiers(shown: Frame) -> dict[str, frozenset[str]]:
    """The telling word right before each telling word."""
    found: dict[str, frozenset[str]] = {}
    for before, word in pairwise(shown.words):
        if before.weight > 0.5 and word.weight > 0.5 and not before.cue and word.kind == "content":
            found[word.key] = found.get(word.key, frozenset()) | {before.key}
    return found


CONTROL = frozenset({"capture", "hold", "liberate"})  # only one can have control


def _agents(a: Frame, b: Frame, shared: frozenset[str]) -> tuple[str, str] | None:
    """Two different doers of one shared predicate (or of having control), where neither text names both."""
    everyone = _everyone(a), _everyone(b)
    left, right = ([w for w in f.carrying if w.concept] for f in (a, b))
    for p in left:
        for q in right:
            both = p.key == q.key or (p.key in CONTROL and q.key in CONTROL)
            if not both or p.negated != q.negated:
                continue
            one, two = _doer(a, p), _doer(b, q)
            if one and two and one not in everyone[1] and two not in everyone[0]:
                return one, two
    return None


@once
def _everyone(shown: Frame) -> set[str]:
    """All that can do something."""
    return {d for w in shown.words for d in [_who(w)] if d}


def _doer(shown: Frame, predicate: Word) -> str | None:
    """The doer after "by", or the last that stands before a predicate in its clause and is no place."""
    by = _after_by(shown, predicate)
    if by:
        return by
    before = [w for w in shown.words if w.clause == predicate.clause and w.start < predicate.start]
    found = [d for w in before if w.key not in shown.place_words for d in [_who(w)] if d]
    return found[-1] if found else None


def _after_by(shown: Frame, predicate: Word) -> str | None:
    """Who stands after "by", after "control of", or before "hands"."""
    words = [w for w in shown.words if w.clause == predicate.clause and w.start >= predicate.start]
    for n, word in enumerate(words):
        if word.low == "by" or (word.low == "of" and words[n - 1].low in ("control", "hands")):
            return next((_who(w) for w in words[n + 1 : n + 5] if _who(w)), None)
        if word.low == "hands" and n and _who(words[n - 1]):
            return _who(words[n - 1])
    return None
