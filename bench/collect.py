"""python bench/collect.py [--feeds 500] [--new 2] [--rounds 2]: rounds of the collector, beside their limit.

The feeds are served on loopback, each on an address of its own (127.x.y.z), by another process: most answer after
50 to 300 ms, some drip for ever, fail, ask for patience, lead in circles or unfold without end. Each round every good
feed has ``--new`` headlines whose pages are fetched, cleaned and put into a case on disk. The limit is the ten minutes
in which a round has to be over. The peer asks the same addresses once each with bare threads and feedparser: no
robots.txt, no gap between two requests, no pages, nothing kept.
"""

import argparse
import gzip
import multiprocessing
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tocsin import workbench
from tocsin.gather.fetch import Limits, Response, fetch
from tocsin.gather.follow import HOSTS, Collector, Manners
from tocsin.gather.health import Memory
from tocsin.gather.lists import Place
from tocsin.gather.make import now

EVERY = timedelta(minutes=10)
# Of a hundred feeds so many behave like this; the others are good.
BAD = {"drip": 2, "fail": 3, "later": 2, "circle": 1, "bomb": 1, "gone": 1}


def kind(feed: int) -> str:
    """How a feed behaves."""
    place, upto = feed % 100, 0
    for name, share in BAD.items():
        upto += share
        if place < upto:
            return name
    return "good"


def host(feed: int) -> str:
    return f"127.{1 + feed // 60000}.{feed // 250 % 240 + 1}.{feed % 250 + 1}"


def server(ready: Any, round_: Any, new: int) -> None:
    """Serve all feeds on one port of every loopback address, until killed."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # http.server's name
            name, feed = self.headers["Host"].rpartition(":")[0], self.path.strip("/").split("-")
            random_ = random.Random(f"{name}{self.path}{round_.value}")
            time.sleep(random_.uniform(0.05, 0.3))
            try:
                getattr(self, feed[0], self.missing)(name, feed)
            except OSError:
                self.close_connection = True

        def say(self, status: int, body: bytes = b"", **headers: str) -> None:
            self.send_response(status)
            for key, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(key.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

        def missing(self, *_: Any) -> None:
            self.say(404)

        def good(self, name: str, _: list[str]) -> None:
            items = "".join(
                f"<item><title>Headline {n} of {name}</title><link>http://{name}:{port}/page-{n}</link></item>"
                for n in range(new * (round_.value + 1), max(0, new * (round_.value + 1) - 30), -1)
            )
            feed = f"<rss version='2.0'><channel><title>{name}</title>{items}</channel></rss>"
            self.say(200, feed.encode(), Content_Type="application/rss+xml")

        def page(self, name: str, path: list[str]) -> None:
            words = f"The border guard of {name} said in report {path[1]} on Monday that nothing had changed. " * 8
            side = "<aside>" + "<a href='/x'>more</a> " * 60 + "</aside>"
            article = f"<article><p>{words}</p><p>{words}</p></article>"
            body = f"<html><head><title>{path[1]}</title></head><body>{side}{article}</body></html>"
            self.say(200, body.encode(), Content_Type="text/html; charset=utf-8")

        def drip(self, *_: Any) -> None:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n<rss>")
            for _n in range(600):
                self.wfile.write(b"x")
                time.sleep(0.1)

        def fail(self, *_: Any) -> None:
            self.say(500)

        def later(self, *_: Any) -> None:
            self.say(429, Retry_After="900")

        def circle(self, *_: Any) -> None:
            self.say(302, Location=self.path)

        def bomb(self, *_: Any) -> None:
            self.say(200, BOMB, Content_Encoding="gzip")

        def gone(self, *_: Any) -> None:
            self.say(410)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads, request_queue_size = True, 512

    http = Server(("0.0.0.0", 0), Handler)
    port = http.server_port
    ready.put(port)
    http.serve_forever()


BOMB = gzip.compress(b"word " * 10_000_000, 9)


def address(feed: int, port: int) -> str:
    return f"http://{host(feed)}:{port}/{kind(feed)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--new", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    ready, round_ = context.Queue(), context.Value("i", 0)
    process = context.Process(target=server, args=(ready, round_, options.new), daemon=True)
    process.start()
    try:
        port = ready.get(timeout=60)
        with tempfile.TemporaryDirectory() as folder:
            rounds(options, port, round_, Path(folder))
        peer(options.feeds, port)
    finally:
        process.kill()


def rounds(options: argparse.Namespace, port: int, round_: Any, folder: Path) -> None:
    """Round after round, each ten minutes later on the collector's own clock."""
    later = [timedelta()]
    allowed = frozenset(host(n) for n in range(options.feeds))
    places = [Place(address(n, port)) for n in range(options.feeds)]
    clock: Callable[[], Any] = lambda: now() + later[0]  # noqa: E731 - one line says it
    manners = Manners(every=EVERY, limits=Limits(allowed=allowed))
    behaviour = Counter(kind(n) for n in range(options.feeds))
    print(
        f"{options.feeds} feeds ({dict(behaviour)}), {options.new} new articles each a round; {HOSTS} hosts at a time"
    )
    with workbench.open_case(str(folder / "case.db")) as ledger:
        at_work = Collector(places, Memory(folder / "memory.jsonl"), manners, clock)
        for number in range(options.rounds):
            round_.value = number
            later[0] = number * timedelta(minutes=12)
            begun, cpu = time.perf_counter(), time.process_time()
            looks = list(workbench.follow_round(ledger, at_work))
            seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
            fresh = sum(look.added.new for look in looks)
            verdict = "in time" if seconds < EVERY.total_seconds() else "TOO LATE"
            print(
                f"round {number + 1}: {len(looks)} looks, {fresh} articles in {seconds:6.1f} s "
                f"(limit {EVERY.total_seconds():.0f} s: {verdict}); {cpu:.1f} s of CPU; "
                f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
            )
        print("states", dict(Counter(h.state for h in at_work.health())))
        print("memory file", (folder / "memory.jsonl").stat().st_size // 1024, "kB")


def peer(feeds: int, port: int) -> None:
    """Bare threads and feedparser over the same feeds, pages not fetched."""
    import feedparser

    limits = Limits(allowed=frozenset(host(n) for n in range(feeds)))

    def ask(feed: int) -> int:
        got = fetch(address(feed, port), limits)
        return len(feedparser.parse(got.body).entries) if isinstance(got, Response) and got.status == 200 else 0

    begun = time.perf_counter()
    with ThreadPoolExecutor(HOSTS) as pool:
        entries = sum(pool.map(ask, range(feeds)))
    seconds = time.perf_counter() - begun
    print(f"peer: {feeds} feeds, {entries} entries parsed in {seconds:6.1f} s, nothing fetched behind them")


if __name__ == "__main__":
    main()
