"""Whether two claims of a stream oppose each other: a logistic decision over figures that a person can read.

In a file of chosen pairs nearly half may contradict each other; in a stream of one crisis hardly one in a hundred
does. So this decision starts from what the one about bare pairs says and adds how much of their matter the two share,
who speaks and when. It is fitted on all pairs of a crisis that share telling words (``training/relations/streams.py``),
and its score is the share of such pairs that truly oppose each other. Three looks: the first where no network is at
hand; the gate, which says at what the small network glances; the second, with the word of the larger one, which reads
closely where the small one found a trace.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from math import log
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from tocsin.nouns.actor import Actor
from tocsin.resolve import strict
from tocsin.resolve.aliases import perhaps_one
from tocsin.resolve.align import Alignment, align
from tocsin.resolve.asking import NETWORK, Networks, asked, glanced
from tocsin.resolve.attitudes import takes_position
from tocsin.resolve.candidates import Telling, candidates, keys
from tocsin.resolve.claims import Claim
from tocsin.resolve.features import features
from tocsin.resolve.model import decision
from tocsin.resolve.spoken import spoken
from tocsin.resolve.tables import words

Floats = NDArray[np.float64]

BLOCK = 1_000  # pairs that get their first look together
ASKED = 10_000  # pairs that a network is asked about together
WORTH = 0.1  # a first look below this is the last, where there is no network
GATE = 0.004  # below this no network is asked: it takes milliseconds
HARDLY = 0.02  # two that a glance finds less likely to oppose each other are not read closely
PERHAPS = 0.5
FAR = 14  # days from which two claims are as far apart as can be
CONTEXT = (
    "bare", "mass_short", "mass_long", "mass_shared", "mass_rest", "mass_least", "keys", "elsewhere", "claims",
    "firm_context", "names_both", "names_one", "lone_names", "phrases", "nameless", "denied_phrase", "time_clash",
    "place_clash", "tense", "conflict_tense", "longest",
)  # fmt: skip
JOINT = ("both_say", "least_say", "odds_positive", "odds_short", "odds_shared")  # of the network and of frames together
STREAM = ("days", "one_document", "one_side", "two_sides", "one_voice", "unnamed", "accused", "bystander")


@dataclass(frozen=True, slots=True)
class Beside:
    """Two claims side by side, and the figures by which it is decided whether they oppose each other."""

    later: Claim
    earlier: Claim
    found: Alignment
    figures: dict[str, float]

    @property
    def statements(self) -> frozenset[str]:
        """The ids of both statements."""
        return frozenset((self.later.statement.id, self.earlier.statement.id))

    @property
    def one_voice(self) -> bool:
        """Whether one named speaker made both."""
        return self.later.speaker.named and self.later.speaker.key == self.earlier.speaker.key

    @property
    def said(self) -> dict[str, float]:
        """What the network said of both, where it was asked."""
        return {name: self.figures[name] for name in NETWORK if name in self.figures}

    @property
    def texts(self) -> tuple[str, str]:
        """Both texts, the later first."""
        return self.later.frame.text, self.earlier.frame.text

    @property
    def sentences(self) -> tuple[str, str]:
        """Both as sentences of their speakers, the later first."""
        return spoken(self.later.frame.text, self.later.who), spoken(self.earlier.frame.text, self.earlier.who)


class Figured(Protocol):
    """Two claims of which the figures are known."""

    @property
    def figures(self) -> dict[str, float]:
        """By their names."""


@dataclass(frozen=True, slots=True)
class Look:
    """The coefficients of one look."""

    names: tuple[str, ...]
    weights: Floats
    bias: float

    def scores(self, pairs: Sequence[Figured]) -> Floats:
        """P(they oppose each other) of each pair, shape (pairs,)."""
        if not pairs:
            return np.zeros(0)
        x = np.array([[p.figures.get(n, 0.0) for n in self.names] for p in pairs])
        return np.asarray(1 / (1 + np.exp(-(x @ self.weights + self.bias))))


@cache
def look(name: str) -> Look:
    """The shipped coefficients of the ``first`` look, of the ``gate``, or of the ``second`` look."""
    raw = json.loads(files(__package__).joinpath("opposing.json").read_text(encoding="utf-8"))["looks"][name]
    return Look(tuple(raw["names"]), np.array(raw["weights"]), float(raw["bias"]))


def opposing(
    pairs: Iterable[Beside],
    networks: Networks | None,
    also: Callable[[Beside], bool] = lambda pair: False,
) -> Iterator[tuple[Beside, float]]:
    """Each pair worth a second look, or that ``also`` wants looked at, with its score.

    Without networks the first look's score stands. With them, the small one glances at what the gate lets through, and
    what it finds a trace of opposition in is read closely. So many pairs are held at once and no more: each takes
    kilobytes.
    """
    if networks is None:
        yield from ((p, s) for block in blocks(pairs, BLOCK) for p, s in _by("first", block) if s >= WORTH or also(p))
        return
    worth = (p for block in blocks(pairs, BLOCK) for p, s in _by("gate", block) if s >= GATE or also(p))
    for block in blocks(worth, ASKED):
        seen = glanced([p.sentences for p in block], networks.glance)
        kept = [n for n, p in enumerate(block) if seen[n] >= HARDLY or also(p)]
        chosen = [block[n] for n in kept]
        said = asked([p.sentences for p in chosen], networks, seen[kept])
        for p, figures in zip(chosen, said, strict=True):
            consult(p.figures, figures)
        yield from ((p, agreed(p.figures, s)) for p, s in _by("second", chosen))


def agreed(figures: Mapping[str, float], score: float) -> float:
    """No opposition is made of words alone: where the network does not see it too, the score says at most "perhaps"."""
    return score if figures["network_odds"] >= 0 else min(score, PERHAPS)


def _by(name: str, pairs: Sequence[Beside]) -> Iterator[tuple[Beside, float]]:
    return zip(pairs, map(float, look(name).scores(pairs)), strict=True)


def blocks(pairs: Iterable[Beside], size: int) -> Iterator[list[Beside]]:
    """So many at a time."""
    left = iter(pairs)
    return iter(lambda: list(islice(left, size)), [])


def beside(roots: Sequence[Claim], telling: Telling, actors: Mapping[str, Actor]) -> Iterator[Beside]:
    """Every two claims that share telling words and lie near in time.

    Left out are pairs of which one quotes the other, only takes a position, or speaks of another time.
    """
    aside = [takes_position(c.frame) or loose(c) for c in roots]
    for i, j in candidates([c.frame for c in roots], [c.day for c in roots], telling):
        earlier, later = roots[i], roots[j]
        if aside[i] or aside[j] or later.statement.id == earlier.statement.id or nested(later, earlier):
            continue
        if perhaps_one(later, earlier):
            continue
        found = align(later.frame, earlier.frame)
        yield Beside(later, earlier, found, figures(found, telling) | setting(later, earlier, actors))


def nested(a: Claim, b: Claim) -> bool:
    """Does one stand inside the other ("he said that she said that …"), or do they share words of one text?"""
    if a.statement.document != b.statement.document:
        return False
    return any(p.start < q.end and q.start < p.end for p in a.statement.content for q in b.statement.content)


def loose(claim: Claim) -> bool:
    """Is its source the writer, the reader or nobody in particular ("I", "people", "no one")?"""
    source = claim.statement.source
    if source is None or source.actor:
        return False
    said = source.text.lower().split()
    return bool(said) and (said[0].strip("'’\"“") in words("speakers", "loose") or said in (["one"], ["another"]))


def setting(later: Claim, earlier: Claim, actors: Mapping[str, Actor]) -> dict[str, float]:
    """Who speaks for whom, where and how long apart."""
    speakers = [actors.get(c.speaker.actor or "") for c in (later, earlier)]
    sides = [actor.side if actor else None for actor in speakers]
    known = all(sides)
    one = later.speaker.named and later.speaker.key == earlier.speaker.key
    apart = min(abs((later.day - earlier.day).days), FAR) / FAR
    unnamed = not (later.speaker.named and earlier.speaker.named)
    flags = (
        later.document.id == earlier.document.id, known and sides[0] == sides[1], known and sides[0] != sides[1],
        one, unnamed, *answering(later, earlier, sides),
    )  # fmt: skip
    return dict(zip(STREAM, (apart, *map(float, flags)), strict=True))


def answering(later: Claim, earlier: Claim, sides: Sequence[str | None]) -> tuple[bool, bool]:
    """Where one denies: does the other speak of the denier's side, or only of others?"""
    denier = next((n for n, c in enumerate((later, earlier)) if c.frame.denial), None)
    if denier is None or later.frame.denial == earlier.frame.denial or not sides[denier]:
        return False, False
    told = {side for _, side in (earlier, later)[denier].frame.sides if side}
    return sides[denier] in told, bool(told) and sides[denier] not in told


