"""Retraction ripple: take a source, an origin, a document or a statement out, and see what moves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tocsin.nouns.assessment import Assessment, State
from tocsin.nouns.watch import Sighting, Watch
from tocsin.weigh.assess import DRAWS, SEED, assess
from tocsin.weigh.columns import Credibility, voice


@dataclass(frozen=True, slots=True)
class Moved:
    """A number that is different without what was taken out."""

    what: str  # an indicator, a hypothesis, or a horizon such as "30d"
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Ripple:
    """Both answers and what differs between them; ``removed`` are the sightings that fell away."""

    before: Assessment
    after: Assessment
    removed: tuple[str, ...]
    lamps: tuple[tuple[str, State, State], ...]
    cells: int
    moved: tuple[Moved, ...]


def without(
    watch: Watch,
    sightings: Iterable[Sighting],
    day: date,
    out: Iterable[str],
    credibility: Credibility | None = None,
    draws: int = DRAWS,
) -> Ripple:
    """Weigh with and without what names one of ``out``: a source, voice, side, origin, document or statement."""
    everything, names = list(sightings), frozenset(out)
    kept = [s for s in everything if not names & _names(s)]
    before = assess(watch, everything, day, credibility, draws, SEED)
    after = assess(watch, kept, day, credibility, draws, SEED)
    gone = {s.id for s in everything} - {s.id for s in kept}
    return Ripple(
        before, after, tuple(sorted(gone)), _lamps(before, after), _cells(before, after), _moved(before, after)
    )


def _names(s: Sighting) -> set[str]:
    return {n for n in (s.source, voice(s), s.side, s.origin, s.document, s.statement, s.event, s.id) if n}


def _lamps(before: Assessment, after: Assessment) -> tuple[tuple[str, State, State], ...]:
    pairs = zip(before.lamps, after.lamps, strict=True)
    return tuple((a.indicator, a.state, b.state) for a, b in pairs if a.state != b.state)


def _cells(before: Assessment, after: Assessment) -> int:
    """How many cells of the matrix fall away or change."""
    left = {(c.origin, c.hypothesis): c.mark for c in after.cells}
    return sum(left.get((c.origin, c.hypothesis)) != c.mark for c in before.cells)


def _moved(before: Assessment, after: Assessment) -> tuple[Moved, ...]:
    rows = [
        *((f"{f.days}d", f.p, g.p) for f, g in zip(before.forecasts, after.forecasts, strict=True)),
        *((b.hypothesis, b.p, c.p) for b, c in zip(before.beliefs, after.beliefs, strict=True)),
        *((a.indicator, a.present, b.present) for a, b in zip(before.lamps, after.lamps, strict=True)),
    ]
    return tuple(Moved(what, p, q) for what, p, q in rows if abs(p - q) > 1e-9)
