"""Versions: the same address with a new text is a newer version, not a new witness."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from tocsin.nouns.address import address
from tocsin.nouns.document import Document
from tocsin.nouns.trouble import Trouble

Newest = tuple[str, datetime]  # id and first_seen of the newest version


def linked(
    documents: Iterable[Document | Trouble], known: Callable[[str], Newest | None] | None = None
) -> Iterator[Document | Trouble]:
    """The same stream, where a document names the older version it replaces.

    ``known`` answers, for a URL, which version the case already holds. Only a version seen
    earlier is ever superseded.
    """
    newest: dict[str, Newest] = {}
    for document in documents:
        yield _linked(document, newest, known) if isinstance(document, Document) and document.url else document


def _linked(document: Document, newest: dict[str, Newest], known: Callable[[str], Newest | None] | None) -> Document:
    place = address(document.url or "")
    older = newest.get(place) or (known(document.url or "") if known else None)
    if older is None or older[1] <= document.first_seen:
        newest[place] = (document.id, document.first_seen)
    if older is None or older[0] == document.id or older[1] > document.first_seen or document.supersedes:
        return document
    return replace(document, supersedes=older[0])
