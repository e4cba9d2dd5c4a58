"""What can be wrong with an origin: outlets that cite each other in a circle, and text pushed from many mouths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache

from tocsin.nouns.document import Document
from tocsin.resolve.bylines import SOCIAL, byline, social

BURST = timedelta(hours=12)
MOUTHS = 4  # outlets or accounts
POST = 80  # words: longer texts that are alike are one agency's article reprinted


def circular(links: Mapping[str, set[str]]) -> bool:
    """Is there a way from some outlet over those it cites back to itself?"""
    done: set[str] = set()
    return any(start not in done and _returns(start, links, done) for start in sorted(links))


def _returns(start: str, links: Mapping[str, set[str]], done: set[str]) -> bool:
    """A depth-first walk without recursion; ``done`` are outlets known to lead nowhere."""
    path: list[str] = []
    stack: list[tuple[str, bool]] = [(start, False)]
    while stack:
        outlet, leaving = stack.pop()
        if leaving:
            path.pop()
            done.add(outlet)
        elif outlet in path:
            return True
        elif outlet not in done:
            path.append(outlet)
            stack.append((outlet, True))
            stack += [(cited, False) for cited in sorted(links.get(outlet, ())) if cited != outlet]
    return False


def suspicious(members: Sequence[tuple[Document, bool, str, int]]) -> str | None:
    """Why this may be an information operation: many mouths, no name, one wording, a few hours; else None.

    Each member is its document, whether its speaker is named, the copied text it belongs to, and its words.
    """
    if any(named for _, named, _, _ in members):
        return None
    return _burst([d for d, _, text, _ in members if _pushed(d, text)])


def pushed(copied: Iterable[Document]) -> str | None:
    """The same of copies of a short text that no press stands behind: posts, messages without a source, no outlet."""
    return _burst([d for d in copied if len(d.text.split()) <= POST and _nameless(d)])


def _burst(documents: Iterable[Document]) -> str | None:
    """Enough mouths within a few hours: each document with those that follow it closely, in one pass."""
    seen = sorted((d.first_seen, d.outlet or d.url or d.id) for d in documents)
    mouths: Counter[str] = Counter()
    end = 0
    for first, mouth in seen:
        while end < len(seen) and seen[end][0] - first <= BURST:
            mouths[seen[end][1]] += 1
            end += 1
        if len(mouths) >= MOUTHS:
            hours = int(BURST.total_seconds() // 3600)
            return f"{len(mouths)} outlets or accounts put out the same words within {hours} hours and name no source"
        mouths[mouth] -= 1
        if not mouths[mouth]:
            del mouths[mouth]
    return None


def _nameless(document: Document) -> bool:
    """No outlet, a social host, or a message passed on that cites no press."""
    if document.kind == "relay":
        return byline(document.text) in (None, SOCIAL)
    return document.outlet is None or social(document.outlet)


def _pushed(document: Document, text: str) -> bool:
    """A short text, or one that is its own and no reprint."""
    return document.id == text or len(document.text.split()) <= POST


@lru_cache(maxsize=10_000)
def outlet_key(name: str | None) -> str:
    """ "tass.com", "TASS" and "Tass news agency" → tass: what an outlet is cited by."""
    low = (name or "").lower().removeprefix("www.").removeprefix("the ")
    first = low.split(".")[0] if "." in low else low.removesuffix(" news agency").removesuffix(" news")
    return "".join(c for c in first if c.isalnum())
