"""What goes in as a file, a line or a stream comes out as a document that says where, when and how we know."""

import gzip
import hashlib
import itertools
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gather.help import ENGLISH, NOW, gathered, of_bytes, written
from tocsin.errors import InputError
from tocsin.gather import documents
from tocsin.nouns.document import Published


def test_a_text_is_kept_as_it_stands(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", f"  {ENGLISH}\n\nEnd. \n")
    (document,), troubles = gathered(path)
    assert document.text == f"  {ENGLISH}\n\nEnd. \n"
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (document.first_seen, document.seen_basis, document.language) == (NOW, "gathered", "en")
    assert document.published == Published(None, None, "unknown", "no date was given")
    assert troubles == []


def test_front_matter_says_what_the_text_does_not(tmp_path: Path) -> None:
    front = "---\ntitle: 'A quiet day'\noutlet: Example Wire\nurl: https://e.example/1\npublished: 5 December 2022\n"
    front += "first_seen: 2022-12-06T10:00:00+03:00\nkind: relay\nnonsense: x\n---\n\n"
    (d,), _ = gathered(written(tmp_path, "a.md", front + ENGLISH))
    assert (d.text, d.title, d.outlet, d.url, d.kind) == (
        ENGLISH, "A quiet day", "Example Wire", "https://e.example/1", "relay",
    )  # fmt: skip
    assert (d.published.start, d.published.basis) == (date(2022, 12, 5), "given")
    assert (d.first_seen, d.seen_basis) == (datetime(2022, 12, 6, 7, tzinfo=UTC), "given")


def test_a_quote_that_opens_a_title_stays_and_quotes_around_it_go() -> None:
    titles = ('"Nothing new": guard contradicts', '"Quiet"', "'", '""')
    made = [of_bytes(f"---\ntitle: {t}\noutlet: x\n---\n{ENGLISH}".encode())[0][0].title for t in titles]
    assert made == ['"Nothing new": guard contradicts', "Quiet", "'", None]


def test_three_dashes_alone_are_no_front_matter() -> None:
    text = f"---\nnot: known\n---\n{ENGLISH}"
    assert of_bytes(text.encode())[0][0].text == text


def test_json_lines_with_headlines() -> None:
    lines = [
        {"published": "2022-12-05", "outlet": "Wire", "title": "T", "url": "https://e.example/1", "text": ENGLISH},
        {
            "first_seen": "2022-12-04T05:51:31Z",
            "kind": "headline",
            "outlet": "e.example",
            "title": "Minister warns",
            "text": "",
        },
        {"content": ENGLISH, "source": {"name": "Named"}, "date": 2022},
    ]
    documents, troubles = of_bytes("\n".join(map(json.dumps, lines)).encode())
    assert troubles == []
    assert [(d.kind, d.title, d.outlet) for d in documents] == [
        ("article", "T", "Wire"), ("headline", "Minister warns", "e.example"), ("article", None, "Named"),
    ]  # fmt: skip
    assert documents[1].text == "Minister warns"
    assert documents[2].published.end == date(2022, 12, 31)


def test_a_json_array_an_object_with_articles_and_a_single_object() -> None:
    record = {"text": ENGLISH, "title": "T"}
    for value in ([record, record], {"articles": [record, record]}):
        assert len(of_bytes(json.dumps(value, indent=1).encode())[0]) == 2
    assert len(of_bytes(json.dumps(record, indent=1).encode())[0]) == 1


def test_a_long_array_is_read_record_by_record() -> None:
    records = [{"text": f"{ENGLISH} {n}", "pad": "x" * 3000} for n in range(900)]  # more than one window
    documents, troubles = of_bytes(json.dumps(records).encode())
    assert [d.text.rsplit(" ", 1)[1] for d in documents] == [str(n) for n in range(900)]
    assert troubles == []


def test_a_folder_is_read_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.txt", ".git/x.txt", "a/.hidden"):
        written(tmp_path, name, f"{name} {ENGLISH}")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [d.text.split()[0] for d in gathered(tmp_path)[0]] == ["a/c.txt", "a/z.txt", "b.txt"]


def test_gzip_is_opened_and_told_apart_again(tmp_path: Path) -> None:
    line = json.dumps({"text": ENGLISH, "title": "T"}).encode()
    (document,), _ = gathered(written(tmp_path, "a.jsonl.gz", gzip.compress(line)))
    assert document.title == "T"


def test_a_page_gives_its_article_and_what_it_says_of_itself(tmp_path: Path) -> None:
    html = f"""<!doctype html><html><head><title>A quiet day</title>
    <meta property="og:site_name" content="Example Wire">
    <meta property="article:published_time" content="2022-12-05T10:00:00Z">
    <link rel="canonical" href="https://e.example/1"></head><body>
    <nav><a href="/">Home</a> <a href="/s">Sign in</a></nav>
    <article><h1>A quiet day</h1><p>{ENGLISH}</p>
    <p>It was quiet in the village, said a farmer who lives there.</p></article>
    <footer>Subscribe to our newsletter. All rights reserved.</footer></body></html>"""
    (d,), troubles = gathered(written(tmp_path, "a.html", html))
    assert ENGLISH in d.text
    assert "Subscribe" not in d.text
    assert "Sign in" not in d.text
    assert (d.title, d.outlet, d.url) == ("A quiet day", "Example Wire", "https://e.example/1")
    assert (d.published.start, d.published.basis) == (date(2022, 12, 5), "stated")
    assert troubles == []


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Example Wire</title>
<item><title>Minister &amp;amp; army</title><link>https://e.example/1</link>
<pubDate>Mon, 05 Dec 2022 10:00:00 +0300</pubDate>
<description>&lt;p&gt;The minister said that it was quiet.&lt;/p&gt;</description></item>
<item><title>Only a title here</title></item></channel></rss>"""


def test_a_feed_gives_its_entries(tmp_path: Path) -> None:
    first, second = gathered(written(tmp_path, "feed.xml", FEED))[0]
    assert first.text == "Minister & army\n\nThe minister said that it was quiet."
    assert (first.kind, first.outlet, first.url) == ("headline", "Example Wire", "https://e.example/1")
    assert (first.published.start, first.published.basis) == (date(2022, 12, 5), "stated")
    assert second.text == "Only a title here"


def test_the_date_given_dates_only_what_has_none() -> None:
    lines = b'{"text": "The guard said so.", "published": "2022-12-01"}\n{"text": "The guard denied it."}'
    first, second = of_bytes(lines, published="2022-12-05")[0]
    assert (first.published.start, second.published.start) == (date(2022, 12, 1), date(2022, 12, 5))
    assert second.published.basis == "given"
    with pytest.raises(InputError, match="is not a date"):
        of_bytes(lines, published="soon")


def test_backfill_takes_the_end_of_the_printed_day() -> None:
    lines = b'{"text": "The guard said so.", "published": "2022-12-01"}\n{"text": "The guard denied it."}'
    first, second = of_bytes(lines, backfill=True)[0]
    assert (first.first_seen, first.seen_basis) == (datetime(2022, 12, 1, 23, 59, 59, tzinfo=UTC), "assumed")
    assert (second.first_seen, second.seen_basis) == (NOW, "gathered")


def test_the_same_input_gives_the_same_documents(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", ENGLISH)
    assert gathered(path) == gathered(path)


class Tap:
    """An input without end that counts what was taken from it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes of the same line over and over."""
        line = json.dumps({"text": ENGLISH}).encode() + b"\n"
        start = self.taken % len(line)
        self.taken += size
        return (line * (size // len(line) + 2))[start : start + size]


def test_an_endless_stream_is_read_as_it_is_asked_for() -> None:
    tap = Tap()
    stream = documents(["-"], stdin=cast(IO[bytes], tap), clock=lambda: NOW)
    assert len(list(itertools.islice(stream, 50))) == 50
    assert tap.taken < 1_000_000


@settings(max_examples=40, deadline=None)
@given(
    st.binary(max_size=400) | st.text(st.characters(), max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_give_documents_or_troubles(data: bytes) -> None:
    for prefix in (b"", b"{", b"[", b"---\ntitle: x\n---\n", b"\x1f\x8b"):
        documents, troubles = of_bytes(prefix + data)
        for d in documents:
            d.text.encode()
            assert "\x00" not in d.text
        assert all("\n" not in str(t) for t in troubles)
        assert documents or troubles or not data.strip()
