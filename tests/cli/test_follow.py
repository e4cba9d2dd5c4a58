"""tocsin follow as a person runs it, on a real server: gathered, read, versioned, alerted; stopped anywhere, resumed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gather.misbehaving import Server, drips, says, serving
from tocsin import workbench

WATCH = "ally-enters-war-belarus"
STORY = (
    "Defence Minister Viktor Khrenin said on Friday that Belarus was not preparing an attack on Ukraine. "
    "Border guards said they had seen no columns near the river."
)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def rss(server: Server, *stories: str) -> str:
    """A feed whose headlines lead to pages."""
    items = ""
    for n, story in enumerate(stories):
        server.page(f"/{n}.html", f"<html><body><article><p>{story}</p></article></body></html>")
        items += f"<item><title>Story {n}</title><link>{server.url}/{n}.html</link></item>"
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>"


def follow(tocsin, server: Server, *more: object):
    return tocsin("follow", "--case", "c.db", "--once", "--gap", 0, "--allow-private", server.host, *more)


def texts() -> list[str]:
    with workbench.open_case("c.db", create=False) as ledger:
        return [d.text for d in ledger.view().documents()]


def test_what_is_new_is_gathered_and_read_and_the_queue_is_shown(tocsin, server) -> None:
    server.page("/feed", rss(server, STORY), "application/rss+xml")
    server.routes["/gone"] = says(410)
    ran = follow(tocsin, server, f"{server.url}/feed", f"{server.url}/gone")
    assert ran.code == 0, ran.err
    assert texts() == [STORY] and "1 read into c.db" in ran.err
    with workbench.open_case("c.db") as ledger:
        assert ledger.view().statements()
    status = tocsin("follow", "--case", "c.db", "--status")
    assert "2 places, 1 in trouble" in status.out and "gone" in status.out and "1 items" in status.out
    lines = tocsin("follow", "--case", "c.db", "--status", "--format", "jsonl").out.splitlines()
    assert {json.loads(line)["state"] for line in lines} == {"well", "gone"}
    asked = server.asked["/feed"]
    assert follow(tocsin, server).code == 0  # nothing is due: without a PLACE, what was followed before
    assert server.asked["/feed"] == asked


def test_private_addresses_are_never_fetched_unless_named(tocsin, server) -> None:
    server.page("/feed", rss(server, STORY))
    ran = tocsin("follow", f"{server.url}/feed", "--case", "c.db", "--once", "--gap", 0)
    assert ran.code == 2 and not server.asked  # nothing could be done
    assert "leads to a private address" in tocsin("follow", "--case", "c.db", "--status").out


def test_an_edited_article_is_a_version_and_the_edit_is_shown(tocsin, server) -> None:
    server.page("/live.txt", STORY, "text/plain")
    follow(tocsin, server, f"{server.url}/live.txt", "--no-read")
    server.page("/live.txt", STORY.replace("no columns", "two columns"), "text/plain")
    memory = Path("c.db.follow.jsonl")
    record = json.loads(memory.read_text().splitlines()[-1])
    memory.write_text(json.dumps({**record, "due": ""}) + "\n")
    follow(tocsin, server, "--no-read")
    with workbench.open_case("c.db") as ledger:
        old, new = sorted(ledger.view().documents(), key=lambda d: d.supersedes or "")  # may fall into one second
    assert new.supersedes == old.id
    ran = tocsin("edits", "--case", "c.db")
    assert "[-no-]{+two+} columns" in ran.out and f"{server.url}/live.txt" in ran.out
    (edit,) = [json.loads(line) for line in tocsin("edits", "--case", "c.db", "--format", "jsonl").out.splitlines()]
    assert (edit["old"], edit["new"]) == (old.id, new.id)
    assert "".join(p["text"] for p in edit["parts"] if p["kind"] != "in") == old.text
    assert "".join(p["text"] for p in edit["parts"] if p["kind"] != "out") == new.text


def test_after_a_round_alerts_are_told_once(tocsin, server) -> None:
    server.page("/feed", rss(server, STORY), "application/rss+xml")
    ran = follow(tocsin, server, f"{server.url}/feed", "--alert", WATCH)
    assert ran.code == 0, ran.err
    listed = tocsin("alerts", "--case", "c.db", "--watch", WATCH, "--all").out
    assert ran.out == listed
    assert tocsin("alerts", "--case", "c.db", "--watch", WATCH).out == ""


def test_an_answer_about_an_alert_is_kept_and_has_to_be_yes_or_no(tocsin) -> None:
    assert "quiet" in tocsin("alerts", "--case", "c.db", "--useful", "lamp:x", "no").err
    assert "muted" in tocsin("alerts", "--case", "c.db", "--useful", "lamp:x", "no").err
    assert tocsin("alerts", "--case", "c.db", "--useful", "lamp:x", "perhaps").code == 2
    assert tocsin("alerts", "--case", "c.db").code == 2


def test_nothing_to_follow_is_said(tocsin) -> None:
    Path("none.txt").write_text("nothing here")
    assert "names no place to follow" in tocsin("follow", "none.txt", "--case", "c.db", "--once").err
    ran = tocsin("follow", "--case", "c.db", "--once")
    assert ran.code == 2 and "there is nothing to follow" in ran.err
    assert tocsin("follow", "https://e.example", "--every", "soon", "--once").code == 2


def test_two_collectors_do_not_share_a_memory(tocsin, server) -> None:
    server.page("/feed", rss(server, STORY))
    with workbench.alone("c.db"):
        ran = follow(tocsin, server, f"{server.url}/feed")
    assert ran.code == 2 and "somebody follows with c.db.follow.jsonl already" in ran.err and not server.asked
    assert follow(tocsin, server, f"{server.url}/feed").code == 0


def test_a_webhook_that_is_down_does_not_end_the_collector(tmp_path, server, tocsin, monkeypatch) -> None:
    server.page("/feed0", rss(server, STORY), "application/rss+xml")
    monkeypatch.setenv("TOCSIN_WEBHOOK", "http://127.0.0.1:1/")
    process = started(server, "--every", "1s", "--alert", WATCH, reading=True)
    assert process.stderr
    said = list[str]()
    while len(said) < 2:
        line = process.stderr.readline()
        assert line, "the collector ended"
        said += [line] if "the webhook did not take the alerts" in line else []
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130


def started(server: Server, *more: str, reading: bool = False) -> "subprocess.Popen[str]":
    """The command in a process of its own, on ten feeds of which one never ends."""
    command = [sys.executable, "-m", "tocsin", "follow", "--case", "c.db", "--gap", "0", *more]
    command += [] if reading else ["--no-read"]
    places = [f"{server.url}/feed{n}" for n in range(10)]
    return subprocess.Popen(
        [*command, "--allow-private", server.host, *places], stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    )


def wait_for(path: Path, lines: int) -> None:
    deadline = time.monotonic() + 60
    while not path.exists() or len(path.read_bytes().splitlines()) < lines:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def ten_feeds(server: Server) -> None:
    for n in range(10):
        feed = f"<rss version='2.0'><channel><title>W{n}</title><item><title>Guards said story {n} was so</title></item></channel></rss>"
        server.page(f"/feed{n}", feed)


def test_killed_at_any_moment_nothing_is_lost_and_nothing_comes_twice(tmp_path, monkeypatch, server, tocsin) -> None:
    ten_feeds(server)
    good = server.routes["/feed9"]
    server.routes["/feed9"] = drips(b"HTTP/1.1 200 OK\r\n\r\n<rss>", b"x", 0.2)
    process = started(server)
    wait_for(Path("c.db.follow.jsonl"), 5)
    process.kill()
    process.communicate()
    with workbench.open_case("c.db") as ledger:
        assert len(ledger.view().documents()) >= 5
    server.routes["/feed9"] = good
    ran = follow(tocsin, server, "--no-read", *(f"{server.url}/feed{n}" for n in range(10)))
    assert ran.code == 0, ran.err
    assert sorted(texts()) == sorted({f"Guards said story {n} was so" for n in range(10)})
    assert tocsin("audit", "--case", "c.db").code == 0


def test_interrupted_it_stops_soon_and_keeps_what_it_has(tmp_path, server, tocsin) -> None:
    ten_feeds(server)
    server.page("/feed5", rss(server, *(f"Guards wrote page {n} on Monday and said so to us." for n in range(15))))
    process = started(server, "--every", "30s")
    wait_for(Path("c.db.follow.jsonl"), 4)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130 and "interrupted; what was gathered so far is kept" in err
    assert "Traceback" not in err and len(texts()) >= 4
