"""JSON Feed (jsonfeed.org): what RSS says, in JSON."""

import hashlib
import json
from typing import Any

from tocsin.gather.item import Found, Item, Source
from tocsin.gather.markup import text_of
from tocsin.nouns.trouble import Trouble

LONG = 600  # characters of an entry's own text from which it is the article and not its summary


def is_feed(value: Any) -> bool:
    """It says so itself."""
    version = value.get("version") if isinstance(value, dict) else None
    return isinstance(version, str) and "jsonfeed.org/version" in version


def read(feed: dict[str, Any], source: Source) -> Found:
    """One item an entry."""
    entries = feed.get("items")
    for entry in entries if isinstance(entries, list) else ():
        yield (
            _entry(entry, _text(feed, "title"), source)
            if isinstance(entry, dict)
            else Trouble(source.path, None, "has an entry that is not an object")
        )
    if not entries:
        yield Trouble(source.path, None, "is a feed without entries")


def _entry(entry: dict[str, Any], outlet: str | None, source: Source) -> Item | Trouble:
    body = text_of(_text(entry, "content_html") or "") or _text(entry, "content_text") or _text(entry, "summary") or ""
    title = _text(entry, "title")
    if not body and not title:
        return Trouble(source.path, None, "has an entry without text or title")
    return Item(
        path=source.path,
        line=None,
        text=body if len(body) >= LONG or not title else "\n\n".join(part for part in (title, body) if part),
        sha256=hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest(),
        title=title,
        outlet=outlet,
        url=_text(entry, "url") or _text(entry, "external_url"),
        published=_text(entry, "date_published") or _text(entry, "date_modified"),
        kind="article" if len(body) >= LONG else "headline",
        basis="stated",
    )


def _text(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    return value if isinstance(value, str) and value.strip() else None
