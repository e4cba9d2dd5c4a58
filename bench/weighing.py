"""python -m bench.weighing [--statements 100000] [--items 50000] [--days 100]: seconds and memory beside their limits.

Streams are made here: planted months of fear with copies (``gold.fears``), each item with a statement as the reader
would make it, so that what is timed is the weighing and not the reading. Every line runs in a process of its own,
so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

from gold import fears

from tocsin import packs, resolve, weigh
from tocsin.nouns.document import Document
from tocsin.nouns.reading import Piece, Reading, Source, Statement

PAIR = {"attacker": "AZE", "target": "ARM", "friend": "FRA"}
SPEAKERS = ("the ministry", "the general staff", "an adviser", "the embassy", "a spokesman", "the foreign minister")


def stream(items: int, days: int) -> list[Document]:
    """So many items of planted fear, spread over so many days; words of its own in each, so that not all are copies."""
    made: list[Document] = []
    for seed in count(1):
        for document in fears.stream("invasion", PAIR, seed, days, a_day=2 * items // days // 10 + 2).documents:
            text = f"{document.text} – report {len(made)} of unit {seed}"
            made.append(replace(document, id=f"{document.id}-{len(made)}", text=text))
            if len(made) == items:
                return made
    raise AssertionError("unreachable")


def readings(documents: list[Document]) -> list[Reading]:
    """One statement a document, said by one of a few speakers."""
    made = []
    for k, document in enumerate(documents):
        who = SPEAKERS[k % len(SPEAKERS)]
        piece = Piece(document.text, 0, len(document.text))
        said = Statement(f"st-{k}", document.id, Source(who, 0, 1, f"office:{who}"), None, (piece,))
        made.append(Reading(document.id, "made", (said,)))
    return made


def assessed(n: int, days: int) -> Callable[[], str]:
    """One day, from statements with their origins to an assessment in full detail."""
    watch = packs.load("cross-border-invasion:attacker=AZE,target=ARM")
    documents = stream(n, days)
    read = readings(documents)
    day = max(d.first_seen for d in documents).date()
    found = resolve.sightings(watch, documents, read)

    def run() -> str:
        answer = weigh.assess(watch, found, day)
        return f"{len(found)} sightings, p {answer.forecasts[1].p:.2f}"

    return run


def sighted(n: int, days: int) -> Callable[[], str]:
    """Statements matched against a watch's indicators."""
    watch = packs.load("cross-border-invasion:attacker=AZE,target=ARM")
    documents = stream(n, days)
    read = readings(documents)
    return lambda: f"{len(resolve.sightings(watch, documents, read))} sightings"


def replayed(n: int, days: int) -> Callable[[], str]:
    """So many days over so many items: copies, sightings, one assessment a day, scores."""
    watch = packs.load("cross-border-invasion:attacker=AZE,target=ARM")
    documents = stream(n, days)
    first = min(d.first_seen for d in documents).date()

    def run() -> str:
        found = resolve.sightings(watch, documents, copies=resolve.copies(documents))
        history = weigh.replay(watch, found, [first + timedelta(k) for k in range(days)])
        return f"{len(found)} sightings, {len(history)} days, Brier {weigh.score(history, None).brier:.3f}"

    return run


def grouped(n: int, days: int) -> Callable[[], str]:
    """Items into copies and statements into origins."""
    documents = stream(n, days)
    read = readings(documents)
    return lambda: f"{len(resolve.origins(documents, read, resolve.copies(documents)))} origins"


def related(n: int, days: int) -> Callable[[], str]:
    """Statements with their origins into relations, by figures alone."""
    documents = stream(n, days)
    read = readings(documents)
    origins = resolve.origins(documents, read, resolve.copies(documents))
    return lambda: f"{len(resolve.relations(documents, read, origins))} relations between {len(origins)} origins"


def copied(n: int, days: int) -> Callable[[], str]:
    """Items into groups of copies."""
    documents = stream(n, days)
    return lambda: f"{len(resolve.copies(documents))} groups"


TASKS = {
    "assessed": assessed, "sighted": sighted, "replayed": replayed,
    "copied": copied, "grouped": grouped, "related": related,
}  # fmt: skip


def timed(name: str, n: int, days: int) -> None:
    """Prepare, run, print."""
    run = TASKS[name](n, days)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    begun = time.perf_counter()
    what = run()
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:8.2f} s  peak {peak:5.0f} MB ({peak - before:+.0f})  {what}", flush=True)


def main() -> int:
    """Each line in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--days", type=int, default=100)
    parser.add_argument("--only", choices=list(TASKS))
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    o = parser.parse_args()
    if o.one:
        timed(o.one[0], int(o.one[1]), o.days)
        return 0
    rows = (
        ("assessed", o.statements, f"one day over {o.statements} statements", "limit 2 s"),
        ("sighted", o.statements, f"{o.statements} statements against one watch", "once a stream"),
        ("replayed", o.items, f"{o.days} days over {o.items} items", "limit 120 s"),
        ("copied", o.statements, f"{o.statements} items into copies", "limit 180 s, 1 GB"),
        ("grouped", o.statements, f"{o.statements} items into copies and origins", "limit 600 s, 1 GB"),
        ("related", o.statements // 5, f"{o.statements // 5} statements into relations", "limit 180 s, 1 GB"),
    )
    for name, n, title, limit in rows:
        if o.only in (None, name):
            print(f"{title:<44} {limit:<18}", end="", flush=True)
            arguments = ["--one", name, str(n), "--days", str(o.days)]
            subprocess.run([sys.executable, "-m", "bench.weighing", *arguments], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
