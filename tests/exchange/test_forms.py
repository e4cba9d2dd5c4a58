"""Every form is read back by somebody else's library, holds what it should, and is the same on a second run."""

import csv
import io
import json
import shutil
from dataclasses import replace
from datetime import date
from typing import Any
from unicodedata import normalize

import pytest

from tests.exchange.made import exported, picture
from tocsin import workbench
from tocsin.errors import UsageError
from tocsin.exchange import FORMS, MEDIA, TABLES
from tocsin.nouns.picture import Picture
from tocsin.nouns.place import Place

PRINTER = pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")
EVERY = [pytest.param(form, marks=PRINTER if form == "pdf" else ()) for form in FORMS]


@pytest.mark.parametrize("form", EVERY)
def test_a_second_run_gives_the_same_bytes(form: str) -> None:
    assert exported(picture(), form) == exported(picture(), form)


def test_every_form_has_a_media_type_and_a_place_on_the_command_line() -> None:
    from tocsin.cli.exporting import FORMS as SHOWN

    assert list(MEDIA) == list(FORMS) and set(SHOWN) == set(FORMS) == set(workbench.export_media())


def test_an_unknown_form_or_table_is_said() -> None:
    with pytest.raises(UsageError, match="stix, stix-plain, geojson"):
        exported(picture(), "rtf")
    with pytest.raises(UsageError, match="statements, events, relations"):
        exported(picture(), "csv", "actors")


def bundle(form: str) -> dict[str, Any]:
    return json.loads(exported(picture(), form))


@pytest.mark.parametrize("form", ["stix", "stix-plain"])
def test_stix_is_valid_for_both_of_the_oasis_libraries(form: str) -> None:
    import stix2
    from stix2validator import ValidationOptions, validate_instance

    made = bundle(form)
    stix2.parse(made, allow_custom=False, version="2.1")
    found = validate_instance(made, ValidationOptions(version="2.1"))
    assert found.is_valid, found.errors
    assert {"report", "note", "opinion", "identity", "location"} <= {o["type"] for o in made["objects"]}


def test_stix_keeps_probabilities_as_numbers_and_never_as_confidence() -> None:
    objects = bundle("stix")["objects"]
    report = next(o for o in objects if o["type"] == "report")
    (numbers,) = report["extensions"].values()
    now = picture().history[-1]
    assert numbers["forecasts"] == [{"days": f.days, "p": f.p, "low": f.low, "high": f.high} for f in now.forecasts]
    assert [h["p"] for h in numbers["hypotheses"]] == [b.p for b in now.beliefs]
    assert [next(iter(o["extensions"].values()))["score"] for o in objects if o["type"] == "opinion"] == [0.93]
    assert not any("confidence" in o for o in objects)


def test_the_plain_bundle_holds_nothing_beyond_the_specification() -> None:
    text = exported(picture(), "stix-plain").decode()
    assert "extension" not in text and "confidence" not in text
    report = next(o for o in bundle("stix-plain")["objects"] if o["type"] == "report")
    assert "%" in report["description"]


def test_stix_references_all_lead_somewhere_and_never_in_a_circle() -> None:
    objects = {o["id"]: o for o in bundle("stix")["objects"]}
    open_, done = set[str](), set[str]()

    def visit(id: str) -> None:
        assert id in objects and id not in open_
        if id not in done:
            open_.add(id)
            for other in objects[id].get("object_refs", ()):
                visit(other)
            open_.remove(id)
            done.add(id)

    for id in objects:
        visit(id)


def test_stix_cites_the_article_with_the_hash_of_what_was_gathered() -> None:
    cited = [r for o in bundle("stix")["objects"] for r in o.get("external_references", ()) if "url" in r]
    assert cited and all(r["hashes"] == {"SHA-256": "ab" * 32} for r in cited)


