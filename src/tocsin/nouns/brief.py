"""Brief: "Sentences, each with the spans that bear it." A factual sentence without a span is a type error."""

from dataclasses import dataclass
from typing import Literal

from tocsin.nouns.document import Span


@dataclass(frozen=True, slots=True)
class Fact:
    """A factual sentence. ``spans`` bear it; ``claims`` are the strings that must be found in the cited text."""

    text: str
    spans: tuple[Span, ...]
    claims: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.spans:
            raise TypeError(f"a factual sentence needs a span that bears it: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence that is our judgement or method, marked as such; ``basis`` are the spans it leans on."""

    text: str
    basis: tuple[Span, ...] = ()


Sentence = Fact | Judged


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a brief; ``kind`` tells the renderer which chart or table goes with it."""

    kind: Literal[
        "bottom_line", "changes", "key_judgements", "indicators", "contradictions", "hypotheses",
        "timeline", "counts", "sources", "look_for", "method", "set_aside",
    ]  # fmt: skip
    title: str
    sentences: tuple[Sentence, ...]
