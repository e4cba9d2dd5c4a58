"""Watch: the question, its rival hypotheses, and what to look for. Sighting: one report on one indicator."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class BaseRate:
    """How often it happens anyway: probability per ``days``, 90% interval, and where the figure is from."""

    probability: float
    days: int
    low: float
    high: float
    source: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, how it resolves, and by when."""

    text: str
    resolves: str
    horizons: tuple[int, ...]  # days
    base_rate: BaseRate


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One of the exclusive answers. ``target`` marks those under which the warned-of event arrives.

    ``hazard`` is the expected number of arrivals per day under it; ``prior`` its share at the start.
    """

    id: str
    text: str
    prior: float
    hazard: float
    target: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What an indicator looks like in a reading; every given condition must hold, alternatives within one field."""

    events: tuple[str, ...] = ()  # PLOVER classes, or CLASS:mode
    agents: tuple[str, ...] = ()  # sides or actor ids
    patients: tuple[str, ...] = ()
    places: tuple[str, ...] = ()  # sides; "GHA:Accra" for the capital alone
    terms: tuple[str, ...] = ()  # regular expressions, case-insensitive
    avoid: tuple[str, ...] = ()  # regular expressions that veto
    talk: bool = False  # the saying itself is what is looked for: it counts although what is said is conditional


@dataclass(frozen=True, slots=True)
class Indicator:
    """ "If we saw this, it would matter, and for these hypotheses this much." """

    id: str
    text: str
    looks: tuple[Look, ...]
    likelihood: dict[str, str]  # hypothesis id -> words of probability that it is present
    half_life: float  # days
    group: str | None = None
    soft: bool = False  # what is said, or done by others, out of fear: it follows the fear and not the deed
    expected_by: date | None = None
    examples: tuple[str, ...] = ()  # must fire
    counter_examples: tuple[str, ...] = ()  # must not fire
    similarity: float | None = (
        None  # probability that it is reported, from which on other words will do; None: as usual
    )
    visibility: float = 0.5  # probability that, were it happening, open sources would report it within a half-life
    why: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """A warning problem."""

    id: str
    version: str
    question: Question
    hypotheses: tuple[Hypothesis, ...]
    indicators: tuple[Indicator, ...]
    scale: str = "icd203"
    tau: float = 60.0  # days for a hazard to revert to the base rate once evidence ages
    parameters: dict[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()  # citations
    aliases: dict[str, str] = field(default_factory=dict)  # extra actor names of this problem: name -> actor id
    interests: dict[str, str] = field(
        default_factory=dict
    )  # side -> "alarm" or "calm": what it would rather be believed
    called: dict[str, str] = field(
        default_factory=dict
    )  # side -> pattern of what a text calls that water once it has named it


@dataclass(frozen=True, slots=True)
class Sighting:
    """One report on one indicator: seen, or looked for and not seen.

    ``statement`` / ``event`` say where in the ledger; ``origin`` groups copies; ``certainty`` in 0..1 how firmly
    it was put; ``score`` in 0..1 how well it matches the indicator; ``grade`` the source's Admiralty letter.
    """

    id: str
    indicator: str
    present: bool
    first_seen: datetime
    document: str
    start: int
    end: int
    origin: str
    source: str | None  # actor id, or the outlet where the author speaks
    side: str | None
    certainty: float
    score: float
    why: str
    statement: str | None = None
    event: str | None = None
    status: Literal["reported", "planned", "possible"] = "reported"
