"""Web pages: the article without what surrounds it, its title, outlet, address and date.

trafilatura finds the article. A page that is small cannot hurt it; one with very many tags is read
in a process of its own that is stopped when it takes too long, and what is left is its bare text.
"""

import hashlib
import json
import re
import subprocess
import sys
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from tocsin.gather.characters import decode
from tocsin.gather.item import Found, Item, Source
from tocsin.nouns.trouble import Trouble

MANY_TAGS = 5_000  # more than this is read in a process of its own
BOMB_TAGS = 500_000  # more than this is not parsed at all
SECONDS = 20.0
_TAG = re.compile(r"<[a-zA-Z]")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,30})", re.I)
_INVISIBLE = re.compile(r"<(script|style|template|noscript|svg|head)\b.*?</\1\s*>|<!--.*?-->", re.S | re.I)
_BLOCK = re.compile(r"</?(p|div|br|li|h[1-6]|tr|article|section|blockquote|ul|ol|table)\b[^>]*>", re.I)
_ANY_TAG = re.compile(r"<[^<>]*>")
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
    if fields.pop("bare", False):
        reason = "is a page too large or too tangled to find its article in; its bare text was kept"
        yield Trouble(source.path, None, reason)
    if not fields["text"]:
        yield Trouble(source.path, None, "is a web page without an article")
        return
    yield Item(source.path, None, sha256=hashlib.sha256(data).hexdigest(), basis="stated", **fields)


def article(html: str, url: str | None = None) -> dict[str, Any]:
    """Text, title, outlet, url and published of a page; ``bare`` is True where only the tags could be stripped."""
    tags = sum(1 for _ in _TAG.finditer(html))
    if tags > BOMB_TAGS:
        return _bare(html, url)
    found = extract(html, url) if tags <= MANY_TAGS else _guarded(html, url)
    return found or _bare(html, url)


def extract(html: str, url: str | None) -> dict[str, Any] | None:
    """What trafilatura finds, or None where it finds no text."""
    import trafilatura

    wrapped = html if re.search(r"<html\b", html[:5000], re.I) else f"<html><body>{html}</body></html>"
    dating = {"extensive_search": False, "original_date": True}
    try:
        found = trafilatura.bare_extraction(
            wrapped, url=url, fast=True, include_comments=False, with_metadata=True, date_extraction_params=dating
        )
    except Exception:  # trafilatura and lxml raise anything on hostile markup; the bare text is still there
        return None
    if not found or isinstance(found, dict) or not (found.text or "").strip():
        return None
    paragraphs = [line.strip() for line in str(found.text).split("\n") if line.strip()]
    own = found.url or None
    outlet = found.sitename or found.hostname or _host(url)
    return {"text": "\n\n".join(paragraphs), "title": found.title, "outlet": outlet,
            "url": url or own, "published": found.date}  # fmt: skip


def _guarded(html: str, url: str | None) -> dict[str, Any] | None:
    """The same in a process of its own, within a wall clock and a memory limit."""
    request = json.dumps({"html": html, "url": url})
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tocsin.gather.page"], input=request.encode(), capture_output=True, timeout=SECONDS
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return json.loads(done.stdout) if done.returncode == 0 else None


def _bare(html: str, url: str | None) -> dict[str, Any]:
    """Tags stripped in one pass."""
    title = _TITLE.search(html[:100_000])
    return {"text": fragment(html), "title": unescape(title[1]).strip() if title else None, "outlet": _host(url),
            "url": url, "published": None, "bare": True}  # fmt: skip


def fragment(html: str) -> str:
    """The text of a piece of markup: blocks apart, entities resolved; linear in its length."""
    text = _ANY_TAG.sub(" ", _BLOCK.sub("\n", _INVISIBLE.sub(" ", html)))
    lines = (" ".join(unescape(line).split()) for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line)


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _worker() -> None:
    """Read one page from standard input, write its article to standard output."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS) + 5, int(SECONDS) + 5))
    request = json.load(sys.stdin)
    json.dump(extract(request["html"], request["url"]), sys.stdout)


if __name__ == "__main__":
    _worker()
