"""A statement in the making: whose, said how, and what, as character spans."""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.read.statements.page import Span


@dataclass(slots=True)
class Draft:
    """What linking, quotes and constructions have found so far; the finished noun is made from it once."""

    source: Span | None
    cue: Span | None
    contents: list[Span] = field(default_factory=list)
    speaker: Span | None = None  # whose actor it is, when the source's own words do not stand here
    via: tuple[Draft, ...] = ()  # the statements it is passed on in, outermost first
    act: str | None = None  # when a construction has settled it
    negated: bool | None = None
    answers: Draft | None = None  # the earlier statement it denies or echoes

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        spans = [*self.contents, *([self.cue] if self.cue else []), *([self.source] if self.source else [])]
        return min((a for a, _ in spans), default=0)

    @property
    def anchor(self) -> int:
        """Where it stands: its cue, else its source, else its content; 0 for an empty draft."""
        return (self.cue or self.source or (self.contents or [(0, 0)])[0])[0]


def overlap(a: Span, b: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def merged(spans: list[Span], text: str) -> list[Span]:
    """Spans in order, with those that overlap or are parted by spaces alone made one."""
    found: list[Span] = []
    for a, b in sorted(spans):
        if found and (a <= found[-1][1] or not text[found[-1][1] : a].strip()):
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        else:
            found.append((a, b))
    return found
