"""What every ledger does, whatever database it stands on. Subclass with a ``ledger`` fixture to run it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.ledger.nouns import READER, START, copies, document, origin, reading, relation, statement
from tocsin.errors import LedgerError
from tocsin.ledger import Ledger
from tocsin.nouns.actor import Actor, Mention
from tocsin.nouns.assessment import Assessment
from tocsin.nouns.document import Interval, Published
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.people import Account, Pass
from tocsin.nouns.publication import Publication
from tocsin.nouns.reading import Event, Piece, Quantity, Reading, When
from tocsin.nouns.relation import Origin
from tocsin.nouns.trouble import Trouble


def day(number: int) -> datetime:
    """The end of that day of the test's December."""
    return START + timedelta(days=number, hours=12)


def full_reading(of: str) -> Reading:
    """A reading with one of everything."""
    said = Interval(date(2022, 12, 1), None)
    return Reading(
        f"d-{of}",
        READER,
        statements=(replace(statement(of, of), via=("TASS", "ministry"), said=said), statement(of + "2", of)),
        events=(Event("e-1", f"d-{of}", "CONSULT", Piece("met", 3, 6), ("state:BLR",), where="Minsk", when=said),),
        actors=(Actor("state:BLR", "Belarus", "state", "BLR", (Mention("Minsk", 1, 6),)),),
        times=(When("Friday", 0, 6, "DATE", "2022-12-02", said),),
        quantities=(Quantity("q-1", "98 tanks", 0, 8, 98.0, "tanks"),),
        sentences=((0, 10), (11, 20)),
        published=Published(date(2022, 12, 1), date(2022, 12, 2), "inferred", "the text says so"),
    )


def some_accepted(ledger: Ledger) -> None:
    """Two documents, three readings, two judgements."""
    ledger.add_documents([document("a", 1), document("b", 2)])
    ledger.add_readings([full_reading("a"), reading("b", "b"), reading("a", "a3", reader="fixed.v2")])
    ledger.add_judgement(Judgement("j-1", "ann", START, "accept", "st-a"))
    ledger.add_judgement(Judgement("j-2", "bob", START, "reject", "st-b", reason="no"))


# What somebody who can write the database might do, and what the audit says of it.
TAMPERINGS = {
    "a text changed": (("UPDATE document SET body = replace(body, 'nothing', 'much') WHERE id = 'd-a'",), "document d-a is not as it was accepted"),
    "seen earlier": (("UPDATE document SET first_seen = '2020-01-01T00:00:00.000000Z' WHERE id = 'd-b'",), "document d-b is not as it was"),
    "a statement changed": (("UPDATE annotation SET body = replace(body, 'nothing', 'much') WHERE id = 'st-b'",), "reading d-b by fixed.v1 is not as it was"),
    "a statement dropped": (("DELETE FROM annotation WHERE id = 'st-a2'",), "reading d-a by fixed.v1 is not as it was"),
    "a statement slipped in": (("INSERT INTO annotation SELECT 99, reader, document, kind, 7, 'st-x', start, \"end\", body FROM annotation WHERE id = 'st-b'",), "reading d-b by fixed.v1"),
    "another reading made the newest": (("UPDATE reading SET n = 50 WHERE document = 'd-a' AND reader = 'fixed.v1'",), "reading d-a by fixed.v1 is not as"),
    "a judgement turned": (("UPDATE judgement SET body = replace(body, 'reject', 'accept') WHERE id = 'j-2'",), "judgement j-2 is not as it was"),
    "a judgement deleted": (("DELETE FROM judgement WHERE id = 'j-1'",), "judgement j-1, accepted at"),
    "a document deleted": (("DELETE FROM document WHERE id = 'd-b'",), "document d-b, accepted at"),
    "a judgement slipped in": (("INSERT INTO judgement SELECT 9, 'j-9', at, target, body FROM judgement WHERE id = 'j-1'",), "judgement j-9 stands in the case but was never accepted"),
    "two documents swapped": (("UPDATE document SET n = n + 100", "UPDATE document SET n = 102 - n + 1"), "document d-a is not as it was"),
    "row and entry deleted": (("DELETE FROM document WHERE id = 'd-a'", "DELETE FROM log WHERE thing = 'd-a'"), "does not follow from the one before it"),
    "an entry changed": (("UPDATE log SET at = '2020-01-01T00:00:00.000000Z' WHERE n = 3",), "entry 3 of the log does not follow"),
    "two entries swapped": (("UPDATE log SET n = -1 WHERE n = 2", "UPDATE log SET n = 2 WHERE n = 3", "UPDATE log SET n = 3 WHERE n = -1"), "entry 2 of the log does not follow"),
}  # fmt: skip