def figures(found: Alignment, telling: Telling) -> dict[str, float]:
    """The figures of one pair: those of bare pairs with what they come to, and how much of their matter both share."""
    one, two = keys(found.a), keys(found.b)
    shared = one & two
    best, firm = found.conflict, strict.firm(found)
    predicate = {best.a.key, best.b.key} if best else set[str]()
    masses = sorted((telling.of(found.a), telling.of(found.b)))
    both = telling.mass(shared)
    names = found.a.names, found.b.names
    made = features(found) | {
        "mass_shared": min(both, 6) / 3, "mass_rest": min(telling.mass(shared - predicate), 5) / 3,
        "mass_short": both / max(masses[0], 0.5), "mass_long": both / max(masses[1], 0.5),
        "mass_least": min(masses[0], 6) / 3, "keys": min(len(shared), 6) / 3,
        "elsewhere": float(strict.elsewhere(found)), "claims": float(strict.are_claims(found)),
        "firm_context": firm.context if firm else 0.0, "names_both": min(len(names[0] & names[1]), 3) / 3,
        "names_one": float(bool(names[0] - names[1]) != bool(names[1] - names[0])),
        "phrases": phrases((found.a, found.b)), "denied_phrase": denied_phrase(found),
        "nameless": sum(not n for n in names) / 2,
        "longest": min(max(len(f.carrying) for f in (found.a, found.b)), 20) / 20,
    }  # fmt: skip
    return consult(made, {})


