"""Lamps, groups, interests, matrix, swings, confidence, scores, records: the parts one by one."""

import dataclasses
import math
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.weigh.made import DAY, sighting, watch
from tocsin import weigh
from tocsin.errors import UsageError
from tocsin.nouns.assessment import Assessment, Forecast, Lamp
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.watch import Sighting
from tocsin.scales import Accuracy
from tocsin.weigh.posterior import FEAR


def assess(*sightings: Sighting, **options: object) -> Assessment:
    return weigh.assess(watch(), sightings, DAY, draws=20, **options)  # type: ignore[arg-type]


def lamp(a: Assessment, name: str = "mines") -> Lamp:
    return next(x for x in a.lamps if x.indicator == name)


def target(a: Assessment) -> float:
    return a.beliefs[0].p


def test_the_posterior_by_hand() -> None:
    """One report of credibility .7 · today's weight on one indicator outside any group, recomputed from its formula."""
    today = datetime.combine(DAY, datetime.min.time(), UTC)
    a = assess(sighting(1, "insurance", certainty=1.0, first_seen=today))
    c, words, priors = 0.7, (0.75, 0.5, 0.05), (0.1, 0.4, 0.5)
    scores = [q * (p * c + (1 - p) * (1 - c)) for q, p in zip(priors, words, strict=True)]
    for belief, score in zip(a.beliefs, scores, strict=True):
        assert math.isclose(belief.p, score / sum(scores), rel_tol=1e-9)


def test_four_states() -> None:
    assert lamp(assess()).state == "dark"
    assert lamp(assess(sighting(1), sighting(2))).state == "lit"
    assert lamp(assess(sighting(1, present=False), sighting(2, present=False))).state == "absent"
    gone = [sighting(k, "decree", present=False) for k in (1, 2)]
    assert lamp(assess(*gone), "decree").state == "overdue"
    assert lamp(assess(), "decree").state == "dark"  # expected, but nobody looked


def test_a_lamp_fades_with_its_half_life() -> None:
    old = datetime(2031, 3, 20, tzinfo=UTC) - timedelta(days=28)
    faded = lamp(assess(sighting(1, first_seen=old), sighting(2, first_seen=old)))
    assert faded.state == "dark" and math.isclose(faded.strength, 0.25) and faded.last_seen == old.date()


def test_one_side_is_one_voice_and_other_outlets_are_others() -> None:
    officials = [sighting(k, source=f"person:p{k}", side="VOR") for k in range(5)]
    assert lamp(assess(*officials)).origins_for == 1
    assert lamp(assess(*[sighting(k) for k in range(5)])).origins_for == 5


def test_nameless_reports_add_no_weight_by_number() -> None:
    one = target(assess(sighting(1, source=None)))
    assert target(assess(*[sighting(k, source=None) for k in range(30)])) == one


def test_talk_weighs_little() -> None:
    fears = [sighting(k, status="possible") for k in range(12)]
    facts = [sighting(k) for k in range(3)]
    assert target(assess(*fears)) < target(assess(*facts))


def test_a_report_against_interest_weighs_more_than_one_that_serves_it() -> None:
    admits = target(assess(sighting(1, source="state:KES", side="KES")))
    other = target(assess(sighting(1)))
    denies = target(assess(sighting(1, source="state:KES", side="KES", present=False)))
    doubts = target(assess(sighting(1, present=False)))
    assert admits > other and denies > doubts


def test_a_group_adds_less_than_its_members_apart() -> None:
    problem = watch()
    apart = dataclasses.replace(
        problem, indicators=tuple(dataclasses.replace(i, group=None) for i in problem.indicators)
    )
    reports = [sighting(k, name) for k, name in enumerate(["mines", "mines", "patrols", "patrols"])]
    assert target(weigh.assess(problem, reports, DAY, draws=5)) < target(weigh.assess(apart, reports, DAY, draws=5))


def test_however_much_is_feared_it_never_stands_for_a_deed() -> None:
    """Soft ones level off: each still pushes, together they stay below the bound against every rival."""
    problem = watch()
    soft = ("insurance", "decree")
    timid = dataclasses.replace(
        problem, indicators=tuple(dataclasses.replace(i, soft=i.id in soft) for i in problem.indicators)
    )
    one, many = ([sighting(k, name) for k, name in enumerate(soft * n)] for n in (1, 40))
    few, crowd = (weigh.assess(timid, reports, DAY, draws=5) for reports in (one, many))
    assert timid.hypotheses[0].prior < target(few) < target(crowd) < target(weigh.assess(problem, many, DAY, draws=5))
    for rival in ("bluffs", "calm"):
        moved = sum(c.logodds["closes"] - c.logodds[rival] for c in crowd.contributions)
        assert 0 < moved < FEAR
    deed = [*many, *[sighting(90 + k, "mines") for k in range(3)]]
    assert target(weigh.assess(timid, deed, DAY, draws=5)) > target(crowd)


