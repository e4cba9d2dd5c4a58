"""Trouble: "I could not use this, and here is why." One sentence a person can act on; the rest is still gathered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file, line or page that could not be used, or was used with a doubt."""

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.reason}"
