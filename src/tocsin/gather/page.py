"""Web pages: the article without what surrounds it, its title, outlet, address and date.

trafilatura finds the article, in a guarded process. Where it cannot, the page's bare text is kept and
said to be that.
"""

import hashlib
import re
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from tocsin.gather.characters import decode
from tocsin.gather.guard import Guard, serve
from tocsin.gather.item import Found, Item, Source
from tocsin.gather.markup import text_of
from tocsin.nouns.trouble import Trouble

MANY_TAGS = 200_000  # a page with more is no article: it is not parsed, only stripped
_TAG = re.compile(r"<[a-zA-Z]")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,30})", re.I)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,500})", re.I)


def read(source: Source) -> Found:
    """One item, or why the page gave none."""
    data = source.whole()
    if isinstance(data, Trouble):
        yield data
        return
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, source.charset or (declared[1].decode("ascii") if declared else None))
    if decoded.doubt:
        yield Trouble(source.path, None, decoded.doubt)
    fields = article(decoded.text, source.url)
    if fields.pop("bare", False) and fields["text"]:
        yield Trouble(source.path, None, "is a page in which no article could be told apart; its bare text was kept")
    if not fields["text"]:
        yield Trouble(source.path, None, "is a web page without text")
        return
    yield Item(source.path, None, sha256=hashlib.sha256(data).hexdigest(), basis="stated", **fields)


def article(html: str, url: str | None = None) -> dict[str, Any]:
    """Text, title, outlet, url and published of a page; ``bare`` is True where only the tags were left out."""
    few = sum(1 for _ in _TAG.finditer(html)) <= MANY_TAGS
    found = _guard().ask({"html": html, "url": url}) if few else None
    return found or _bare(html, url)


@cache
def _guard() -> Guard:
    return Guard("tocsin.gather.page")


def extract(request: dict[str, Any]) -> dict[str, Any] | None:
    """What trafilatura finds, or None where it finds no text."""
    import trafilatura

    html, url = request["html"], request["url"]
    wrapped = html if re.search(r"<html\b", html[:5000], re.I) else f"<html><body>{html}</body></html>"
    dating = {"extensive_search": False, "original_date": True}
    try:
        found = trafilatura.bare_extraction(
            wrapped, url=url, fast=True, include_comments=False, with_metadata=True, date_extraction_params=dating
        )
    except Exception:  # trafilatura and lxml raise anything on hostile markup; the bare text is still there
        return None
    if not found or isinstance(found, dict) or not str(found.text or "").strip():
        return None
    paragraphs = [line.strip() for line in str(found.text).split("\n") if line.strip()]
    outlet = found.sitename or found.hostname or _host(url)
    return {"text": "\n\n".join(paragraphs), "title": found.title, "outlet": outlet,
            "url": url or found.url or None, "published": found.date}  # fmt: skip


def _bare(html: str, url: str | None) -> dict[str, Any]:
    title = _TITLE.search(html[:100_000])
    return {"text": text_of(html), "title": unescape(title[1]).strip() if title else None, "outlet": _host(url),
            "url": url, "published": None, "bare": True}  # fmt: skip


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


if __name__ == "__main__":
    serve(extract)
