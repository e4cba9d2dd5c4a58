"""Archives: the pages in them, seen when they were fetched."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

from tests.gather.help import ENGLISH, gathered, written


def record(
    body: bytes, kind: str = "response", http: str = "HTTP/1.1 200 OK\r\nContent-Type: text/plain", n: int = 1
) -> bytes:
    """One record as archives hold it."""
    block = http.encode() + b"\r\n\r\n" + body if kind == "response" else body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://e.example/{n}\r\nWARC-Date: 2022-12-05T10:00:0{n}Z"
    )
    return f"{head}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def test_pages_of_an_archive(tmp_path: Path) -> None:
    chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip"
    zipped = gzip.compress(f"Three. {ENGLISH}".encode())
    records = [
        record(b"software: x", "warcinfo"),
        record(f"One. {ENGLISH}".encode(), n=1),
        record(b"not found", http="HTTP/1.1 404 Not Found", n=2),
        record(b"\x89PNG", http="HTTP/1.1 200 OK\r\nContent-Type: image/png", n=2),
        record(f"{len(zipped):x}\r\n".encode() + zipped + b"\r\n0\r\n\r\n", http=chunked, n=3),
    ]
    path = written(tmp_path, "a.warc.gz", b"".join(gzip.compress(r) for r in records))
    documents, troubles = gathered(path)
    assert [(d.text[:5], d.url) for d in documents] == [
        ("One. ", "https://e.example/1"),
        ("Three", "https://e.example/3"),
    ]
    assert (documents[1].first_seen, documents[1].seen_basis) == (datetime(2022, 12, 5, 10, 0, 3, tzinfo=UTC), "given")
    assert troubles == []


def test_a_damaged_archive_gives_what_came_before(tmp_path: Path) -> None:
    good = record(ENGLISH.encode())
    for number, rest in enumerate((b"junk\r\n\r\n", good[:-30], b"WARC/1.0\r\nContent-Length: many\r\n\r\n")):
        documents, troubles = gathered(written(tmp_path, f"{number}.warc", good + rest))
        assert [d.text for d in documents] == [ENGLISH]
        assert len(troubles) == 1
