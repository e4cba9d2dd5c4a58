"""The collector: polite, patient, forgetful of nothing, and never twice the same."""

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.gather.help import ENGLISH
from tests.gather.misbehaving import Server, bomb, conditional, drips, moves, says
from tocsin.errors import InputError
from tocsin.gather.fetch import Limits
from tocsin.gather.follow import Collector, Manners, Poll
from tocsin.gather.following import places
from tocsin.gather.health import Memory, retry_after
from tocsin.gather.lists import Place, addresses, opml, sitemap

START = datetime(2022, 12, 10, 8, tzinfo=UTC)


def rss(*titles: str, link: str = "") -> str:
    """A feed with those titles."""
    items = "".join(
        f"<item><title>{t}</title>{f'<link>{link}/{n}</link>' if link else ''}</item>" for n, t in enumerate(titles)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>"


class Desk:
    """A collector with a clock that can be turned."""

    def __init__(self, server: Server, *paths: str, memory: Memory | None = None, **manners: Any) -> None:
        self.now, self.slept = START, list[float]()
        self.memory = memory or Memory()
        limits = Limits(seconds=3, size=200_000, allowed=frozenset({server.host}))
        self.collector = Collector(
            [Place(server.url + p) for p in paths],
            self.memory,
            Manners(limits=limits, **{"gap": 0.0, **manners}),
            clock=lambda: self.now,
            sleep=self.slept.append,
        )

    def round(self, after: timedelta = timedelta(), accept: bool = True) -> list[Poll]:
        """One round, later."""
        self.now += after
        polls = list(self.collector.round())
        for poll in polls if accept else ():
            self.collector.accept(poll)
        return polls

    def texts(self, after: timedelta = timedelta()) -> list[str]:
        """What one round brought."""
        return [d.text for p in self.round(after) for d in p.documents]


HOUR = timedelta(hours=1)


def test_only_what_is_new_comes_again(server: Server) -> None:
    server.routes["/feed"] = conditional(rss("Guard says so"), '"1"')
    desk = Desk(server, "/feed")
    assert desk.texts() == ["Guard says so"]
    assert desk.texts() == []  # not due
    assert desk.texts(HOUR) == []  # not changed
    assert server.headers["/feed"]["If-None-Match"] == '"1"'
    server.routes["/feed"] = conditional(rss("Guard denies it", "Guard says so"), '"2"')
    assert desk.texts(HOUR) == ["Guard denies it"]
    assert [(h.state, h.items) for h in desk.collector.health()] == [("well", 2)]


def test_what_was_not_accepted_comes_again(server: Server) -> None:
    server.page("/feed", rss("Guard says so"))
    desk = Desk(server, "/feed")
    assert len(desk.round(accept=False)[0].documents) == 1
    assert len(desk.round()[0].documents) == 1
    assert desk.round() == []


def test_memory_survives_in_a_file_and_a_damaged_one_is_said(server: Server, tmp_path: Path) -> None:
    server.page("/feed", rss("Guard says so", link=server.url))
    server.page("/0", f"<html><body><article><p>{ENGLISH}</p></article></body></html>")
    path = tmp_path / "memory.json"
    Desk(server, "/feed", memory=Memory(path)).round()
    again = Desk(server, "/feed", memory=Memory(path))
    assert again.texts(timedelta(minutes=30)) == []
    assert len(again.collector.health()[0].visits) == 1
    with path.open("a") as file:
        file.write('{"url": "https://cut.sho')
    assert Memory(path).get(server.url + "/feed").items == 1
    path.write_text("{}\n")
    with pytest.raises(InputError, match=r"memory.json:1: is not a collector's memory"):
        Memory(path)


def test_many_places_are_looked_at_and_remembered(server: Server, tmp_path: Path) -> None:
    paths = [f"/feed{n}" for n in range(60)]
    for path in paths:
        server.page(path, rss(f"Guard of {path} says so"))
    desk = Desk(server, *paths, memory=Memory(tmp_path / "memory.jsonl"))
    assert len(desk.texts()) == 60
    again = Desk(server, *paths, memory=Memory(tmp_path / "memory.jsonl"))
    assert again.round() == []
    assert {h.state for h in again.collector.health()} == {"well"}


def test_behind_a_headline_the_article_is_fetched_and_an_edit_is_a_new_document(server: Server) -> None:
    server.page("/feed", rss("Guard says so", link=server.url), "application/rss+xml")
    server.page("/0", f"<html><body><article><p>{ENGLISH}</p></article></body></html>")
    desk = Desk(server, "/feed")
    (poll,) = desk.round()
    assert [(d.title, d.outlet, d.text) for d in poll.documents] == [("Guard says so", "Wire", ENGLISH)]
    assert desk.texts(timedelta(hours=2)) == []
    edited = ENGLISH.replace("nothing had changed", "two columns had come")
    server.page("/0", f"<html><body><article><p>{edited}</p></article></body></html>")
    assert desk.texts(timedelta(hours=7)) == [edited]
    assert desk.texts(timedelta(days=2)) == []


def test_robots_are_heeded(server: Server) -> None:
    server.page("/robots.txt", "User-agent: *\nDisallow: /private\nCrawl-delay: 7\n", "text/plain")
    server.page("/private/feed", rss("Secret"))
    server.page("/feed", rss("Open", link=f"{server.url}/private"))
    desk = Desk(server, "/private/feed", "/feed")
    polls = desk.round()
    assert server.asked["/private/feed"] == server.asked["/private/0"] == 0
    assert [d.text for p in polls for d in p.documents] == ["Open"]
    assert {h.url[-13:]: h.state for h in desk.collector.health()}["/private/feed"] == "refused"
    server.page("/feed", rss("Later"))
    desk.round(HOUR)
    assert desk.slept and max(desk.slept) > 1  # one promise: it waits as long as it is asked to


def test_a_site_that_cannot_say_is_left_alone_for_a_while(server: Server) -> None:
    server.routes["/robots.txt"] = says(503)
    server.page("/feed", rss("Open"))
    desk = Desk(server, "/feed")
    assert desk.texts() == []
    assert server.asked["/feed"] == 0
    server.routes["/robots.txt"] = says(404)
    assert desk.texts(HOUR) == ["Open"]


def test_each_failure_doubles_the_wait_and_success_ends_it(server: Server) -> None:
    server.routes["/feed"] = says(500)
    desk = Desk(server, "/feed")
    waits = []
    for _ in range(4):
        (poll,) = desk.round()
        waits.append(datetime.fromisoformat(poll.health.due) - desk.now)
        desk.now = datetime.fromisoformat(poll.health.due)
    assert all(1.9 < later / earlier < 2.1 for earlier, later in pairwise(waits))
    assert desk.collector.health()[0].state == "failing"
    server.page("/feed", rss("Back"))
    assert desk.texts() == ["Back"]
    assert desk.collector.health()[0].failures == 0


def test_a_wait_that_is_asked_for_is_honoured(server: Server) -> None:
    server.routes["/feed"] = says(429, Retry_After="86400")
    desk = Desk(server, "/feed")
    desk.round()
    assert desk.round(timedelta(hours=20)) == []
    assert len(desk.round(timedelta(hours=8))) == 1


@pytest.mark.parametrize("value", ["-5", "soon", "", "9" * 400, "Wed, 99 Nov 2022"])
def test_odd_waits_are_no_waits_or_short(value: str) -> None:
    assert (retry_after(value, START) or timedelta()) <= timedelta(days=7)


def test_gone_is_gone(server: Server) -> None:
    server.routes["/feed"] = says(410)
    desk = Desk(server, "/feed")
    desk.round()
    assert desk.collector.health()[0].state == "gone"
    assert desk.round(timedelta(days=2)) == []


def test_a_permanent_move_is_remembered_a_passing_one_is_not(server: Server) -> None:
    server.routes |= {"/old": moves("/new", 301), "/passing": moves("/new", 302)}
    server.page("/new", rss("Moved"))
    desk = Desk(server, "/old", "/passing")
    desk.round()
    desk.round(HOUR)
    assert (server.asked["/old"], server.asked["/passing"]) == (1, 2)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (bomb, "is longer than 200,000 bytes"),
        (moves("http://169.254.169.254/latest"), "leads to a private address"),
        (drips(b"HTTP/1.1 200 OK\r\n\r\n<rss>", b"x", 0.1), "did not answer within 3 seconds"),
    ],
)
def test_a_bad_place_does_not_keep_the_others(server: Server, answer: Any, why: str) -> None:
    server.routes["/bad"] = answer
    server.page("/good", rss("Good"))
    desk = Desk(server, "/bad", "/good")
    assert desk.texts() == ["Good"]
    assert any(why in h.why for h in desk.collector.health())


