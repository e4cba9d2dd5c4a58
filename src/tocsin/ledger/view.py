"""View: "What the case held at that moment." Read-only.

The one invariant: a view never shows a document first seen after its moment, nor anything that
hangs on one. Judgements and troubles have clocks of their own and are cut on those as well.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from tocsin.ledger import schema, search
from tocsin.ledger.codec import decode, decoder, moment
from tocsin.ledger.say import speaking
from tocsin.nouns.assessment import Assessment
from tocsin.nouns.document import Document
from tocsin.nouns.judgement import Judgement, taken_back
from tocsin.nouns.publication import Publication
from tocsin.nouns.reading import Reading, Statement
from tocsin.nouns.relation import Copies, Origin, Relation
from tocsin.nouns.trouble import Trouble
from tocsin.nouns.watch import Sighting

Noun = TypeVar("Noun")
END = "9999"  # sorts after every moment
MANY = 10_000  # ids that can be named in one query; more are picked out of the answer
PAGE = 500  # documents fetched at once where a caller streams


class View:
    """A case as of a moment; ``None`` is everything it holds."""

    def __init__(self, engine: Engine, name: str, as_of: datetime | None = None) -> None:
        self._engine, self._name = engine, name
        self.as_of = as_of
        self._cut = moment(as_of) if as_of else END

    def documents(self) -> tuple[Document, ...]:
        """Every document, in the order they were first seen."""
        column = schema.document.c
        asked = sa.select(column.body).where(self._seen()).order_by(column.first_seen, column.id)
        found = [decode(Document, row.body) for row in self._ask(asked)]
        shown = {d.id for d in found}
        return tuple(d if d.supersedes is None or d.supersedes in shown else replace(d, supersedes=None) for d in found)

    def document(self, id: str) -> Document | None:
        """One document, or None when the view does not show it."""
        asked = sa.select(schema.document.c.body).where(self._seen(), schema.document.c.id == id)
        return next((self._shown(decode(Document, row.body)) for row in self._ask(asked)), None)

    def _shown(self, document: Document) -> Document:
        """A document that was back-filled may name a version seen only later: not in this view."""
        if document.supersedes is None or self.as_of is None:
            return document
        column = schema.document.c
        asked = sa.select(column.id).where(self._seen(), column.id == document.supersedes)
        return document if self._ask(asked) else replace(document, supersedes=None)

    def newest(self, place: str) -> tuple[str, datetime] | None:
        """The newest version held of an address (as ``nouns.address`` writes it): id and first_seen."""
        column = schema.document.c
        asked = sa.select(column.id, column.first_seen).where(self._seen(), column.place == place)
        found = self._ask(asked.order_by(column.first_seen.desc(), column.id.desc()).limit(1))
        return (found[0].id, datetime.fromisoformat(found[0].first_seen)) if found else None

    def newest_of(self, places: Sequence[str]) -> dict[str, tuple[str, datetime]]:
        """The same for several addresses at once; those without a version are left out."""
        column, found = schema.document.c, dict[str, tuple[str, datetime]]()
        for few in (places[i : i + PAGE] for i in range(0, len(places), PAGE)):
            asked = sa.select(column.place, column.id, column.first_seen).where(self._seen(), column.place.in_(few))
            for row in self._ask(asked.order_by(column.first_seen, column.id)):
                found[row.place] = (row.id, datetime.fromisoformat(row.first_seen))
        return found

    def unread(self, reader: str) -> Iterator[Document]:
        """Documents to be read that this reader has not read; nothing is locked between pages."""
        column = schema.document.c
        read = sa.select(schema.reading.c.document).where(schema.reading.c.reader == reader)
        last = ("", "")
        while True:
            asked = (
                sa.select(column.first_seen, column.id, column.body)
                .where(self._seen(), column.aside.is_(None), column.id.not_in(read))
                .where(sa.tuple_(column.first_seen, column.id) > sa.tuple_(*map(sa.literal, last)))
            )
            page = self._ask(asked.order_by(column.first_seen, column.id).limit(PAGE))
            yield from (self._shown(decode(Document, row.body)) for row in page)
            if len(page) < PAGE:
                return
            last = (page[-1].first_seen, page[-1].id)

    def readings(self, reader: str | None = None, documents: Sequence[str] | None = None) -> tuple[Reading, ...]:
        """A given reader's readings, else each document's newest; in the order of ``documents()``."""
        chosen = self._chosen(reader, documents)
        annotation, document = schema.annotation.c, schema.document.c
        asked = (
            sa.select(annotation.document, annotation.reader, annotation.kind, annotation.body)
            .join(chosen, (chosen.c.document == annotation.document) & (chosen.c.reader == annotation.reader))
            .order_by(annotation.document, annotation.kind, annotation.place)
        )
        order = (
            sa.select(chosen.c.document, chosen.c.reader)
            .join(schema.document, document.id == chosen.c.document)
            .order_by(document.first_seen, document.id)
        )
        seen: dict[tuple[str, str], dict[str, list[str]]] = {}
        for row in self._ask(asked):
            kinds = seen.setdefault((row.document, row.reader), {})
            kinds.setdefault(row.kind, []).append(row.body)
        wanted = None if documents is None else set(documents)
        rows = (r for r in self._ask(order) if wanted is None or r.document in wanted)
        return tuple(_reading(r.document, r.reader, seen.get((r.document, r.reader), {})) for r in rows)

    def _chosen(self, reader: str | None, documents: Sequence[str] | None) -> sa.Subquery:
        """Which readings are meant: of visible documents, of that reader or the newest."""
        reading, document = schema.reading.c, schema.document.c
        asked = sa.select(reading.document, reading.reader).join(schema.document, document.id == reading.document)
        asked = asked.where(self._seen())
        if documents is not None and len(documents) <= MANY:
            asked = asked.where(reading.document.in_(list(documents)))
        if reader is not None:
            return asked.where(reading.reader == reader).subquery()
        later = schema.reading.alias()
        newest = sa.select(sa.func.max(later.c.n)).where(later.c.document == reading.document).scalar_subquery()
        return asked.where(reading.n == newest).subquery()

    def statements(
        self,
        *,
        reader: str | None = None,
        document: str | None = None,
        where: Callable[[Statement], bool] | None = None,
    ) -> tuple[Statement, ...]:
        """The statements of the same readings, in the order of their documents and texts."""
        found = (s for r in self.readings(reader, [document] if document else None) for s in r.statements)
        return tuple(s for s in found if where is None or where(s))

    def relations(self) -> tuple[Relation, ...]:
        """Relations; of two on the same pair of statements, the later found."""
        return self._findings("relation", Relation, lambda r: {"|".join(sorted((r.a, r.b)))})

    def origins(self) -> tuple[Origin, ...]:
        """Origins; a statement belongs to the one found last."""
        return self._findings("origin", Origin, lambda o: set(o.members))

    def copies(self) -> tuple[Copies, ...]:
        """Copies; a document belongs, for each kind, to the group found last."""
        return self._findings("copies", Copies, lambda c: {f"{c.kind}|{d}" for d in c.documents})

    def sightings(self) -> tuple[Sighting, ...]:
        """Sightings."""
        return self._findings("sighting", Sighting, lambda s: {s.id})

    def _findings(self, name: str, kind: type[Noun], claims: Callable[[Noun], set[str]]) -> tuple[Noun, ...]:
        """Findings all of whose documents are seen; what a newer one claims, an older rival loses."""
        finding, held, hangs = schema.finding.c, schema.held.c, schema.hangs_on.c
        seen = sa.select(schema.document.c.id).where(self._seen())
        hidden = sa.select(hangs.finding).where(hangs.document.not_in(seen))
        last = sa.select(held.finding, sa.func.max(held.round).label("round")).group_by(held.finding).subquery()
        asked = (
            sa.select(finding.body)
            .outerjoin(last, last.c.finding == finding.n)
            .where(finding.kind == name, finding.n.not_in(hidden))
            .order_by(last.c.round.desc(), finding.n)
        )
        taken: set[str] = set()
        standing = []
        for row in self._ask(asked):
            noun = decode(kind, row.body)
            claimed = claims(noun)
            if taken.isdisjoint(claimed):
                taken |= claimed
                standing.append(noun)
        return tuple(sorted(standing, key=lambda noun: str(getattr(noun, "id", ""))))

    def judgements(self, target: str | None = None, *, retracted: bool = False) -> tuple[Judgement, ...]:
        """What analysts decided, oldest first; those taken back only when asked for."""
        column = schema.judgement.c
        asked = sa.select(column.body).where(column.at <= self._cut).order_by(column.at, column.id)
        made = [decode(Judgement, row.body) for row in self._ask(asked)]
        hidden = self._hidden({j.target for j in made}) if self.as_of else set()
        visible = [j for j in made if j.target not in hidden]
        back = {} if retracted else taken_back(visible)
        return tuple(
            j for j in visible
            if j.id not in back and (retracted or not j.retracts) and target in (None, j.target)
        )  # fmt: skip

    def _hidden(self, targets: set[str]) -> set[str]:
        """Which of these hang on a document this view does not show."""
        seen = sa.select(schema.document.c.id).where(self._seen())
        document, annotation, finding, hangs = (t.c for t in _HANGING)
        found = set()
        for few in (sorted(targets)[i : i + PAGE] for i in range(0, len(targets), PAGE)):
            found |= {r[0] for r in self._ask(sa.select(document.id).where(document.id.in_(few), ~self._seen()))}
            for column, of, condition in (
                (annotation.id, annotation.document, sa.true()),
                (finding.id, hangs.document, finding.n == hangs.finding),
            ):
                known = sa.select(column, of).where(column.in_(few), condition)
                visible = {r[0] for r in self._ask(known.where(of.in_(seen)))} if column is annotation.id else set()
                found |= {r[0] for r in self._ask(known.where(of.not_in(seen)))} - visible
        return found

    def assessments(self, watch: str) -> tuple[Assessment, ...]:
        """A watch's answers, day by day; of one day and method, the latest."""
        column = schema.assessment.c
        asked = sa.select(column.body).where(column.watch == watch, column.day <= self._cut[:10]).order_by(column.n)
        made = {(a.day, a.method): a for a in (decode(Assessment, row.body) for row in self._ask(asked))}
        return tuple(made[key] for key in sorted(made))

    def publications(self, watch: str) -> tuple[Publication, ...]:
        """A watch's published briefs, oldest first."""
        column = schema.publication.c
        asked = (
            sa.select(column.body).where(column.watch == watch, column.at <= self._cut).order_by(column.at, column.n)
        )
        return tuple(decode(Publication, row.body) for row in self._ask(asked))

    def kept(self, name: str, stamp: str | None, kind: Any) -> Any:
        """What was kept under a name, when it was worked out from that stamp (any, for None); else None."""
        column = schema.kept.c
        asked = sa.select(column.body).where(column.name == name)
        rows = self._ask(asked if stamp is None else asked.where(column.stamp == stamp))
        return decode(kind, rows[0].body) if rows else None

    def stamp(self) -> tuple[str, str]:
        """What evidence and what judgements there are, as two texts that differ once any was added; cheap."""
        tables = (schema.document, schema.reading, schema.judgement)
        last = [self._ask(sa.select(sa.func.max(table.c.n)))[0][0] or 0 for table in tables]
        return f"{last[0]}.{last[1]}", f"{last[2]}"

    def troubles(self) -> tuple[Trouble, ...]:
        """What could not be gathered."""
        column = schema.trouble.c
        asked = sa.select(column.path, column.line, column.reason).where(column.at <= self._cut).order_by(column.n)
        return tuple(Trouble(row.path, row.line, row.reason) for row in self._ask(asked))

    def search(self, words: str, limit: int = 50) -> tuple[Document, ...]:
        """Documents whose title or text has the words, best first."""
        rows = self._hits("document_words", schema.document, self._seen(), words, limit)
        return tuple(self._shown(decode(Document, row.body)) for row in rows)

    def search_statements(self, words: str, limit: int = 50) -> tuple[Statement, ...]:
        """Statements of the newest readings whose content has the words, best first."""
        chosen, column = self._chosen(None, None), schema.annotation.c
        shown = sa.tuple_(column.document, column.reader).in_(sa.select(chosen.c.document, chosen.c.reader))
        rows = self._hits("annotation_words", schema.annotation, shown, words, limit)
        return tuple(decode(Statement, row.body) for row in rows)

    def find_statements(self, words: str, limit: int = 20_000) -> list[str]:
        """Ids of statements, of any reading, whose content has the words; in no order."""
        with self._connected() as connection:
            return search.ids(connection, words, limit)

    def _hits(
        self, words: str, table: sa.Table, shown: sa.ColumnElement[bool], query: str, limit: int
    ) -> list[Row[Any]]:
        """Rows in the order of their rank; more are fetched while hidden ones took the places."""
        wanted, rows = limit, list[Row[Any]]()
        while True:
            with self._connected() as connection:
                numbers = search.hits(connection, words, query, wanted)
                found: dict[int, Row[Any]] = {}
                for few in (numbers[i : i + PAGE] for i in range(0, len(numbers), PAGE)):
                    asked = sa.select(table.c.n, table.c.body).where(table.c.n.in_(few), shown)
                    found.update({row.n: row for row in connection.execute(asked)})
            rows = [found[n] for n in numbers if n in found]
            if len(rows) >= limit or len(numbers) < wanted:
                return rows[:limit]
            wanted *= 4

    def counts(self) -> dict[str, int]:
        """How many documents, readings and annotations the view shows."""
        seen = sa.select(schema.document.c.id).where(self._seen())
        tables = {"documents": schema.document.c.id, "readings": schema.reading.c.document,
                  "annotations": schema.annotation.c.document}  # fmt: skip
        return {
            name: self._ask(sa.select(sa.func.count()).where(column.in_(seen)))[0][0] for name, column in tables.items()
        }

    def _seen(self) -> sa.ColumnElement[bool]:
        return schema.document.c.first_seen <= self._cut

    def _connected(self) -> "_Connected":
        return _Connected(self._engine, self._name)

    def _ask(self, asked: sa.Select[Any]) -> list[Row[Any]]:
        with self._connected() as connection:
            return list(connection.execute(asked))


