"""What was read, related: copies, origins and relations of the documents of some paths or of a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from tocsin.errors import InputError
from tocsin.nouns.document import Document
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.reading import Reading
from tocsin.nouns.relation import Copies, Origin, Relation
from tocsin.nouns.watch import Watch
from tocsin.workbench.casework import gather, open_case, readable, set_aside
from tocsin.workbench.handed import handed_lines
from tocsin.workbench.heard import remembering
from tocsin.workbench.joined import joined_origins
from tocsin.workbench.judged import in_force, judged_readings, judged_relations, turned
from tocsin.workbench.networks import likeness, networks
from tocsin.workbench.reading import read, reader

if TYPE_CHECKING:
    from tocsin.ledger import Ledger


@dataclass(slots=True)
class Study:
    """Documents with what was read in them and how it hangs together; ``troubles`` are sentences."""

    documents: tuple[Document, ...]
    readings: tuple[Reading, ...]
    copies: list[Copies]
    origins: list[Origin]
    relations: list[Relation]
    troubles: list[str] = field(default_factory=list)
    judgements: tuple[Judgement, ...] = ()
    turned: frozenset[str] = frozenset()  # statements to which people gave the other polarity
    case: str = field(default="", repr=False)  # where the case lies, if it is one; the address may hold a password

    def left_out(self) -> list[str]:
        """Everything that could not be used or was set aside, one sentence each."""
        return self.troubles + [set_aside(d) for d in self.documents if d.aside]


def study_paths(paths: Sequence[str], published: date | None, workers: int, as_of: date | None = None) -> Study:
    """Everything about some paths, in memory; nothing is kept."""
    things = list(gather(paths, published, backfill=True))
    found = once(t for t in things if isinstance(t, Document))
    documents = [d for d in found if as_of is None or d.first_seen.date() <= as_of]
    troubles = list(dict.fromkeys(str(t) for t in things if not isinstance(t, Document)))
    pairs = list(read((d for d in documents if not d.aside), workers, troubles))
    return related(tuple(documents), tuple(r for _, r in pairs), troubles)


def once(documents: Iterable[Document]) -> list[Document]:
    """Each document once, in the order a case gives them: a path given twice counts once, and paths have no order.

    Of the same text from the same place that was seen twice, the earlier stands.
    """
    found: dict[str, Document] = {}
    for d in documents:
        held = found.get(d.id)
        found[d.id] = d if held is None else min(held, d, key=lambda same: (same.first_seen, repr(same)))
    return sorted(found.values(), key=lambda d: (d.first_seen, d.id))


def study_case(case: str, as_of: date | None) -> Study:
    """Everything a case held by the end of a day, as people left it."""
    with open_case(case, create=False) as ledger, remembering(ledger):
        return replace(study_ledger(ledger, as_of), case=case)


def study_ledger(ledger: Ledger, as_of: date | None) -> Study:
    """The same of a case that is open."""
    view = ledger.view(datetime.combine(as_of, time.max, UTC) if as_of else None)
    judgements = in_force(view.judgements(retracted=True))
    documents, readings = tuple(view.documents()), view.readings()
    left = judged_readings(readings, judgements)
    return judged_study(replace(related(documents, left, []), turned=turned(readings, left)), judgements)


def study_evidence(case: str, as_of: date | None) -> Study:
    """What a case held by the end of a day as the machine read it; with all that people signed, taken back or not."""
    with open_case(case, create=False) as ledger:
        return evidence(ledger, as_of)


def evidence(ledger: Ledger, as_of: date | None) -> Study:
    """The same of a case that is open."""
    from tocsin import resolve

    view = ledger.view(datetime.combine(as_of, time.max, UTC) if as_of else None)
    documents, readings = tuple(view.documents()), view.readings()
    seen = [d for d in documents if not d.aside]
    copies = resolve.copies(seen)
    origins = resolve.origins(seen, readings, copies)
    return Study(documents, readings, copies, origins, [], judgements=view.judgements(retracted=True))


def corrected(study: Study, judgements: Sequence[Judgement]) -> Study:
    """What the machine finds in readings that people corrected."""
    from tocsin import resolve

    left = judged_readings(study.readings, judgements)
    origins = study.origins
    if left != study.readings:
        origins = resolve.origins([d for d in study.documents if not d.aside], left, study.copies)
    return replace(study, readings=left, origins=origins, turned=turned(study.readings, left))


def judged_study(study: Study, judgements: Sequence[Judgement]) -> Study:
    """A study whose readings people already corrected, with their judgements on what was found in it."""
    origins = joined_origins(study.origins, study.readings, judgements)
    relations = judged_relations(study.relations, judgements)
    return replace(study, origins=origins, relations=relations, judgements=tuple(judgements))


def related(documents: tuple[Document, ...], readings: tuple[Reading, ...], troubles: list[str]) -> Study:
    """Copies, origins and relations of what was read."""
    from tocsin import resolve

    seen = [d for d in documents if not d.aside]
    copies = resolve.copies(seen)
    origins = resolve.origins(seen, readings, copies)
    relations = resolve.relations(seen, readings, origins, networks())
    return Study(documents, readings, copies, origins, relations, troubles)


def relation_records(study: Study) -> list[dict[str, Any]]:
    """Relations with their statements' ids and texts, for tools."""
    statements = {s.id: s for r in study.readings for s in r.statements}

    def side(id: str) -> dict[str, str]:
        return {"id": id, "document": statements[id].document, "text": statements[id].text}

    return [
        {"relation": r.kind, "score": round(r.score, 4), "why": r.why, "a": side(r.a), "b": side(r.b)}
        for r in study.relations
    ]


