"""Documents into a case: gather, add, read what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from tocsin.nouns.document import Document
from tocsin.nouns.trouble import Trouble
from tocsin.workbench.reading import read, reader

if TYPE_CHECKING:
    from tocsin.ledger import Ledger


@dataclass(slots=True)
class Added:
    """What ``add`` did: documents seen, new ones, set aside, and troubles as sentences."""

    seen: int = 0
    new: int = 0
    aside: int = 0
    troubles: list[str] = field(default_factory=list)


def gather(paths: Sequence[str], published: date | None, backfill: bool) -> Iterator[Document | Trouble]:
    """Documents and troubles from paths, in order, streamed."""
    from tocsin import gather as room

    once = list(dict.fromkeys(paths))  # one that is named twice is gathered once
    return room.documents(once, published=published.isoformat() if published else None, backfill=backfill)


def readable(things: Iterable[Document | Trouble], troubles: list[str]) -> Iterator[Document]:
    """Only the documents that can be read; the others' reasons go to ``troubles``."""
    for thing in things:
        if isinstance(thing, Trouble):
            troubles.append(str(thing))
        elif thing.aside:
            troubles.append(set_aside(thing))
        else:
            yield thing


def set_aside(document: Document) -> str:
    """Why a document is kept but not read, as one sentence."""
    return f"{document.title or document.url or document.id}: {document.aside}"


def open_case(address: str, **options: Any) -> Ledger:
    """The ledger at an address; raises LedgerError with one sentence."""
    from tocsin.ledger import Ledger

    return Ledger.open(address, **options)


def add(ledger: Ledger, things: Iterable[Document | Trouble]) -> Added:
    """Documents into the ledger, in batches, so that an interruption loses nothing already gathered."""
    report = Added()
    for batch in batches(things, 200):
        documents = versioned(ledger, [t for t in batch if isinstance(t, Document)])
        troubles = [t for t in batch if isinstance(t, Trouble)]
        report.new += ledger.add_documents(documents)
        ledger.add_troubles(troubles)
        report.seen += len(documents)
        report.aside += sum(d.aside is not None for d in documents)
        report.troubles += [str(t) for t in troubles] + [set_aside(d) for d in documents if d.aside]
    return report


def versioned(ledger: Ledger, documents: list[Document]) -> list[Document]:
    """The same documents; a new text of a page the case holds names the version it replaces."""
    from tocsin.gather.versions import linked

    known = ledger.newest_of(d.url for d in documents if d.url)
    return [d for d in linked(documents, known.get) if isinstance(d, Document)]


def read_new(ledger: Ledger, workers: int = 0) -> tuple[int, list[str]]:
    """Read what this reader has not read yet: how many documents, and those that failed as sentences.

    A document that failed keeps no reading, so that a later run tries it again.
    """
    done, troubles = 0, list[str]()
    waiting = list(ledger.unread(reader().name))
    for batch in batches(read(waiting, workers, troubles, keep_poisoned=False), 100):
        ledger.add_readings([reading for _, reading in batch])
        done += len(batch)
    return done, troubles


def batches(things: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of at most ``size`` things, in order."""
    batch: list[Any] = []
    for thing in things:
        batch.append(thing)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
