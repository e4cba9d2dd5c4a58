"""Denials by idiom, and the reports without an owner that they answer."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tocsin.nouns.document import Document, Published
from tocsin.nouns.reading import Reading
from tocsin.read import Reader
from tocsin.read.languages import table
from tocsin.read.statements import denials


def read(reader: Reader, text: str) -> Reading:
    day = date(2031, 5, 6)
    given = Published(day, day, "given")
    return next(iter(reader.read([Document("d", text, datetime(2031, 5, 6, tzinfo=UTC), given)])))


@pytest.mark.parametrize(("cue", "start", "act", "sign"), table("denials")["examples"])
def test_the_tables_own_examples(cue: str, start: str, act: str, sign: int) -> None:
    found = denials.sense(cue, start)
    assert (found.act, found.sign) == (act, sign)


@pytest.mark.parametrize("cue", ["withdrew", "took back", "walked back"])
def test_who_takes_back_a_thing_denies_nothing(cue: str) -> None:
    assert denials.sense(cue, "its claim that").act == "deny"
    assert denials.sense(cue, "its troops from the town").act != "deny"


@pytest.mark.parametrize(
    ("content", "denied"),
    [
        ("Reports of a landing were premature", True),
        ("that the claims were not true", True),
        ("the allegation that he had met the smuggler is a lie", True),
        ("there is no substance to rumours of a merger", True),
        ("the reports were not wrong", False),
        ("the reports were correct", False),
    ],
)
def test_what_is_held_of_something_told(content: str, denied: bool) -> None:
    found = denials.verdict(content)
    assert found is not None and found.denied is denied


@pytest.mark.parametrize(
    "content", ["the birth was premature", "that it would be premature to talk of peace", "the wrong report"]
)
def test_no_verdict_without_something_told_and_judged(content: str) -> None:
    assert denials.verdict(content) is None


@pytest.mark.parametrize(
    ("text", "source", "told"),
    [
        ("The embassy denied reports that visas had been suspended.", "The embassy", "that visas had been suspended"),
        ("The premier poured cold water on reports of an early election.", "The premier", "an early election"),
        ("Claims that the well was poisoned are without foundation, the utility said.", "the utility", "that the well was poisoned"),
        ("Officials said there was no truth to the rumours that the fort had fallen.", "Officials", "that the fort had fallen"),
        ("The regulator distanced itself from claims that the vaccine was unsafe.", "The regulator", "that the vaccine was unsafe"),
        ("Contrary to reports that the pass had been shut, lorries were crossing, the customs office said.", "the customs office", "that the pass had been shut"),
    ],
)  # fmt: skip
def test_a_denial_answers_reports_that_are_nobodys(reader: Reader, text: str, source: str, told: str) -> None:
    said = read(reader, text).statements
    denial = next(s for s in said if s.act == "deny" and s.source and s.source.text == source)
    report = next(s for s in said if s.id == denial.answers)
    assert denial.polarity == "negated"
    assert (report.source, report.text, report.act, report.polarity) == (None, told, "assert", "affirmed")


def test_what_somebody_is_named_for_stays_theirs(reader: Reader) -> None:
    said = read(reader, "Baku dismissed the Armenian report that shells had hit a school.").statements
    assert all(s.source for s in said if "shells had hit" in s.text)


def test_a_phrase_of_contrast_is_no_part_of_what_is_said_instead(reader: Reader) -> None:
    said = read(
        reader, "Contrary to reports that the pass had been shut, lorries were crossing, the customs office said."
    )
    assert "lorries were crossing" in [s.text for s in said.statements if s.act == "assert" and s.source]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("There was no truth in reports that rebels had seized the port, the army said.", "denied"),
        ("The army withdrew its statement that rebels had seized the port.", "denied"),
        ("The army stopped short of confirming that rebels had seized the port.", "possible"),
        ("The army did not know that rebels had seized the port.", "occurred"),
        ("The army said that rebels had seized the port.", "occurred"),
    ],
)
def test_an_event_is_as_real_as_what_is_said_of_it(reader: Reader, text: str, status: str) -> None:
    seizure = next(e for e in read(reader, text).events if e.trigger.text == "seized")
    assert seizure.status == status


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("A report by Amnesty International, according to which the camp is overcrowded, was published.", "amnesty"),
        ("Kigali called the UN report, according to which its troops crossed the border, a fabrication.", "org:UN"),
        ("The ministry published a study, according to which the well was clean.", "org:ministry"),
    ],
)
def test_a_report_speaks_for_its_author(reader: Reader, text: str, actor: str) -> None:
    said = next(s for s in read(reader, text).statements if s.cue and s.cue.text == "according to")
    assert said.source is not None and actor in (said.source.actor or "").lower() + (said.source.actor or "")
