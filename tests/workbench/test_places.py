"""From an article that names only a town to the lamp of its state, through the reader as it is shipped."""

from datetime import UTC, datetime

import pytest

from tocsin import packs, resolve
from tocsin.nouns.document import Document
from tocsin.read.reader import Reader


@pytest.mark.parametrize(
    ("state", "text", "indicator"),
    [
        ("GHA", "Soldiers mutinied in Tamale on Tuesday over unpaid bonuses, two residents said.", "mutiny"),
        ("GIN", "A curfew was declared in Nzerekore on Monday after the internet had been cut.", "blackout"),
        ("PER", "Thousands marched through Arequipa on Friday against the government.", "mass-protest"),
        ("BFA", "Gunmen ambushed an army convoy near Koudougou; 40 soldiers were killed.", "jihad-losses"),
    ],
)
def test_a_town_alone_lights_the_lamp_of_its_state_and_of_no_other(
    reader: Reader, state: str, text: str, indicator: str
) -> None:
    page = Document("d1", text, datetime(2026, 6, 10, tzinfo=UTC))
    readings = list(reader.read([page]))

    def lit(country: str) -> set[str]:
        watch = packs.load(f"coup-attempt:country={country}")
        return {s.indicator for s in resolve.sightings(watch, [page], readings) if s.present}

    assert indicator in lit(state)
    assert lit("TGO") == set()


def test_an_event_knows_its_place_and_the_place_its_degrees(reader: Reader) -> None:
    text = "Rebels attacked the garrison in Bukavu on Monday, the Congolese army said."
    (reading,) = reader.read([Document("d1", text, datetime(2026, 6, 10, tzinfo=UTC))])
    places = {a.id: a for a in reading.actors}
    (event,) = [e for e in reading.events if e.type == "ASSAULT"]
    assert event.where == "Bukavu" and event.place == "place:bukavu"
    town = places[event.place]
    assert town.side == "COD" and town.place is not None and town.place.region == "South Kivu"
