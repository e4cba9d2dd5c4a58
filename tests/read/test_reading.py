"""The reader with its own network, on dispatches written for these tests: what must never be lost."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.nouns.document import Document, Published
from tocsin.nouns.reading import Reading, Statement
from tocsin.read import Reader
from tocsin.read.texts import read_text

DAY = date(2031, 5, 6)
STORY = """Ministry: no plans to close the strait

The defence ministry in Vilnius reported on Monday that anonymous accounts had claimed that a landing would take place \
within days. This claim was refuted by the president's adviser, who stated that Lithuania does not have any information \
about troop movements. A similar statement was made by the spokesman of the border guard.

There were reports that two bridges had been blown up. "We are ready," General Ana Ruiz said. "We have waited long \
enough.

"And if they try, they will pay a heavy price."

Officials did not rule out that an attack may come in spring. Seoul denied that its troops had crossed the line. \
Nobody has crossed the river, police said."""


@pytest.fixture(scope="module")
def story(reader: Reader) -> Reading:
    published = Published(DAY, DAY, "given")
    document = Document(
        "d-1", STORY, datetime(2031, 5, 6, tzinfo=UTC), published, "Ministry: no plans to close the strait"
    )
    (reading,) = reader.read([document])
    assert reader.troubles == []
    return reading


def by(reading: Reading, source: str | None, content: str) -> Statement:
    found = [s for s in reading.statements if content in s.text and (s.source and s.source.text) == source]
    assert found, [(s.source and s.source.text, s.text) for s in reading.statements]
    return found[0]


def test_every_piece_quotes_the_text(story: Reading) -> None:
    for s in story.statements:
        for piece in (*s.content, *([s.cue] if s.cue else []), *([s.source] if s.source else [])):
            assert piece.text == STORY[piece.start : piece.end]


def test_a_headline_speaks(story: Reading) -> None:
    assert by(story, "Ministry", "no plans").polarity == "negated"


def test_a_nested_statement_keeps_its_chain(story: Reading) -> None:
    inner = by(story, "anonymous accounts", "landing would take place")
    assert any("defence ministry" in name for name in inner.via)


def test_a_denial_of_anothers_claim(story: Reading) -> None:
    denial = next(s for s in story.statements if s.act == "deny" and s.source and "adviser" in s.source.text)
    assert denial.polarity == "negated" and denial.answers


def test_what_is_not_known_is_negated(story: Reading) -> None:
    assert by(story, "the president's adviser, who", "does not have any information").polarity == "negated"


def test_a_report_without_a_source(story: Reading) -> None:
    assert by(story, None, "two bridges had been blown up").certainty < 0.8


def test_a_quotation_over_paragraphs_is_one_statement(story: Reading) -> None:
    quote = next(s for s in story.statements if "We are ready" in s.text)
    assert quote.quoted and "heavy price" in quote.text


def test_not_ruled_out_is_affirmed_and_uncertain(story: Reading) -> None:
    s = by(story, "Officials", "attack may come")
    assert s.polarity == "affirmed" and s.certainty <= 0.5


def test_a_denial_is_negated(story: Reading) -> None:
    assert by(story, "Seoul", "crossed the line").act == "deny"
    assert by(story, "police", "Nobody has crossed").polarity == "negated"


def test_reading_twice_gives_the_same(reader: Reader, story: Reading) -> None:
    document = Document("d-1", STORY, datetime(2031, 5, 6, tzinfo=UTC), Published(DAY, DAY, "given"),
                        "Ministry: no plans to close the strait")  # fmt: skip
    other = Document("d-2", "The envoy said talks had begun.", datetime(2031, 5, 6, tzinfo=UTC))
    assert list(reader.read([other, document]))[1] == story


def test_bare_sentences(reader: Reader) -> None:
    _, told = read_text("Kim said that the port had fallen.", reader)
    _, plain = read_text("The port has not fallen.", reader)
    assert told.statements[0].source and told.statements[0].source.text == "Kim"
    assert plain.statements[0].source is None and plain.statements[0].polarity == "negated"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_unicode_is_read(reader: Reader, text: str) -> None:
    (reading,) = reader.read([Document("d", text, datetime(2031, 5, 6, tzinfo=UTC))])
    assert reader.troubles == []
    assert all(p.text == text[p.start : p.end] for s in reading.statements for p in s.content)


def test_a_denial_answers_the_report_it_names_and_not_a_question(reader) -> None:
    def read(text: str) -> tuple[Statement, ...]:
        document = Document("d-2", text, datetime(2031, 5, 6, tzinfo=UTC), Published(DAY, DAY, "given"))
        return next(reader.read([document])).statements

    named = read("The coastguard denied a report from Port Sayla that mines had been laid in the channel.")
    denial, report = (next(s for s in named if s.text.startswith(x)) for x in ("a report", "that mines"))
    assert denial.answers == report.id
    passed = read(
        "Customs is searching every lorry to slow the trade, the union reported, without saying how it knows. "
        "The finance ministry denies this."
    )
    denial = next(s for s in passed if s.act == "deny")
    assert denial.answers == next(s for s in passed if s.text.startswith("Customs")).id


def test_nobody_said_it_after_it_was_printed(reader) -> None:
    text = "The ministry expects more drills, as next June will bring new recruits. However, the ministry stated that it sees no strike group."
    document = Document("d-3", text, datetime(2031, 5, 6, tzinfo=UTC), Published(DAY, DAY, "given"))
    for statement in next(reader.read([document])).statements:
        assert statement.said and statement.said.start <= DAY
