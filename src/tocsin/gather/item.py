"""Item: what a file format says about one document, before any of it is believed."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Literal

from tocsin.nouns.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Item:
    """One document as a format handed it over: strings only, nothing checked yet.

    ``basis`` says what a ``published`` string is worth: "given" by whoever hands the text in, or
    "stated" by the page or feed itself.
    """

    path: str
    line: int | None
    text: str
    sha256: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    first_seen: str | None = None
    kind: str | None = None
    basis: Literal["given", "stated"] = "given"


@dataclass(frozen=True, slots=True)
class Source:
    """An open stream of bytes with the name people know it by; ``url`` and ``charset`` when it was fetched."""

    path: str
    stream: IO[bytes]
    limit: int
    url: str | None = None
    charset: str | None = None

    def whole(self) -> bytes | Trouble:
        """Everything, or a Trouble when it is longer than the limit: memory stays bounded."""
        data = self.stream.read(self.limit + 1)
        if len(data) > self.limit:
            return Trouble(self.path, None, f"is longer than {self.limit:,} bytes (setting max_bytes) and was left out")
        return data

    def within(self, data: bytes) -> "Source":
        """The same source over other bytes."""
        return Source(self.path, io.BytesIO(data), self.limit, self.url, self.charset)


Found = Iterator[Item | Trouble]
