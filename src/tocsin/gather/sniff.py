"""What a file is, from its first bytes; its name decides only where the bytes leave it open."""

import re
from typing import Literal

from tocsin.gather.characters import decode

Form = Literal["empty", "gzip", "binary", "html", "feed", "opml", "sitemap", "warc", "json", "jsonl", "text"]

HEAD = 65536
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_ROOTS = (
    (re.compile(r"<(rss|feed|rdf:RDF)\b", re.I), "feed"),
    (re.compile(r"<opml\b", re.I), "opml"),
    (re.compile(r"<(urlset|sitemapindex)\b", re.I), "sitemap"),
    (re.compile(r"<(!doctype\s+html|html|head|body|article|div|p|h1|section|main|meta|table)\b", re.I), "html"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PROLOGUE = re.compile(r"\A(\s+|<\?.*?\?>|<!--.*?-->)+", re.S)


def form(head: bytes, name: str = "") -> Form:
    """What reads this: decided by content, by the name's ending for bare text."""
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return "empty"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"WARC/1."):
        return "warc"
    if binary(head):
        return "binary"
    text = _PROLOGUE.sub("", decode(head).text[:HEAD])
    return _of_text(text, name.lower())


def _of_text(text: str, name: str) -> Form:
    if text.startswith("<"):
        return _of_markup(text, name)
    if text.startswith(("{", "[")) and not name.endswith((".txt", ".md")):
        return _of_json(text, name)
    return "html" if name.endswith((".html", ".htm", ".xhtml")) else "text"


def _of_markup(text: str, name: str) -> Form:
    first = text[:2000]
    for pattern, found in _ROOTS:
        if pattern.match(first) or (found == "html" and pattern.search(first) and not name.endswith(".txt")):
            return found  # type: ignore[return-value]  # the table above holds only forms
    return "html" if name.endswith((".html", ".htm", ".xhtml")) else "text"


def _of_json(text: str, name: str) -> Form:
    """An object that closes on its first line is JSON lines; anything else is one JSON value."""
    line = text.split("\n", 1)[0].rstrip()
    if name.endswith((".jsonl", ".ndjson")):
        return "jsonl"
    return "jsonl" if line.startswith("{") and (line.endswith("}") or len(line) >= HEAD - 10) else "json"


def binary(head: bytes) -> str | None:
    """What kind of non-text this is, or None for text."""
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return what
    text = decode(head[:8192]).text if b"\x00" not in head[:8192] or _utf16(head) else None
    if text is None or len(_CONTROL.findall(text)) > 0.02 * len(text) + 1:
        return "binary data"
    return None


def _utf16(head: bytes) -> bool:
    return decode(head[:8192]).encoding.startswith(("utf-16", "utf-32"))
