"""From marked spans to statements: linking, quotations, answers to earlier statements, nesting, days."""

from datetime import UTC, date, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.read.hand import blank, marked
from tocsin.nouns.document import Document, Interval, Published
from tocsin.nouns.reading import Statement, When
from tocsin.read import actors, statements
from tocsin.read.statements.quotes import quotations

DAY = Published(date(2031, 5, 6), date(2031, 5, 6), "given")


def read(markup: str, times: tuple[When, ...] = (), title: str | None = None) -> list[Statement]:
    text, tagged = marked(markup)
    document = Document("d-1", text, datetime(2031, 5, 6, tzinfo=UTC), DAY, title)
    found = statements.find(document, tagged, times, DAY, actors.resolve(text, tagged))
    for s in found:
        for piece in (*s.content, *([s.cue] if s.cue else []), *([s.source] if s.source else [])):
            assert piece.text == text[piece.start : piece.end]
    return found


def test_source_cue_and_content_become_one_statement() -> None:
    (s,) = read("[S1 The envoy] [C1 said] [T1 talks had begun].")
    assert s.source and s.cue
    assert (s.source.text, s.cue.text, s.text, s.act) == ("The envoy", "said", "talks had begun", "assert")


def test_a_content_in_pieces_stays_one_statement() -> None:
    (s,) = read("[T1 “We left,”] [S1 Ruiz] [C1 said]. [T1 “We will be back.”]")
    assert [p.text for p in s.content] == ["“We left,”", "“We will be back.”"] and s.quoted


def test_a_quotation_is_followed_over_sentences_and_paragraphs() -> None:
    (s,) = read("[S1 Ruiz] [C1 said]: [T1 “We left the town.] It was empty.\n\n“Nobody stayed behind.”")
    assert s.text.endswith("It was empty.\n\n“Nobody stayed behind.”")


def test_scare_quotes_are_not_statements() -> None:
    assert read("The “special operation” went on. Trucks rolled past the “red line” all day.") == []


def test_two_sources_say_the_same() -> None:
    found = read("[S1 Oslo] and, later, [S1 Rome] [C1 confirmed] [T1 the ship had sunk].")
    assert [s.source.text for s in found if s.source] == ["Oslo", "Rome"]
    assert len({s.id for s in found}) == 2 and len({s.content for s in found}) == 1


def test_reports_without_a_source() -> None:
    (s,) = read("There were reports that two bridges had been blown up.")
    assert s.source is None and s.cue and s.cue.text == "There were reports that"
    assert s.text == "two bridges had been blown up" and s.certainty < 0.7


def test_a_denial_of_anothers_claim_denies_what_was_said() -> None:
    first, second = read(
        "[S1 Army staff] [C1 said] [T1 rebels had taken the port]. This claim was refuted by the mayor of the port."
    )
    assert second.source and second.source.text == "the mayor of the port"
    assert (second.act, second.polarity) == ("deny", "negated")
    assert second.content == first.content and second.answers == first.id


def test_a_denied_pointer_answers_what_was_said() -> None:
    first, second = read("[S1 The army] [C1 said] [T1 the port fell]. [S2 The mayor] [C2 denied] [T2 the claim].")
    assert second.answers == first.id and second.text == "the claim" and second.polarity == "negated"


def test_a_similar_statement_repeats_the_content() -> None:
    first, second = read(
        "[S1 The army] [C1 said] [T1 the port fell]. A similar statement was made by the harbour master."
    )
    assert second.source and second.source.text == "the harbour master"
    assert second.content == first.content and second.polarity == "affirmed"


def test_a_contradicted_speaker() -> None:
    first, second = read(
        "[S1 Vega] [C1 warned] [T1 of a landing]. However, he was quickly contradicted by General Omar Tell."
    )
    assert second.source and second.source.text == "General Omar Tell"
    assert second.act == "deny" and second.content == first.content


