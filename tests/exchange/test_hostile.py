"""What articles say is only ever text: in no form does it run, hide, redraw a terminal or reach out."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from tests.exchange.made import exported, hostile
from tests.exchange.test_forms import EVERY, PRINTER
from tocsin.exchange import TABLES, alerts, to_atom, to_lines, to_text

BINARY = {"parquet", "docx", "pdf"}
ACTIVE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("form", EVERY)
def test_every_form_can_be_made_of_it(form: str) -> None:
    assert exported(hostile(), form)


@pytest.mark.parametrize("form", [p for p in EVERY if p.values[0] not in BINARY])
@pytest.mark.parametrize("table", TABLES)
def test_no_text_form_holds_what_a_terminal_would_obey(form: str, table: str) -> None:
    assert not ACTIVE.search(exported(hostile(), form, table).decode())


@pytest.mark.parametrize("form", ["claimreview", "geojson"])
def test_json_may_stand_in_a_page(form: str) -> None:
    assert "<" not in exported(hostile(), form).decode()


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_is_a_formula(table: str) -> None:
    cells = [c for row in csv.reader(io.StringIO(exported(hostile(), "csv", table).decode(), newline="")) for c in row]
    assert any("HYPERLINK" in c or c.startswith("'=") for c in cells)
    assert not any(c.startswith(("=", "+", "-", "@", "＝", "\t", "\r")) for c in cells)


def test_a_calendar_cannot_be_broken_out_of() -> None:
    import icalendar

    shown = hostile()
    due = replace(shown.watch.indicators[1], text=shown.documents[0].text, why=shown.documents[0].text)
    shown = replace(shown, watch=replace(shown.watch, indicators=(shown.watch.indicators[0], due)))
    calendar = icalendar.Calendar.from_ical(exported(shown, "ics").decode())
    assert len(calendar.walk("VEVENT")) == 4 and not calendar.walk("VALARM")


def test_a_bibliography_runs_no_command() -> None:
    from pybtex.database import parse_string

    text = exported(hostile(), "bibtex").decode()
    assert parse_string(text, "bibtex").entries
    assert "\\input" not in text and "{/etc" not in text.replace("\\{/etc", "")


def test_word_gets_no_field_link_or_macro() -> None:
    with zipfile.ZipFile(io.BytesIO(exported(hostile(), "docx"))) as archive:
        body = archive.read("word/document.xml").decode()
        assert not re.search("fldSimple|instrText|w:hyperlink|<script", body)
        assert not any(
            'TargetMode="External"' in archive.read(n).decode() for n in archive.namelist() if n.endswith(".rels")
        )


@PRINTER
def test_a_pdf_runs_nothing_and_links_nowhere_dangerous() -> None:
    data = exported(hostile(), "pdf")
    assert not re.search(rb"/(JavaScript|JS|Launch|OpenAction|SubmitForm|EmbeddedFile)\b", data)
    assert not re.search(rb"/URI \((?!https?:)", data)


def test_alerts_are_text_too() -> None:
    from xml.etree import ElementTree

    found = alerts(replace(hostile(), since=date(2031, 5, 5)), 0.5)
    assert any(a.key.startswith("contradicted:") for a in found)
    assert not ACTIVE.search(to_text(found)) and not ACTIVE.search(to_lines(found))
    feed = to_atom(found, "fleet", found[-1].text, found[0].day)
    assert not ACTIVE.search(feed)
    root = ElementTree.fromstring(feed)
    assert [e.tag for e in root.iter() if "script" in e.tag] == []
    assert all(json.loads(line)["why"] for line in to_lines(found).splitlines())
