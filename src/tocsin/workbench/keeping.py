"""A case kept ready: what the machine found is worked out once for the evidence there is, judgements act at once.

Working out origins and relations anew takes long for a large case; a judgement on one statement cannot wait for it.
So a picture has two stages. At once: readings as corrected, findings on what is gone left out, the lamps exact.
Then, where a correction may change which statements agree: all of it anew, after which the picture is ``settled``.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tocsin import __version__
from tocsin.errors import UsageError
from tocsin.nouns.ids import content_id
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.picture import Picture
from tocsin.nouns.reading import Reading
from tocsin.nouns.relation import Copies, Origin, Relation
from tocsin.nouns.watch import Sighting, Watch
from tocsin.workbench.heard import remembering
from tocsin.workbench.joined import rejoined
from tocsin.workbench.judged import CHANGES_READING, in_force, judged_readings, rejected, turned
from tocsin.workbench.networks import likeness
from tocsin.workbench.studying import Study, judged_study, related
from tocsin.workbench.weighing import weighed

if TYPE_CHECKING:
    from tocsin.ledger import Ledger

LONG = 3.0  # seconds of work that are worth keeping in the ledger


@dataclass(slots=True)
class Found:
    """What the machine makes of a case's readings under the corrections that stood then."""

    evidence: str
    raw: tuple[Reading, ...]
    basis: str  # the corrections that ``study`` was worked out under
    study: Study
    sightings: dict[str, tuple[Sighting, ...]] = field(default_factory=dict)  # of each watch, on ``study``


def find(ledger: Ledger) -> Found:
    """Everything in the case now, from what was kept where that still holds. Long for a large case that is new."""
    evidence, _ = ledger.stamp()
    view = ledger.view()
    judgements = in_force(view.judgements(retracted=True))
    documents, raw = tuple(view.documents()), view.readings()
    return worked_out(ledger, Found(evidence, raw, "", Study(documents, (), [], [], [])), judgements)


def worked_out(ledger: Ledger, found: Found, judgements: Sequence[Judgement]) -> Found:
    """The same case under other corrections, worked out anew or taken from what was kept."""
    from tocsin import resolve

    readings, now = judged_readings(found.raw, judgements), basis(judgements)
    stamp = content_id("study", found.evidence, now, __version__, resolve.method())
    parts = ledger.view().kept("study", stamp, tuple[tuple[Copies, ...], tuple[Origin, ...], tuple[Relation, ...]])
    documents = found.study.documents
    if parts is not None:
        copies, origins, relations = map(list, parts)
        study = Study(documents, readings, copies, origins, relations)
    else:
        began = time.monotonic()
        with remembering(ledger):
            study = related(documents, readings, [])
        if time.monotonic() - began > LONG and not ledger.read_only:
            ledger.keep("study", stamp, (study.copies, study.origins, study.relations))
    return Found(found.evidence, found.raw, now, replace(study, turned=turned(found.raw, readings)))


def basis(judgements: Sequence[Judgement]) -> str:
    """The judgements that change what is read or which statements belong together, as the last word on each has it."""
    gone = rejected(judgements)
    counted = (j for j in judgements if j.verb in CHANGES_READING and (j.verb != "reject" or j.target in gone))
    return content_id("basis", [j.id for j in counted if not j.target.startswith(("sg-", "r-"))])


def settled(found: Found, judgements: Sequence[Judgement]) -> bool:
    """Whether everything was worked out under these judgements."""
    return found.basis == basis(judgements)


def now(found: Found, judgements: Sequence[Judgement]) -> Study:
    """The case as people left it, from what is worked out: at once."""
    if settled(found, judgements):
        return judged_study(found.study, judgements)
    readings = judged_readings(found.raw, judgements)
    before = {r.document: r for r in found.study.readings}
    changed = {s.id for r in readings if r is not before.get(r.document) for s in r.statements}
    same = {s.id: s for r in found.study.readings for s in r.statements if s.id in changed}
    changed = {s.id for r in readings for s in r.statements if s.id in changed and s != same.get(s.id)}
    left = {s.id for r in readings for s in r.statements} - changed
    relations = [r for r in found.study.relations if r.a in left and r.b in left]
    study = replace(found.study, readings=readings, relations=relations, turned=turned(found.raw, readings))
    return judged_study(study, judgements)


def kept_picture(found: Found, study: Study, problem: Watch) -> Picture:
    """The picture of a watch on the newest day; only what changed is looked through again."""
    if not study.readings:
        raise UsageError("there is nothing to show yet: no document that can be read was gathered")
    sightings = found.sightings.get(problem.id)
    if sightings is None:
        sightings = found.sightings[problem.id] = tuple(look(found.study, found.study.readings, problem))
    sightings = tuple(rejoined(sightings, found.study.origins, study.origins))
    before = {r.document: r for r in found.study.readings}
    other = [r for r in study.readings if r is not before.get(r.document)]
    if other:
        gone = {r.document for r in other}
        sightings = (*(s for s in sightings if s.document not in gone), *look(study, other, problem))
    day = max(d.first_seen.date() for d in study.documents)
    return weighed(study, problem, sightings, day, day - timedelta(days=7))


def sighted(ledger: Ledger, found: Found, problem: Watch) -> None:
    """Look through everything for a watch, once: ``kept_picture`` then needs to look at what changed only."""
    from tocsin import resolve

    if problem.id in found.sightings or not found.study.readings:
        return
    stamp = content_id("sightings", found.evidence, found.basis, __version__, resolve.LOOKING, asdict(problem))
    known = ledger.view().kept(f"sightings:{problem.id}", stamp, tuple[Sighting, ...])
    if known is None:
        began = time.monotonic()
        with remembering(ledger):
            known = tuple(look(found.study, found.study.readings, problem))
        if time.monotonic() - began > LONG and not ledger.read_only:
            ledger.keep(f"sightings:{problem.id}", stamp, known)
    found.sightings[problem.id] = known


def look(study: Study, readings: Sequence[Reading], problem: Watch) -> list[Sighting]:
    """Sightings in the documents of some readings."""
    from tocsin import resolve

    wanted = {r.document for r in readings}
    documents = [d for d in study.documents if not d.aside and d.id in wanted]
    return resolve.sightings(problem, documents, readings, study.origins, likeness(), study.copies)


def keep_history(ledger: Ledger, picture: Picture) -> None:
    """Keep the days of a picture, so that a board can be shown before everything is loaded."""
    short = [*(replace(a, cells=(), swings=()) for a in picture.history[:-1]), picture.history[-1]]
    if not ledger.read_only:
        ledger.keep(f"history:{picture.watch.id}", "".join(ledger.stamp()), short)


def kept_history(ledger: Ledger, problem: Watch) -> Picture | None:
    """A picture that knows its days and nothing else, from what was kept last; None when nothing was."""
    from tocsin.nouns.assessment import Assessment

    history: Any = ledger.view().kept(f"history:{problem.id}", None, tuple[Assessment, ...])
    if not history or history[-1].watch != problem.id or _stale(history, problem):
        return None
    day: date = history[-1].day
    return Picture(problem, day, day - timedelta(days=7), (), (), (), (), (), (), history)


def _stale(history: Sequence[Any], problem: Watch) -> bool:
    return {lamp.indicator for lamp in history[-1].lamps} != {i.id for i in problem.indicators}
