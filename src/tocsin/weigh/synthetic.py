"""Streams with planted truth: what was so, who reported it how, what was copied, made up or denied, and what came.

A world draws its hypothesis from the watch's prior and its indicators from the watch's words; sources with an honesty
and perhaps an interest report on them; reports are syndicated, rumours spread, interested parties deny. The event then
arrives with the hypothesis's hazard, which falls back to the base rate as time passes. So every score is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from tocsin.nouns.watch import Indicator, Sighting, Watch
from tocsin.scales import Accuracy
from tocsin.weigh.horizon import base_hazard
from tocsin.weigh.posterior import Model, model
from tocsin.weigh.records import Resolved, credibility, records

FIRST = date(2031, 1, 1)
LOOKING = 21  # days of reports before the day the world is judged on
TOGETHER = 0.75  # how often a member of a group simply follows the group


@dataclass(frozen=True, slots=True)
class Voice:
    """A source: how often it is right, and what it would rather have believed ("" when it has no stake)."""

    name: str
    honesty: float
    interest: str = ""  # "alarm" or "calm"
    reach: float = 1.0  # how much it reports, beside the others


@dataclass(frozen=True, slots=True)
class Habits:
    """How a stream behaves: reports per indicator and day, copies of each, rumours and denials."""

    rate: float = 0.08
    copies: float = 1.5
    rumours: float = 0.15  # of the indicators that are absent, how many get a made-up report with many copies
    denial: float = 0.5  # how often an interested party denies what is so


@dataclass(frozen=True, slots=True)
class World:
    """One planted stream. ``origins`` maps every sighting to the utterance it truly goes back to."""

    truth: str
    present: dict[str, bool]
    sightings: tuple[Sighting, ...]
    origins: dict[str, str]
    day: date  # the day to judge on
    outcome: date | None


def voices(count: int, rng: np.random.Generator) -> tuple[Voice, ...]:
    """A press corps: mostly fair, some poor, two governments at odds, one crowd of nameless accounts."""
    press = tuple(Voice(f"outlet{k}.example", float(rng.beta(9, 3))) for k in range(count))
    parties = (Voice("state:KES", 0.8, "calm"), Voice("state:VOR", 0.8, "alarm"))
    return (*press, *parties, Voice("accounts.example", 0.55, reach=2.0))


def known(corps: Sequence[Voice], claims: int, rng: np.random.Generator) -> dict[str, Accuracy]:
    """What their resolved claims of the past say about them: the records that weighing is given."""
    past = [
        Resolved(f"{v.name}-{k}", v.name, "confirmed" if rng.random() < v.honesty else "refuted")
        for v in corps
        for k in range(claims)
    ]
    return credibility(records(past))


def plant(watch: Watch, corps: Sequence[Voice], rng: np.random.Generator, habits: Habits = Habits()) -> World:
    """One world, drawn from ``rng`` alone."""
    shape = model(watch)
    truth = int(rng.choice(len(shape.prior), p=shape.prior))
    present = _present(watch, shape, truth, rng)
    day = FIRST + timedelta(LOOKING)
    reports: list[Sighting] = []
    for indicator, so in zip(watch.indicators, present, strict=True):
        reports += _reported(watch, indicator, so, corps, habits, rng)
    return World(
        truth=watch.hypotheses[truth].id,
        present={i.id: so for i, so in zip(watch.indicators, present, strict=True)},
        sightings=tuple(reports),
        origins={s.id: s.origin for s in reports},
        day=day,
        outcome=_arrival(watch, truth, day, rng),
    )


def _present(watch: Watch, shape: Model, truth: int, rng: np.random.Generator) -> list[bool]:
    """Which indicators are so: members of a group mostly by one draw, soft ones by fear's, others each by its own."""
    fear = rng.random()
    level = {group: rng.random() for group in sorted({i.group for i in watch.indicators if i.group})}
    out = []
    for k, indicator in enumerate(watch.indicators):
        common = fear if indicator.soft else level.get(indicator.group or "")
        draw = common if common is not None and rng.random() < TOGETHER else rng.random()
        out.append(bool(draw < shape.words[k, truth]))
    return out


def _reported(
    watch: Watch, indicator: Indicator, so: bool, corps: Sequence[Voice], habits: Habits, rng: np.random.Generator
) -> list[Sighting]:
    """Everything said about one indicator: reports with their copies, rumours, denials."""
    out: list[Sighting] = []
    for voice in corps:
        for _ in range(rng.poisson(habits.rate * LOOKING * indicator.visibility * voice.reach / 2)):
            out += _utterance(indicator, _says(voice, so, rng), voice, corps, habits, rng)
        if so and voice.interest == "calm" and rng.random() < habits.denial:
            out += _utterance(indicator, False, voice, corps, habits, rng)
    if not so and rng.random() < habits.rumours:
        out += _utterance(indicator, True, corps[-1], corps, Habits(copies=8.0), rng)
    return out


def _says(voice: Voice, so: bool, rng: np.random.Generator) -> bool:
    """What a source says of a fact: the truth as often as it is honest, what serves it more often than that."""
    right = bool(rng.random() < voice.honesty)
    if not right and voice.interest:
        return voice.interest == "alarm"
    return so if right else not so


def _utterance(
    indicator: Indicator, present: bool, voice: Voice, corps: Sequence[Voice], habits: Habits, rng: np.random.Generator
) -> list[Sighting]:
    """One utterance and the copies of it that other outlets carry: one origin, many documents."""
    age = int(rng.integers(0, LOOKING))
    key = f"{indicator.id}-{voice.name}-{int(rng.integers(1 << 62))}"
    carriers = [voice.name] + [corps[int(rng.integers(len(corps)))].name for _ in range(rng.poisson(habits.copies))]
    seen = datetime.combine(FIRST, datetime.min.time(), UTC) + timedelta(days=LOOKING - age, hours=1)
    return [
        Sighting(
            id=f"{key}-{k}",
            indicator=indicator.id,
            present=present,
            first_seen=seen + timedelta(minutes=k),
            document=f"{key}-{carrier}-{k}",
            start=0,
            end=1,
            origin=key,
            source=voice.name,
            side=voice.name.removeprefix("state:") if voice.interest else None,
            certainty=1.0,
            score=1.0,
            why="planted",
        )
        for k, carrier in enumerate(carriers)
    ]


def _arrival(watch: Watch, truth: int, day: date, rng: np.random.Generator) -> date | None:
    """When the event comes: the hypothesis's hazard for a while (mean τ), the base hazard afterwards."""
    rate = watch.question.base_rate
    base = float(base_hazard(rate.probability, rate.days))
    lasts = rng.exponential(watch.tau)
    first = rng.exponential(1.0 / max(watch.hypotheses[truth].hazard, 1e-12))
    waited = first if first <= lasts else lasts + rng.exponential(1.0 / max(base, 1e-12))
    return day + timedelta(days=int(np.ceil(waited))) if waited < 3650 else None
