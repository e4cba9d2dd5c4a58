"""The collector at work for a case: a round of looks, each safe in the ledger before it is remembered; its queue."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tocsin.errors import InputError, UsageError
from tocsin.settings import whole
from tocsin.workbench.casework import Added, add

if TYPE_CHECKING:
    from tocsin.gather.follow import Collector
    from tocsin.gather.health import Health
    from tocsin.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Pace:
    """How a collector behaves; ``allowed`` names hosts (``host`` or ``host:port``) with a private address."""

    every: timedelta = timedelta(minutes=10)
    gap: float = 2.0
    articles: bool = True
    allowed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Look:
    """One look at one place: how it is doing, and what came of it."""

    health: Health
    added: Added


def beside(case: str, ending: str) -> Path:
    """Where a case keeps what is no evidence: next to its file; for a server or memory, in the working folder."""
    file = case.removeprefix("sqlite:///")
    here = Path("tocsin" if "://" in file or file == ":memory:" else file)
    return here.with_name(here.name + ending)


def followed(case: str, memory: Path | None = None) -> tuple[Health, ...]:
    """Every place the case's collector follows, the one due first in front; asks nothing of the network."""
    from tocsin.gather.health import Memory

    return Memory(memory or beside(case, ".follow.jsonl"), fresh=False).every()


def collector(case: str, given: Sequence[str], pace: Pace, memory: Path | None = None) -> tuple[Collector, list[str]]:
    """A collector for addresses, OPML files and lists, and what of them cannot be understood; without any, for all
    that was followed before. Raises UsageError where nothing is left to follow."""
    from tocsin.gather.fetch import Limits
    from tocsin.gather.follow import Collector, Manners
    from tocsin.gather.following import places
    from tocsin.gather.health import Memory
    from tocsin.gather.lists import Place

    remembered = Memory(memory or beside(case, ".follow.jsonl"))
    found, troubles = places(given)
    wanted = found if given else [Place(h.url, h.title) for h in remembered.every()]
    if not wanted:
        why = "; ".join(map(str, troubles)) or "give addresses, an OPML file or a list of addresses"
        raise UsageError(f"there is nothing to follow: {why}")
    limits = Limits(size=whole("max_bytes", 1), allowed=pace.allowed)
    manners = Manners(every=pace.every, gap=pace.gap, articles=pace.articles, limits=limits)
    return Collector(wanted, remembered, manners), [str(t) for t in troubles]


@contextmanager
def alone(case: str, memory: Path | None = None) -> Iterator[None]:
    """While it lasts nobody else follows with the same memory. Raises UsageError where somebody does already."""
    path = memory or beside(case, ".follow.jsonl")
    lock = path.with_name(path.name + ".lock")
    try:
        held = lock.open("w")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(lock)) from error
    with held:
        _locked(held, path)
        yield


def _locked(held: IO[str], path: Path) -> None:
    try:
        import fcntl

        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # not a Unix: nothing is locked
        return
    except BlockingIOError as error:
        raise UsageError(f"somebody follows with {path} already; one collector at a time") from error


def follow_round(ledger: Ledger, at_work: Collector) -> Iterator[Look]:
    """Look at every place that is due. What a look brought is in the case before the look is remembered."""
    for poll in at_work.round():
        added = add(ledger, [*poll.documents, *poll.troubles])
        at_work.accept(poll)
        yield Look(poll.health, added)


def seconds_to_next(at_work: Collector, most: float = 60.0) -> float:
    """How long until a place is due."""
    first = min((h.due for h in at_work.health()), default="")
    if not first:
        return 0.0
    return min(most, max(0.0, (datetime.fromisoformat(first) - datetime.now(UTC)).total_seconds()))


def queue_lines(queue: Sequence[Health]) -> str:
    """A JSON object a place, for tools: what ``queue_text`` says, without what only the collector needs."""
    left_out = ("seen", "visits", "etag", "modified")
    return "".join(json.dumps({k: v for k, v in asdict(h).items() if k not in left_out}) + "\n" for h in queue)


def queue_text(queue: Sequence[Health], now: datetime | None = None) -> str:
    """One line a place: how it is doing, when it is due, what it has brought, and why it is in that state."""
    moment = now or datetime.now(UTC)
    lines = [
        f"{h.state:<8} {'due' if not h.due else when(h.due, moment):>12}  {h.items:>6} items  "
        f"last well {when(h.well, moment) if h.well else 'never'}  {h.title or h.url}"
        f"{'  ' + h.url if h.title else ''}{'  – ' + h.why if h.why and h.state != 'well' else ''}"
        for h in queue
    ]
    bad = sum(h.state not in ("well", "new") for h in queue)
    return "\n".join([*lines, f"{len(queue)} places, {bad} in trouble"]) + "\n"


def when(moment: str, now: datetime) -> str:
    """A moment as time from now."""
    seconds = (datetime.fromisoformat(moment) - now).total_seconds()
    size = abs(seconds)
    amount = (
        f"{size / 60:.0f} min" if size < 5400 else f"{size / 3600:.0f} h" if size < 172800 else f"{size / 86400:.0f} d"
    )
    return f"in {amount}" if seconds > 0 else f"{amount} ago" if moment <= now.isoformat() and size >= 30 else "now"
