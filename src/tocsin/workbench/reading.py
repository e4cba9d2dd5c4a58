"""Documents read on one core or all of them, and readings written for tools and for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tocsin.nouns.document import Document
from tocsin.nouns.reading import Reading

if TYPE_CHECKING:
    from tocsin.read import Reader

CHUNK = 4  # documents to a worker at a time: small, so that no core waits long for the last one
FEW = 16  # documents: fewer are read in this process, where starting others would cost more than it saves
Read = tuple[Document, Reading, str | None]
Line = tuple[str, str | None]
Done = TypeVar("Done")


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader, loaded once a process."""
    from tocsin.read import Reader

    return Reader.load()


def read(
    documents: Iterable[Document], workers: int, troubles: list[str], keep_poisoned: bool = True
) -> Iterator[tuple[Document, Reading]]:
    """Each document with its reading, in order, in flat memory; many documents go to worker processes.

    A document that could not be read goes to ``troubles``; its reading is empty, or left out.
    """
    for document, reading, trouble in _run(read_work, documents, workers):
        if trouble is not None:
            troubles.append(trouble)
        if trouble is None or keep_poisoned:
            yield document, reading


def lines(documents: Iterable[Document], workers: int, troubles: list[str], form: str) -> Iterator[str]:
    """Each document's reading as JSON or as text, in order; written where it was read, so that little travels."""
    for line, trouble in _run(partial(line_work, form), documents, workers):
        if trouble is not None:
            troubles.append(trouble)
        yield line


def _run(prepare: Callable[[], Callable[[list[Document]], list[Done]]], documents: Iterable[Document],
         workers: int) -> Iterator[Done]:  # fmt: skip
    from tocsin import engines

    rest = iter(documents)
    first = list(islice(rest, FEW))
    return engines.run(prepare, chain(first, rest), workers if len(first) == FEW else 1, CHUNK)


def read_work() -> Callable[[list[Document]], list[Read]]:
    """What a worker does: a plain function of nouns, so that any engine can carry it."""
    known = reader()

    def work(documents: list[Document]) -> list[Read]:
        readings = list(known.read(documents))
        poisoned = {t.document: f"{t.path}: {t.reason}" for t in known.troubles}
        known.troubles.clear()
        return [(d, r, poisoned.get(d.id)) for d, r in zip(documents, readings, strict=True)]

    return work


def line_work(form: str) -> Callable[[list[Document]], list[Line]]:
    """What a worker does whose readings are only to be shown."""
    work, show = read_work(), as_json_line if form == "jsonl" else as_text
    return lambda documents: [(show(d, reading), trouble) for d, reading, trouble in work(documents)]


def as_json_line(document: Document, reading: Reading) -> str:
    """The JSON contract, one object a line."""
    from tocsin.read.contract import record

    return json.dumps(record(document, reading), ensure_ascii=False, separators=(",", ":")) + "\n"


def as_text(document: Document, reading: Reading) -> str:
    """A reading for people: statements and events, one a line."""
    lines = [f"\n{document.title or document.url or document.id}  ({document.outlet or 'no outlet'})"]
    for s in reading.statements:
        who = s.source.text if s.source else "(no source)"
        lines.append(f"  {who}: “{' '.join(s.text.split())}”  [{s.act}, {s.polarity}, {s.certainty:.2f}]")
    for e in reading.events:
        sides = f"{' + '.join(e.agents) or '?'} → {' + '.join(e.patients) or '?'}"
        lines.append(f"  {e.type} {sides}: {e.trigger.text} [{e.status}]")
    return "\n".join(lines) + "\n"


def write_parquet(pairs: Iterable[tuple[Document, Reading]], folder: Path) -> int:
    """The same records as tables in a folder; returns how many documents."""
    from tocsin.read.parquet import write

    done = 0

    def counted() -> Iterator[tuple[Document, Reading]]:
        nonlocal done
        for pair in pairs:
            done += 1
            yield pair

    write(counted(), folder)
    return done