def test_a_headline_with_a_colon() -> None:
    (s,) = read(
        "Ministry: no plans to call up reservists\n\nIt was a calm day.",
        title="Ministry: no plans to call up reservists",
    )
    assert s.source and s.source.text == "Ministry" and s.text == "no plans to call up reservists"


def test_a_label_with_a_colon_is_no_speaker() -> None:
    assert (
        read("Photo gallery: a week in the delta\n\nIt was a calm week.", title="Photo gallery: a week in the delta")
        == []
    )


def test_nested_statements_name_who_passed_them_on() -> None:
    found = read("[S1 The ministry] [C1 reported] [T1 that] [S2 anonymous accounts] [C2 claimed] [T2 a raid was near].")
    inner = next(s for s in found if s.source and s.source.text == "anonymous accounts")
    assert inner.text == "a raid was near"


def test_an_inner_statement_within_an_outer_content_has_a_via() -> None:
    text = "The ministry reported that accounts claimed a raid was near."
    from tocsin.read.network import AttributionSpan as Span

    outer = [Span("source", 0, 12, 1.0, 1), Span("cue", 13, 21, 1.0, None), Span("content", 22, 59, 1.0, 1)]
    inner = [Span("source", 27, 35, 1.0, 4), Span("cue", 36, 43, 1.0, None), Span("content", 44, 59, 1.0, 4)]
    tagged = blank(text, spans=outer + inner)
    document = Document("d", text, datetime(2031, 1, 1, tzinfo=UTC))
    found = statements.find(document, tagged, (), DAY, actors.resolve(text, tagged))
    assert [(s.text, s.via) for s in found] == [
        ("that accounts claimed a raid was near", ()),
        ("a raid was near", ("ministry",)),
    ]


def test_the_day_beside_the_cue_is_when_it_was_said() -> None:
    text = "On Monday [S1 Ruiz] [C1 said] [T1 the port fell on Sunday]."
    monday, sunday = (Interval(date(2031, 5, d), date(2031, 5, d)) for d in (5, 4))
    times = (When("Monday", 3, 9, "DATE", "2031-05-05", monday), When("Sunday", 37, 43, "DATE", "2031-05-04", sunday))
    (s,) = read(text, times)
    assert (s.said, s.about) == (monday, sunday)


def test_without_a_day_it_was_said_when_published() -> None:
    (s,) = read("[S1 Ruiz] [C1 said] [T1 the port fell].")
    assert s.said == Interval(DAY.start, DAY.end)


def test_a_source_means_the_actor_that_its_head_word_names() -> None:
    (s,) = read("[S1 Lithuania] [C1 said] [T1 the port fell].")
    assert s.source and s.source.actor == "state:LTU"


def test_quotations_with_every_kind_of_mark() -> None:
    text = "“One two.” \"Three four.\" «Five six.» ''Seven eight.''"
    assert [text[a:b] for a, b in quotations(text)] == [
        "“One two.”",
        '"Three four."',
        "«Five six.»",
        "''Seven eight.''",
    ]


@given(st.text(alphabet="ab .\n\"“”«»'", max_size=200))
def test_quotations_never_overlap(text: str) -> None:
    found = quotations(text)
    assert all(a < b for a, b in found) and all(x[1] <= y[0] for x, y in pairwise(found))


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    document = Document("d", text, datetime(2031, 1, 1, tzinfo=UTC))
    tagged = blank(text)
    for s in statements.find(document, tagged, (), DAY, actors.resolve(text, tagged)):
        assert all(p.text == text[p.start : p.end] for p in s.content)


def test_a_quotation_of_an_earlier_paragraph_is_not_the_next_speakers() -> None:
    found = read(
        "[T1 “All is calm here.”]\n\nHis deputy, a colonel of the northern guard, took quite another view of it. "
        "[T1 “They moved guns,”] [S1 she] [C1 said]."
    )
    assert [s.text for s in found if s.source] == ["“They moved guns,”"]
