"""What weighing promises, whatever the sightings."""

import dataclasses
import itertools
import math
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.weigh.made import DAY, NAMES, WORDS, many, sighting, watch
from tocsin import weigh
from tocsin.nouns.assessment import Assessment
from tocsin.nouns.watch import Sighting, Watch
from tocsin.weigh import horizon

FEW = settings(max_examples=15, deadline=None)


def assess(sightings: list[Sighting], problem: Watch | None = None, draws: int = 8) -> Assessment:
    return weigh.assess(problem or watch(), sightings, DAY, draws=draws)


def target(a: Assessment) -> float:
    return a.beliefs[0].p


@FEW
@given(many(least=1))
def test_a_duplicate_adds_nothing(made: list[Sighting]) -> None:
    copy = dataclasses.replace(made[0], id="copy", document="elsewhere", source=made[0].source)
    assert target(assess([*made, copy])) == target(assess(made))


@FEW
@given(many(), st.randoms(use_true_random=False))
def test_order_of_arrival_is_irrelevant(made: list[Sighting], random: object) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert assess(shuffled) == assess(made)


@FEW
@given(many(), st.sampled_from(["mines", "patrols", "insurance", "decree"]), st.floats(0.05, 0.5))
def test_stronger_evidence_never_moves_the_wrong_way(made: list[Sighting], name: str, more: float) -> None:
    """The four indicators are at least as likely under the target as under any rival."""
    weak = sighting(99, name, True, certainty=0.4, source="new.example")
    strong = dataclasses.replace(weak, certainty=0.4 + more)
    without, less, full = (target(assess(x)) for x in (made, [*made, weak], [*made, strong]))
    assert without <= less + 1e-12 and less <= full + 1e-12
    absent = dataclasses.replace(strong, id="s98", origin="o98", present=False)
    assert target(assess([*made, absent])) <= without + 1e-12


def test_silence_changes_nothing() -> None:
    a = assess([])
    assert all(math.isclose(b.p, b.prior, rel_tol=1e-12) for b in a.beliefs)
    assert not a.contributions and {lamp.state for lamp in a.lamps} == {"dark"}


@FEW
@given(many(), st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_an_indicator_nobody_reports_on_changes_nothing(made: list[Sighting], a: str, b: str, c: str) -> None:
    problem = watch()
    made = [s for s in made if s.indicator != "insurance"]
    other = dataclasses.replace(problem.indicators[2], likelihood={"closes": a, "bluffs": b, "calm": c})
    changed = dataclasses.replace(problem, indicators=(*problem.indicators[:2], other, *problem.indicators[3:]))
    assert [x.p for x in assess(made).beliefs] == [x.p for x in assess(made, changed).beliefs]


@FEW
@given(many())
def test_hypotheses_sum_to_one_and_bounds_hold(made: list[Sighting]) -> None:
    a = assess(made)
    assert math.isclose(sum(b.p for b in a.beliefs), 1.0, abs_tol=1e-12)
    assert all(0 <= b.low <= b.p <= b.high <= 1 for b in a.beliefs)
    assert all(0 <= f.low <= f.p <= f.high <= 1 for f in a.forecasts)


@FEW
@given(many(), st.floats(1, 400))
def test_probability_never_falls_with_the_horizon(made: list[Sighting], tau: float) -> None:
    problem = dataclasses.replace(
        watch(tau), question=dataclasses.replace(watch().question, horizons=(1, 7, 30, 90, 365))
    )
    forecasts = assess(made, problem).forecasts
    for field in ("p", "low", "high"):
        values = [getattr(f, field) for f in forecasts]
        assert all(x <= y + 1e-12 for x, y in itertools.pairwise(values))


@FEW
@given(many())
def test_contributions_add_up_to_the_posterior(made: list[Sighting]) -> None:
    a = assess(made)
    scores = [math.log(b.prior) + sum(c.logodds[b.hypothesis] for c in a.contributions) for b in a.beliefs]
    total = math.log(sum(math.exp(s) for s in scores))
    for score, belief in zip(scores, a.beliefs, strict=True):
        assert math.isclose(math.exp(score - total), belief.p, rel_tol=1e-9)


@FEW
@given(many(least=2))
def test_taking_a_source_out_and_putting_it_back_is_identity(made: list[Sighting]) -> None:
    source = weigh.voice(made[0])
    ripple = weigh.without(watch(), made, DAY, [source], draws=8)
    gone = [s for s in made if s.id in ripple.removed]
    kept = [s for s in made if s.id not in ripple.removed]
    assert gone and assess([*kept, *gone]) == assess(made)
    assert ripple.after.beliefs == weigh.assess(watch(), kept, DAY, draws=8).beliefs


@FEW
@given(many(), st.integers(1, 400))
def test_what_is_gathered_later_is_not_seen(made: list[Sighting], days: int) -> None:
    later = datetime.combine(DAY, datetime.min.time(), UTC) + timedelta(days=days)
    future = [sighting(50 + k, name, first_seen=later) for k, name in enumerate(NAMES)]
    assert assess([*made, *future]) == assess(made)


@FEW
@given(many())
def test_a_second_run_gives_the_same(made: list[Sighting]) -> None:
    assert assess(made, draws=200) == assess(made, draws=200)


@FEW
@given(st.floats(1e-5, 0.5), st.floats(0, 2), st.floats(0.5, 500), st.lists(st.integers(1, 3000), min_size=2))
def test_arrival_is_monotone_in_time(base: float, hazard: float, tau: float, days: list[int]) -> None:
    import numpy as np

    ordered = np.array(sorted(days), dtype=float)
    values = horizon.arrival(np.array([hazard]), np.asarray(base), tau, ordered)[:, 0]
    assert (np.diff(values) >= -1e-12).all() and (values >= 0).all() and (values <= 1).all()