def test_a_known_source_weighs_by_its_record() -> None:
    report = sighting(1)
    good = target(assess(report, credibility={"outlet1.example": "A"}))
    unknown = target(assess(report))
    bad = target(assess(report, credibility={"outlet1.example": Accuracy(0.5, 20)}))
    assert good > unknown > bad and math.isclose(bad, 0.1, rel_tol=1e-9)


def test_little_coverage_widens_the_interval_and_leaves_the_number() -> None:
    bare, covered = (
        assess(),
        assess(*[sighting(k, n) for k, n in enumerate(["mines", "insurance", "talks", "decree"] * 3)]),
    )
    assert bare.forecasts[1].high - bare.forecasts[1].low > 0
    assert math.isclose(target(bare), 0.1, rel_tol=1e-12) and covered.confidence_why != bare.confidence_why
    assert bare.confidence == "low"


def test_the_matrix_has_one_row_per_origin_and_a_reason_per_cell() -> None:
    a = assess(sighting(1, origin="o1"), sighting(2, origin="o1"), sighting(3, "talks", present=False))
    assert len(a.cells) == 2 * 3 and all(c.why for c in a.cells)
    assert {c.mark for c in a.cells if c.origin == "o1" and c.hypothesis == "closes"} == {"CC"}
    counts = weigh.inconsistency(a.cells)
    assert counts["calm"] > counts["closes"]


def test_swings_name_dark_indicators_and_sources_with_where_the_result_would_go() -> None:
    a = assess(*[sighting(k) for k in range(3)])
    kinds = {s.kind for s in a.swings}
    assert {"indicator_lit", "without_source", "without_origin"} <= kinds
    gone = next(s for s in a.swings if s.kind == "without_source" and s.what == "outlet1.example")
    again = weigh.without(watch(), [sighting(k) for k in range(3)], DAY, ["outlet1.example"], draws=5)
    assert math.isclose(gone.p, again.after.forecasts[1].p) and gone.delta < 0


def test_a_retraction_ripples() -> None:
    reports = [sighting(1), sighting(2, statement="st2"), sighting(3, "talks")]
    ripple = weigh.without(watch(), reports, DAY, ["st2", "outlet1.example"], draws=5)
    assert ripple.removed == ("s1", "s2") and ("mines", "lit", "dark") in ripple.lamps
    assert ripple.cells > 0 and any(m.what == "30d" and m.after < m.before for m in ripple.moved)


def test_replay_never_looks_ahead_and_ends_in_full() -> None:
    reports = [sighting(k, first_seen=datetime(2031, 3, 10 + k, tzinfo=UTC)) for k in range(5)]
    days = [date(2031, 3, 9) + timedelta(k) for k in range(6)]
    history = weigh.replay(watch(), reports, days, draws=10)
    for k, day in enumerate(days):
        alone = weigh.assess(watch(), reports[:k], day, draws=10)
        assert history[k].beliefs == alone.beliefs
    assert history[-1].cells and not history[0].cells


def past(p: float, day: int) -> Assessment:
    return Assessment("w", date(2031, 1, day), "m", (), (Forecast(30, p, p, p),), (), (), "low", "")


def test_scores_by_hand() -> None:
    history = [past(p, k + 1) for k, p in enumerate([0.1, 0.6, 0.2, 0.7, 0.9])]
    scores = weigh.score(history, date(2031, 2, 2), base_rate=0.5)
    assert scores.horizon == 30 and scores.days == 5
    came = [False, False, True, True, True]  # within 30 days of 3, 4 and 5 January only
    assert math.isclose(
        scores.brier, sum((p - y) ** 2 for p, y in zip([0.1, 0.6, 0.2, 0.7, 0.9], came, strict=True)) / 5
    )
    assert math.isclose(scores.brier_base, 0.25) and math.isclose(scores.brier_persistence, 0.6)
    assert [a.lead for a in scores.alarms] == [None, 29] and scores.false_alarms == 1 and scores.lead == 29


