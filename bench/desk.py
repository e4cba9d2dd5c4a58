"""python bench/desk.py [--statements 100000] [--users 20] [--clicks 400]: the desk at size, on a real server.

A made-up case is written through the ledger's own door (20 statements an article, nothing is read by the network),
the desk is started as a user starts it, and then: seconds to the first page, milliseconds of each warm page, and the
95th percentile of many users clicking at once.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from tocsin import workbench
from tocsin.nouns.actor import Actor, Mention
from tocsin.nouns.document import Document, Interval, Published, document_id
from tocsin.nouns.ids import content_id
from tocsin.nouns.reading import Event, Piece, Reading, Source, Statement

WATCH = "ally-enters-war-belarus"
START = datetime(2022, 9, 1, 6, tzinfo=UTC)
EACH = 20  # statements an article
PAGES = (
    "/", "/statements", "/statements?q=brigade&polarity=negated", "/contradictions", "/timeline", "/events",
    "/hypotheses", "/sources", "/documents", "/review", "/judgements", "/statements.json", "/board.csv",
)  # fmt: skip
PEOPLE = (
    ("Defence Minister Viktor Khrenin", "person:viktor-khrenin", "person", "BLR"),
    ("Kyiv", "state:UKR", "state", "UKR"),
    ("Alexander Lukashenko", "person:alexander-lukashenko", "person", "BLR"), ("Moscow", "state:RUS", "state", "RUS"),
    ("the General Staff", "org:general-staff", "organisation", "UKR"), ("Minsk", "state:BLR", "state", "BLR"),
    ("Kyrylo Budanov", "person:kyrylo-budanov", "person", "UKR"), ("Warsaw", "state:POL", "state", "POL"),
)  # fmt: skip
ACTS = (("said", "assert", ""), ("denied", "deny", ""), ("warned", "warn", ""), ("predicted", "predict", ""))
WHAT = ("brigade", "battalion", "convoy", "depot", "airfield", "hospital", "checkpoint", "bridge", "train", "column")
TELLING = (
    "the Belarusian army was preparing an attack on Ukraine", "a joint exercise with Russian troops began in Belarus",
    "field hospitals went up near the border in Belarus",
    "Belarus was carrying out a covert mobilization of reservists",
    "Belarus had sent tanks and ammunition to the Russian army", "Russian troops were moved out of Belarus to the east",
)  # fmt: skip
DOES = ("moved to", "left", "reached", "was seen near", "crossed", "was deployed at", "shelled", "was rebuilt at")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--clicks", type=int, default=400)
    parser.add_argument("--case", help="a case to use, made when it is not there; else one that is thrown away")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case = options.case or str(Path(folder) / "size.db")
        if not Path(case).exists():
            started = time.perf_counter()
            make(case, options.statements // EACH)
            print(f"case of {options.statements:,} statements made in {time.perf_counter() - started:.1f} s")
        measure(case, options.users, options.clicks)
    return 0


def make(case: str, articles: int) -> None:
    """Fill a case."""
    rng = random.Random(7)
    names = ["".join(rng.choice("bcdfgklmnprstvz") + rng.choice("aeiou") for _ in range(3)).title() for _ in range(900)]
    with workbench.open_case(case) as ledger:
        reader = workbench.reader().name
        made = [article(k, articles, rng, names, reader) for k in range(articles)]
        ledger.add_documents(d for d, _ in made)
        ledger.add_readings(r for _, r in made)


def article(number: int, of: int, rng: random.Random, names: list[str], reader: str) -> tuple[Document, Reading]:
    """One article and its reading, with every span where it should be."""
    seen = START + timedelta(minutes=int(100 * 24 * 60 * number / of))
    text, parts = "", list[tuple[int, tuple[str, str, str, str], tuple[str, str, str], str, str]]()
    for _ in range(EACH):
        who, act, place = rng.choice(PEOPLE), rng.choice(ACTS), rng.choice(names)
        no = " not" if rng.random() < 0.2 else ""
        claim = f"the {rng.randint(2, 99)}th {rng.choice(names)} {rng.choice(WHAT)} had{no} {rng.choice(DOES)} {place}"
        if rng.random() < 0.02:
            claim = rng.choice(TELLING)
        start = len(text)
        text += f"{who[0]} {act[0]} on Friday that {claim}. "
        parts.append((start, who, act, claim, no))
    outlet, title = f"outlet{rng.randint(1, 40)}.example", f"Report {number} from {rng.choice(names)}"
    id = document_id(text, outlet, None, title)
    day = seen.date()
    document = Document(id, text, seen, Published(day, day, "given", "made up"), title, outlet, language="en")
    statements, events, actors = [], [], dict[str, Actor]()
    for start, (name, actor, kind, side), (cue, act, _), claim, no in parts:
        at = start + len(name) + len(cue) + len(" on Friday that ") + 1
        content = (Piece(claim, at, at + len(claim)),)
        source = Source(name, start, start + len(name), actor)
        spoken = Piece(cue, start + len(name) + 1, start + len(name) + 1 + len(cue))
        known = actors.get(actor, Actor(actor, name, kind, side))  # type: ignore[arg-type]  # kinds as above
        actors[actor] = Actor(actor, name, known.kind, side, (*known.mentions, Mention(name, start, start + len(name))))
        statements.append(
            Statement(
                content_id("st", id, start), id, source, spoken, content, act,  # type: ignore[arg-type]  # acts as above
                "negated" if no else "affirmed", 0.9, said=Interval(day, day),
            )
        )  # fmt: skip
        trigger = Piece(claim[-12:], at + len(claim) - 12, at + len(claim))
        events.append(
            Event(content_id("ev", id, at), id, "MOBILIZE", trigger, (actor,), (), f"state:{side}", Interval(day, day))
        )
    ends = [*(p[0] for p in parts[1:]), len(text)]
    sentences = tuple((p[0], end - 1) for p, end in zip(parts, ends, strict=True))
    return document, Reading(id, reader, tuple(statements), tuple(events), tuple(actors.values()), sentences=sentences)


def measure(case: str, users: int, clicks: int) -> None:
    """Start the desk as a user does, and click."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = [sys.executable, "-m", "tocsin", "serve", "--case", case, "--watch", WATCH, "--port", str(port)]
    print(f"python and its libraries alone                {alone():.2f} s", flush=True)
    for turn in ("first start", "second start"):
        began = time.perf_counter()
        server = subprocess.Popen(arguments)
        address = f"http://127.0.0.1:{port}"
        try:
            first = until(address, began, lambda _: True)
            print(f"{turn}: first page of any kind after {first:.2f} s, {work(server.pid)} of work", flush=True)
            board = until(address, began, lambda page: 'id="indicators"' in page)
            print(f"{turn}: first board after {board:.2f} s (limit 2 when a case was opened before)", flush=True)
            whole = until(f"{address}/statements", began, lambda page: "data-ready" in page)
            print(f"{turn}: everything ready after {whole:.2f} s", flush=True)
            if turn == "second start":
                pages(address)
                crowd(address, users, clicks)
        finally:
            server.terminate()
            server.wait(30)