def test_claimreview_rates_what_an_analyst_resolved_and_only_tells_of_a_denial() -> None:
    reviews = json.loads(exported(picture(), "claimreview"))["@graph"]
    by_claim = {r["claimReviewed"]: r for r in reviews if "ratingValue" in r["reviewRating"]}
    good = by_claim["the northern fleet had left port"]
    assert (good["reviewRating"]["ratingValue"], good["author"]["name"]) == (5, "Mira")
    assert by_claim["no ship had sailed"]["reviewRating"]["ratingValue"] == 1
    (denied,) = [r for r in reviews if "ratingValue" not in r["reviewRating"]]
    assert denied["reviewRating"]["alternateName"] == "Disputed: denied by The harbour office"
    claim = denied["itemReviewed"]
    assert claim["author"] == {"@type": "Person", "name": "Marshal Ito"}
    assert claim["firstAppearance"]["url"] == "https://gazette.example/a"
    assert claim["datePublished"] == "2031-05-06"


def test_geojson_says_how_sure_the_place_is() -> None:
    made = json.loads(exported(picture(), "geojson"))
    (feature,) = made["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [36.8, -1.3]}  # longitude first (RFC 7946)
    kept = {k: feature["properties"][k] for k in ("country", "precision", "located_by", "where")}
    assert kept == {"country": "KEN", "precision": "country", "located_by": "where", "where": "Tana"}
    assert made["tocsin"]["without_place"] == 0 and "GeoNames" in made["tocsin"]["credit"]


def in_town(town: Place | None) -> Picture:
    """The picture with its event in a town that the reader found, or in one whose country alone is known."""
    shown = picture()
    other, reading = shown.readings
    event = replace(reading.events[0], place="place:tana")
    place = replace(reading.actors[0], place=town)
    return replace(shown, readings=(other, replace(reading, events=(event,), actors=(place,))))


GARSEN = Place("1", "Garsen", "town", "KEN", "Tana River", -2.27, 40.12, 20_000)


def test_geojson_puts_an_event_in_the_town_that_is_named() -> None:
    (feature,) = json.loads(exported(in_town(GARSEN), "geojson"))["features"]
    assert feature["geometry"]["coordinates"] == [40.12, -2.27]
    told = feature["properties"]
    assert (told["precision"], told["place"], told["place_name"], told["region"]) == (
        "town",
        "1",
        "Garsen",
        "Tana River",
    )
    (feature,) = json.loads(exported(in_town(None), "geojson"))["features"]
    assert (feature["properties"]["precision"], feature["properties"]["place"]) == ("country", "KEN")


def test_a_name_that_lies_elsewhere_in_another_text_is_kept_apart() -> None:
    shown = in_town(GARSEN)
    other, reading = shown.readings
    elsewhere = replace(reading.actors[0], name="Tana, the other one", side="ETH", place=None)
    mixed = replace(shown, readings=(replace(other, actors=(*other.actors, elsewhere)), reading))
    (feature,) = json.loads(exported(mixed, "geojson"))["features"]
    assert feature["properties"]["country"] == "KEN"


def test_stix_locations_are_towns_where_known() -> None:
    made = json.loads(exported(in_town(GARSEN), "stix"))
    (where,) = [o for o in made["objects"] if o["type"] == "location"]
    assert (where["city"], where["administrative_area"], where["country"]) == ("Garsen", "Tana River", "KE")
    assert (where["latitude"], where["longitude"]) == (-2.27, 40.12)


def test_bibtex_is_read_by_pybtex() -> None:
    from pybtex.database import parse_string

    text = exported(picture(), "bibtex").decode()
    entries = parse_string(text, "bibtex").entries
    assert [e.type for e in entries.values()] == ["online"] * len(entries) and "d1" in entries
    fields = entries["d1"].fields
    assert (fields["date"], fields["urldate"]) == ("2031-05-06", "2031-05-06")
    assert fields["url"] == "https://gazette.example/a"


def test_a_date_that_nobody_knows_is_left_out() -> None:
    from tocsin.nouns.document import Published

    shown = picture()
    undated = replace(shown, documents=tuple(replace(d, published=Published(None, None)) for d in shown.documents))
    assert "  date =" not in exported(undated, "bibtex").decode()
    assert "datePublished" not in json.loads(exported(undated, "claimreview"))["@graph"][0]["itemReviewed"]


def test_icalendar_is_read_by_icalendar() -> None:
    import icalendar

    data = exported(picture(), "ics")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(data.decode())
    events = {str(e["SUMMARY"]): e for e in calendar.walk("VEVENT")}
    due = events["Indicator due: Field hospitals are set up"]
    assert (due["DTSTART"].dt, due["DTEND"].dt) == (date(2031, 5, 20), date(2031, 5, 21))
    ends = sorted(e["DTSTART"].dt for name, e in events.items() if name.startswith("Forecast"))
    assert ends == [date(2031, 5, 15), date(2031, 6, 7), date(2031, 8, 6)]
    assert len({str(e["UID"]) for e in events.values()}) == len(events)


@pytest.mark.parametrize("table", TABLES)
def test_the_three_kinds_of_table_hold_the_same_rows(table: str) -> None:
    import pyarrow.parquet as pq

    lines = [json.loads(line) for line in exported(picture(), "jsonl", table).decode().splitlines()]
    columns = pq.read_table(io.BytesIO(exported(picture(), "parquet", table))).to_pylist()
    cells = list(csv.DictReader(io.StringIO(exported(picture(), "csv", table).decode(), newline="")))
    assert len(lines) == len(columns) == len(cells) > 0
    for line, column, cell in zip(lines, columns, cells, strict=True):
        line.pop("target", None)
        shown = {k: v.isoformat() if isinstance(v, date) else v for k, v in column.items()}
        assert shown == line
        assert {k: "" if v is None else str(v) for k, v in line.items()} == cell


def test_parquet_keeps_numbers_and_days() -> None:
    import pyarrow.parquet as pq

    schema = pq.read_table(io.BytesIO(exported(picture(), "parquet"))).schema
    kinds = {name: str(schema.field(name).type) for name in ("certainty", "start", "quoted", "said_from", "text")}
    assert kinds == {
        "certainty": "double", "start": "int64", "quoted": "bool", "said_from": "date32[day]", "text": "string",
    }  # fmt: skip


def test_a_row_points_into_its_text_as_web_annotations_do() -> None:
    texts = {d.url or f"urn:tocsin:{d.id}": d.text for d in picture().documents}
    for table in ("statements", "events"):
        for line in exported(picture(), "jsonl", table).decode().splitlines():
            target = json.loads(line)["target"]
            position, quotation = target["selector"]
            text, start, end = texts[target["source"]], position["start"], position["end"]
            assert text[start:end] == quotation["exact"]
            assert quotation["prefix"] + quotation["exact"] + quotation["suffix"] in text


def test_word_opens_it_and_every_number_has_its_source() -> None:
    import re

    import docx

    made = docx.Document(io.BytesIO(exported(picture(), "docx")))
    lines = [p.text for p in made.paragraphs]
    (board,) = made.tables
    assert [c.text for c in board.rows[1].cells] == ["lit", "The fleet leaves port", "1 / 1", "2031-05-08"]
    assert [c.text for c in board.rows[2].cells] == ["dark", "Field hospitals are set up", "0 / 0", "never"]
    sources = {int(m[1]) for line in lines if (m := re.match(r"\[(\d+)\] ", line))}
    cited = {int(n) for line in lines if not re.match(r"\[\d+\] ", line) for n in re.findall(r"\[(\d+)\]", line)}
    assert cited == sources and len(sources) > 3
    assert any("“the northern fleet had left port”" in line for line in lines)


@PRINTER
def test_the_page_is_printed_whole() -> None:
    from pypdf import PdfReader

    read = PdfReader(io.BytesIO(exported(picture(), "pdf")))
    text = normalize("NFKC", " ".join(" ".join(page.extract_text().split()) for page in read.pages))
    assert "Will the fleet attack?" in text and "the northern fleet had left port" in text
    assert str(read.metadata["/CreationDate"]).startswith("D:20310508")
