"""Case: a case and the verbs of the command line, for Python."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from tocsin.nouns.assessment import Assessment
from tocsin.nouns.audit import Audit
from tocsin.nouns.document import Document
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.picture import Picture
from tocsin.nouns.reading import Reading, Statement
from tocsin.nouns.relation import Relation
from tocsin.nouns.watch import Watch
from tocsin.workbench import alerting, auditing, casework, editing, exporting, history, judging, problems, weighing
from tocsin.workbench.studying import Study, evidence, study_ledger

if TYPE_CHECKING:
    from tocsin.exchange import Alert
    from tocsin.ledger import Ledger

Made = TypeVar("Made")


class Case:
    """A case: what was gathered, read and judged. Days are dates; a watch is a Watch or a name as the command line
    takes it. Every error is a TocsinError whose text is one sentence.

    What is worked out of the whole case is kept until something is added, so that asking twice costs once.
    """

    def __init__(self, address: str | Path = ":memory:", *, read_only: bool = False) -> None:
        """A SQLite file, which is made when it is missing; a ``postgresql://`` address; or this process's memory."""
        self.ledger: Ledger = casework.open_case(str(address), read_only=read_only)
        self._kept: dict[Any, Any] = {}

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or server."""
        self.ledger.close()

    def add(
        self, *paths: str | Path, published: date | None = None, backfill: bool = False, workers: int = 1
    ) -> casework.Added:
        """Gather files, folders and addresses, and read what is new; returns what came of it.

        ``backfill`` takes printed dates for the time of gathering, as for an old archive.
        """
        report = casework.add(self.ledger, casework.gather([str(p) for p in paths], published, backfill))
        report.troubles += casework.read_new(self.ledger, workers)[1]
        return report

    def documents(self) -> tuple[Document, ...]:
        """All that was gathered, in the order it was first seen."""
        return self.ledger.view().documents()

    def readings(self, as_of: date | None = None) -> tuple[Reading, ...]:
        """What was seen in each document, as people left it."""
        return self._study(as_of).readings

    def statements(self, as_of: date | None = None) -> list[Statement]:
        """Who said what, in the order of the documents."""
        return [s for r in self.readings(as_of) for s in r.statements]

    def relations(self, as_of: date | None = None) -> list[Relation]:
        """How statements bear on each other."""
        return list(self._study(as_of).relations)

    def picture(self, watch: Watch | str, as_of: date | None = None, since: date | None = None) -> Picture:
        """All that is known on a question as of a day (the newest, when none is given)."""
        problem = watch_of(watch)
        return self._once((problem.id, problem.version, as_of, since), lambda: self._picture(problem, as_of, since))

    def assess(self, watch: Watch | str, as_of: date | None = None) -> Assessment:
        """How likely, by which lamps, and what would change it."""
        return self.picture(watch, as_of).history[-1]

    def brief(self, watch: Watch | str, form: str = "md", as_of: date | None = None, since: date | None = None) -> str:
        """The cited brief as md, html, terminal or json."""
        problem = watch_of(watch)
        return weighing.write_brief(self.picture(problem, as_of, since), problem.scale)(form)

    def replay(self, watch: Watch | str, first: date | None = None, last: date | None = None) -> list[Assessment]:
        """The assessment of each day on what had been gathered, and judged, by then."""
        study = self._once(("evidence", last), lambda: evidence(self.ledger, last))
        return history.replay(study, watch_of(watch), first, last)

    def export(self, watch: Watch | str, form: str, as_of: date | None = None, table: str = "statements") -> bytes:
        """The hand-over to other tools: stix, claimreview, geojson, csv, parquet, docx … as ``tocsin export`` lists."""
        problem = watch_of(watch)
        judgements = self._study(as_of).judgements
        return exporting.export(self.picture(problem, as_of), judgements, form, problem.scale, table)

    def alerts(self, watch: Watch | str, threshold: float = 0.5, since: date | None = None) -> list[Alert]:
        """What changed since a day (a week before the newest) that someone should know of; nothing is sent."""
        return alerting.found_alerts(self.picture(watch, None, since), threshold)

    def judge(self, statement: str, outcome: str, analyst: str, reason: str = "") -> Judgement:
        """Sign what became of a statement: confirmed, refuted or expired."""
        return judging.judge(self.ledger, analyst, statement, outcome, reason, None)

    def edits(self, url: str | None = None) -> list[editing.Edit]:
        """Articles that were edited after they were gathered, each with what went and what came."""
        return list(editing.edits(self.ledger, url))

    def audit(self) -> Audit:
        """The chain of everything accepted, and whatever no longer fits it."""
        return auditing.audit(self.ledger)

    def _study(self, as_of: date | None) -> Study:
        return self._once(("study", as_of), lambda: study_ledger(self.ledger, as_of))

    def _picture(self, problem: Watch, as_of: date | None, since: date | None) -> Picture:
        return weighing.picture(self._study(as_of), problem, as_of, since)

    def _once(self, key: Any, make: Callable[[], Made]) -> Made:
        """Worked out again only when the case has grown."""
        stamp = self.ledger.stamp()
        if self._kept.get("stamp") != stamp:
            self._kept = {"stamp": stamp}
        if key not in self._kept:
            self._kept[key] = make()
        return cast(Made, self._kept[key])


def watch_of(watch: Watch | str) -> Watch:
    """A warning problem by its name or file, with parameters after a colon; a Watch as it is."""
    return problems.watch(watch) if isinstance(watch, str) else watch
