"""Plain text, with or without a few lines of front matter between two ``---`` lines."""

import hashlib
import re
from typing import Any

from tocsin.gather.characters import decode
from tocsin.gather.item import Found, Item, Source
from tocsin.nouns.trouble import Trouble

KEYS = ("title", "outlet", "url", "published", "first_seen", "kind")
_FRONT = re.compile(r"\A---[ \t]*\n(.{0,4000}?\n)---[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"^(\w+)[ \t]*:[ \t]*(.*?)[ \t]*$", re.M)


def read(source: Source) -> Found:
    """One item: the text as it stands, so that spans are offsets into the file; a doubt about its encoding first."""
    data = source.whole()
    if isinstance(data, Trouble):
        yield data
        return
    decoded = decode(data, source.charset)
    if decoded.doubt:
        yield Trouble(source.path, None, decoded.doubt)
    fields, text = front_matter(decoded.text)
    yield Item(source.path, None, text, hashlib.sha256(data).hexdigest(), **_with(source, fields))


def _unquoted(value: str) -> str:
    """Quotes around a whole value go; one that opens a title within it stays."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value


def _with(source: Source, fields: dict[str, str]) -> dict[str, Any]:
    return {"url": source.url, **fields}


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The known fields of the front matter and the text below it; no known field, no front matter."""
    block = _FRONT.match(text)
    fields = {k.lower(): _unquoted(v) for k, v in _FIELD.findall(block[1])} if block else {}
    known = {key: fields[key] for key in KEYS if fields.get(key)}
    return (known, text[block.end() :].lstrip("\n")) if block and known else ({}, text)
