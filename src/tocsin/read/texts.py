"""Bare sentences: read as one statement by whoever wrote them, unless they name a speaker."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tocsin.nouns.document import Document, document_id
from tocsin.nouns.reading import Reading

if TYPE_CHECKING:
    from tocsin.read.reader import Reader

_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


def read_text(text: str, reader: Reader | None = None) -> tuple[Document, Reading]:
    """A sentence as a document with its reading.

    Where it attributes most of itself to somebody ("Kim said that …") that is its statement; else the whole
    sentence is one statement without source or cue.
    """
    if reader is None:
        from tocsin.read.reader import Reader as Known

        reader = Known.load()
    document = Document(document_id(text, None, None, None), text, _UNDATED, language="en", seen_basis="assumed")
    return document, reader.sentence(document)
