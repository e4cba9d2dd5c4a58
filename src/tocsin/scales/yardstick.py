"""Yardsticks: from a probability to the official word for it, and to no word where the yardstick has none."""

from dataclasses import dataclass
from functools import cache

from tocsin.errors import UsageError
from tocsin.scales.tables import FOLDER, table


@dataclass(frozen=True, slots=True)
class Band:
    """A term, its synonyms, and the probabilities it stands for."""

    term: str
    also: tuple[str, ...]
    low: float
    high: float
    open: str = ""  # "low" or "high": the bound that does not belong to the band

    def holds(self, p: float) -> bool:
        """Whether ``p`` lies in the band."""
        above = self.low < p if self.open == "low" else self.low <= p
        return above and (p < self.high if self.open == "high" else p <= self.high)


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A published scale of likelihood words, lowest band first."""

    id: str
    version: str
    title: str
    source: str
    rule: str
    bands: tuple[Band, ...]

    def term(self, p: float) -> str | None:
        """The word for ``p``, or None in a gap or outside the scale.

        The lower bound is inclusive: at a boundary that two bands share, the upper band's word is used.
        """
        p = round(p, 9)
        hits = [band for band in self.bands if band.holds(p)]
        return hits[-1].term if hits else None

    def band(self, word: str) -> Band | None:
        """The band of a term or of one of its synonyms."""
        return next((b for b in self.bands if word.lower() in (b.term, *b.also)), None)


def names() -> list[str]:
    """The yardsticks that are shipped."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml") if "terms" in table(path.stem))


@cache
def load(name: str) -> Yardstick:
    """A yardstick by its id. Raises UsageError for one that is not shipped."""
    if name not in names():
        raise UsageError(f"unknown scale {name!r}: choose one of {', '.join(names())}")
    data = table(name)
    bands = tuple(
        Band(t["term"], tuple(t["also"]), t["low"] / 100, t["high"] / 100, t.get("open", "")) for t in data["terms"]
    )
    return Yardstick(data["id"], str(data["version"]), data["title"], data["source"], data["rule"], bands)


def phrase(name: str, p: float) -> str:
    """The word of a yardstick for a probability, or "" where it has none: print the number alone then."""
    return load(name).term(p) or ""
