"""Publication: "This is the brief as it was handed over, by whom and when." Never changed afterwards."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Publication:
    """A brief for one day of one watch; ``html`` is the page as it was, ``record`` the same as JSON text."""

    id: str
    watch: str
    day: date
    at: datetime
    analyst: str
    headline: str
    html: str
    record: str
