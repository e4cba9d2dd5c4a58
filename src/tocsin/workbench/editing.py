"""Articles that were edited after they were gathered, each with what went and what came."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from tocsin.nouns.document import Document

if TYPE_CHECKING:
    from tocsin.exchange import Part
    from tocsin.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Edit:
    """A version and the one it replaced; ``parts`` are what stayed, went and came, in order."""

    old: Document
    new: Document
    parts: tuple[Part, ...]


def edits(ledger: Ledger, url: str | None = None) -> Iterator[Edit]:
    """Every edit of a text that the case holds, oldest first; of one page, when an address is given."""
    from tocsin import exchange
    from tocsin.nouns.address import address

    documents = {d.id: d for d in ledger.view().documents()}
    for new in documents.values():
        old = documents.get(new.supersedes or "")
        if old and old.text != new.text and (url is None or address(new.url or "") == address(url)):
            yield Edit(old, new, exchange.compared(old.text, new.text))


def edit_lines(found: Iterable[Edit], form: str) -> Iterator[str]:
    """One JSON line an edit, or a few of text."""
    from tocsin import exchange

    for e in found:
        if form == "jsonl":
            record = {
                "old": e.old.id, "new": e.new.id, "url": e.new.url, "title": e.new.title,
                "seen": [e.old.first_seen.isoformat(), e.new.first_seen.isoformat()],
                "parts": [asdict(p) for p in e.parts],
            }  # fmt: skip
            yield json.dumps(record) + "\n"
            continue
        title = exchange.edit_text(
            (exchange.Part("same", f"{e.new.title or 'Untitled'}  {e.new.url or ''}"),), around=500
        )
        yield f"{e.old.first_seen:%Y-%m-%d %H:%M} to {e.new.first_seen:%Y-%m-%d %H:%M} UTC  {title}\n"
        yield f"  {exchange.edit_text(e.parts)}\n"
