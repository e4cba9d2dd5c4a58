"""The reader as a pipeline: order, streaming, poisoned documents, bare sentences. The network is a stand-in."""

from collections.abc import Iterator
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.hand import HandNetwork
from tocsin.nouns.document import Document
from tocsin.read import Reader
from tocsin.read.texts import read_text

SEEN = datetime(2031, 1, 1, tzinfo=UTC)


def reader(poison: str | None = None) -> Reader:
    return Reader(HandNetwork(poison))  # type: ignore[arg-type]


def document(number: int, text: str) -> Document:
    return Document(f"d-{number}", text, SEEN)


def test_readings_come_in_order_one_a_document() -> None:
    documents = [document(n, f"There were reports that town {n} had fallen.") for n in range(70)]
    readings = list(reader().read(documents))
    assert [r.document for r in readings] == [d.id for d in documents]
    assert all(len(r.statements) == 1 and r.reader == Reader.name for r in readings)


def test_documents_are_taken_as_they_are_needed() -> None:
    taken = 0

    def endless() -> Iterator[Document]:
        nonlocal taken
        while True:
            taken += 1
            yield document(taken, "It rained.")

    readings = reader().read(endless())
    assert [next(readings).document for _ in range(3)] == ["d-1", "d-2", "d-3"]
    assert taken < 200


def test_a_poisoned_document_does_not_stop_the_others() -> None:
    known = reader(poison="venom")
    readings = list(
        known.read([document(1, "It was reported that it rained."), document(2, "venom"), document(3, "It snowed.")])
    )
    assert [r.document for r in readings] == ["d-1", "d-2", "d-3"]
    assert readings[0].statements and not readings[1].sentences and readings[2].sentences
    (trouble,) = known.troubles
    assert "d-2" in trouble.path and "poison" in trouble.reason


def test_a_document_set_aside_is_not_read() -> None:
    (reading,) = reader().read([Document("d", "Es regnet.", SEEN, aside="not in English")])
    assert reading.sentences == ()


def test_a_bare_sentence_is_its_authors_statement() -> None:
    whole, reading = read_text("The bridge was not destroyed.", reader())
    (s,) = reading.statements
    assert s.source is None and s.cue is None and s.text == whole.text


def test_nothing_to_read() -> None:
    assert [r.statements for r in reader().read([document(1, ""), document(2, " \n ")])] == [(), ()]
    assert read_text("", reader())[1].statements == ()


@settings(max_examples=60)
@given(st.text(max_size=400))
def test_no_text_is_a_trouble(text: str) -> None:
    known = reader()
    (reading,) = known.read([document(1, text)])
    assert known.troubles == []
    for s in reading.statements:
        assert all(p.text == text[p.start : p.end] for p in s.content)