def test_a_place_that_breaks_the_collector_does_not_keep_the_others(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.page("/bad", "<urlset>")
    server.page("/good", rss("Good"))
    monkeypatch.setattr("tocsin.gather.lists.sitemap", lambda _: 1 / 0)
    desk = Desk(server, "/bad", "/good")
    assert desk.texts() == ["Good"]
    assert {h.why for h in desk.collector.health()} == {"could not be looked at (ZeroDivisionError)", "1 new"}


def test_a_malformed_feed_gives_what_it_can(server: Server) -> None:
    server.page("/feed", rss("First", "A & B", "Third"))
    (poll,) = Desk(server, "/feed").round()
    assert "First" in [d.text for d in poll.documents]
    assert "malformed" in poll.troubles[0].reason


def test_a_followed_page_is_a_document_each_time_it_changes(server: Server) -> None:
    server.page("/live.txt", f"{ENGLISH} One.", "text/plain")
    desk = Desk(server, "/live.txt")
    assert len(desk.texts()) == 1
    assert desk.texts(HOUR) == []
    server.page("/live.txt", f"{ENGLISH} Two.", "text/plain")
    assert desk.texts(HOUR) == [f"{ENGLISH} Two."]


def test_a_site_map_brings_its_newest_pages_a_few_at_a_time(server: Server) -> None:
    entries = [f"<url><loc>{server.url}/{n}.txt</loc><lastmod>2022-12-0{n}</lastmod></url>" for n in range(1, 6)]
    server.page("/map.xml", f"<?xml version='1.0'?><urlset>{''.join(entries)}</urlset>")
    for n in range(1, 6):
        server.page(f"/{n}.txt", f"Number {n}. {ENGLISH}", "text/plain")
    desk = Desk(server, "/map.xml", pages=2)
    assert [numbers(desk.texts(after)) for after in (HOUR, timedelta(minutes=30), timedelta(minutes=20))] == [
        ["5", "4"], ["3", "2"], ["1"],
    ]  # fmt: skip


def test_a_map_of_maps_leads_to_its_newest_pages_on_the_same_site(server: Server) -> None:
    index = "".join(
        f"<sitemap><loc>{where}</loc><lastmod>2022-12-0{n}</lastmod></sitemap>"
        for n, where in enumerate([f"{server.url}/1.xml.gz", "https://elsewhere.example/2.xml"], 1)
    )
    server.page("/map.xml", f"<sitemapindex>{index}</sitemapindex>")
    inner = f"<urlset><url><loc>{server.url}/a.txt</loc></url></urlset>"
    server.page("/1.xml.gz", gzip.compress(inner.encode()), "application/gzip")
    server.page("/a.txt", ENGLISH, "text/plain")
    assert Desk(server, "/map.xml").texts() == [ENGLISH]


def numbers(texts: Iterable[str]) -> list[str]:
    """The number each text begins with."""
    return [t.split()[1].strip(".") for t in texts]


def test_a_json_feed(server: Server) -> None:
    feed = '{"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": [%s]}'
    server.page("/feed.json", feed % '{"id": "1", "title": "Guard", "content_html": "<p>It was &amp; is quiet.</p>"}')
    (poll,) = Desk(server, "/feed.json").round()
    assert [(d.text, d.outlet) for d in poll.documents] == [("Guard\n\nIt was & is quiet.", "Wire")]


def test_lists_of_places() -> None:
    text = """<opml><body><outline text="All"><outline title="A &amp; B" xmlUrl="https://a.example/f?x=1&amp;y=2"/>
    <outline text='C' xmlUrl='https://c.example/f'/><outline xmlUrl="file:///etc/passwd"/>
    <outline xmlUrl="https://c.example/f"/></outline></body></opml>"""
    assert opml(text) == [Place("https://a.example/f?x=1&y=2", "A & B"), Place("https://c.example/f", "C")]
    assert addresses("# mine\nhttps://a.example/f # good\nftp://x\n\nhttps://a.example/f") == [
        Place("https://a.example/f")
    ]
    assert sitemap("<sitemapindex><sitemap><loc> https://a.example/1.xml </loc></sitemap></sitemapindex>") == [
        Place("https://a.example/1.xml", index=True)
    ]
    assert sitemap("<url>" * 20_000) == []


def test_what_a_person_gives_to_be_followed(tmp_path: Path) -> None:
    (tmp_path / "mine.opml").write_text('<opml><outline title="A" xmlUrl="https://a.example/f"/></opml>')
    (tmp_path / "list.txt").write_text("https://b.example/f\nhttps://a.example/f\n")
    (tmp_path / "none.txt").write_text("nothing here")
    given = [str(tmp_path / name) for name in ("mine.opml", "list.txt", "none.txt", "missing")]
    found, troubles = places(["https://c.example/", *given])
    assert [p.url for p in found] == ["https://c.example/", "https://a.example/f", "https://b.example/f"]
    assert found[1].title == "A"
    assert ["names no place" in troubles[0].reason, "no such file" in troubles[1].reason] == [True, True]
