"""Articles are edited after they are out: look again, each time after a longer while, and let go."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.gather.item import Item

AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3))
MOST = 500  # articles of one place that are looked at again; the oldest are let go first


@dataclass(frozen=True, slots=True)
class Visit:
    """An article that is to be looked at again, and the text it had last."""

    url: str
    due: str
    digest: str
    outlet: str | None = None
    times: int = 0

    def again(self, digest: str, now: datetime) -> "Visit | None":
        """The next look, or None after the last."""
        times = self.times + 1
        if times >= len(AFTER):
            return None
        return replace(self, due=(now + AFTER[times]).isoformat(), digest=digest, times=times)


def first(item: Item, now: datetime) -> Visit:
    """The first look again at an article just fetched."""
    return Visit(item.url or "", (now + AFTER[0]).isoformat(), digest(item), item.outlet)


def digest(item: Item) -> str:
    """What tells one version of an article from another: its text, not the advertisements around it."""
    return hashlib.sha256(item.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
