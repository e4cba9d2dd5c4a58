"""RSS, Atom and RDF feeds: their entries as items. feedparser knows them as they are in the wild."""

import hashlib
import json
import re
from typing import Any

from tocsin.gather.characters import decode, normal
from tocsin.gather.item import Found, Item, Source
from tocsin.gather.jsonfeed import LONG
from tocsin.gather.markup import text_of
from tocsin.nouns.trouble import Trouble

_DECLARED = re.compile(r"<\?xml[^>]{0,200}\?>")
# References to surrogates and to NUL, decimal or not; and bare control characters.
_NO_CHARACTER = re.compile(r"&#(?:x0*(?:d[89a-f][0-9a-f]{2}|0)|0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]|0));|[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", re.I)  # fmt: skip  # noqa: E501 - one table


def read(source: Source) -> Found:
    """One item an entry; a malformed feed gives what could be read and a Trouble."""
    data = source.whole()
    if isinstance(data, Trouble):
        yield data
        return
    parsed = _parsed(data, source.charset)
    if parsed.bozo and _matters(parsed.bozo_exception):
        yield Trouble(source.path, _line(parsed.bozo_exception), "is a malformed feed; what could be read was kept")
    outlet = _words(parsed.feed.get("title"))
    for entry in parsed.entries:
        yield _entry(entry, outlet, source)
    if not parsed.entries and not parsed.bozo:
        yield Trouble(source.path, None, "is a feed without entries")


def _parsed(data: bytes, charset: str | None) -> Any:
    """As it stands; where that makes the parser fail, as clean UTF-8 without references to what is no character."""
    import feedparser

    try:
        return feedparser.parse(data)
    except Exception:  # it fails on characters that are none, among others
        text = _DECLARED.sub("", decode(data, charset).text, count=1)
        plain = _NO_CHARACTER.sub("\ufffd", text).encode("utf-8", "replace")
        return feedparser.parse(plain, response_headers={"content-type": "application/xml; charset=utf-8"})


def _matters(error: Exception) -> bool:
    """An encoding named twice is no malformed feed."""
    return type(error).__name__ not in {"CharacterEncodingOverride", "NonXMLContentType"}


def _line(error: Exception) -> int | None:
    getter = getattr(error, "getLineNumber", None)
    return getter() if getter else None


def _entry(entry: Any, outlet: str | None, source: Source) -> Item | Trouble:
    contents = [c.get("value", "") for c in entry.get("content", ())] + [entry.get("summary", "")]
    body = max((text_of(c) for c in contents if c), key=len, default="")
    title = _words(entry.get("title"))
    if not body and not title:
        return Trouble(source.path, None, "has an entry without text or title")
    own = entry.get("source") or {}
    return Item(
        path=source.path,
        line=None,
        text=body if len(body) >= LONG or not title else "\n\n".join(part for part in (title, body) if part),
        sha256=hashlib.sha256(json.dumps([title, contents]).encode()).hexdigest(),
        title=title,
        outlet=_words(own.get("title")) or outlet,
        url=entry.get("link"),
        published=entry.get("published") or entry.get("updated") or entry.get("dc_date"),
        kind="article" if len(body) >= LONG else "headline",
        basis="stated",
    )


def _words(markup: str | None) -> str | None:
    return " ".join(text_of(normal(markup)).split()) or None if markup else None