def consult(made: dict[str, float], said: Mapping[str, float]) -> dict[str, float]:
    """The same figures, changed: with what the network says, and what the decision about bare pairs makes of all."""
    made.update(said)
    p = decision("asked" if said else "read").probabilities(made)["oppose"]
    made["bare"] = log((p + 0.01) / (1.01 - p)) / 3
    if said:
        made.update(joint(made))
    return made


def joint(made: Mapping[str, float]) -> dict[str, float]:
    """What the network and the frames come to together: "and" is the lesser of both."""
    bare, odds = made["bare"], made["network_odds"]
    figures = (
        min(bare, odds), min(bare, made["network_surely"]), max(odds, 0.0), odds * made["mass_short"],
        max(odds, -1.0) * made["mass_shared"],
    )  # fmt: skip
    return dict(zip(JOINT, figures, strict=True))


def phrases(frames: Iterable[Any]) -> float:
    """How many of the two say nothing of anything happening (a mere phrase: "the importance of the shipment")."""
    return sum(not any(w.concept for w in f.carrying) for f in frames) / 2


def denied_phrase(found: Alignment) -> float:
    """A denial of hardly anything ("denies killing civilians") fits nearly all that is said of the matter."""
    return float(any(f.denial and len({w.key for w in f.carrying if w.weight > 0.5}) <= 3 for f in (found.a, found.b)))
