"""Lists of places to follow: OPML, site maps, and plain lists of addresses.

Read with patterns, not with an XML parser: what is wanted is a few attributes, and nothing in a
stranger's XML can then expand or reach out.
"""

import re
from dataclasses import dataclass
from html import unescape

_OUTLINE = re.compile(r"<outline\b([^<>]{1,4000})>", re.I)
_ATTRIBUTE = re.compile(r"([a-zA-Z]{1,20})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ENTRY = re.compile(r"<(url|sitemap)[\s>]", re.I)
_PART = re.compile(r"<(?:\w{1,10}:)?(loc|lastmod|title|publication_date)\s*>\s*(?:<!\[CDATA\[)?([^<>\]]{1,2000})", re.I)
_ADDRESS = re.compile(r"^https?://\S+$")


@dataclass(frozen=True, slots=True)
class Place:
    """An address worth looking at, what it is called and when it last changed, as the list says."""

    url: str
    title: str | None = None
    changed: str | None = None
    index: bool = False  # leads to another site map


def opml(text: str) -> list[Place]:
    """The feeds of an OPML file, in order, once each."""
    found: dict[str, Place] = {}
    for outline in _OUTLINE.finditer(text):
        said = {name.lower(): unescape(a or b).strip() for name, a, b in _ATTRIBUTE.findall(outline[1])}
        url = said.get("xmlurl", "")
        if _ADDRESS.match(url):
            found.setdefault(url, Place(url, said.get("title") or said.get("text") or None))
    return list(found.values())


def sitemap(text: str) -> list[Place]:
    """The pages (and further maps) of a site map, in order."""
    places = []
    kinds_and_entries = _ENTRY.split(text)[1:]
    for kind, entry in zip(kinds_and_entries[::2], kinds_and_entries[1::2], strict=True):
        said = {name.lower(): unescape(value).strip() for name, value in reversed(_PART.findall(entry[:8000]))}
        if _ADDRESS.match(said.get("loc", "")):
            changed = said.get("publication_date") or said.get("lastmod")
            places.append(Place(said["loc"], said.get("title"), changed, kind.lower() == "sitemap"))
    return places


def addresses(text: str) -> list[Place]:
    """One address a line; what follows a # is a remark."""
    lines = (line.split(" #")[0].strip() for line in text.splitlines())
    return [Place(line) for line in dict.fromkeys(lines) if _ADDRESS.match(line)]