def test_alarms_without_an_event_are_false_and_an_event_without_alarm_is_missed() -> None:
    loud = weigh.score([past(p, k + 1) for k, p in enumerate([0.1, 0.6, 0.2, 0.7])], None)
    assert loud.false_alarms == 2 and loud.lead is None and loud.false_alarms_per_year == pytest.approx(182.625)
    quiet = weigh.score([past(0.1, 1), past(0.1, 2)], date(2031, 1, 20))
    assert quiet.misses == (date(2031, 1, 20),) and quiet.lead is None


def test_nothing_scored_is_not_perfect() -> None:
    scores = weigh.score([past(0.1, 2), past(0.1, 3)], date(2031, 1, 2), base_rate=0.2)
    assert scores.days == 0 and scores.misses == () and scores.base_rate == 0.2
    means = (scores.brier, scores.brier_base, scores.brier_persistence, scores.log, scores.log_base)
    assert set(means) == {None} and scores.ece is scores.false_alarms_per_year is scores.log_persistence is None


def test_scores_say_where_their_base_rate_is_from() -> None:
    given, other = (weigh.score([past(0.1, 1), past(0.3, 2)], None, base_rate=b) for b in (0.2, None))
    assert (given.base_rate, given.base_rate_from) == (0.2, "given")
    assert (other.base_rate, other.base_rate_from) == (0.1, "first day")


@pytest.mark.parametrize("threshold", [0, 1, 5, -1, math.nan, math.inf])
def test_a_threshold_lies_between_0_and_1(threshold) -> None:
    with pytest.raises(UsageError, match="between 0 and 1"):
        weigh.score([past(0.1, 1)], None, threshold=threshold)


def test_calibration_counts_everything_once() -> None:
    scores = weigh.score([past(p / 20, p + 1) for p in range(20)], date(2031, 2, 10))
    assert sum(b.n for b in scores.bins) == 20 and 0 <= scores.ece <= 1


def signed(target_: str, outcome: str, at: int, retracts: str | None = None) -> Judgement:
    return Judgement(
        f"j{at}", "ana", datetime(2031, 1, at, tzinfo=UTC), "resolve", target_, {"outcome": outcome}, "", retracts
    )


def test_records_count_claims_and_keep_threats_apart() -> None:
    claims = {f"st{k}": weigh.Resolved(f"st{k}", "person:x", "confirmed", "losses", "a.example") for k in range(8)}
    claims["st8"] = weigh.Resolved("st8", "person:x", "confirmed", "losses", act="threaten")
    judgements = [signed(f"st{k}", "confirmed" if k < 6 else "refuted", k + 1) for k in range(8)]
    judgements += [
        signed("st8", "expired", 9),
        signed("st0", "refuted", 10),
        signed("st0", "refuted", 11, retracts="j10"),
        signed("st1", "confirmed", 12, retracts="j2"),
        signed("st1", "confirmed", 13, retracts="j12"),
    ]
    found = weigh.records(weigh.resolved(judgements, claims))
    speaker = next(r for r in found if r.kind == "speaker" and r.topic == "")
    assert (speaker.held, speaker.n, speaker.threats, speaker.threats_carried_out) == (5, 8, 1, 0)
    assert speaker.low < speaker.mean < speaker.high and speaker.letter in "CDE"
    assert {(r.kind, r.topic) for r in found} == {(k, t) for k in ("speaker", "outlet") for t in ("", "losses")}


def test_without_a_record_a_source_stays_unknown() -> None:
    few = weigh.records([weigh.Resolved(f"st{k}", "person:y", "confirmed") for k in range(3)])
    assert few[0].letter == "F" and weigh.credibility(few) == {}


def test_a_floor_refutes_a_lower_claim_and_no_higher_one() -> None:
    days = [date(2031, 1, k) for k in (1, 2, 3, 4)]
    claims = dict(zip(days, [20, 30, 28, 40], strict=True))
    floor = weigh.against_floor("ministry", "ships", claims, dict(zip(days, [10, 40, 0, 20], strict=True)))
    assert (floor.days, floor.below, floor.falls) == (3, (days[1],), (days[2],))
    assert (floor.low, floor.middle, floor.high, floor.last) == (0.75, 2.0, 2.0, 2.0)
    assert "not a higher one" in floor.sentence()
    assert "no day has both" in weigh.against_floor("ministry", "ships", {}, {}).sentence()
