"""The only place the rooms meet: each function is one verb's work, nouns in and nouns out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.errors import InputError, UsageError
from tocsin.nouns.document import Document
from tocsin.nouns.picture import Picture
from tocsin.nouns.reading import Reading
from tocsin.nouns.relation import Copies, Origin, Relation
from tocsin.nouns.watch import Watch

if TYPE_CHECKING:
    from tocsin.gather import Trouble
    from tocsin.ledger import Ledger
    from tocsin.read import Reader

FEW = 24  # documents: fewer are read in this process, where starting others would cost more than it saves
HISTORY = 120  # days of assessments a brief draws


@dataclass(slots=True)
class Study:
    """Documents with what was read in them and how it hangs together; ``troubles`` are sentences."""

    documents: tuple[Document, ...]
    readings: tuple[Reading, ...]
    copies: list[Copies]
    origins: list[Origin]
    relations: list[Relation]
    troubles: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Added:
    """What ``add`` did: documents seen, new ones, set aside, and troubles as sentences."""

    seen: int = 0
    new: int = 0
    aside: int = 0
    troubles: list[str] = field(default_factory=list)


# --- gathering ---------------------------------------------------------------------------------


def gather(paths: Sequence[str], published: date | None, backfill: bool) -> Iterator[Document | Trouble]:
    """Documents and troubles from paths, in order, streamed."""
    from tocsin import gather as room

    return room.documents(paths, published=published.isoformat() if published else None, backfill=backfill)


def readable(things: Iterable[Document | Trouble], troubles: list[str]) -> Iterator[Document]:
    """Only the documents that can be read; the others' reasons go to ``troubles``."""
    for thing in things:
        if not isinstance(thing, Document):
            troubles.append(trouble_sentence(thing))
        elif thing.aside:
            troubles.append(f"{thing.title or thing.url or thing.id}: {thing.aside}")
        else:
            yield thing


def trouble_sentence(trouble: Trouble) -> str:
    """ "feed.jsonl:7: the record has no text"."""
    where = f"{trouble.path}:{trouble.line}" if trouble.line is not None else trouble.path
    return f"{where}: {trouble.reason}"


# --- the case ----------------------------------------------------------------------------------


def open_case(address: str, **options: Any) -> Ledger:
    """The ledger at an address; raises LedgerError with one sentence."""
    from tocsin.ledger import Ledger

    return Ledger.open(address, **options)


def add(ledger: Ledger, things: Iterable[Document | Trouble]) -> Added:
    """Documents into the ledger, in batches, so that an interruption loses nothing already gathered."""
    report = Added()
    for batch in batches(things, 200):
        documents = [t for t in batch if isinstance(t, Document)]
        troubles = [t for t in batch if not isinstance(t, Document)]
        report.new += ledger.add_documents(documents)
        report.seen += len(documents)
        report.aside += sum(d.aside is not None for d in documents)
        report.troubles += [trouble_sentence(t) for t in troubles]
        report.troubles += [f"{d.title or d.url or d.id}: {d.aside}" for d in documents if d.aside]
    return report


def read_new(ledger: Ledger, workers: int = 0) -> int:
    """Read what this reader has not read yet; returns how many documents."""
    done = 0
    waiting = ledger.unread(reader().name)
    for batch in batches((r for _, r in read(waiting, workers, [])), 100):
        ledger.add_readings(batch)
        done += len(batch)
    return done


# --- reading -----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader, loaded once a process."""
    from tocsin.read import Reader

    return Reader.load()


def read(documents: Iterable[Document], workers: int, troubles: list[str]) -> Iterator[tuple[Document, Reading]]:
    """Each document with its reading, in order, in flat memory; many documents go to worker processes."""
    from tocsin import engines

    for chunk in engines.run(read_chunk, batches(documents, FEW), workers=workers, start=reader):
        pairs, poisoned = chunk
        troubles += poisoned
        yield from pairs


def read_chunk(documents: list[Document]) -> tuple[list[tuple[Document, Reading]], list[str]]:
    """One worker's step: a plain function of nouns, so that any engine can carry it."""
    known = reader()
    readings = list(known.read(documents))
    poisoned = [f"{t.path}: {t.reason}" if hasattr(t, "path") else str(t) for t in known.troubles]
    known.troubles.clear()
    return list(zip(documents, readings, strict=True)), poisoned


def as_json_line(document: Document, reading: Reading) -> str:
    """The JSON contract, one object a line."""
    from tocsin.read.contract import record

    return json.dumps(record(document, reading), ensure_ascii=False, separators=(",", ":")) + "\n"


def as_text(document: Document, reading: Reading) -> str:
    """A reading for people: statements and events, one a line."""
    lines = [f"\n{document.title or document.url or document.id}  ({document.outlet or 'no outlet'})"]
    for s in reading.statements:
        who = s.source.text if s.source else "(no source)"
        flags = f"{s.act}, {s.polarity}, {s.certainty:.2f}"
        lines.append(f"  {who}: “{' '.join(s.text.split())}”  [{flags}]")
    for e in reading.events:
        lines.append(
            f"  {e.type} {'+'.join(e.agents) or '?'} → {'+'.join(e.patients) or '?'}: {e.trigger.text} [{e.status}]"
        )
    return "".join(c for c in "\n".join(lines) if c.isprintable() or c == "\n") + "\n"


