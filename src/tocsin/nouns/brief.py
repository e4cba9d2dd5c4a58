"""Brief: "Sentences, each with the spans that bear it." A factual sentence without a span is a type error."""

from dataclasses import dataclass
from typing import Literal

from tocsin.nouns.document import Span

SectionKind = Literal[
    "bottom_line",
    "changes",
    "key_judgements",
    "indicators",
    "contradictions",
    "hypotheses",
    "timeline",
    "counts",
    "sources",
    "look_for",
    "method",
    "set_aside",
]


@dataclass(frozen=True, slots=True)
class Fact:
    """A factual sentence. What stands between “ and ” in it must be found, word for word, in one of ``spans``.

    ``lead`` is what a table or timeline prints before it (a date, a source).
    """

    text: str
    spans: tuple[Span, ...]
    lead: str = ""

    def __post_init__(self) -> None:
        if not self.spans:
            raise TypeError(f"a factual sentence needs a span that bears it: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence that is our judgement or method, marked as such; ``spans`` are what it leans on."""

    text: str
    spans: tuple[Span, ...] = ()
    lead: str = ""


Sentence = Fact | Judged


@dataclass(frozen=True, slots=True)
class Clash:
    """Two statements side by side with what stands between them."""

    kind: str
    a: Fact
    b: Fact
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a brief; ``kind`` tells a renderer which chart or table goes with it."""

    kind: SectionKind
    title: str
    sentences: tuple[Sentence, ...] = ()
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole: a headline number, sections, and the day it speaks for."""

    title: str
    headline: str
    confidence: str
    sections: tuple[Section, ...]

    def section(self, kind: SectionKind) -> Section:
        """The section of that kind. Raises StopIteration when the brief has none."""
        return next(s for s in self.sections if s.kind == kind)

    def facts(self) -> tuple[Fact, ...]:
        """Every factual sentence, in reading order."""
        found: list[Fact] = []
        for section in self.sections:
            found += [s for s in section.sentences if isinstance(s, Fact)]
            for clash in section.clashes:
                found += [clash.a, clash.b]
        return tuple(found)