def relate_file(path: str) -> Iterator[dict[str, Any]]:
    """Judge each {"a", "b"} of a JSON lines file; raises InputError naming the line that is wrong."""
    from tocsin import resolve
    from tocsin.read.texts import read_text

    pairs = list(pair_lines(path))
    readings = {text: read_text(text, reader())[1] for text in dict.fromkeys(t for p in pairs for t in p)}
    for a, b in pairs:
        found = resolve.relate(a, b, readings[a], readings[b], networks())
        yield {"relation": found.kind, "score": round(found.score, 4), "why": found.why}


def pair_lines(path: str) -> Iterator[tuple[str, str]]:
    """The pairs of a JSON lines file or standard input."""
    for number, record in handed_lines(path):
        if not isinstance(record, dict) or not {"a", "b"} <= set(record):
            raise InputError('expected an object with "a" and "b"', path=path, line=number)
        a, b = record["a"], record["b"]
        if not isinstance(a, str) or not isinstance(b, str):
            raise InputError('"a" and "b" have to be texts', path=path, line=number)
        yield a, b


def stream_study(
    paths: Sequence[str], case: str, last: date | None, workers: int, problem: Watch | None = None
) -> Study:
    """Documents of streams (or of a case) with their origins; relations are left out, a replay has no use for them.

    With a watch only what can hold a sighting of it is read: of a long stream a small part. Judgements on a case are
    not applied yet: a replay takes each day's (``corrected``, ``judged_study``).
    """
    from tocsin import resolve

    if not paths:
        return study_evidence(case, last)
    troubles: list[str] = []
    documents = readable(gather(paths, None, backfill=True), troubles)
    kept = (d for d in documents if last is None or d.first_seen.date() <= last)
    everything = tuple(once(kept))
    may_hold = resolve.wanted(problem, likeness()) if problem else lambda _: True
    readings = tuple(r for _, r in read(filter(may_hold, everything), workers, troubles))
    copies = resolve.copies(d for d in everything if not d.aside)
    said = list(dict.fromkeys(troubles))
    return Study(everything, readings, copies, resolve.origins(everything, readings, copies), [], said)