_HANGING = (schema.document, schema.annotation, schema.finding, schema.hangs_on)


class _Connected:
    """A connection whose errors speak."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine, self._speaking = engine, speaking(name)

    def __enter__(self) -> Connection:
        self._speaking.__enter__()
        self._connection = self._engine.connect()
        return self._connection

    def __exit__(self, *error: Any) -> None:
        self._connection.close()
        self._speaking.__exit__(*error)


def _reading(document: str, reader: str, kinds: dict[str, list[str]]) -> Reading:
    """A reading put together from the rows of its annotations."""
    hints = _hints()
    values: dict[str, Any] = {}
    for f in fields(Reading):
        if f.name in kinds:
            values[f.name] = _values(hints[f.name], json.loads(f"[{','.join(kinds[f.name])}]"))
    return Reading(document, reader, **values)


@cache
def _hints() -> dict[str, Any]:
    return get_type_hints(Reading)


def _values(hint: Any, rows: Iterable[Any]) -> Any:
    """Rows of things as the tuple they were; a field stored whole is its one row."""
    inner = get_args(hint)
    if get_origin(hint) is tuple and isinstance(inner[0], type) and hasattr(inner[0], "__dataclass_fields__"):
        turn = decoder(inner[0])
        return tuple(turn(row) for row in rows)
    return cast(Any, decoder(hint)(next(iter(rows))))
