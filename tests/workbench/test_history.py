"""A replay has the numbers of a brief on each day: what was gathered and judged by then, and nothing later."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from tests.cli.conftest import EXAMPLE
from tocsin import workbench
from tocsin.errors import UsageError
from tocsin.nouns.judgement import Judgement
from tocsin.workbench.case import Case

WATCH = "ally-enters-war-belarus"
FIRST, LAST = date(2022, 12, 2), date(2022, 12, 10)


def signed(day: int, verb: str, target: str, value: object = None, retracts: str | None = None) -> Judgement:
    at = datetime(2022, 12, day, 12, tzinfo=UTC)
    return Judgement(f"j-{verb}-{day}", "ann", at, verb, target, value, "", retracts)


@pytest.fixture(scope="module")
def case() -> Iterator[Case]:
    with Case() as made:
        made.add(EXAMPLE, backfill=True)
        yield made


def test_a_judgement_counts_from_its_day_on_and_a_day_is_as_its_brief_has_it(case) -> None:
    before = case.replay(WATCH, FIRST, LAST)
    found = [s for s in case.picture(WATCH, date(2022, 12, 3)).sightings if s.present and s.statement]
    unsure = min(found, key=lambda s: s.score)
    case.ledger.add_judgement(signed(4, "accept", unsure.id))
    case.ledger.add_judgement(signed(5, "grade", found[0].source or "", {"reliability": "A"}))
    case.ledger.add_judgement(signed(6, "reject", found[-1].statement or ""))
    case.ledger.add_judgement(signed(8, "retract", "j-reject-6", None, "j-reject-6"))
    after = case.replay(WATCH, FIRST, LAST)
    p = [round(b.forecasts[1].p - a.forecasts[1].p, 6) for a, b in zip(before, after, strict=True)]
    assert p[:2] == [0, 0] and all(p[2:]) and p[4] != p[3]
    for a in (after[0], after[3], after[-1]):  # each takes seconds
        alone = case.assess(WATCH, a.day)
        assert (a.forecasts, a.beliefs, a.lamps) == (alone.forecasts, alone.beliefs, alone.lamps), a.day


def test_a_day_does_not_depend_on_where_the_replay_ends(case) -> None:
    long, short = case.replay(WATCH, FIRST, LAST), case.replay(WATCH, FIRST, date(2022, 12, 6))
    assert [a.forecasts for a in long[: len(short)]] == [a.forecasts for a in short]


def test_judgements_signed_after_the_last_day_are_said(case) -> None:
    from tocsin.workbench.studying import evidence

    study, problem = evidence(case.ledger, None), workbench.watch(WATCH)
    assert workbench.judged_later(study, workbench.replay(study, problem, FIRST, LAST)) == []
    (said,) = workbench.judged_later(study, workbench.replay(study, problem, FIRST, date(2022, 12, 4)))
    assert said.startswith("1 judgement was signed after 2022-12-04")  # the grade; the rejection was taken back


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (LAST, FIRST, "the first day, 2022-12-10, comes after the last, 2022-12-02"),
        (date(2025, 1, 1), None, "comes after the last, 2022-12-19, the newest there is"),
    ],
)
def test_days_the_wrong_way_round_are_refused(case, first, last, says) -> None:
    with pytest.raises(UsageError, match=says):
        case.replay(WATCH, first, last)
