"""Which water "the strait" is: the last one that the text has named."""

from __future__ import annotations

import re

from tocsin.nouns.document import Document

_NAMED = re.compile(
    r"\b(?:Straits? of [A-Z][\w-]+|[A-Z][\w-]+ (?:Straits?|Canal|Channel|Passage)|Bosph?orus|Dardanelles)\b"
)


def meant(
    document: Document, where: tuple[int, int], names: re.Pattern[str], short: re.Pattern[str]
) -> list[tuple[int, int]] | None:
    """Where a stretch means a water that it only calls "the strait"; None where it calls none so."""
    found = list(short.finditer(document.text, *where))
    told = f"{document.title or ''}\n{document.text}"
    shift = len(told) - len(document.text)
    return [m.span() for m in found if last_named(told[: shift + m.start()], names)] if found else None


def last_named(text: str, names: re.Pattern[str]) -> bool:
    """Whether the last water that a text names goes by one of these names."""
    own = max((m.end() for m in names.finditer(text)), default=-1)
    return own >= max((m.end() for m in _NAMED.finditer(text)), default=0) if own >= 0 else False
