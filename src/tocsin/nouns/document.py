"""Document: "I gathered this text, from there, at that time; it says it was published then."

Never edited, only superseded by a newer version.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tocsin.nouns.ids import content_id

Basis = Literal["given", "stated", "inferred", "unknown"]
DocumentKind = Literal["article", "headline", "relay"]


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Inclusive dates; a missing side is open."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Published:
    """When a document says it was published, on what basis we believe it, and why in one sentence."""

    start: date | None
    end: date | None
    basis: Basis = "unknown"
    why: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """These characters of that document: ``text[start:end]`` in code points. The only way to cite."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One gathered text. ``first_seen`` is when *we* had it: the only clock ``as_of`` trusts."""

    id: str
    text: str
    first_seen: datetime
    published: Published = Published(None, None)
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    kind: DocumentKind = "article"
    sha256: str = ""  # of the raw bytes it was made from
    seen_basis: Literal["gathered", "given", "assumed"] = "gathered"  # assumed: back-filled from the printed date
    supersedes: str | None = None  # the older version this one replaces
    aside: str | None = None  # why it is kept but not read (wrong language, empty, …); None when it is read

    def quote(self, start: int, end: int) -> str:
        """The characters a span points at."""
        return self.text[start:end]


def document_id(text: str, outlet: str | None, url: str | None, title: str | None) -> str:
    """Same text from the same place under the same title is the same document."""
    return content_id("d", text, outlet, url, title)
