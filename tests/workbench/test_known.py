"""Groups as they were known on a day, in streams that say a few things over and over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.resolve.small import DAY
from tests.resolve.test_meetings import stream
from tocsin.nouns.watch import Sighting
from tocsin.resolve import origins
from tocsin.workbench import known
from tocsin.workbench.studying import Study


def sighted(study: Study) -> list[Sighting]:
    """A sighting of each statement."""
    seen = {d.id: d.first_seen for d in study.documents}
    return [
        Sighting(f"sg-{s.id}", "any", True, seen[s.document], s.document, 0, 9, "o", None, None, 0.9, 0.9, "", s.id)
        for r in study.readings
        for s in r.statements
    ]


@pytest.mark.parametrize("seed", range(4))
def test_each_day_has_the_groups_that_were_known_by_then(seed: int) -> None:
    made = stream(seed, 160)
    documents, readings = tuple(d for d, _ in made), tuple(r for _, r in made)
    study = Study(documents, readings, [], origins(documents, readings), [])
    apart, split = known.splits(study, sighted(study)), 0
    for n in range(13):
        day = (DAY + timedelta(n)).date()
        held = known.on(day, apart)
        came = [(d, r) for d, r in made if d.first_seen.date() <= day]
        wanted = {frozenset(o.members) for o in origins([d for d, _ in came], [r for _, r in came])}
        here = {s.id for _, r in came for s in r.statements}
        shown = known.parted(study, held)
        assert {frozenset(here.intersection(o.members)) for o in shown.origins} - {frozenset()} == wanted
        split += len(held)
    assert split
