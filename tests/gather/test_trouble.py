"""Bad input: one clear sentence with file and line, and everything else still gathered."""

import gzip
import json
import os
import zlib
from pathlib import Path

import pytest

from tests.gather.help import ENGLISH, gathered, of_bytes, written
from tocsin.gather import page
from tocsin.gather.guard import Guard

GOOD = json.dumps({"text": ENGLISH}).encode()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\r\n", "is empty"),
        ("no-words.txt", b"1 2 3 ... ---", "holds no words"),
        ("binary.txt", bytes(range(256)) * 40, "is not text (it looks like binary data)"),
        ("paper.pdf", b"%PDF-1.7 \x00\x01", "is not text (it looks like a PDF)"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + b"x" * 50, "is not text (it looks like an old office document)"),
        ("cut.gz", gzip.compress(os.urandom(3000))[:900], "is a damaged gzip file"),
        ("bare.json", b"[ ]", "is a list without a record"),
        ("bare-in-an-object.json", b'{"articles": []}', "is a list without a record"),
        ("cut.json", b'[{"text": "a b"}, {"te', "is not JSON"),
        ("open.json", b'[{"text": "The guard said so."}', "ends in the middle of an array"),
        ("deep.json", b"[" * 100_000, "is JSON nested too deeply"),
        ("word.json", b'{"a": 1}', "is a record without text or title"),
        ("list.opml", b"<?xml version='1.0'?><opml version='2.0'></opml>", "is a list of feeds"),
        ("map.xml", b"<urlset></urlset>", "is a site map"),
        ("none.xml", b"<rss version='2.0'><channel></channel></rss>", "is a feed without entries"),
        ("bad.xml", b"<rss version='2.0'><channel><item><title>A & b</title></channel>", "is a malformed feed"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_and_the_rest_is_gathered(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = written(tmp_path, name, data)
    written(tmp_path, "zz-good.txt", ENGLISH)
    documents, troubles = gathered(tmp_path)
    assert documents[-1].text == ENGLISH
    assert said in str(troubles[0])
    assert str(troubles[0]).startswith(str(path))
    assert len(troubles) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{not json", "is not JSON"),
        (b'{"url": "https://e.example"}', "is a record without text or title"),
        (b'{"text": 7}', "“text” is not a text"),
        (b"[1, 2]", "not an object"),
        (b'"words"', "not an object"),
        (b'{"text": "' + b"x" * 5000 + b'"}', "is longer than 4,000 bytes"),
        (b'{"text": "The guard said so.", "first_seen": "3000-01-01T00:00:00Z"}', "is not a past moment"),
        (b'{"text": "The guard said so.", "first_seen": "yesterday"}', "is not a past moment"),
    ],
)
def test_a_bad_line_costs_that_line_only(monkeypatch: pytest.MonkeyPatch, line: bytes, said: str) -> None:
    monkeypatch.setenv("TOCSIN_MAX_BYTES", "4000")
    documents, (trouble,) = of_bytes(b"\n".join([GOOD, b"", line, GOOD.replace(b"Monday", b"Friday")]))
    assert len(documents) == 2
    assert trouble.line == 3
    assert said in trouble.reason


def test_a_text_longer_than_the_limit_is_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOCSIN_MAX_BYTES", "100000")
    written(tmp_path, "long.txt", b"word " * 50_000)
    written(tmp_path, "bomb.gz", gzip.compress(b"word " * 2_000_000))
    documents, troubles = gathered(tmp_path)
    assert documents == []
    assert [t.reason for t in troubles] == ["is longer than 100,000 bytes (setting max_bytes) and was left out"] * 2


def test_places_that_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    troubles = gathered(tmp_path / "none", tmp_path / "pipe", "bad\x00name")[1]
    assert [t.reason for t in troubles[:2]] == ["there is no such file or folder", "is not a file or a folder"]
    assert len(troubles) == 3


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("3000-01-01", "the date “3000-01-01” lies in the future"),
        ("1066-10-14", "the date “1066-10-14” lies before 1900"),
        ("2022-02-30", "the date “2022-02-30” is not a day of any calendar"),
        ("05/12/2022", "the date “05/12/2022” can be read day first or month first"),
        ("soon", "the date “soon” is not a date we can read"),
    ],
)
def test_a_date_that_cannot_be_believed_is_unknown_with_the_reason(printed: str, why: str) -> None:
    (document,), _ = of_bytes(json.dumps({"text": ENGLISH, "published": printed}).encode())
    assert (document.published.start, document.published.basis, document.published.why) == (None, "unknown", why)


