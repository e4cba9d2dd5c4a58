"""What a page shows: one picture with its look-ups, all of it worked out before a reader asks or once they did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from tocsin import workbench
from tocsin.brief.index import Index
from tocsin.exchange.known import Shipment
from tocsin.nouns.brief import Brief
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.picture import Picture
from tocsin.nouns.reading import Event
from tocsin.nouns.relation import Relation
from tocsin.nouns.watch import Sighting
from tocsin.web.finder import Finder

if TYPE_CHECKING:
    from tocsin.weigh import Leverage, Record

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a picture follows the case: all of it is loaded, and everything was worked out anew."""

    whole: bool = True
    settled: bool = True


class Shown:
    """A picture, the study it is drawn from, and what people decided. Read by many threads, changed by none."""

    def __init__(self, picture: Picture, study: workbench.Study, every: tuple[Judgement, ...], standing: Standing):
        self.picture, self.study, self.every, self.standing = picture, study, every, standing
        self.judgements = study.judgements
        self.index = Index(picture)
        self.at = datetime.now(UTC)
        self._memory: dict[Any, Any] = {}

    def once(self, key: Any, make: Callable[[], Made]) -> Made:
        """Work something out the first time it is asked for."""
        if key not in self._memory:
            if len(self._memory) > 500:
                self._memory.clear()
            self._memory[key] = make()
        return cast(Made, self._memory[key])

    def warm(self) -> Shown:
        """Work out what every page needs."""
        for _ in (self.index.statements, self.index.events, self.index.actors, self.index.origin_of, self.finder):
            pass
        for _ in (self.clashes, self.events, self.relations_of, self.reports_of, self.index.documents):
            pass
        return self

    @cached_property
    def finder(self) -> Finder:
        return Finder(self.index)

    @cached_property
    def clashes(self) -> list[Relation]:
        """Relations in which two differ, the surest first."""
        kinds, known = ("contradicts", "denies", "differs_in_number", "changes"), self.index.statements
        found = [r for r in self.picture.relations if r.kind in kinds and r.a in known and r.b in known]
        return sorted(found, key=lambda r: (-r.score, r.id))

    @cached_property
    def relations_of(self) -> dict[str, list[Relation]]:
        """Relations by each of their two statements."""
        found: dict[str, list[Relation]] = {}
        for relation in self.picture.relations:
            for side in (relation.a, relation.b):
                found.setdefault(side, []).append(relation)
        return found

    @cached_property
    def events(self) -> list[Event]:
        """Events that can be dated, oldest first."""
        dated = [e for e in self.index.events.values() if e.when is not None and e.when.start is not None]
        return sorted(dated, key=lambda e: (str(e.when and e.when.start), e.id))

    @cached_property
    def reports_of(self) -> dict[str, list[Sighting]]:
        """Sightings by statement."""
        found: dict[str, list[Sighting]] = {}
        for sighting in self.picture.sightings:
            found.setdefault(sighting.statement or "", []).append(sighting)
        return found

    @cached_property
    def leverage(self) -> list[Leverage]:
        """What a decision on each report would do, most first."""
        from tocsin import weigh
        from tocsin.workbench.trust import trusted

        table = weigh.columns(self.picture.watch, self.picture.sightings, trusted(self.study))
        return weigh.leverage(self.picture.watch, table, self.picture.day)

    @cached_property
    def records(self) -> list[Record]:
        return workbench.known_records(self.study)

    @cached_property
    def shipment(self) -> Shipment:
        """The look-ups of the exchange room: where events are placed."""
        return Shipment(self.picture, Brief("", "", "", ()))

    def name(self, actor: str | None) -> str:
        """An actor's fullest name, or the id where it is not known."""
        known = self.index.actors.get(actor or "")
        return known.name if known else (actor or "")