class LedgerContract:
    """Every promise of the door."""

    def test_documents_come_back_in_the_order_they_were_seen(self, ledger: Ledger) -> None:
        late, early = document("late", 3, url="https://a.example/1", title="T"), document("early", 1)
        assert ledger.add_documents([late, early]) == 2
        assert ledger.view().documents() == (early, late)
        assert ledger.view().document("d-late") == late
        assert ledger.view().document("d-none") is None

    def test_adding_twice_changes_nothing(self, ledger: Ledger) -> None:
        for _ in range(2):
            ledger.add_documents([document("a"), document("b", 1), document("a")])
            ledger.add_readings([full_reading("a"), reading("b", "b")])
            ledger.add_relations([relation("a", "b")])
            ledger.add_origins([origin("a", "b")])
            ledger.add_copies([copies("a", "b")])
            ledger.add_judgement(Judgement("j", "ann", START, "accept", "st-a"))
            ledger.add_troubles([Trouble("x", 1, "is empty")], START)
        view = ledger.view()
        assert len(view.documents()) == 2
        assert view.readings() == (full_reading("a"), reading("b", "b"))
        assert (view.relations(), view.origins()) == ((relation("a", "b"),), (origin("a", "b"),))
        assert (view.copies(), view.troubles()) == ((copies("a", "b"),), (Trouble("x", 1, "is empty"),))
        assert len(view.judgements()) == 1

    def test_the_first_clock_of_a_document_stands(self, ledger: Ledger) -> None:
        ledger.add_documents([document("a", 1)])
        assert ledger.add_documents([document("a", 5, text=document("a", 1).text)]) == 0
        assert ledger.view().documents()[0].first_seen == START + timedelta(days=1)

    def test_people_and_their_passes(self, ledger: Ledger) -> None:
        people, soon = ledger.people, START + timedelta(hours=12)
        people.put(Account("ann", "analyst", "$argon2id$...", START))
        people.put(Account("bob", "reader", "$argon2id$...", START))
        people.put(replace(people.account("ann"), role="editor"))
        assert [(a.name, a.role) for a in people.accounts()] == [("ann", "editor"), ("bob", "reader")]
        people.grant(Pass("hash-1", "session", "ann", "editor", "", START, soon))
        people.grant(Pass("hash-2", "token", "ann", "reader", "a script", START, START + timedelta(days=9)))
        assert people.holder("hash-1", START).account == "ann" and people.holder("hash-3", START) is None
        assert people.holder("hash-1", soon) is None
        assert len(people.passes("ann")) == 2 and people.passes("bob") == ()
        people.revoke("hash-2")
        assert [p.hash for p in people.passes()] == ["hash-1"]
        people.put(replace(people.account("ann"), closed=soon))
        assert people.holder("hash-1", START) is None and people.account("ann").closed == soon
        assert ledger.audit().faults == ()

    def test_published_briefs_stand_as_they_were(self, ledger: Ledger) -> None:
        made = Publication("b-1", "w", date(2022, 12, 1), START, "ann", "likely", "<p>…</p>", "{}")
        assert (ledger.add_publication(made), ledger.add_publication(made)) == (1, 0)
        assert ledger.view().publications("w") == (made,) and ledger.view().publications("x") == ()

    def test_what_is_kept_holds_for_what_it_was_worked_out_from(self, ledger: Ledger) -> None:
        ledger.keep("origins", "1", (origin("a", id="o-1"),))
        ledger.keep("origins", "2", (origin("b", id="o-2"),))
        kind = tuple[Origin, ...]
        assert ledger.view().kept("origins", "2", kind) == (origin("b", id="o-2"),)
        assert ledger.view().kept("origins", "1", kind) is None and ledger.view().kept("other", None, kind) is None
        assert ledger.view().kept("origins", None, kind) == (origin("b", id="o-2"),)

    def test_the_stamp_tells_evidence_from_judgement(self, ledger: Ledger) -> None:
        empty = ledger.stamp()
        ledger.add_documents([document("a")])
        ledger.add_readings([reading("a", "a")])
        evidence = ledger.stamp()
        ledger.add_judgement(Judgement("j", "ann", START, "accept", "st-a"))
        judged = ledger.stamp()
        assert empty[0] != evidence[0] == judged[0] and evidence[1] != judged[1]

    def test_statements_are_found_by_their_words(self, ledger: Ledger) -> None:
        ledger.add_documents([document("a"), document("b", 1)])
        ledger.add_readings([
            Reading("d-a", READER, statements=(statement("a", "a", "the bridges were closed"),)),
            Reading("d-b", READER, statements=(statement("b", "b", "nothing was opened"),)),
        ])  # fmt: skip
        assert ledger.view().find_statements("bridge") == ["st-a"]
        assert ledger.view().find_statements('"" OR -') == []

    def test_a_reading_comes_back_whole(self, ledger: Ledger) -> None:
        ledger.add_documents([document("a")])
        assert ledger.add_readings([full_reading("a")]) == 1
        assert ledger.view().readings() == (full_reading("a"),)

    def test_reading_again_adds_and_the_newest_is_shown(self, ledger: Ledger) -> None:
        ledger.add_documents([document("a"), document("b", 1)])
        ledger.add_readings([reading("a", "a"), reading("b", "b")])
        ledger.add_readings([reading("a", "a", "a2", reader="fixed.v2")])
        assert [r.reader for r in ledger.view().readings()] == ["fixed.v2", READER]
        assert ledger.view().readings(READER)[0] == reading("a", "a")
        assert ledger.view().readings("fixed.v2") == (reading("a", "a", "a2", reader="fixed.v2"),)
        assert ledger.view().readings(documents=["d-b"]) == (reading("b", "b"),)

    def test_an_empty_reading_is_a_reading(self, ledger: Ledger) -> None:
        ledger.add_documents([document("a")])
        ledger.add_readings([Reading("d-a", READER)])
        assert ledger.view().readings() == (Reading("d-a", READER),)
        assert list(ledger.unread(READER)) == []

    def test_unread_are_those_to_be_read_by_that_reader(self, ledger: Ledger) -> None:
        ledger.add_documents([document("a"), document("b", 1), document("c", 2, aside="language: de")])
        ledger.add_readings([reading("a", "a")])
        assert [d.id for d in ledger.unread(READER)] == ["d-b"]
        assert [d.id for d in ledger.unread("other.v1")] == ["d-a", "d-b"]

    def test_unread_streams_while_readings_are_added(self, ledger: Ledger) -> None:
        ledger.add_documents([document(f"{n:04}", 0) for n in range(1100)])
        seen = []
        for d in ledger.unread(READER):
            seen.append(d.id)
            if len(seen) % 100 == 0:
                ledger.add_readings([Reading(i, READER) for i in seen[-100:]])
        assert seen == sorted(seen)
        assert len(seen) == 1100

    def test_a_statement_belongs_to_the_origin_found_last(self, ledger: Ledger) -> None:
        ledger.add_documents([document("a"), document("b", 1), document("c", 2)])
        ledger.add_origins([origin("a", "b"), origin("c")])
        ledger.add_origins([origin("a", "b", "c")])
        assert ledger.view().origins() == (origin("a", "b", "c"),)
        assert ledger.view(day(1)).origins() == (origin("a", "b"),)
        ledger.add_origins([origin("a", "b"), origin("c")])
        assert ledger.view().origins() == (origin("a", "b"), origin("c"))

    def test_of_two_relations_on_a_pair_the_later_stands(self, ledger: Ledger) -> None:
        ledger.add_documents([document("a"), document("b", 1)])
        ledger.add_readings([reading("a", "a"), reading("b", "b")])
        ledger.add_relations([relation("a", "b")])
        ledger.add_relations([relation("b", "a", "confirms")])
        assert ledger.view().relations() == (relation("b", "a", "confirms"),)

    def test_a_relation_needs_its_statements(self, ledger: Ledger) -> None:
        with pytest.raises(LedgerError, match="st-a, which the case does not hold"):
            ledger.add_relations([relation("a", "b")])

    def test_judgements_are_dated_and_can_be_taken_back(self, ledger: Ledger) -> None:
        ledger.add_documents([document("a")])
        made = Judgement("j1", "ann", day(1), "reject", "d-a", {"why": ["x"]}, "wrong")
        back = Judgement("j2", "bob", day(3), "retract", "d-a", retracts="j1")
        assert ledger.add_judgement(made) == 1
        ledger.add_judgement(back)
        assert ledger.view(day(0)).judgements() == ()
        assert ledger.view(day(2)).judgements() == (made,)
        assert ledger.view().judgements() == ()
        assert ledger.view().judgements("d-a", retracted=True) == (made, back)
        ledger.add_judgement(Judgement("j3", "ann", day(4), "retract", "j2", retracts="j2"))
        assert ledger.view().judgements() == (made,)

    def test_assessments_of_a_day_and_method_the_latest(self, ledger: Ledger) -> None:
        def answer(number: int, why: str) -> Assessment:
            return Assessment("w", date(2022, 12, number), "m.v1", (), (), (), (), "low", why)

        for made in (answer(2, "x"), answer(1, "x"), answer(2, "y"), answer(2, "y")):
            ledger.add_assessment(made)
        assert ledger.view().assessments("w") == (answer(1, "x"), answer(2, "y"))
        assert ledger.view(datetime(2022, 12, 1, 23, tzinfo=UTC)).assessments("w") == (answer(1, "x"),)

    def test_search_finds_words_phrases_and_leaves_out(self, ledger: Ledger) -> None:
        ledger.add_documents(
            [
                document("a", 0, "The guard warned of tanks at the border."),
                document("b", 1, "Border tanks were denied."),
            ]
        )
        found = lambda q: sorted(d.id for d in ledger.view().search(q))  # noqa: E731  # a name for the test's subject
        assert found("border tank") == ["d-a", "d-b"]
        assert found('"at the border"') == ["d-a"]
        assert found("border -denied") == ["d-a"]
        assert found("guard OR denied") == ["d-a", "d-b"]
        assert found("missiles") == []
        assert found("") == []
        assert [d.id for d in ledger.view(day(0)).search("tanks")] == ["d-a"]

    @pytest.mark.parametrize("query", ['"', "'; DROP TABLE document", "a:b NEAR(", "-", "* ^ {}", "\x00", "x" * 5000])
    def test_search_takes_anything(self, ledger: Ledger, query: str) -> None:
        ledger.add_documents([document("a")])
        assert ledger.view().search(query) == ()

    def test_search_looks_into_statements(self, ledger: Ledger) -> None:
        ledger.add_documents([document("a")])
        ledger.add_readings([reading("a", "a")])
        assert [s.id for s in ledger.view().search_statements("nothing happened")] == ["st-a"]
        assert ledger.view(START - timedelta(days=1)).search_statements("nothing") == ()
        ledger.add_readings([reading("a", "b", reader="fixed.v2")])
        assert [s.id for s in ledger.view().search_statements("nothing happened")] == ["st-b"]

    def test_a_very_long_text_is_kept_whole_and_its_beginning_found(self, ledger: Ledger) -> None:
        long = document("long", 0, "guard " + " ".join(f"word{n:x}z" for n in range(90_000)) + "y" * 5000)
        ledger.add_documents([long])
        assert ledger.view().documents() == (long,)
        assert ledger.view().search("guard word5z") == (long,)

    def test_readings_of_more_documents_than_a_query_can_name(self, ledger: Ledger) -> None:
        ledger.add_documents([document("a")])
        ledger.add_readings([reading("a", "a")])
        assert len(ledger.view().readings(documents=["d-a", *map(str, range(70_000))])) == 1

    def test_odd_characters_come_back(self, ledger: Ledger) -> None:
        odd = document("odd", 0, "a\x00b \ud800 \U0001f6a8 \u202e said", title="\x00", outlet="\udfff", url="https://[")
        ledger.add_documents([odd])
        ledger.add_readings([Reading("d-odd", READER, statements=(statement("odd", "odd", "x\x00\ud800y"),))])
        assert ledger.view().documents() == (odd,)
        assert ledger.view().statements()[0].content[0].text == "x\x00\ud800y"

    def test_the_newest_version_of_an_address(self, ledger: Ledger) -> None:
        ledger.add_documents(
            [
                document("a", 1, url="http://www.a.example/x?utm_source=q#top"),
                document("b", 3, url="https://a.example/x"),
            ]
        )
        assert ledger.newest("https://A.example/x/") == ("d-b", START + timedelta(days=3))
        assert ledger.view(day(2)).newest("https://a.example/x") == ("d-a", START + timedelta(days=1))
        assert ledger.newest("https://a.example/y") is None

    def test_counts(self, ledger: Ledger) -> None:
        ledger.add_documents([document("a"), document("b", 1)])
        ledger.add_readings([reading("a", "a"), reading("b", "b")])
        assert ledger.view(day(0)).counts() == {"documents": 1, "readings": 1, "annotations": 2}

    def test_a_view_never_sees_what_came_later(self, ledger: Ledger) -> None:
        @settings(max_examples=10, deadline=None, phases=(Phase.generate,), database=None)
        @given(st.data())
        def never(data: st.DataObject) -> None:
            days = fill(ledger, data)
            nothing_later(ledger, days, data.draw(st.integers(0, 9)))

        never()

    def test_everything_accepted_is_in_the_log_and_still_as_it_was(self, ledger: Ledger) -> None:
        some_accepted(ledger)
        found = ledger.audit()
        assert found.counts == {"document": 2, "reading": 3, "judgement": 2, "publication": 0} and found.faults == ()
        assert len(found.links) == 8 and found.holds(found.links[3])
        some_accepted(ledger)
        assert ledger.audit() == found

    def test_what_was_noted_stays_part_of_the_chain(self, ledger: Ledger) -> None:
        some_accepted(ledger)
        noted = ledger.audit().head
        ledger.add_documents([document("c", 3)])
        assert ledger.audit().holds(noted) and ledger.audit().head != noted

    @pytest.mark.parametrize(("tampering", "fault"), TAMPERINGS.values(), ids=TAMPERINGS)
    def test_tampering_is_named(self, ledger: Ledger, tampering: tuple[str, ...], fault: str) -> None:
        some_accepted(ledger)
        with ledger._engine.connect().execution_options(writes=True) as connection, connection.begin():
            for step in tampering:
                assert connection.execute(sa.text(step)).rowcount > 0
        assert any(fault in f for f in ledger.audit().faults), ledger.audit().faults


