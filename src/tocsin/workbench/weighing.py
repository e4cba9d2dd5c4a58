"""From what was read to a brief, and history replayed without looking ahead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tocsin.errors import UsageError
from tocsin.nouns.assessment import Assessment
from tocsin.nouns.picture import Picture
from tocsin.nouns.watch import Sighting, Watch
from tocsin.workbench.heard import remembered
from tocsin.workbench.judged import judged_sightings
from tocsin.workbench.networks import likeness
from tocsin.workbench.reading import reader
from tocsin.workbench.studying import Study
from tocsin.workbench.trust import trusted

if TYPE_CHECKING:
    from tocsin.weigh import Credibility

HISTORY = 120  # days of assessments a brief draws


def picture(study: Study, problem: Watch, as_of: date | None, since: date | None) -> Picture:
    """All that is known on one question as of one day (the newest day there is, when none is given)."""
    from tocsin import resolve

    if not study.readings:
        raise UsageError("there is nothing to brief on: no document that can be read was gathered by that day")
    seen = [d.first_seen.date() for d in study.documents]
    day = as_of or max(seen)
    since = since or day - timedelta(days=7)
    documents = [d for d in study.documents if not d.aside]
    with remembered(study.case):
        found = resolve.sightings(problem, documents, study.readings, study.origins, likeness(), study.copies)
    return weighed(study, problem, found, day, since)


def weighed(study: Study, problem: Watch, found: Sequence[Sighting], day: date, since: date) -> Picture:
    """The picture from what the machine sighted: judged, then weighed day by day."""
    seen = [d.first_seen.date() for d in study.documents]
    sightings = judged_sightings(found, study.judgements, study.turned)
    first = max(min(min(seen), since), day - timedelta(days=HISTORY))
    history = assess_days(problem, sightings, first, day, trusted(study))
    return Picture(
        problem, day, since, study.documents, study.readings, tuple(study.copies), tuple(study.origins),
        tuple(study.relations), tuple(sightings), tuple(history), tuple(study.troubles), reader().name,
    )  # fmt: skip


def assess_days(
    problem: Watch, sightings: Sequence[Sighting], first: date, last: date, credibility: Credibility | None = None
) -> list[Assessment]:
    """One assessment a day."""
    from tocsin import weigh

    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return weigh.replay(problem, sightings, days, credibility)


def write_brief(shown: Picture, scale: str) -> Callable[[str], str]:
    """Compose and check a brief once; the function returned renders it in any form."""
    from tocsin import brief, scales

    made = brief.compose(shown, lambda p: scales.phrase(scale, p))
    brief.check(made, {d.id: d for d in shown.documents})
    return lambda form: brief.render(made, shown, form)
