"""The door of the room: whatever a person points at, as a stream of Documents and Troubles."""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO

from tocsin.errors import InputError
from tocsin.gather import files
from tocsin.gather.item import Found, Item, Source
from tocsin.gather.make import Maker, day_of, now
from tocsin.nouns.document import Document
from tocsin.nouns.trouble import Trouble
from tocsin.settings import whole


def documents(
    paths: Sequence[str],
    *,
    published: str | None = None,
    first_seen: datetime | None = None,
    backfill: bool = False,
    stdin: IO[bytes] | None = None,
    clock: Callable[[], datetime] = now,
    allowed: Collection[str] = (),
) -> Iterator[Document | Trouble]:
    """Everything the paths hold, in order, one at a time.

    ``published`` dates what has no date of its own; ``first_seen`` is when all of it was first
    had, and with ``backfill`` that is taken from the printed date; ``allowed`` names hosts that may
    be fetched from a private address. Raises InputError for a
    ``published`` that is no date; whatever is wrong with a file is a Trouble in the stream.
    """
    if published and not day_of(published):
        raise InputError(f"“{published}” is not a date such as 2022-12-05")
    return made(items(paths, stdin, allowed), Maker(published, first_seen, backfill, clock))


def made(found: Iterable[Item | Trouble], maker: Maker) -> Iterator[Document | Trouble]:
    """Items as Documents; Troubles pass through. A date that cannot be believed is said."""
    for item in found:
        thing = maker.make(item) if isinstance(item, Item) else item
        yield thing
        if isinstance(item, Item) and isinstance(thing, Document) and item.published and doubted(thing):
            yield Trouble(item.path, item.line, f"{thing.published.why}; it counts as undated")


def doubted(document: Document) -> bool:
    """Whether a date that was stated or given is not taken."""
    return document.published.basis == "unknown"


def items(paths: Sequence[str], stdin: IO[bytes] | None = None, allowed: Collection[str] = ()) -> Found:
    """What every path holds, before dates are believed and languages told."""
    limit = whole("max_bytes", 1)
    for path in paths:
        if path == "-":
            yield from files.read_stream(Source("standard input", stdin or sys.stdin.buffer, limit))
        elif path.startswith(("http://", "https://")):
            yield from fetched(path, limit, frozenset(allowed))
        else:
            yield from files.read(Path(path), limit)


def fetched(url: str, limit: int, allowed: frozenset[str]) -> Found:
    """The items of a page or feed at an address. What speaks to the network is loaded when there is one."""
    from tocsin.gather.fetch import Limits, fetch

    got = fetch(url, Limits(size=limit, allowed=allowed))
    if isinstance(got, Trouble):
        yield got
    elif got.status != 200:
        yield Trouble(url, None, f"answered with status {got.status}")
    else:
        yield from files.read_stream(got.source(limit))
