"""Taking somebody out of a picture, and putting them back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.weigh.made import DAY, sighting, watch
from tocsin.errors import UsageError
from tocsin.nouns.actor import Actor, Mention
from tocsin.nouns.document import Document
from tocsin.nouns.picture import Picture
from tocsin.nouns.reading import Piece, Reading, Source, Statement
from tocsin.nouns.relation import Origin
from tocsin.workbench.rippling import named, ripple_text, without
from tocsin.workbench.weighing import assess_days

TEXTS = ("The ministry says mines are laid.", "The ministry says patrols sail.", "Nobody knows about mines.")


def picture() -> Picture:
    """Three documents of two outlets; a ministry speaks in the first two."""
    moment = datetime(2031, 3, 15, tzinfo=UTC)
    documents = tuple(Document(f"d{k}", t, moment, outlet="Post" if k else "Herald") for k, t in enumerate(TEXTS))
    actor = Actor("org:ministry", "Ministry", "organisation", "KES", (Mention("The ministry", 0, 12),))
    readings = []
    for k, text in enumerate(TEXTS[:2]):
        said = Piece(text[18:-1], 18, len(text) - 1)
        told = Statement(f"st{k}", f"d{k}", Source("The ministry", 0, 12, actor.id), Piece("says", 13, 17), (said,))
        readings.append(Reading(f"d{k}", "hand", (told,), actors=(actor,)))
    readings.append(Reading("d2", "hand"))
    sightings = (
        sighting(1, "mines", document="d0", source="org:ministry", side="KES", statement="st0", end=len(TEXTS[0])),
        sighting(2, "patrols", document="d1", source="org:ministry", side="KES", statement="st1", end=len(TEXTS[1])),
        sighting(3, "mines", present=False, document="d2", source="Post", end=len(TEXTS[2])),
    )
    origins = tuple(Origin(f"o{k}", f"st{k}", (f"st{k}",), (f"d{k}",), actor.id, "said once") for k in range(2))
    history = tuple(assess_days(watch(), sightings, date(2031, 3, 14), DAY))
    return Picture(watch(), DAY, DAY, documents, tuple(readings), (), origins, (), sightings, history)


def test_a_source_is_named_by_name_or_id_and_an_outlet_by_name() -> None:
    shown = picture()
    assert named(shown, ["the MINISTRY"]) == named(shown, ["org:ministry"]) == {"org:ministry"}
    assert named(shown, ["herald"]) == {"d0"} and named(shown, ["side:KES"]) == {"KES"}
    assert named(shown, ["st1", "Post"]) == {"st1", "d1", "d2", "Post"}
    with pytest.raises(UsageError, match="did you mean 'herald'"):
        named(shown, ["Heralt"])


def test_a_pronoun_or_a_bare_description_is_nobodys_name_and_a_name_of_several_is_refused() -> None:
    shown = picture()
    texts = ("He", "Officers", "Its spokesman", "Orla Venn", "The Citadel")
    mentions = tuple(Mention(text, 0, len(text)) for text in texts)
    first, second = (Actor(f"person:{k}", k.title(), "person", mentions=mentions) for k in ("orla", "venn"))
    statements = tuple(
        replace(s, source=Source("Orla Venn", 0, 9, a.id))
        for a, s in zip((first, second), (r.statements[0] for r in shown.readings[:2]), strict=True)
    )
    readings = tuple(
        replace(r, statements=(s,), actors=(*r.actors, a))
        for r, s, a in zip(shown.readings, statements, (first, second), strict=False)
    )
    both = replace(shown, readings=readings)
    for text in ("He", "his", "Officers", "Its spokesman", "The"):
        with pytest.raises(UsageError, match=f"is a source, .* called '{text}'$"):
            named(both, [text])
    for text in ("orla venn", "The Citadel", "citadel"):
        with pytest.raises(UsageError, match=r"may be Orla \(person:orla\) or Venn \(person:venn\); say by its id"):
            named(both, [text])
    assert named(both, ["person:venn"]) == {"person:venn"}
    mute = replace(both, readings=(readings[0], replace(readings[1], statements=())))
    assert "person:orla" in named(mute, ["Orla Venn"])


def test_without_a_source_its_statements_origins_and_reports_are_gone() -> None:
    shown = picture()
    left = without(shown, {"org:ministry"}, shown.sightings[:2])
    assert [len(r.statements) for r in left.readings] == [0, 0, 0] and not left.origins
    assert left.sightings == shown.sightings[2:] and len(left.history) == len(shown.history)


def test_putting_it_back_is_identity() -> None:
    shown = picture()
    assert without(shown, set(), ()) == shown
    left = without(shown, {"st0"}, shown.sightings[:1])
    whole = replace(
        left, readings=shown.readings, origins=shown.origins,
        sightings=tuple(sorted((*left.sightings, shown.sightings[0]), key=lambda s: s.id)),
    )  # fmt: skip
    assert without(whole, set(), ()) == shown


def test_the_ripple_names_reports_lamps_numbers_cells_and_sentences() -> None:
    told = ripple_text(picture(), ["Ministry"], "icd203")
    assert told.startswith("Without Ministry, as of 2031-03-20: 2 of 3 reports and 2 of 2 statements fall away.")
    assert "Herald: “The ministry says mines are laid.”" in told and "for: mines is seen" in told
    assert "yes within 30 days" in told and "cells fall away" in told and "Brief: of" in told
    first = picture().sightings[0]
    many = tuple(replace(first, id=f"s{k}", statement=None, origin=f"o{k}") for k in range(9))
    told = ripple_text(replace(picture(), sightings=many), ["Ministry"], "icd203")
    assert "9 of 9 reports" in told and told.count("for: mines is seen") == 5 and "… and 4 more" in told
    quiet = ripple_text(replace(picture(), sightings=picture().sightings[2:]), ["st0"], "icd203")
    assert "No lamp and no number moves" in quiet
