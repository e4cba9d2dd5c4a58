"""Track records: sources earn their grade from claims that were resolved; unknown until then (F)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tocsin import scales
from tocsin.nouns.judgement import Judgement, taken_back
from tocsin.scales import Accuracy

Outcome = Literal["confirmed", "refuted", "expired"]
FEWEST = 5  # resolved claims from which a record says anything
PRIOR = (0.5, 0.5)  # Jeffreys: half a claim held, half a claim did not
Z90 = 1.6449


@dataclass(frozen=True, slots=True)
class Resolved:
    """One claim with what became of it. ``serves`` tells whether it served its source's interest, None when unknown."""

    statement: str
    source: str
    outcome: Outcome
    topic: str = ""
    outlet: str | None = None
    act: str = "assert"
    serves: bool | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """How often a source's claims held, with n, a 90% interval and the letter it suggests; threats, promises apart."""

    who: str
    kind: Literal["speaker", "outlet"]
    topic: str  # "" for all topics together
    held: int
    n: int
    mean: float
    low: float
    high: float
    letter: str
    threats_carried_out: int
    threats: int
    against_interest: tuple[int, int]  # held, n
    serving_interest: tuple[int, int]
    promises_kept: int = 0
    promises: int = 0
    unsettled: int = 0  # facts of which nobody could tell; they say nothing of their source

    @property
    def accuracy(self) -> Accuracy:
        """For weighing: the record where there is one, else what an unknown source gets."""
        return Accuracy(self.mean, self.n + sum(PRIOR)) if self.n >= FEWEST else scales.accuracy("F")


def resolved(judgements: Iterable[Judgement], claims: Mapping[str, Resolved]) -> list[Resolved]:
    """Claims with the outcome that analysts signed (verb "resolve"); the last signature that stands counts."""
    signed = sorted(judgements, key=lambda j: (j.at, j.id))
    back = taken_back(signed)
    outcomes = {j.target: j for j in signed if j.verb == "resolve" and j.id not in back}
    found = []
    for target, judgement in sorted(outcomes.items()):
        outcome = judgement.value.get("outcome") if isinstance(judgement.value, dict) else judgement.value
        claim = claims.get(target)
        if claim is not None and outcome in ("confirmed", "refuted", "expired"):
            found.append(_with(claim, outcome))
    return found


def _with(claim: Resolved, outcome: Outcome) -> Resolved:
    return Resolved(claim.statement, claim.source, outcome, claim.topic, claim.outlet, claim.act, claim.serves)


def records(claims: Iterable[Resolved]) -> list[Record]:
    """One record per speaker and per outlet, for each topic and for all of them, sorted by name."""
    unique = {c.statement: c for c in claims}
    groups: dict[tuple[str, Literal["speaker", "outlet"], str], list[Resolved]] = {}
    for claim in unique.values():
        for topic in sorted({"", claim.topic}):
            groups.setdefault((claim.source, "speaker", topic), []).append(claim)
            if claim.outlet:
                groups.setdefault((claim.outlet, "outlet", topic), []).append(claim)
    return [_record(*key, group) for key, group in sorted(groups.items())]


def _record(who: str, kind: Literal["speaker", "outlet"], topic: str, claims: list[Resolved]) -> Record:
    """An expired claim came neither true nor false in time: a forecast then did not hold, a fact does not count.

    What was threatened or promised tells what a source does, not whether what it says is so: each is counted apart.
    """
    threats, promises = ([c for c in claims if c.act == act] for act in ("threaten", "promise"))
    told = [c for c in claims if c.act not in ("threaten", "promise")]
    facts = [c for c in told if c.outcome != "expired" or c.act == "predict"]
    held = came_true(facts)
    mean, low, high = beta(held, len(facts))
    return Record(
        who, kind, topic, held, len(facts), mean, low, high, scales.letter_for(mean, low, len(facts)),
        came_true(threats), len(threats), _kept(facts, False), _kept(facts, True),
        came_true(promises), len(promises), len(told) - len(facts),
    )  # fmt: skip


def came_true(claims: list[Resolved]) -> int:
    return sum(c.outcome == "confirmed" for c in claims)


def _kept(claims: list[Resolved], serves: bool) -> tuple[int, int]:
    chosen = [c for c in claims if c.serves is serves]
    return came_true(chosen), len(chosen)


def beta(k: int, n: int) -> tuple[float, float, float]:
    """Mean and 90% interval of Beta(k + ½, n − k + ½), the bounds by Wilson's formula on the same counts."""
    a, b = k + PRIOR[0], n - k + PRIOR[1]
    total = a + b
    p = a / total
    centre = (p + Z90**2 / (2 * total)) / (1 + Z90**2 / total)
    half = Z90 / (1 + Z90**2 / total) * math.sqrt(p * (1 - p) / total + Z90**2 / (4 * total**2))
    return p, max(0.0, centre - half), min(1.0, centre + half)


def credibility(found: Iterable[Record]) -> dict[str, Accuracy]:
    """What weighing believes of each source, from its record over all topics."""
    return {r.who: r.accuracy for r in found if r.topic == "" and r.n >= FEWEST}
