"""Wrong input gets one clear sentence with file and line; everything else is still done."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLE

GOOD = {
    "published": "2030-02-01",
    "outlet": "A",
    "text": "The minister said on Friday that no troops had crossed the river. " * 3,
}
WATCH = "ally-enters-war-belarus"


def one_sentence(err: str) -> bool:
    lines = [line for line in err.splitlines() if line]
    return (
        len(lines) >= 1
        and all(line.startswith("tocsin: ") or "document" in line for line in lines)
        and "Traceback" not in err
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("binary.txt", bytes(range(256)) * 40),
        ("wrong.txt", "Привет, мир. ".encode("utf-16")[:41]),
        ("bomb.html", b"<div>" * 200_000),
        ("line.jsonl", b'{"text": "' + b"x" * 50_000_000 + b'"}'),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_the_rest_is_read(tocsin, name, content) -> None:
    Path("in").mkdir()
    Path("in", name).write_bytes(content)
    Path("in", "good.jsonl").write_text(json.dumps(GOOD))
    ran = tocsin("read", "in", "--format", "jsonl")
    assert ran.code == 0
    assert any("no troops had crossed" in json.loads(line)["document"]["text"] for line in ran.out.splitlines())
    if name not in ("wrong.txt", "bomb.html"):
        assert name in ran.err and one_sentence(ran.err)


def test_nothing_usable_is_a_failure(tocsin) -> None:
    Path("empty.txt").write_text("")
    ran = tocsin("read", "empty.txt", "--format", "jsonl")
    assert ran.code == 2 and "empty.txt" in ran.err


def test_a_json_line_without_text_is_named_by_line(tocsin) -> None:
    Path("f.jsonl").write_text(json.dumps(GOOD) + '\n{"published": "2030-02-02"}\nnot json\n')
    ran = tocsin("read", "f.jsonl", "--format", "jsonl")
    assert ran.code == 0 and len(ran.out.splitlines()) == 1
    assert "f.jsonl:2" in ran.err and "f.jsonl:3" in ran.err


def test_a_date_in_the_year_3000_is_not_believed(tocsin) -> None:
    Path("f.jsonl").write_text(json.dumps({**GOOD, "published": "3000-01-01"}))
    record = json.loads(tocsin("read", "f.jsonl", "--format", "jsonl").out)
    assert not (record["document"]["published"]["start"] or "").startswith("3000")


def test_a_missing_file_is_named(tocsin) -> None:
    ran = tocsin("read", "nowhere.txt", "--format", "jsonl")
    assert ran.code != 0 and "nowhere.txt" in ran.err and "Traceback" not in ran.err


def test_an_unknown_pack_suggests_a_near_one(tocsin) -> None:
    ran = tocsin("brief", EXAMPLE, "--watch", "ally-enters-war-belrus")
    assert ran.code != 0 and "ally-enters-war-belarus" in ran.err and "Traceback" not in ran.err


def test_a_pack_whose_probabilities_make_no_sense(tocsin) -> None:
    text = tocsin("watch", "new", "mine").out
    Path("mine.yaml").write_text(text.replace("likely", "purple", 1))
    ran = tocsin("watch", "show", "mine.yaml")
    assert ran.code != 0 and "mine.yaml" in ran.err and "Traceback" not in ran.err


def test_a_case_that_is_no_case(tocsin) -> None:
    Path("c.db").write_bytes(b"this is not a database" * 100)
    ran = tocsin("brief", "--case", "c.db", "--watch", WATCH)
    assert ran.code == 3 and "c.db" in ran.err and "Traceback" not in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_case(tocsin) -> None:
    tocsin("add", EXAMPLE, "--case", "c.db", "--no-read")
    Path("c.db").chmod(0o400)
    ran = tocsin("add", EXAMPLE, "--case", "c.db")
    assert ran.code == 3 and "Traceback" not in ran.err


def test_a_missing_case_is_said_so(tocsin) -> None:
    ran = tocsin("brief", "--case", "none.db", "--watch", WATCH)
    assert ran.code == 3 and "none.db" in ran.err and not Path("none.db").exists()


def test_pairs_that_are_no_pairs(tocsin) -> None:
    Path("p.jsonl").write_text('{"a": "x", "b": "y"}\n{"a": "x"}\n')
    ran = tocsin("relate", "--pairs", "p.jsonl")
    assert ran.code == 2 and "p.jsonl:2" in ran.err


def test_a_verb_that_does_not_exist_suggests_one(tocsin) -> None:
    ran = tocsin("breif")
    assert ran.code == 2 and "brief" in ran.err


def test_terminal_escapes_in_file_names_and_texts_are_shown_not_obeyed(tocsin) -> None:
    Path("e.jsonl").write_text(json.dumps({**GOOD, "outlet": "\x1b[2JEvil", "title": "\x1b]0;x\x07"}))
    ran = tocsin("brief", "e.jsonl", "--watch", WATCH, "--format", "terminal")
    assert "\x1b" not in ran.out + ran.err
