"""Assessment: "As of day D, by method m.v, hypothesis H is this likely, because R1…Rn." """

from dataclasses import dataclass
from datetime import date
from typing import Literal

State = Literal["lit", "absent", "overdue", "dark"]
Confidence = Literal["low", "moderate", "high"]


@dataclass(frozen=True, slots=True)
class Lamp:
    """An indicator's state on a day: its probability of being present, what says so, and how fresh that is."""

    indicator: str
    state: State
    present: float  # P(present | reports), 0..1; 0.5-ish means unknown
    strength: float  # 0..1 what decay leaves of the freshest report
    origins_for: int
    origins_against: int
    last_seen: date | None
    last_looked: date | None
    sightings: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """Log-odds that one indicator (or group) moved each hypothesis by; sums exactly to the posterior."""

    indicator: str
    group: str | None
    logodds: dict[str, float]  # hypothesis -> change of log-likelihood, centred on the prior mean
    points: float  # change of the target's probability in percentage points if this one were left out


@dataclass(frozen=True, slots=True)
class Forecast:
    """P(the event by ``days`` from the day of assessment), with a 90% interval."""

    days: int
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Belief:
    """One hypothesis: prior, posterior, 90% interval."""

    hypothesis: str
    prior: float
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the ACH matrix: CC C N I II, with its reason."""

    origin: str
    hypothesis: str
    mark: Literal["CC", "C", "N", "I", "II"]
    why: str


@dataclass(frozen=True, slots=True)
class Swing:
    """What would change our mind: an item or a dark indicator and where the result would go."""

    what: str  # indicator, origin or source id
    kind: Literal["indicator_lit", "indicator_absent", "without_origin", "without_source"]
    p: float  # the target's probability at the main horizon then
    delta: float
    flips: bool  # the leading hypothesis would change


@dataclass(frozen=True, slots=True)
class Assessment:
    """One day's answer with everything needed to recompute it by hand."""

    watch: str
    day: date
    method: str
    beliefs: tuple[Belief, ...]
    forecasts: tuple[Forecast, ...]
    lamps: tuple[Lamp, ...]
    contributions: tuple[Contribution, ...]
    confidence: Confidence
    confidence_why: str
    cells: tuple[Cell, ...] = ()
    swings: tuple[Swing, ...] = ()
