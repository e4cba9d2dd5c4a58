"""A brief cites what it says, in every form, whatever the articles contain."""

import json
from dataclasses import replace

import pytest

from tests.brief.made import FIRST, S1, S3, picture, piece
from tocsin.brief import check, compose, render
from tocsin.brief.check import unsupported
from tocsin.brief.facts import statement_fact
from tocsin.brief.index import Index
from tocsin.brief.wording import percent, quoted, sides, verb
from tocsin.errors import CitationError, UsageError
from tocsin.nouns.brief import Fact
from tocsin.nouns.document import Published, Span
from tocsin.nouns.reading import Piece, Source


def phrase(p: float) -> str:
    return "unlikely" if p < 0.5 else "likely"


@pytest.fixture
def made():
    shown = picture()
    return compose(shown, phrase), shown, {d.id: d for d in shown.documents}


def test_a_fact_without_a_span_is_a_type_error() -> None:
    with pytest.raises(TypeError):
        Fact("The fleet has left.", ())


def test_every_fact_is_borne_by_its_spans(made) -> None:
    brief, _, documents = made
    assert len(brief.facts()) > 5
    check(brief, documents)


def test_a_sentence_that_says_more_than_its_span_is_refused(made) -> None:
    brief, _, documents = made
    fact = Fact("Ito said: “the northern fleet had not left port”.", (Span("d1", 0, 51),))
    assert unsupported(fact, documents) == "the northern fleet had not left port"
    section = replace(brief.sections[0], sentences=(fact,))
    with pytest.raises(CitationError, match="had not left"):
        check(replace(brief, sections=(section,)), documents)


def test_a_span_outside_its_document_is_refused(made) -> None:
    _, _, documents = made
    with pytest.raises(CitationError, match="does not exist"):
        unsupported(Fact("“x”", (Span("d1", 0, len(FIRST) + 1),)), documents)


def test_likelihood_and_confidence_never_share_a_sentence(made) -> None:
    for section in made[0].sections:
        for sentence in section.sentences:
            if section.kind != "method":
                assert not ("confidence" in sentence.text.lower() and "likely" in sentence.text.lower())


def test_a_denial_is_shown_beside_what_it_denies(made) -> None:
    clash = made[0].section("contradictions").clashes[0]
    assert clash.kind == "denies"
    assert "no ship had sailed" in clash.a.text and "had left port" in clash.b.text


def test_the_page_escapes_everything_strangers_wrote(made) -> None:
    page = render(made[0], made[1], "html")
    assert "<script" not in page.lower()
    assert "<b>refuted</b>" not in page and "&lt;b&gt;refuted&lt;/b&gt;" in page
    assert "Sea <i>" not in page


def test_every_citation_of_the_page_has_its_anchor(made) -> None:
    import re

    page = render(made[0], made[1], "html")
    wanted = set(re.findall(r'href="#c(\d+)"', page))
    assert wanted and wanted <= set(re.findall(r'<mark id="c(\d+)"', page))


def test_terminal_text_has_no_control_codes_from_articles(made) -> None:
    text = render(made[0], made[1], "terminal")
    assert "\x1b" not in text
    assert "Will the fleet attack?" in text


def test_json_spans_quote_their_documents(made) -> None:
    record = json.loads(render(made[0], made[1], "json"))
    facts = [s for section in record["sections"] for s in section["sentences"] if s["kind"] == "fact"]
    for fact in facts:
        for span in fact["spans"]:
            assert made[2][span["document"]].text[span["start"] : span["end"]] == span["text"]
    assert record["assessment"]["forecasts"][0]["days"] == 7


def test_markdown_footnotes_match_their_marks(made) -> None:
    text = render(made[0], made[1], "md")
    assert "[^1]" in text and "[^1]: " in text


@pytest.mark.parametrize("form", ["html", "md", "json", "terminal"])
def test_twice_the_same_bytes(made, form) -> None:
    assert render(made[0], made[1], form) == render(compose(picture(), phrase), picture(), form)


def test_an_unknown_form_is_one_clear_sentence(made) -> None:
    with pytest.raises(UsageError, match="docx"):
        render(made[0], made[1], "docx")


def test_no_percentage_says_never_or_always() -> None:
    assert percent(0.0) == "under 1%" and percent(1.0) == "over 99%" and percent(0.5) == "50%"


def test_a_quote_inside_a_quote_keeps_its_marks_single() -> None:
    assert quoted('he said "no" twice') == "“he said ’no’ twice”"


def test_a_lit_lamp_is_borne_by_a_report_that_it_was_seen(made) -> None:
    report = made[0].section("key_judgements").sentences[1]
    assert "had left port" in report.text


def test_what_has_no_date_of_its_own_is_said_to_have_none() -> None:
    shown = picture()
    told = [f.text for f in compose(shown, phrase).facts()]
    assert not any("readable date" in text for text in told)
    first = replace(shown.documents[0], published=Published(None, None))
    lost = replace(shown, documents=(first, *shown.documents[1:]))
    found = [f for f in compose(lost, phrase).facts() if "1 article without a readable date" in f.text]
    assert [span.document for f in found for span in f.spans] == [first.id]


def test_a_source_named_by_a_relative_clause_is_called_by_its_noun() -> None:
    said = replace(S1, source=Source("the harbour master, who", 0, 23))
    assert Index(picture()).speaker(said) == "the harbour master"


def test_reasons_beside_their_statements_name_the_first_and_the_second() -> None:
    why = "Both speak of mines; a affirms “mines”, b negates it. (a: the minister, 2025-03-05; b: he, 2025-03-04)"
    assert sides(why) == "Both speak of mines; the first affirms “mines”, the second negates it."


def test_words_that_only_point_are_shown_in_their_sentence() -> None:
    pointing = replace(S3, content=(piece(FIRST, "this"),))
    index = Index(picture())
    (span,) = statement_fact(index, pointing).spans
    assert "refuted" in statement_fact(index, pointing).text and span == index.statement_span(pointing)


@pytest.mark.parametrize("cue", ["was quickly contradicted", "rejecting", "assertions"])
def test_who_answers_is_not_said_to_be_answered(cue) -> None:
    assert verb(replace(S3, cue=Piece(cue, 0, len(cue)))) == "denied"


@pytest.mark.parametrize(("cue", "shown"), [("told", "said"), ("has told", "said"), ("has not told", "has not told")])
def test_who_told_has_a_hearer_or_said_it(cue, shown) -> None:
    assert verb(replace(S3, act="assert", cue=Piece(cue, 0, len(cue)))) == shown
