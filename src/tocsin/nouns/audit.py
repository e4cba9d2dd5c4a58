"""Audit: "This was accepted, in this order; and all of it still stands as it was – or this does not." """

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audit:
    """``links`` are the chained hashes of everything accepted, oldest first; ``faults`` say what does not fit."""

    links: tuple[str, ...]
    counts: dict[str, int]  # kind -> how many were accepted
    faults: tuple[str, ...]

    @property
    def head(self) -> str:
        """The last link: it stands for everything accepted so far."""
        return self.links[-1]

    def holds(self, noted: str) -> bool:
        """Whether a head that was noted earlier is a link of the chain: what was accepted by then still stands."""
        return noted.strip().lower() in self.links
