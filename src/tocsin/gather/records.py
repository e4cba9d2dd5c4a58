"""JSON: one record a line, or one value (an array of records, an object that holds one, a single record).

Lines are read one at a time and arrays record by record, so a file may be longer than memory.
"""

import codecs
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from tocsin.gather import jsonfeed
from tocsin.gather.characters import decode
from tocsin.gather.item import Found, Item, Source
from tocsin.nouns.trouble import Trouble

# What others call our fields.
ALIASES = {
    "text": ("text", "content", "body", "maintext", "content_text"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "sitename"),
    "url": ("url", "link"),
    "published": ("published", "date", "date_publish", "publication_date", "date_published"),
    "first_seen": ("first_seen",),
    "kind": ("kind",),
}
LISTS = ("articles", "documents", "items")
CHUNK = 1 << 20


def read_lines(source: Source) -> Found:
    """One record a line; a bad line costs that line only."""
    number = 0
    while line := source.stream.readline(source.limit + 1):
        number += 1
        if len(line) > source.limit and not line.endswith(b"\n"):
            _skip_line(source)
            yield Trouble(source.path, number, f"is longer than {source.limit:,} bytes and was left out")
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield from _line(source, number, line)


def _skip_line(source: Source) -> None:
    while (rest := source.stream.readline(CHUNK)) and not rest.endswith(b"\n"):
        pass


def _line(source: Source, number: int, line: bytes) -> Found:
    decoded = decode(line)
    try:
        record = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        yield Trouble(source.path, number, f"is not JSON: {_brief(error)}")
        return
    yield from expanded(record, source, number, hashlib.sha256(line.rstrip(b"\r\n")).hexdigest())


def _brief(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply or a number too long"


def item(record: Any, source: Source, number: int | None, digest: str) -> Item | Trouble:
    """The item a record describes, or what is missing."""
    if not isinstance(record, dict):
        return Trouble(source.path, number, "is JSON, but not an object with “text” or “title”")
    fields = {name: _field(record, names) for name, names in ALIASES.items()}
    wrong = next((name for name in ("text", "title") if not isinstance(fields[name], str | None)), None)
    if wrong:
        return Trouble(source.path, number, f"“{wrong}” is not a text")
    if not (fields["text"] or "").strip() and not (fields["title"] or "").strip():
        return Trouble(source.path, number, "is a record without text or title")
    known = {name: _string(value) for name, value in fields.items() if name != "text"}
    return Item(source.path, number, fields["text"] or "", digest, **known)  # type: ignore[arg-type]  # strings by now


def _field(record: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((record[name] for name in names if record.get(name) is not None), None)


def _string(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or value.get("id")
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else None


def read_value(source: Source) -> Found:
    """One JSON value: an array of records (streamed), or an object that is or holds records."""
    characters = _Characters(source)
    opening = characters.peek()
    if opening == "[":
        yield from _array(source, characters)
        return
    record = characters.value()
    if isinstance(record, Trouble):
        yield record
        return
    yield from expanded(record, source, characters.line, _digest(record))


def expanded(record: Any, source: Source, number: int, digest: str) -> Found:
    """A record may be one item, a feed of them, or an object that lists them."""
    if jsonfeed.is_feed(record):
        yield from jsonfeed.read(record, source)
        return
    held = [record[name] for name in LISTS if isinstance(record, dict) and isinstance(record.get(name), list)]
    if not held:
        yield item(record, source, number, digest)
        return
    if not held[0]:
        yield Trouble(source.path, number, "is a list without a record")
    for one in held[0]:
        yield item(one, source, number, _digest(one))


def _array(source: Source, characters: "_Characters") -> Found:
    characters.take(1)
    if characters.peek() == "]":
        yield Trouble(source.path, characters.line, "is a list without a record")
    while (mark := characters.peek()) != "]":
        if mark == ",":
            characters.take(1)
            continue
        if not mark:
            yield Trouble(source.path, characters.line, "ends in the middle of an array")
            return
        line = characters.line
        record = characters.value()
        if isinstance(record, Trouble):
            yield record
            return
        yield item(record, source, line, _digest(record))


def _digest(record: Any) -> str:
    canonical = json.dumps(record, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


class _Characters:
    """A window over a stream of JSON: grows until one value fits, never beyond the limit."""

    def __init__(self, source: Source) -> None:
        self.source, self.line = source, 1
        self._pieces = _decoded(source)
        self._window, self._json = "", json.JSONDecoder()

    def peek(self) -> str:
        """The next character that is not white space, or an empty string at the end."""
        while True:
            rest = self._window.lstrip()
            self.take(len(self._window) - len(rest))
            if rest or not self._grow():
                return self._window[:1]

    def take(self, count: int) -> None:
        """Step over characters, counting lines."""
        self.line += self._window.count("\n", 0, count)
        self._window = self._window[count:]

    def value(self) -> Any:
        """The next JSON value, or a Trouble."""
        while True:
            try:
                found, end = self._json.raw_decode(self._window)
            except RecursionError:
                return Trouble(self.source.path, self.line, "is JSON nested too deeply")
            except ValueError as error:
                if len(self._window) > self.source.limit:
                    reason = f"holds a record longer than {self.source.limit:,} bytes"
                    return Trouble(self.source.path, self.line, reason)
                if not self._grow(max(CHUNK, len(self._window))):
                    return Trouble(self.source.path, self.line, f"is not JSON: {_brief(error)}")
                continue
            self.take(end)
            return found

    def _grow(self, size: int = CHUNK) -> bool:
        before, pieces = len(self._window), [self._window]
        while sum(map(len, pieces)) - before < size and (piece := next(self._pieces, "")):
            pieces.append(piece)
        self._window = "".join(pieces)
        return len(self._window) > before


def _decoded(source: Source) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    while chunk := source.stream.read(CHUNK):
        if text := decoder.decode(chunk):
            yield text
    if text := decoder.decode(b"", final=True):
        yield text
