"""WARC archives: pages as they were fetched by others, each with the moment it was fetched (ISO 28500)."""

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from tocsin.gather.item import Source
from tocsin.nouns.trouble import Trouble

_READABLE = re.compile(r"text/|html|xml|json", re.I)
_LONGEST_LINE = 65536
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\n]{0,200}\n")


@dataclass(frozen=True, slots=True)
class Capture:
    """One archived page and when it was fetched."""

    source: Source
    moment: str | None


def captures(source: Source) -> Iterator[Capture | Trouble]:
    """Every page of an archive; a damaged one gives what came before the damage."""
    stream = source.stream
    while (opening := _opening(stream)) is not None:
        headers = _headers(stream)
        length = headers.get("content-length", "")
        if not opening or not length.isdigit():
            yield Trouble(source.path, None, "is a damaged WARC archive; what came before the damage was kept")
            return
        block = stream.read(min(int(length), source.limit + 1))
        if len(block) < min(int(length), source.limit + 1):
            yield Trouble(source.path, None, "is a WARC archive that ends in the middle of a record")
            return
        _pass_over(stream, int(length) - len(block))
        yield from _capture(headers, block, source)


def _opening(stream: IO[bytes]) -> bool | None:
    """Whether the next line that is not empty opens a record; None at the end."""
    while line := stream.readline(_LONGEST_LINE):
        if line.strip():
            return line.startswith(b"WARC/")
    return None


def _headers(stream: IO[bytes]) -> dict[str, str]:
    found: dict[str, str] = {}
    while (line := stream.readline(_LONGEST_LINE)).strip() and len(found) < 200:
        name, _, value = line.decode("utf-8", "replace").partition(":")
        found[name.strip().lower()] = value.strip()
    return found


def _pass_over(stream: IO[bytes], count: int) -> None:
    while count > 0 and (piece := stream.read(min(count, 1 << 20))):
        count -= len(piece)


def _capture(headers: Mapping[str, str], block: bytes, source: Source) -> Iterator[Capture | Trouble]:
    url = headers.get("warc-target-uri", "").strip("<>") or None
    if headers.get("warc-type") not in ("response", "resource"):
        return
    if len(block) > source.limit:
        yield Trouble(source.path, None, f"holds a page longer than {source.limit:,} bytes ({url})")
        return
    body, kind = (block, headers.get("content-type", ""))
    if headers.get("warc-type") == "response":
        answer = _answer(block, source.limit)
        if answer is None:
            return
        body, kind = answer
    if body.strip() and _READABLE.search(kind or "text/html"):
        charset = kind.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None
        page = Source(f"{source.path} ({url})", io.BytesIO(body), source.limit, url, charset)
        yield Capture(page, headers.get("warc-date"))


def _answer(block: bytes, limit: int) -> tuple[bytes, str] | None:
    """Body and content type of an archived HTTP answer with status 200."""
    head, _, body = block.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    if " 200" not in lines[0][:14]:
        return None
    named = {n.strip().lower(): v.strip() for n, _, v in (line.partition(":") for line in lines[1:])}
    if "chunked" in named.get("transfer-encoding", "").lower():
        body = _whole(body)
    if "gzip" in named.get("content-encoding", "").lower():
        body = _opened(body, limit)
    return body, named.get("content-type", "")


def _whole(body: bytes) -> bytes:
    """A chunked body put together; one that is not chunked after all stays as it is."""
    pieces, at = [], 0
    while (size := _CHUNK.match(body, at)) and int(size[1], 16):
        pieces.append(body[size.end() : size.end() + int(size[1], 16)])
        at = size.end() + int(size[1], 16)
    return b"".join(pieces) or body


def _opened(body: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj(47).decompress(body, limit)
    except zlib.error:
        return body
