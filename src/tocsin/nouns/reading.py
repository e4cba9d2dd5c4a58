"""Reading: "Everything reader R, version v, saw in document D." Re-reading adds, never overwrites.

All offsets are code points of the document's text; ``Piece.text`` always equals ``document.text[start:end]``.
"""

from dataclasses import dataclass
from typing import Literal

from tocsin.nouns.actor import Actor
from tocsin.nouns.document import Interval, Published

Act = Literal["assert", "deny", "warn", "threaten", "promise", "demand", "predict", "estimate", "doubt", "other"]
Polarity = Literal["affirmed", "negated"]
Status = Literal["occurred", "ongoing", "planned", "possible", "denied", "hypothetical"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A quoted stretch of the document."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """Who is said to have said it, as written, and the actor it means (None when it cannot be told)."""

    text: str
    start: int
    end: int
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """ "S said (asserted, denied, warned …) C, then, quoted by V."

    ``polarity`` is that of the content ("does not see any signs of a strike group" is negated);
    ``certainty`` in 0..1 is how firmly the content is put forward; ``via`` names who passed it on,
    outermost first; ``said`` is when it was uttered, ``about`` the time it speaks of.
    """

    id: str
    document: str
    source: Source | None
    cue: Piece | None
    content: tuple[Piece, ...]
    act: Act = "assert"
    polarity: Polarity = "affirmed"
    certainty: float = 0.9
    quoted: bool = False
    via: tuple[str, ...] = ()
    said: Interval | None = None
    about: Interval | None = None
    answers: str | None = None  # the earlier statement that this one denies or echoes; not part of the JSON contract

    @property
    def text(self) -> str:
        """The content's pieces, joined by an ellipsis mark where text was left out."""
        return " … ".join(piece.text for piece in self.content)


@dataclass(frozen=True, slots=True)
class Event:
    """ "A did X to B, there, then, with these numbers; reported as done, planned, possible or denied."

    ``type`` is a PLOVER class; ``holder`` the statement it is reported in, or None when the author asserts it.
    """

    id: str
    document: str
    type: str
    trigger: Piece
    agents: tuple[str, ...] = ()
    patients: tuple[str, ...] = ()
    where: str | None = None
    when: Interval | None = None
    status: Status = "occurred"
    holder: str | None = None
    quantities: tuple[str, ...] = ()
    mode: str | None = None  # PLOVER mode; not part of the JSON contract
    place: str | None = None  # the actor that ``where`` names: a place or state


@dataclass(frozen=True, slots=True)
class When:
    """A time expression with its TIMEX3 value and the inclusive dates it covers."""

    text: str
    start: int
    end: int
    type: TimeType
    value: str
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what is counted: "98 T-72A battle tanks". ``low``/``high`` bound a range."""

    id: str
    text: str
    start: int
    end: int
    value: float
    unit: str
    approximate: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader saw in one document."""

    document: str
    reader: str
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    actors: tuple[Actor, ...] = ()
    times: tuple[When, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    published: Published | None = None  # when the document's own date is unknown: the date inferred from its text
