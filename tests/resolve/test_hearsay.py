"""A denial of reports that are nobody's is held against whoever told them first, in another article."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tocsin.nouns.document import Document, Published
from tocsin.nouns.reading import Reading, Statement
from tocsin.nouns.relation import Origin
from tocsin.read import Reader
from tocsin.resolve.origins import origins
from tocsin.resolve.relations import relations

TEXTS = (
    "Rebel commander Idris Kola said on Monday that the northern garrison had surrendered its fort at Tessalit.",
    "The army poured cold water on reports that the northern garrison had surrendered its fort at Tessalit.",
    "Reports that the northern garrison had surrendered its fort were wide of the mark, the palace said.",
    "The defence minister stopped short of confirming that the northern garrison had surrendered its fort at Tessalit.",
)

Desk = tuple[list[Document], list[Reading], list[Origin]]


@pytest.fixture(scope="module")
def desk(reader: Reader) -> Desk:
    day = date(2026, 6, 8)
    given = Published(day, day, "given")
    seen = datetime(2026, 6, 8, tzinfo=UTC)
    documents = [Document(f"d-{n}", text, seen, given, outlet=f"Paper {n}") for n, text in enumerate(TEXTS)]
    readings = list(reader.read(documents))
    return documents, readings, origins(documents, readings)


def by(desk: Desk, source: str) -> Statement:
    return next(s for r in desk[1] for s in r.statements if s.source and s.source.text == source)


@pytest.mark.parametrize("denier", ["The army", "the palace"])
def test_who_denies_reports_denies_whoever_told_them(desk: Desk, denier: str) -> None:
    first, denial = by(desk, "Rebel commander Idris Kola"), by(desk, denier)
    found = [r for r in relations(*desk) if r.a == denial.id and r.b == first.id]
    assert [r.kind for r in found] == ["denies"] and "Idris Kola" in found[0].why


def test_who_will_not_confirm_a_thing_does_not_repeat_it(desk: Desk) -> None:
    open_ = by(desk, "The defence minister")
    assert [o.members for o in desk[2] if open_.id in o.members] == [(open_.id,)]


def test_reports_of_nobodys_do_not_make_one_utterance_of_two_speakers(desk: Desk) -> None:
    named = {s.id: s.source.text for r in desk[1] for s in r.statements if s.source}
    assert all(len({named[m] for m in o.members if m in named}) <= 1 for o in desk[2])


def test_who_takes_back_his_own_word_has_changed_it(reader: Reader) -> None:
    day = date(2026, 6, 8)
    text = (
        "Chad claimed that its soldiers had taken the northern garrison at Tessalit. On Friday Chad withdrew the claim."
    )
    documents = [Document("d", text, datetime(2026, 6, 8, tzinfo=UTC), Published(day, day, "given"), outlet="Paper")]
    readings = list(reader.read(documents))
    (relation,) = relations(documents, readings, origins(documents, readings))
    assert relation.kind == "changes" and "took back" in relation.why
