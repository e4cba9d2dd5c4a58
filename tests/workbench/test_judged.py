"""What each judgement does to what the machine found – and what it must leave alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.ledger.nouns import READER, document
from tocsin.errors import UsageError
from tocsin.ledger import Ledger
from tocsin.nouns.actor import Actor, Mention
from tocsin.nouns.document import Interval
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.reading import Event, Piece, Reading, Source, Statement
from tocsin.nouns.relation import Origin, Relation
from tocsin.nouns.watch import Sighting
from tocsin.workbench import anchors, joined, judged, judging, keeping

AT = datetime(2022, 12, 1, tzinfo=UTC)


def j(
    verb: str, target: str, value: object = None, by: str = "ann", hour: int = 0, retracts: str | None = None
) -> Judgement:
    return Judgement(
        f"j-{verb}-{target}-{by}-{hour}", by, AT + timedelta(hours=hour), verb, target, value, "", retracts
    )


def said(id: str, start: int = 0, of: str = "d-a") -> Statement:
    return Statement(
        id, of, Source("Minsk", start, start + 5, "state:BLR"), Piece("said", start + 6, start + 10),
        (Piece("it was so", start + 16, start + 25),),
    )  # fmt: skip


def read(*statements: Statement, of: str = "d-a") -> Reading:
    actors = (Actor("state:BLR", "Belarus", "state", "BLR", (Mention("Minsk", 0, 5),)),)
    events = (
        Event("ev-1", of, "CONSULT", Piece("met", 3, 6), ("state:BLR",), (), "state:BLR", holder=statements[0].id),
    )
    return Reading(of, READER, statements, events, actors)


def sighting(id: str = "sg-1", **more: object) -> Sighting:
    base = Sighting(id, "ind", True, AT, "d-a", 0, 25, "o-1", "state:BLR", "BLR", 0.9, 0.7, "words", "st-1")
    return replace(base, **more)


@pytest.mark.parametrize(
    ("value", "field", "wanted"),
    [
        ({"polarity": "negated"}, "polarity", "negated"),
        ({"act": "deny"}, "act", "deny"),
        ({"certainty": 0.2}, "certainty", 0.2),
        ({"said": "2022-11-30"}, "said", Interval(date(2022, 11, 30), date(2022, 11, 30))),
    ],
)
def test_a_statement_is_corrected_and_its_neighbour_is_not(value, field, wanted) -> None:
    (made,) = judged.judged_readings([read(said("st-1"), said("st-2", 40))], [j("correct", "st-1", value)])
    assert getattr(made.statements[0], field) == wanted and made.statements[1] == said("st-2", 40)


def test_who_said_it_is_corrected() -> None:
    (made,) = judged.judged_readings([read(said("st-1"))], [j("correct", "st-1", {"actor": "state:UKR"})])
    assert made.statements[0].source.actor == "state:UKR" and made.statements[0].source.text == "Minsk"


def test_later_corrections_of_other_fields_add_up() -> None:
    judgements = [j("correct", "st-1", {"act": "deny"}), j("correct", "st-1", {"polarity": "negated"}, hour=1)]
    (made,) = judged.judged_readings([read(said("st-1"))], judgements)
    assert (made.statements[0].act, made.statements[0].polarity) == ("deny", "negated")


def test_a_rejected_statement_takes_its_events_along_and_an_unjudged_reading_is_the_same_object() -> None:
    one, two = read(said("st-1")), read(said("st-9", of="d-b"), of="d-b")
    made = judged.judged_readings([one, two], [j("reject", "st-1")])
    assert made[0].statements == () and made[0].events == () and made[1] is two


def test_accepting_after_rejecting_brings_it_back() -> None:
    judgements = [j("reject", "st-1"), j("accept", "st-1", hour=1)]
    assert judged.judged_readings([read(said("st-1"))], judgements)[0].statements


def test_two_names_of_one_party_become_one_everywhere() -> None:
    (made,) = judged.judged_readings([read(said("st-1"))], [j("merge", "state:BLR", "state:KES")])
    assert made.actors[0].id == made.statements[0].source.actor == made.events[0].agents[0] == "state:KES"
    assert made.events[0].where == "state:KES"


def test_one_name_of_two_parties_is_told_apart_in_the_named_documents_only() -> None:
    given = [read(said("st-1")), read(said("st-9", of="d-b"), of="d-b")]
    made = judged.judged_readings(given, [j("split", "state:BLR", ["d-b"])])
    assert made[0] == given[0] and made[1].actors[0].id == made[1].statements[0].source.actor != "state:BLR"


def test_origins_are_merged_split_and_lose_what_is_gone() -> None:
    readings = [read(said("st-1"), said("st-2", 40), said("st-3", 80))]
    found = [
        Origin("o-1", "st-1", ("st-1", "st-2"), ("d-a",), None, "same words"),
        Origin("o-2", "st-3", ("st-3",), ("d-a",), None, "once"),
    ]
    merged = joined.joined_origins(found, readings, [j("merge", "st-3", {"with": "st-1"})])
    assert [o.members for o in merged] == [("st-1", "st-2", "st-3")] and "ann judged" in merged[0].why
    split = joined.joined_origins(found, readings, [j("split", "st-2")])
    assert [o.members for o in split] == [("st-1",), ("st-2",), ("st-3",)]
    left = judged.judged_readings(readings, [j("reject", "st-1")])
    assert joined.joined_origins(found, left, [])[0].members == ("st-2",)


def test_sightings_follow_their_statement_to_its_origin() -> None:
    before = [Origin("o-1", "st-1", ("st-1",), ("d-a",), None, "")]
    after = [Origin("o-7", "st-1", ("st-1", "st-2"), ("d-a",), None, "")]
    assert joined.rejoined([sighting()], before, after)[0].origin == "o-7"
    assert joined.rejoined([sighting(origin="by-copy")], before, after)[0].origin == "by-copy"


def test_relations_are_rejected_accepted_and_corrected() -> None:
    found = [Relation("r-1", "denies", "st-1", "st-2", 0.6, ""), Relation("r-2", "denies", "st-2", "st-3", 0.6, "")]
    assert [r.id for r in judged.judged_relations(found, [j("reject", "r-1")])] == ["r-2"]
    assert judged.judged_relations(found, [j("accept", "r-1")])[0].score == 1.0
    assert judged.judged_relations(found, [j("correct", "r-2", {"kind": "confirms"})])[1].kind == "confirms"
    assert len(judged.judged_relations(found, [j("correct", "r-2", {"kind": "unrelated"})])) == 1


def test_sightings_are_rejected_accepted_turned_and_graded() -> None:
    assert judged.judged_sightings([sighting()], [j("reject", "sg-1")]) == []
    assert judged.judged_sightings([sighting()], [j("accept", "sg-1")])[0].score == 1.0
    turned = judged.judged_sightings([sighting()], [j("correct", "sg-1", {"present": False})])[0]
    assert turned.present is False and turned.score == 1.0
    assert judged.judged_sightings([sighting()], [j("grade", "st-1", {"credibility": "5"})])[
        0
    ].certainty == pytest.approx(0.1)
    assert judged.judged_sightings([sighting()], [j("grade", "st-1", {"credibility": "6"})])[0] == sighting()


def test_the_other_polarity_turns_what_the_statement_reports_unless_the_report_itself_was_judged() -> None:
    given = [read(said("st-1"))]
    made = judged.judged_readings(given, [j("correct", "st-1", {"polarity": "negated"})])
    assert judged.turned(given, made) == {"st-1"} and judged.turned(given, given) == frozenset()
    assert judged.judged_sightings([sighting()], [], frozenset({"st-1"}))[0].present is False
    seen = [j("correct", "sg-1", {"present": True})]
    assert judged.judged_sightings([sighting()], seen, frozenset({"st-1"}))[0].present is True


def test_a_judgement_finds_its_statement_again_after_a_re_reading() -> None:
    old = j("correct", "st-1", {"polarity": "negated", "at": anchors.place(said("st-1"))})
    (made,) = judged.judged_readings([read(said("st-new"), said("st-2", 40))], [old])
    assert (made.statements[0].polarity, made.statements[1].polarity) == ("negated", "affirmed")
    (other,) = judged.judged_readings([read(said("st-far", 300))], [old])
    assert other.statements[0].polarity == "affirmed"


def test_a_second_person_is_asked_from_the_rule_on_and_must_be_another() -> None:
    early, rule = j("reject", "st-0"), j("rule", "case", {"second_person": True}, hour=1)
    made = j("reject", "st-1", hour=2)
    mine, theirs = j("approve", made.id, hour=3), j("approve", made.id, by="bob", hour=4)
    assert {x.id for x in judged.in_force([early, rule, made, mine])} == {early.id, rule.id, mine.id}
    assert judged.waiting([early, rule, made, mine]) == [made]
    assert made in judged.in_force([early, rule, made, mine, theirs])
    back = j("retract", theirs.id, by="bob", hour=5, retracts=theirs.id)
    assert made not in judged.in_force([early, rule, made, mine, theirs, back])
    off = j("rule", "case", {"second_person": False}, hour=6)
    late = j("reject", "st-2", hour=7)
    assert late in judged.in_force([rule, off, late])


def test_a_retraction_that_was_taken_back_has_no_force() -> None:
    made = j("reject", "st-1")
    back = j("retract", made.id, hour=1, retracts=made.id)
    again = j("retract", back.id, hour=2, retracts=back.id)
    once_more = j("retract", again.id, hour=3, retracts=again.id)
    assert judged.in_force([again, back, made]) == (made,) and judged.waiting([made, back, again]) == []
    assert judged.in_force([made, back, again, once_more]) == ()


def test_history_tells_all_that_was_ever_decided() -> None:
    first = j("reject", "st-1")
    back = j("retract", first.id, hour=1, retracts=first.id)
    other, merged = j("reject", "st-2", hour=2), j("merge", "st-3", {"with": "st-1"}, hour=3)
    assert judging.history_of([other, merged, back, first], "st-1") == [first, back, merged]


@pytest.mark.parametrize(
    ("verb", "target", "value", "wrong"),
    [
        ("correct", "st-1", {"polarity": "maybe"}, "polarity is one of"),
        ("correct", "st-1", {"kind": "denies"}, "kind cannot be set here"),
        ("correct", "r-1", {"act": "deny"}, "act cannot be set here"),
        ("correct", "st-1", {"certainty": 7}, "between 0 and 1"),
        ("correct", "st-1", {"said": "Friday"}, "written as 2022-12-10"),
        ("correct", "st-1", {}, "say what to correct"),
        ("grade", "state:BLR", {"reliability": "Z"}, "reliability is one of"),
        ("resolve", "st-1", "maybe", "confirmed, refuted, expired"),
        ("destroy", "st-1", None, "it cannot 'destroy'"),
        ("retract", "j-0", None, "no judgement 'j-0'"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(verb, target, value, wrong) -> None:
    with Ledger.in_memory() as ledger:
        ledger.add_documents([document("a")])
        with pytest.raises(UsageError, match=wrong):
            judging.sign(ledger, "ann", verb, target, value, "")
        assert ledger.view().judgements(retracted=True) == ()


def test_nobody_approves_their_own_judgement_and_nothing_is_taken_back_twice() -> None:
    with Ledger.in_memory() as ledger:
        made = judging.sign(ledger, "ann", "reject", "st-1", None, "no")
        with pytest.raises(UsageError, match="second person"):
            judging.sign(ledger, "ann", "approve", made.id, None, "")
        judging.sign(ledger, "bob", "retract", made.id, None, "")
        with pytest.raises(UsageError, match="taken back already"):
            judging.sign(ledger, "ann", "retract", made.id, None, "")
        assert ledger.audit().faults == ()


def test_what_stands_again_can_be_taken_back_again_whatever_the_clock_says(monkeypatch) -> None:
    with Ledger.in_memory() as ledger:
        made = judging.sign(ledger, "ann", "reject", "st-1", None, "no")
        monkeypatch.setattr(judging, "datetime", type("Slow", (), {"now": lambda _: AT}))
        back = judging.judge(ledger, "ann", "", None, "", made.id)
        assert ledger.view().judgements() == ()
        judging.judge(ledger, "bob", "", None, "", back.id)
        assert ledger.view().judgements() == (made,)
        judging.judge(ledger, "ann", "", None, "", made.id)
        assert ledger.view().judgements() == judged.in_force(ledger.view().judgements(retracted=True)) == ()
        assert ledger.audit().faults == ()


def test_what_is_accepted_again_is_worked_out_as_if_it_had_never_been_rejected() -> None:
    never, out = keeping.basis([]), keeping.basis([j("reject", "st-1")])
    assert out != never
    assert keeping.basis([j("reject", "st-1"), j("accept", "st-1", hour=1)]) == never
    assert keeping.basis([j("reject", "st-1"), j("accept", "st-1", hour=1), j("reject", "st-1", hour=2)]) != never
    assert keeping.basis([j("reject", "sg-1"), j("accept", "st-2")]) == never  # a match does not change what is read