def fill(ledger: Ledger, data: st.DataObject) -> dict[str, int]:
    """Some documents, everything that can hang on them, and the day each was first seen."""
    tag = f"x{ledger.view().counts()['documents']}x"
    days = data.draw(st.lists(st.integers(0, 9), min_size=2, max_size=6))
    names = [f"{tag}{n}" for n in range(len(days))]
    older = data.draw(st.lists(st.none() | st.sampled_from(names), min_size=len(names), max_size=len(names)))
    made = zip(names, days, older, strict=True)
    ledger.add_documents(document(name, d, supersedes=f"d-{o}" if o else None) for name, d, o in made)
    ledger.add_readings(reading(name, name) for name in names)
    pair = st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True)
    for group in data.draw(st.lists(pair, max_size=3)):
        ledger.add_relations([relation(group[0], group[1])])
        ledger.add_origins([origin(*group)])
        ledger.add_copies([copies(*group)])
        for target in (f"d-{group[0]}", f"st-{group[0]}", origin(*group).id):
            ledger.add_judgement(Judgement(f"j-{target}", "ann", START - timedelta(days=1), "accept", target))
    return dict(zip(names, days, strict=True))


def nothing_later(ledger: Ledger, days: dict[str, int], cut: int) -> None:
    """The view of that day shows what was there and nothing that hangs on what was not."""
    view = ledger.view(day(cut))
    later = {name for name, d in days.items() if d > cut}
    named = [d.supersedes for d in view.documents()] + [r.document for r in view.readings()]
    named += [side for r in view.relations() for side in (r.a, r.b)]
    named += [d for found in (*view.origins(), *view.copies()) for d in found.documents]
    named += [d.id for name in sorted(later) for d in view.search(name)]
    assert all(d.first_seen <= day(cut) for d in view.documents())
    assert {f"{kind}-{name}" for name in later for kind in ("d", "st")}.isdisjoint(named)
    assert not any(name in j.target for j in view.judgements() for name in later)
    assert {f"d-{name}" for name, d in days.items() if d <= cut} <= {d.id for d in view.documents()}