# --- resolving ---------------------------------------------------------------------------------


def study_paths(paths: Sequence[str], published: date | None, workers: int, as_of: date | None = None) -> Study:
    """Everything about some paths, in memory; nothing is kept."""
    troubles: list[str] = []
    things = list(gather(paths, published, backfill=True))
    documents = [t for t in things if isinstance(t, Document) and (as_of is None or t.first_seen.date() <= as_of)]
    troubles += [trouble_sentence(t) for t in things if not isinstance(t, Document)]
    pairs = list(read((d for d in documents if not d.aside), workers, troubles))
    return relate_all(tuple(documents), tuple(r for _, r in pairs), troubles)


def study_case(case: str, as_of: date | None) -> Study:
    """Everything a case held by the end of a day."""
    moment = datetime.combine(as_of, time.max, UTC) if as_of else None
    with open_case(case, create=False, read_only=True) as ledger:
        view = ledger.view(moment)
        documents = tuple(view.documents())
        readings = tuple(view.readings())
    return relate_all(documents, readings, [])


def relate_all(documents: tuple[Document, ...], readings: tuple[Reading, ...], troubles: list[str]) -> Study:
    """Copies, origins and relations of what was read."""
    from tocsin import resolve

    copies = resolve.copies(documents)
    origins = resolve.origins(documents, readings, copies)
    relations = resolve.relations(documents, readings, origins, vectors=vectors, pair=pair())
    return Study(documents, readings, copies, origins, relations, troubles)


def vectors(texts: Sequence[str]) -> Any:
    """Unit sentence vectors from the reader's network: what other rooms use for similarity."""
    return reader().network.vectors(texts)


def pair() -> Callable[[Sequence[tuple[str, str]]], Any] | None:
    """The network's judgement of text pairs, where the shipped weights have that head."""
    network = reader().network
    return network.pair if getattr(network, "has_pair", False) else None


def relation_records(study: Study) -> list[dict[str, Any]]:
    """Relations with their statements' ids and texts, for tools."""
    statements = {s.id: s for r in study.readings for s in r.statements}
    return [
        {"relation": r.kind, "score": round(r.score, 4), "why": r.why,
         "a": {"id": r.a, "document": statements[r.a].document, "text": statements[r.a].text},
         "b": {"id": r.b, "document": statements[r.b].document, "text": statements[r.b].text}}
        for r in study.relations
    ]  # fmt: skip


def relate_file(path: str) -> Iterator[dict[str, Any]]:
    """Judge each {"a", "b"} of a JSON lines file; raises InputError naming the line that is wrong."""
    from tocsin import resolve
    from tocsin.read.texts import read_text

    pairs = list(pair_lines(path))
    readings = {text: read_text(text, reader()) for text in sorted({t for p in pairs for t in p})}
    for a, b in pairs:
        found = resolve.relate(a, b, readings[a][1], readings[b][1], vectors=vectors, pair=pair())
        yield {"relation": found.kind, "score": round(found.score, 4), "why": found.why}


def pair_lines(path: str) -> Iterator[tuple[str, str]]:
    """The pairs of a JSON lines file or standard input."""
    try:
        lines = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read as UTF-8 text: {error}", path=path) from error
    for number, line in enumerate(lines.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            a, b = record["a"], record["b"]
        except (ValueError, TypeError, KeyError) as error:
            raise InputError('expected an object with "a" and "b"', path=path, line=number) from error
        if not isinstance(a, str) or not isinstance(b, str):
            raise InputError('"a" and "b" have to be texts', path=path, line=number)
        yield a, b


# --- weighing and briefing ---------------------------------------------------------------------


def watch(name: str) -> Watch:
    """A warning problem by name or file; ``name:key=value,key=value`` sets its parameters."""
    from tocsin import packs

    base, _, rest = name.partition(":") if not Path(name).exists() else (name, "", "")
    parameters = dict(p.partition("=")[::2] for p in rest.split(",") if p)
    return packs.load(base, **parameters)


def picture(study: Study, problem: Watch, as_of: date | None, since: date | None) -> Picture:
    """All that is known on one question as of one day (the newest day there is, when none is given)."""
    from tocsin import resolve, weigh

    if not study.documents:
        raise UsageError("there is nothing to brief on: no document was gathered by that day")
    seen = [d.first_seen.date() for d in study.documents]
    day = as_of or max(seen)
    since = since or day - timedelta(days=7)
    sightings = resolve.sightings(problem, study.documents, study.readings, study.origins, vectors=vectors)
    first = max(min(min(seen), since), day - timedelta(days=HISTORY))
    days = [first + timedelta(days=n) for n in range((day - first).days + 1)]
    history = weigh.replay(problem, sightings, days)
    return Picture(
        problem, day, since, study.documents, study.readings, tuple(study.copies), tuple(study.origins),
        tuple(study.relations), tuple(sightings), tuple(history), tuple(study.troubles), reader().name,
    )  # fmt: skip


def write_brief(shown: Picture, scale: str) -> Callable[[str], str]:
    """Compose and check a brief once; the function returned renders it in any form."""
    from tocsin import brief, scales

    made = brief.compose(shown, lambda p: scales.phrase(scale, p))
    brief.check(made, {d.id: d for d in shown.documents})
    return lambda form: brief.render(made, shown, form)


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
