"""Versions: the same address with a new text is a newer version, not a new witness."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tocsin.gather.trouble import Trouble
from tocsin.nouns.document import Document

Newest = tuple[str, datetime]  # id and first_seen of the newest version
# Parameters of an address that say how a reader came there, not what is read.
TRACKING = frozenset(
    [
        "fbclid",
        "gclid",
        "msclkid",
        "mc_cid",
        "mc_eid",
        "igshid",
        "ref_src",
        "cmpid",
        "ocid",
        "smid",
        "ito",
        "taid",
        "cmp",
    ]
)


def address(url: str) -> str:
    """An address without what does not change the page: tracking parameters, the fragment, letter case of the host."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(k)]
    path = parts.path.rstrip("/") or "/"
    scheme = "https" if parts.scheme == "http" else parts.scheme
    return urlunsplit((scheme, parts.netloc.lower().removeprefix("www."), path, urlencode(sorted(kept)), ""))


def _tracks(name: str) -> bool:
    return name.lower() in TRACKING or name.lower().startswith(("utm_", "at_"))


def linked(
    documents: Iterable[Document | Trouble], known: Callable[[str], Newest | None] | None = None
) -> Iterator[Document | Trouble]:
    """The same stream, where a document names the older version it replaces.

    ``known`` answers, for an address, which version the case already holds; only a version seen
    earlier is ever superseded, so the order in which files are added never shows.
    """
    newest: dict[str, Newest] = {}
    for document in documents:
        yield _linked(document, newest, known) if isinstance(document, Document) and document.url else document


def _linked(document: Document, newest: dict[str, Newest], known: Callable[[str], Newest | None] | None) -> Document:
    place = address(document.url or "")
    older = newest.get(place) or (known(place) if known else None)
    if older is None or older[1] <= document.first_seen:
        newest[place] = (document.id, document.first_seen)
    if older is None or older[0] == document.id or older[1] > document.first_seen or document.supersedes:
        return document
    return replace(document, supersedes=older[0])
