"""How each followed place is doing, and when it is looked at again. What a collector must not forget."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, Any

from tocsin.errors import InputError
from tocsin.gather.revisit import Visit

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=1)
GROWTH = 4_000_000  # characters added to a memory before it is rewritten to its shortest
REMEMBERED = 1000  # entries a place is known to have had; feeds are shorter


@dataclass(frozen=True, slots=True)
class Health:
    """One place: when it was last asked, what it said, when it is due. Times are ISO text in UTC."""

    url: str
    title: str | None = None
    state: str = "new"  # new, well, failing, gone, refused
    why: str = ""
    checked: str | None = None
    well: str | None = None  # when it last answered as it should
    due: str = ""  # "" is at once
    failures: int = 0
    items: int = 0  # gathered so far
    brought: str | None = None  # when it last brought something new
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None  # where it asked to be fetched from now on
    seen: tuple[str, ...] = ()  # entries that need no second look, newest last
    visits: tuple[Visit, ...] = ()  # articles to be looked at again

    @property
    def address(self) -> str:
        """Where it is fetched from."""
        return self.moved or self.url

    def conditions(self) -> dict[str, str]:
        """Headers that spare both sides what has not changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}

    def succeeded(self, now: datetime, every: timedelta, why: str) -> "Health":
        """It answered as it should."""
        moment = now.isoformat()
        return replace(self, state="well", why=why, checked=moment, well=moment, failures=0, due=_due(self, now, every))

    def failed(self, now: datetime, every: timedelta, why: str, wait: timedelta | None = None) -> "Health":
        """It did not; each failure doubles the wait, and a wait it asks for is honoured."""
        pause = max(wait or timedelta(), every * 2 ** min(self.failures, 10))
        due = _due(self, now, min(pause, max(LONGEST, wait or timedelta())))
        return replace(self, state="failing", why=why, checked=now.isoformat(), failures=self.failures + 1, due=due)

    def ended(self, now: datetime, state: str, why: str) -> "Health":
        """It is gone or does not want us: looked at again only after a week."""
        due = (now + timedelta(days=7)).isoformat()
        return replace(self, state=state, why=why, checked=now.isoformat(), failures=self.failures + 1, due=due)

    def remembering(self, entries: Iterable[str]) -> "Health":
        """These entries need no second look."""
        merged = list(dict.fromkeys([*self.seen, *entries]))
        return replace(self, seen=tuple(merged[-REMEMBERED:]))


def _due(health: Health, now: datetime, pause: timedelta) -> str:
    """After the pause, give or take a tenth that depends on the address alone: places do not fall due together."""
    share = int.from_bytes(hashlib.sha256(health.url.encode()).digest()[:2], "big") / 65535
    return (now + max(pause, timedelta(seconds=1)) * (0.9 + 0.2 * share)).isoformat()


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """The wait a server asks for, in seconds or as a date; a week at most."""
    if not value:
        return None
    try:
        pause = timedelta(seconds=float(value)) if value.strip().isdigit() else parsedate_to_datetime(value) - now
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(pause, timedelta()), timedelta(days=7))


class Memory:
    """The health of all places in a file of JSON lines; of a place the last line counts.

    A look costs one line, however many places there are; a line cut short by a crash is as if not written.
    """

    def __init__(self, path: Path | None = None, *, fresh: bool = True) -> None:
        """``fresh`` rewrites the file to its shortest; not for one who only looks while a collector writes."""
        self._path, self._grown, self._short = path, 0, 0
        self._known: dict[str, Health] = {}
        if path and path.exists():
            self._known = _loaded(path)
            if fresh:
                self._rewrite(path)

    def every(self) -> tuple[Health, ...]:
        """All places, the one due first in front."""
        return tuple(sorted(self._known.values(), key=lambda h: (h.due, h.url)))

    def get(self, url: str) -> Health:
        """What is known of a place."""
        return self._known.get(url, Health(url))

    def put(self, health: Health) -> None:
        """Keep what is known of a place."""
        self._known[health.url] = health
        if self._path:
            with _writable(self._path), self._path.open("a", encoding="utf-8") as file:
                self._grown += _write(file, [health])
            if self._grown > GROWTH + 3 * self._short:
                self._rewrite(self._path)

    def _rewrite(self, path: Path) -> None:
        """One line for each place again, swapped in whole."""
        beside = path.with_name(path.name + ".new")
        with _writable(path):
            with beside.open("w", encoding="utf-8") as file:
                self._short, self._grown = _write(file, [self._known[url] for url in sorted(self._known)]), 0
            beside.replace(path)


@contextmanager
def _writable(path: Path) -> Iterator[None]:
    """A memory that cannot be kept is said by its name."""
    try:
        yield
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(path)) from error


def _write(file: IO[str], lines: Iterable[Health]) -> int:
    """How many characters went to the disk."""
    size = sum(file.write(json.dumps(asdict(health)) + "\n") for health in lines)
    file.flush()
    os.fsync(file.fileno())
    return size


def _loaded(path: Path) -> dict[str, Health]:
    known = {}
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True), 1):
        if line.endswith("\n"):
            try:
                health = _health(json.loads(line))
            except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
                raise InputError("is not a collector's memory", path=str(path), line=number) from error
            known[health.url] = health
    return known


def _health(fields: dict[str, Any]) -> Health:
    visits = tuple(Visit(**visit) for visit in fields.get("visits", ()))
    return Health(**{**fields, "seen": tuple(fields["seen"]), "visits": visits})
