"""Relations over documents: who contradicts whom, whatever the order, and no more for a copy."""

from __future__ import annotations

from itertools import permutations

from tests.resolve.small import article, read, said
from tocsin.nouns.actor import Actor
from tocsin.nouns.document import Document
from tocsin.nouns.reading import Reading
from tocsin.nouns.relation import Relation
from tocsin.resolve import copies, origins, relations

SIGNS = article("The general staff sees no signs of a strike group forming in Belarus.", "Herald")
FORMS = article("A strike group is forming in Belarus, the adviser said.", "Post", 1)
COPY = article("A strike group is forming in Belarus, the adviser said today.", "Mirror", 1.1)
ACTORS = (
    Actor("organisation:general-staff", "General Staff", "organisation", "UKR"),
    Actor("person:adviser", "Adviser", "person", "POL"),
)


def signs() -> Reading:
    content = "signs of a strike group forming in Belarus"
    found = said(SIGNS, "general staff", "sees no", content, actor=ACTORS[0].id, polarity="negated")
    return read(SIGNS, found, actors=ACTORS)


def forms(document: Document) -> Reading:
    content = "A strike group is forming in Belarus"
    return read(document, said(document, "adviser", "said", content, actor=ACTORS[1].id), actors=ACTORS)


def all_of(documents: list[Document], readings: list[Reading]) -> list[Relation]:
    found = origins(documents, readings, copies(documents))
    return relations(documents, readings, found)


def test_no_signs_and_forming_contradict_each_other() -> None:
    (found,) = all_of([SIGNS, FORMS], [signs(), forms(FORMS)])
    assert found.kind in ("contradicts", "denies")
    assert found.a == forms(FORMS).statements[0].id
    assert "Belarus" in found.why


def test_a_copy_adds_no_contradiction() -> None:
    found = all_of([SIGNS, FORMS, COPY], [signs(), forms(FORMS), forms(COPY)])
    assert sorted(r.kind for r in found) in (["contradicts", "repeats"], ["denies", "repeats"])


def test_order_of_arrival_is_irrelevant() -> None:
    pairs = [(SIGNS, signs()), (FORMS, forms(FORMS)), (COPY, forms(COPY))]
    results = [all_of([d for d, _ in p], [r for _, r in p]) for p in permutations(pairs)]
    assert all(r == results[0] for r in results)


def test_what_the_text_says_is_denied_is_a_denial() -> None:
    page = article("Kyiv said Russia plans a provocation at the plant. The claim was refuted by Vilnius.", "Herald")
    first = said(page, "Kyiv", "said", "Russia plans a provocation at the plant", actor="state:UKR")
    second = said(
        page, "Vilnius", "refuted", "Russia plans a provocation at the plant",
        actor="state:LTU", act="deny", polarity="negated", answers=first.id,
    )  # fmt: skip
    (found,) = all_of([page], [read(page, first, second)])
    assert (found.kind, found.a, found.b) == ("denies", second.id, first.id)


def test_one_speaker_who_says_otherwise_later_has_changed() -> None:
    early = article("The strait of Hormuz is open to all ships, the minister said.", "Herald")
    late = article("The strait of Hormuz is closed to all ships, the minister said.", "Herald", 4)
    readings = [
        read(
            early,
            said(early, "the minister", "said", "The strait of Hormuz is open to all ships", actor="office:minister"),
        ),
        read(
            late,
            said(late, "the minister", "said", "The strait of Hormuz is closed to all ships", actor="office:minister"),
        ),
    ]
    (found,) = all_of([early, late], readings)
    assert (found.kind, found.a) == ("changes", readings[1].statements[0].id)


def test_a_month_apart_is_no_contradiction() -> None:
    early = article("The strait of Hormuz is open to all ships, the minister said.", "Herald")
    late = article("The strait of Hormuz is closed to all ships, the admiral said.", "Herald", 40)
    readings = [
        read(early, said(early, "the minister", "said", "The strait of Hormuz is open to all ships")),
        read(late, said(late, "the admiral", "said", "The strait of Hormuz is closed to all ships")),
    ]
    assert all_of([early, late], readings) == []
