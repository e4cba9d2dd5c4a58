"""Ledger: "The case." Nouns in, nouns out; nothing is ever changed or deleted, and adding twice adds nothing.

A batch is one transaction: it is there whole or not at all, whatever happens to the process. The
write lock is held for a batch, never while a reader works. SQLAlchemy is imported when a case is
opened, so that a verb that needs none starts fast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from tocsin.errors import LedgerError
from tocsin.nouns.address import address as same_page
from tocsin.nouns.assessment import Assessment
from tocsin.nouns.audit import Audit
from tocsin.nouns.document import Document
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.publication import Publication
from tocsin.nouns.reading import Reading
from tocsin.nouns.relation import Copies, Origin, Relation
from tocsin.nouns.trouble import Trouble
from tocsin.nouns.watch import Sighting

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from tocsin.ledger.people import People
    from tocsin.ledger.view import View

Noun = TypeVar("Noun")
BATCH = 500  # nouns written in one transaction


class Ledger:
    """One case: a SQLite file, a Postgres database, or this process's memory."""

    def __init__(self, engine: Engine, name: str, read_only: bool) -> None:
        self._engine, self.name, self.read_only = engine, name, read_only

    @classmethod
    def open(cls, address: str, *, create: bool = True, read_only: bool = False) -> Ledger:
        """The case at a path, a ``postgresql://`` address or ``:memory:``. Raises LedgerError with one sentence."""
        from tocsin.ledger.engine import Place
        from tocsin.ledger.opening import opened

        asked = Place(address, read_only)
        place = Place(address, read_only or asked.locked)
        return cls(opened(place, create), place.name, place.read_only)

    @classmethod
    def in_memory(cls) -> Ledger:
        """A case that is gone when you are: for tests and notebooks."""
        return cls.open(":memory:")

    def close(self) -> None:
        """Let go of the file or server."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def view(self, as_of: datetime | None = None) -> View:
        """What the case held at a moment, on the clock of ``first_seen``; None for all it holds."""
        from tocsin.ledger.view import View

        return View(self._engine, self.name, as_of)

    def audit(self) -> Audit:
        """The chain over everything accepted, and whatever no longer fits it."""
        from tocsin.ledger import log
        from tocsin.ledger.say import speaking

        one_moment = {"isolation_level": "REPEATABLE READ"} if self._engine.dialect.name == "postgresql" else {}
        with speaking(self.name), self._engine.connect().execution_options(**one_moment) as connection:
            return log.check(connection)

    @property
    def people(self) -> People:
        """Accounts, sessions and tokens."""
        from tocsin.ledger.people import People

        return People(self._engine, self.name, self.read_only)

    def stamp(self) -> tuple[str, str]:
        """Two short texts: the first differs once evidence was added, the second once a judgement was."""
        return self.view().stamp()

    def unread(self, reader: str) -> Iterator[Document]:
        """Documents that this reader has not read yet."""
        return self.view().unread(reader)

    def newest(self, url: str) -> tuple[str, datetime] | None:
        """The newest version the case holds of the page at a URL: its id and when it was first seen."""
        return self.view().newest(same_page(url))

    def newest_of(self, urls: Iterable[str]) -> dict[str, tuple[str, datetime]]:
        """The same for several URLs at once, by the URL as given."""
        pages = {url: same_page(url) for url in urls}
        found = self.view().newest_of(sorted(set(pages.values())))
        return {url: found[page] for url, page in pages.items() if page in found}

    def add_documents(self, documents: Iterable[Document]) -> int:
        """How many were new."""
        return self._batches("documents", documents)

    def add_readings(self, readings: Iterable[Reading]) -> int:
        """How many were new."""
        return self._batches("readings", readings, size=64)

    def add_relations(self, relations: Iterable[Relation]) -> int:
        """How many were new. Of two on the same pair of statements, the one added last stands."""
        return self._found("relation", relations)

    def add_origins(self, origins: Iterable[Origin]) -> int:
        """How many were new. A statement belongs to the origin added last."""
        return self._found("origin", origins)

    def add_copies(self, copies: Iterable[Copies]) -> int:
        """How many were new."""
        return self._found("copies", copies)

    def add_sightings(self, sightings: Iterable[Sighting]) -> int:
        """How many were new."""
        return self._found("sighting", sightings)

    def add_judgement(self, judgement: Judgement) -> int:
        """1 when it was new."""
        return self._batches("judgements", [judgement])

    def add_assessment(self, assessment: Assessment) -> int:
        """1 when it was new."""
        return self._batches("assessments", [assessment])

    def add_publication(self, publication: Publication) -> int:
        """1 when it was new."""
        return self._batches("publications", [publication])

    def keep(self, name: str, stamp: str, value: Any) -> None:
        """Keep what was worked out under a name, in place of what was kept before."""
        from tocsin.ledger import write

        self._written(lambda connection, _: write.keep(connection, name, stamp, value), [value])

    def add_troubles(self, troubles: Iterable[Trouble], at: datetime | None = None) -> int:
        """How many were new; ``at`` is when they were met, by default now."""
        return self._batches("troubles", troubles, at or datetime.now(UTC))

    def _batches(self, what: str, nouns: Iterable[Any], *more: Any, size: int = BATCH) -> int:
        """Batch after batch, each in a transaction of its own."""
        from tocsin.ledger import write

        put: Callable[..., int] = getattr(write, what)
        return sum(self._written(put, batch, *more) for batch in _batched(nouns, size))

    def _found(self, kind: str, nouns: Iterable[Any]) -> int:
        """Findings of one round belong together: one transaction."""
        from tocsin.ledger import write

        found = list(nouns)
        return self._written(lambda connection, all_: write.findings(connection, kind, all_), found) if found else 0

    def _written(self, put: Callable[..., int], batch: Sequence[Any], *more: Any) -> int:
        from tocsin.ledger.say import speaking

        if self.read_only:
            raise LedgerError(f"the case {self.name} is read-only: nothing can be added to it")
        with (
            speaking(self.name),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            return put(connection, batch, *more)


def _batched(nouns: Iterable[Noun], size: int) -> Iterator[list[Noun]]:
    rest = iter(nouns)
    while batch := list(islice(rest, size)):
        yield batch