@pytest.mark.parametrize(
    ("data", "text", "doubt"),
    [
        (
            "“Quiet”, he said – twice.".encode("cp1252"),
            "“Quiet”, he said – twice.",
            "is not UTF-8; read as Windows-1252",
        ),
        ("“Quiet”, he said – twice.".encode() + b"\xff", "“Quiet”, he said – twice.\ufffd", "has 1 damaged characters"),
        ("“Quiet”, he said.".encode("utf-16"), "“Quiet”, he said.", None),
        ("Quiet, he said.".encode("utf-16-le"), "Quiet, he said.", "read as UTF-16-LE"),
        (b"\xef\xbb\xbfQuiet,\r\nhe said.\rThen.", "Quiet,\nhe said.\nThen.", None),
    ],
)
def test_encodings(data: bytes, text: str, doubt: str | None) -> None:
    (document,), troubles = of_bytes(data)
    assert document.text == text
    assert [doubt in t.reason for t in troubles] == ([True] if doubt else [])


def test_nul_and_lone_surrogates_are_replaced_one_for_one() -> None:
    (document,), _ = of_bytes(b'{"text": "He said\\u0000 \\ud800 so."}')
    assert document.text == "He said\ufffd \ufffd so."


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 50_000 + ENGLISH,
        "<script>" * 20_000 + "<" * 20_000 + ENGLISH,
        "<!--" * 50_000 + ENGLISH,
        "<a " * 100_000 + ENGLISH,
        "<p>" + " " * 500_000 + ENGLISH,
    ],
)
def test_an_html_bomb_is_stripped_in_one_pass(monkeypatch: pytest.MonkeyPatch, bomb: str) -> None:
    monkeypatch.setattr(page, "MANY_TAGS", 1)
    documents, troubles = of_bytes(b"<html><body>" + bomb.encode())
    assert len(documents) <= 1
    assert troubles


def test_a_page_that_hangs_its_parser_is_given_up_and_the_next_is_read() -> None:
    guard = Guard("tests.gather.hanging", seconds=5)
    assert guard.ask({"say": "hello"}) == {"said": "hello"}
    assert guard.ask({"say": "hang"}) is None
    assert guard.ask({"say": "die"}) is None
    assert guard.ask({"say": "again"}) == {"said": "again"}


def test_a_zlib_stream_cut_short_inside_a_folder_is_said(tmp_path: Path) -> None:
    data = gzip.compress(GOOD + b"\n" + GOOD.replace(b"Monday", b"Friday"), mtime=0)
    documents, (trouble,) = gathered(written(tmp_path, "a.jsonl.gz", data[:-20] + zlib.compress(b"x")))
    assert documents == [] or "damaged" in trouble.reason


@pytest.mark.parametrize("inside", [b"&#xD800;", b"&#55296;", b"\xff&#xD800;\x9a", b"\x1f", b"&#x0;", b"\xbf\xff\xfe"])
@pytest.mark.parametrize("before", [b"", b"<broken"])
def test_a_feed_with_characters_that_are_none_is_read_all_the_same(inside: bytes, before: bytes) -> None:
    feed = (
        b"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>W</title>" + before
        + b"<item><title>The guard said " + inside + b" so on Monday</title></item></channel></rss>"
    )  # fmt: skip
    documents, troubles = of_bytes(feed)
    assert documents or troubles
    assert before or "The guard said" in documents[0].text


def test_a_parser_that_fails_costs_its_file_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LookupError("unknown encoding")

    monkeypatch.setattr("feedparser.parse", fail)
    written(tmp_path, "a.xml", b"<rss version='2.0'><channel></channel></rss>")
    written(tmp_path, "b.txt", ENGLISH)
    documents, (trouble,) = gathered(tmp_path)
    assert documents[0].text == ENGLISH
    assert "a.xml: cannot be read: its parser failed (LookupError)" in str(trouble)


def test_an_archive_without_a_page_is_said() -> None:
    documents, (trouble,) = of_bytes(b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nok\r\n\r\n")
    assert documents == []
    assert "is a WARC archive without a page" in trouble.reason


def test_a_date_over_several_lines_is_said_on_one() -> None:
    _, (trouble,) = of_bytes(json.dumps({"text": ENGLISH, "published": "Mon,\n5\r\n Dec"}).encode())
    assert str(trouble) == "standard input:1: the date “Mon, 5 Dec” is not a date we can read; it counts as undated"
