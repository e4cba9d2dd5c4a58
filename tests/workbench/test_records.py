"""What the records say of sources: what is in force, and nothing that nobody judged."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.ledger.nouns import READER, document, statement
from tocsin.errors import UsageError
from tocsin.ledger import Ledger
from tocsin.nouns.reading import Event, Piece, Reading
from tocsin.workbench import judging

ACTS = {"fact": "assert", "open": "assert", "oath": "promise", "threat": "threaten", "guess": "predict"}


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """One ministry, one statement of each kind; the promise is about a consultation."""
    said = tuple(replace(statement(name, "a"), act=act) for name, act in ACTS.items())
    met = Event("ev-1", "d-a", "CONSULT", Piece("met", 3, 6), (), (), None, holder="st-oath")
    with Ledger.in_memory() as made:
        made.add_documents([document("a")])
        made.add_readings([Reading("d-a", READER, said, (met,))])
        yield made


def told(ledger: Ledger, topic: str | None = None) -> str:
    return "\n".join(judging.record_lines(ledger, topic))


@pytest.mark.parametrize(
    ("name", "outcome", "says"),
    [
        ("oath", "confirmed", "F  no claim settled yet  The ministry (speaker)  promises kept 1 of 1"),
        ("oath", "expired", "promises kept 0 of 1"),
        ("threat", "refuted", "F  no claim settled yet  The ministry (speaker)  threats carried out 0 of 1"),
        ("open", "expired", "F  no claim settled yet  The ministry (speaker)  1 expired, which does not count"),
        ("guess", "expired", "F  0 of 1 held (25%"),
        ("fact", "confirmed", "F  1 of 1 held (75%"),
    ],
)
def test_each_kind_of_statement_is_counted_as_what_it_is(ledger, name, outcome, says) -> None:
    judging.sign(ledger, "ann", "resolve", f"st-{name}", outcome, "")
    assert says in told(ledger) and "F is unknown" in told(ledger) and "50%" not in told(ledger)


def test_a_judgement_counts_once_a_second_person_approved_it_where_the_case_asks_for_one(ledger) -> None:
    judging.sign(ledger, "ann", "rule", "case", {"second_person": True}, "")
    made = judging.sign(ledger, "ann", "resolve", "st-fact", "refuted", "")
    assert "is resolved yet" in told(ledger) and "Waiting for a second person, and not counted: 1." in told(ledger)
    judging.sign(ledger, "bob", "approve", made.id, None, "")
    assert "0 of 1 held" in told(ledger) and "Waiting" not in told(ledger)


def test_what_was_rejected_counts_for_nobody(ledger) -> None:
    judging.sign(ledger, "ann", "resolve", "st-fact", "refuted", "")
    judging.sign(ledger, "ann", "reject", "st-fact", None, "nobody said it")
    assert "is resolved yet" in told(ledger)


def test_a_topic_is_known_in_any_case_and_an_unknown_one_gets_those_there_are(ledger) -> None:
    assert "is resolved yet" in told(ledger, "MOBILISE")
    judging.sign(ledger, "ann", "resolve", "st-fact", "refuted", "")
    with pytest.raises(UsageError, match=r"no resolved statement is on 'MOBILISE'.*: none"):
        told(ledger, "MOBILISE")
    judging.sign(ledger, "ann", "resolve", "st-oath", "confirmed", "")
    assert told(ledger, "Consult") == told(ledger, "consult")
    assert "on consult  promises kept 1 of 1" in told(ledger, "CONSULT")
    with pytest.raises(UsageError, match=r"no resolved statement is on 'MOBILISE'.*: consult$"):
        told(ledger, "MOBILISE")
