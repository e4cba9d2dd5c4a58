"""Which outlet a message cites, and under which name an outlet counts: one voice under all its addresses."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tocsin.resolve.tables import table

SOCIAL = "social media"  # all hosts where anyone writes, together
URL = re.compile(r"https?://[^\s)\]>\"]+")


def byline(text: str) -> str | None:
    """The outlet a passed-on message cites: by link, else by name; all social hosts together are one voice."""
    social: list[str] = table("stance")["social"]
    hosts = [_host(url) for url in URL.findall(text)]
    for host in hosts:
        if host and host not in social:
            return host
    for outlet, names in table("stance")["bylines"].items():
        if any(re.search(rf"(?<!\w)(?:{name})(?!\w)", text, re.IGNORECASE) for name in names):
            return str(outlet)
    return SOCIAL if any(hosts) else None


def _host(url: str) -> str:
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return plain(host) or ""


def plain(outlet: str | None) -> str | None:
    """ "edition.cnn.com" is cnn.com: an outlet has one voice under all its addresses."""
    return (
        re.sub(r"^(?:(?:www|m|amp|edition|mobile|en|us|uk|news|eu)\.)+(?=[\w-]+\.\w)", "", outlet) if outlet else outlet
    )


def social(outlet: str) -> bool:
    """Whether an outlet is a host where anyone writes, or an account on one ("t.me/somebody")."""
    return (plain(outlet) or "").split("/")[0].lower() in table("stance")["social"]
