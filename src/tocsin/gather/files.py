"""Files, folders and streams: opened one at a time, told apart by their first bytes, read in bounded memory."""

import gzip
import io
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, cast

from tocsin.gather import feeds, page, records, sniff, text, warc
from tocsin.gather.item import Found, Item, Source
from tocsin.nouns.trouble import Trouble

READERS: dict[str, Callable[[Source], Found]] = {
    "text": text.read,
    "html": page.read,
    "jsonl": records.read_lines,
    "json": records.read_value,
    "feed": feeds.read,
}
UNREADABLE = {
    "empty": "is empty",
    "opml": "is a list of feeds, not an article: follow it instead",
    "sitemap": "is a site map, not an article: follow it instead",
}


def read(path: Path, limit: int) -> Found:
    """Everything under a path: a file, or a folder in sorted order."""
    for file in walk(path):
        yield from [file] if isinstance(file, Trouble) else read_file(file, limit)


def walk(path: Path) -> Iterator[Path | Trouble]:
    """The files under a path, sorted; hidden ones and links to folders are passed over."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISDIR(mode):
            yield path if stat.S_ISREG(mode) else Trouble(str(path), None, "is not a file or a folder")
            return
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except (OSError, ValueError) as error:
        yield Trouble(str(path), None, said(error))
        return
    for entry in entries:
        if entry.is_symlink() and not os.path.exists(entry.path):  # noqa: PTH110 - a broken name must not raise
            yield Trouble(entry.path, None, "is a link that leads nowhere")
        if not entry.name.startswith(".") and (entry.is_file() or entry.is_dir(follow_symlinks=False)):
            yield from walk(Path(entry.path))


def read_file(path: Path, limit: int) -> Found:
    """The items of one file."""
    try:
        with path.open("rb") as stream:
            yield from read_stream(Source(str(path), stream, limit), path.name)
    except OSError as error:
        yield Trouble(str(path), None, said(error))


def read_stream(source: Source, name: str = "") -> Found:
    """The items of an open stream; its first bytes decide who reads it."""
    head = _head(source.stream)
    stream = io.BufferedReader(_Rejoined(head, source.stream), sniff.HEAD)
    source = Source(source.path, stream, source.limit, source.url, source.charset)
    found = sniff.form(head, name)
    if found == "gzip":
        yield from _unzipped(source, name.removesuffix(".gz"))
    elif found == "warc":
        yield from _archived(source)
    elif found == "binary":
        yield Trouble(source.path, None, f"is not text (it looks like {sniff.binary(head)})")
    elif found in UNREADABLE:
        yield Trouble(source.path, None, UNREADABLE[found])
    else:
        yield from _guarded(READERS[found], source)


def _guarded(reader: Callable[[Source], Found], source: Source) -> Found:
    """What a reader finds; where a parser stumbles over its input, that input is said and the rest goes on."""
    try:
        yield from reader(source)
    except (OSError, EOFError, zlib.error):  # of the file or archive around it, and said there
        raise
    except Exception as error:  # other people's parsers raise anything on input that was made to hurt them
        yield Trouble(source.path, None, f"cannot be read: its parser failed ({type(error).__name__})")


def _unzipped(source: Source, name: str) -> Found:
    """A gzip stream is read as it opens up, so a small file that holds a huge one costs no memory."""
    try:
        with gzip.GzipFile(fileobj=source.stream) as inner:
            opened = Source(source.path, cast(IO[bytes], inner), source.limit, source.url, source.charset)
            yield from read_stream(opened, name)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Trouble(source.path, None, "is a damaged gzip file; what came before the damage was kept")


def _archived(source: Source) -> Found:
    """The pages of an archive, seen when the archive says they were fetched."""
    found = False
    for capture in warc.captures(source):
        found = True
        if isinstance(capture, Trouble):
            yield capture
            continue
        for item in read_stream(capture.source):
            yield replace(item, first_seen=item.first_seen or capture.moment) if isinstance(item, Item) else item
    if not found:
        yield Trouble(source.path, None, "is a WARC archive without a page that can be read")


def _head(stream: IO[bytes]) -> bytes:
    """The first bytes, as many as there are up to the sniffing length."""
    pieces, missing = [], sniff.HEAD
    while missing and (piece := stream.read(missing)):
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


class _Rejoined(io.RawIOBase):
    """The first bytes again, then the rest of the stream: nothing needs to be seekable."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = memoryview(head), rest

    def readable(self) -> bool:
        """Always: this is what a buffered reader asks first."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]  # typeshed's Buffer is 3.12
        """Fill from the head while it lasts, then from the stream."""
        piece = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def said(error: Exception) -> str:
    """What the system says of a file, as a clause."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "may not be read by you"
    return f"cannot be read ({getattr(error, 'strerror', None) or error})"
