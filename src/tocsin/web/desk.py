"""A case held ready for pages: studied once, studied again when the ledger has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Lock

from tocsin import workbench
from tocsin.brief.index import Index
from tocsin.errors import UsageError
from tocsin.nouns.ids import content_id
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.picture import Picture

KEPT = 8  # pictures held at once: one a watch and day


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page needs: the picture, its look-ups, and the judgements that stand."""

    picture: Picture
    index: Index
    judgements: tuple[Judgement, ...]


class Desk:
    """One case and its watches. Thread-safe; a page never waits for another's database."""

    def __init__(self, case: str, watches: tuple[str, ...]) -> None:
        if not watches:
            raise UsageError("a desk needs at least one --watch; tocsin watch list names them")
        self.case = case
        self.problems = {problem.id: problem for problem in map(workbench.watch, watches)}
        self._lock = Lock()
        self._kept: dict[tuple[str, date | None], tuple[str, Shown]] = {}

    def shown(self, watch: str | None = None, as_of: date | None = None) -> Shown:
        """The picture of a watch as of a day, fresh when the ledger has changed since."""
        name = watch or next(iter(self.problems))
        if name not in self.problems:
            raise UsageError(f"this desk does not show the watch {name!r}")
        key = (name, as_of)
        with self._lock:
            state = self._state()
            kept = self._kept.get(key)
            if kept is None or kept[0] != state:
                kept = (state, self._made(name, as_of))
                self._kept[key] = kept
                while len(self._kept) > KEPT:
                    self._kept.pop(next(iter(self._kept)))
            return kept[1]

    def _state(self) -> str:
        """Differs whenever a document, reading or judgement was added."""
        with workbench.open_case(self.case, create=False) as ledger:
            view = ledger.view()
            return content_id("state", view.counts(), [j.id for j in view.judgements(retracted=True)])

    def _made(self, name: str, as_of: date | None) -> Shown:
        study = workbench.study_case(self.case, as_of)
        picture = workbench.picture(study, self.problems[name], as_of, None)
        return Shown(picture, Index(picture), tuple(study.judgements))

    def judge(self, analyst: str, verb: str, target: str, value: object, reason: str) -> Judgement:
        """Sign a judgement; it acts on the next page shown."""
        if verb not in ("accept", "reject", "correct", "retract"):
            raise UsageError(f"a judgement accepts, rejects, corrects or retracts; it cannot {verb!r}")
        if verb == "correct":
            value = workbench.checked(value if isinstance(value, dict) else {})
        at = datetime.now(UTC)
        retracts = target if verb == "retract" else None
        made = Judgement(
            content_id("j", analyst, at.isoformat(), verb, target, value),
            analyst,
            at,
            verb,
            target,
            value,
            reason,
            retracts,
        )
        with workbench.open_case(self.case, create=False) as ledger:
            ledger.add_judgement(made)
        return made