def alone() -> float:
    """Seconds that the interpreter and the libraries a desk stands on take to load, before any of our code."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import fastapi, jinja2, numpy, sqlalchemy, uvicorn"], check=True)
    return time.perf_counter() - began


def work(process: int) -> str:
    """Seconds of processor time a process has used, where the system tells: what a busy machine does not blur."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "unknown"
    return f"{(int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK'):.2f} s"


def until(address: str, began: float, ready: object) -> float:
    """Seconds until a page answers as asked."""
    while True:
        try:
            answer = httpx.get(address, timeout=600)
            if ready(answer.text):  # type: ignore[operator]  # a test of the page's text
                return time.perf_counter() - began
        except httpx.TransportError:
            pass
        time.sleep(0.02)


def pages(address: str) -> None:
    """Milliseconds of each page, the middle of five."""
    links = re.findall(r'href="(/documents/d-[0-9a-f]+)"', httpx.get(f"{address}/documents", timeout=60).text)
    for path in (*PAGES, *links[:1]):
        spent = []
        for _ in range(5):
            began = time.perf_counter()
            answer = httpx.get(address + path, timeout=60)
            spent.append(1000 * (time.perf_counter() - began))
        print(f"{path:<44} {answer.status_code}  {statistics.median(spent):7.0f} ms  (limit 200)", flush=True)


def crowd(address: str, users: int, clicks: int) -> None:
    """Users clicking at once: 95th percentile and errors."""

    def user(number: int) -> list[tuple[float, int]]:
        rng, spent = random.Random(number), []
        with httpx.Client(base_url=address, timeout=60) as client:
            for _ in range(clicks // users):
                time.sleep(rng.uniform(0.2, 0.8))
                began = time.perf_counter()
                answer = client.get(rng.choice(PAGES))
                spent.append((1000 * (time.perf_counter() - began), answer.status_code))
        return spent

    with ThreadPoolExecutor(users) as pool:
        every = [s for spent in pool.map(user, range(users)) for s in spent]
    slow = sorted(ms for ms, _ in every)
    errors = sum(code >= 400 for _, code in every)
    print(
        f"{users} users, {len(every)} clicks: p50 {slow[len(slow) // 2]:.0f} ms, "
        f"p95 {slow[int(len(slow) * 0.95)]:.0f} ms (limit 300), {errors} errors"
    )


if __name__ == "__main__":
    sys.exit(main())
