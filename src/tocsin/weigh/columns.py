"""Sightings as columns, so that a day is weighed in milliseconds and a stream is compiled once.

Invariant: a sighting enters once, and nothing in a column depends on the order in which sightings arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from tocsin import scales
from tocsin.nouns.watch import Indicator, Sighting, Watch
from tocsin.scales import Accuracy

Credibility = Mapping[str, Accuracy | str]  # source (or voice, or outlet) -> accuracy, or an Admiralty letter

STATUS_WEIGHT = {"reported": 1.0, "planned": 0.4, "possible": 0.1}  # talk of a thing is not the thing
SELF_SERVING, AGAINST_INTEREST = 0.35, 1.25  # what a report that serves its source's interest, or hurts it, is worth
TELLS = 1.2  # how much likelier under the target an indicator must be for a report of it to alarm
TRUST_CEILING = 0.97  # no single source settles a matter


@dataclass(frozen=True, slots=True)
class Columns:
    """The sightings of one watch, sorted by (first seen, id), as parallel arrays."""

    sightings: tuple[Sighting, ...]
    day: NDArray[np.int64]  # proleptic ordinal of the UTC day on which it was gathered
    indicator: NDArray[np.int64]
    present: NDArray[np.bool_]
    origin: NDArray[np.int64]
    voice: NDArray[np.int64]
    trust: NDArray[np.float64]  # probability that such a source reports this rightly, before ageing
    worth: NDArray[np.float64]  # observations that belief is worth
    voices: tuple[str, ...]


def voice(sighting: Sighting) -> str:
    """Whose word it is: officials of one side speak with one voice, an outlet with its own, the nameless with one."""
    if sighting.side:
        return f"side:{sighting.side}"
    return sighting.source or "unnamed"


def columns(watch: Watch, sightings: Iterable[Sighting], credibility: Credibility | None = None) -> Columns:
    """Compile sightings for a watch; those on indicators the watch does not have are left out."""
    index = {indicator.id: i for i, indicator in enumerate(watch.indicators)}
    unique = {s.id: s for s in sightings if s.indicator in index}
    rows = tuple(sorted(unique.values(), key=lambda s: (s.first_seen, s.id)))
    names = [voice(s) for s in rows]
    voices = tuple(sorted(set(names)))
    origins = {origin: i for i, origin in enumerate(sorted({s.origin for s in rows}))}
    numbers = {name: i for i, name in enumerate(voices)}
    leans = _leans(watch)
    beliefs = [_accuracy(s, name, credibility or {}) for s, name in zip(rows, names, strict=True)]
    return Columns(
        sightings=rows,
        day=np.array([_ordinal(s.first_seen) for s in rows], dtype=np.int64),
        indicator=np.array([index[s.indicator] for s in rows], dtype=np.int64),
        present=np.array([s.present for s in rows], dtype=np.bool_),
        origin=np.array([origins[s.origin] for s in rows], dtype=np.int64),
        voice=np.array([numbers[name] for name in names], dtype=np.int64),
        trust=np.array([_trust(watch, leans, s, a.mean) for s, a in zip(rows, beliefs, strict=True)], dtype=np.float64),
        worth=np.array([a.worth for a in beliefs], dtype=np.float64),
        voices=voices,
    )


def _ordinal(moment: datetime) -> int:
    return (moment.astimezone(UTC) if moment.tzinfo else moment).toordinal()


def _accuracy(sighting: Sighting, name: str, credibility: Credibility) -> Accuracy:
    """What is believed of the source by name, else of its voice, else unknown (F)."""
    found = credibility.get(sighting.source or "", credibility.get(name, "F"))
    return scales.accuracy(found) if isinstance(found, str) else found


def _trust(watch: Watch, leans: Mapping[str, int], sighting: Sighting, mean: float) -> float:
    """c = ½ + (accuracy − ½) · certainty · match score · status · interest."""
    share = sighting.certainty * sighting.score * STATUS_WEIGHT[sighting.status]
    return float(min(TRUST_CEILING, 0.5 + (mean - 0.5) * share * _interest(watch, leans, sighting)))


def _interest(watch: Watch, leans: Mapping[str, int], sighting: Sighting) -> float:
    """Less for a report that serves the side that makes it, more for one against its interest, else 1."""
    serves = _serves(watch, leans, sighting)
    return 1.0 if serves is None else SELF_SERVING if serves else AGAINST_INTEREST


def _serves(watch: Watch, leans: Mapping[str, int], sighting: Sighting) -> bool | None:
    """Whether a report serves the side that makes it; None where it has no stake, or the report tells too little."""
    wanted, lean = watch.interests.get(sighting.side or ""), leans[sighting.indicator]
    if wanted is None or lean == 0:
        return None
    return (wanted == "alarm") == (sighting.present == (lean > 0))


def served(watch: Watch, sightings: Iterable[Sighting]) -> dict[str, bool]:
    """Of statements that report on an indicator: whether they serve the side that makes them, where it has a stake."""
    leans = _leans(watch)
    found = {s.statement: _serves(watch, leans, s) for s in sightings if s.statement and s.indicator in leans}
    return {id: serves for id, serves in found.items() if serves is not None}


def _leans(watch: Watch) -> dict[str, int]:
    """1 for what is likelier under the target than under its rivals (by the prior), −1 for what is less likely, else 0.

    What hardly tells them apart serves and hurts nobody.
    """
    target = {h.id for h in watch.hypotheses if h.target}

    def mean(indicator: Indicator, wanted: bool) -> float:
        rows = [(h.prior, scales.number(indicator.likelihood[h.id]) or 0.5) for h in watch.hypotheses]
        chosen = [r for r, h in zip(rows, watch.hypotheses, strict=True) if (h.id in target) == wanted]
        return sum(q * p for q, p in chosen) / max(1e-9, sum(q for q, _ in chosen))

    ratios = {i.id: max(mean(i, True), 1e-9) / max(mean(i, False), 1e-9) for i in watch.indicators}
    return {name: (ratio > TELLS) - (ratio < 1 / TELLS) for name, ratio in ratios.items()}
