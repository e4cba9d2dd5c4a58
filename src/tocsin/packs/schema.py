"""What a pack's YAML may contain; wrong input gets a sentence a person understands."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from tocsin import scales
from tocsin.nouns.plover import unknown


def _word(value: Any) -> Any:
    if not isinstance(value, str) or scales.number(value) is None:
        raise ValueError(f"{value!r} is not a word of probability; use one of: {', '.join(scales.known())}")
    return " ".join(value.lower().split())


def _look(value: Any) -> Any:
    """A look may be written as a bare regular expression."""
    return {"terms": [value]} if isinstance(value, str) else value


def _day(value: Any) -> Any:
    try:
        return None if value is None else date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"expected a day such as 2022-03-19, not {value!r}") from None


def _event(value: str) -> str:
    if wrong := unknown(value):
        raise ValueError(wrong)
    return value


Word = Annotated[str, BeforeValidator(_word)]
Event = Annotated[str, AfterValidator(_event)]
Days = Annotated[int, Field(gt=0, le=36_500)]


class Part(BaseModel):
    """A part of a pack: unknown fields are mistakes, and so are numbers that are not finite."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class ParameterPart(Part):
    """A placeholder: a country or a strait, with a default."""

    kind: Literal["country", "strait"] = "country"
    default: str
    help: str = ""


class BaseRatePart(Part):
    """Either the name of a shipped historical rate, or a figure with its interval and source."""

    rate: str | None = None
    probability: float | None = Field(default=None, gt=0, lt=1)
    low: float | None = Field(default=None, ge=0, le=1)
    high: float | None = Field(default=None, ge=0, le=1)
    days: Days
    source: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        given = [number for number in (self.low, self.probability, self.high) if number is not None]
        if given != sorted(given):
            figures = ", ".join(f"{number:g}" for number in given)
            raise ValueError(f"expected low, probability and high in this order, not {figures}")
        return self


class QuestionPart(Part):
    """What is asked."""

    text: str
    resolves: str
    horizons: list[Days] = Field(min_length=1)
    base_rate: BaseRatePart


class HypothesisPart(Part):
    """One of the exclusive answers."""

    id: str
    text: str
    prior: float = Field(gt=0, lt=1)
    hazard: float = Field(ge=0)
    target: bool = False
    why: str = ""


class LookPart(Part):
    """What an indicator looks like in a text or reading."""

    events: list[Event] = []
    agents: list[str] = []
    patients: list[str] = []
    places: list[str] = []
    terms: list[str] = []
    avoid: list[str] = []
    talk: bool = False


class IndicatorPart(Part):
    """One thing to look for."""

    id: str
    text: str
    looks: list[Annotated[LookPart, BeforeValidator(_look)]] = Field(min_length=1)
    likelihood: dict[str, Word]
    half_life: float = Field(gt=0)
    group: str | None = None
    soft: bool = False
    expected_by: Annotated[date | None, BeforeValidator(_day)] = None
    examples: list[str] = []
    counter_examples: list[str] = []
    similarity: float | None = Field(default=None, gt=0, le=1)
    visibility: float = Field(default=0.5, ge=0, le=1)
    why: str = ""


class WatchPart(Part):
    """A whole pack."""

    id: str
    version: str
    title: str = ""
    parameters: dict[str, ParameterPart] = {}
    question: QuestionPart
    hypotheses: list[HypothesisPart] = Field(min_length=2)
    indicators: list[IndicatorPart] = Field(min_length=1)
    scale: str = "icd203"
    tau: float = Field(default=60, gt=0)
    sources: list[str] = []
    aliases: dict[str, str] = {}
    interests: dict[str, Literal["alarm", "calm"]] = {}
    define: dict[str, str] = {}
    avoid: list[str] = []  # vetoes every look of the pack
