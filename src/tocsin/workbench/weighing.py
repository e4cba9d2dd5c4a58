"""From what was read to a brief, and history replayed without looking ahead."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from tocsin.errors import UsageError
from tocsin.nouns.assessment import Assessment
from tocsin.nouns.picture import Picture
from tocsin.nouns.watch import Watch
from tocsin.workbench.reading import reader
from tocsin.workbench.studying import Study, vectors

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
    sightings = resolve.sightings(problem, documents, study.readings, study.origins, vectors=vectors)
    first = max(min(min(seen), since), day - timedelta(days=HISTORY))
    history = assess_days(problem, sightings, first, day)
    return Picture(
        problem, day, since, study.documents, study.readings, tuple(study.copies), tuple(study.origins),
        tuple(study.relations), tuple(sightings), tuple(history), tuple(study.troubles), reader().name,
    )  # fmt: skip


def assess_days(problem: Watch, sightings: Sequence[Any], first: date, last: date) -> list[Assessment]:
    """One assessment a day."""
    from tocsin import weigh

    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return weigh.replay(problem, sightings, days)


def write_brief(shown: Picture, scale: str) -> Callable[[str], str]:
    """Compose and check a brief once; the function returned renders it in any form."""
    from tocsin import brief, scales

    made = brief.compose(shown, lambda p: scales.phrase(scale, p))
    brief.check(made, {d.id: d for d in shown.documents})
    return lambda form: brief.render(made, shown, form)


def replay(study: Study, problem: Watch, first: date, last: date) -> list[Assessment]:
    """The assessment of each day on what was gathered by then."""
    from tocsin import resolve

    documents = [d for d in study.documents if not d.aside]
    sightings = resolve.sightings(problem, documents, study.readings, study.origins, vectors=vectors)
    return assess_days(problem, sightings, first, last)


def replay_lines(history: Sequence[Assessment], problem: Watch, outcome: date | None) -> Iterator[str]:
    """One JSON line a day, then one with the scores."""
    from tocsin import weigh
    from tocsin.weigh.horizon import main_horizon

    for a in history:
        record = {
            "day": a.day.isoformat(),
            "p": {f"{f.days}d": round(f.p, 6) for f in a.forecasts},
            "low": {f"{f.days}d": round(f.low, 6) for f in a.forecasts},
            "high": {f"{f.days}d": round(f.high, 6) for f in a.forecasts},
            "lit": [lamp.indicator for lamp in a.lamps if lamp.state == "lit"],
        }
        yield json.dumps(record, ensure_ascii=False) + "\n"
    scores = weigh.score(history, outcome, horizon=main_horizon(problem))
    yield json.dumps({"scores": asdict(scores)}, ensure_ascii=False, default=str) + "\n"
