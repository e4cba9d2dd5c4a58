"""How good the weighing is: calibration on planted streams, and the replayed run-up when the data folder is there.

python gold/weighing.py [--worlds 3000] [--data FOLDER]
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

import numpy as np

from gold import fears
from gold.gate import Figure, digest
from tocsin import packs, resolve, weigh
from tocsin.nouns.document import Document, document_id
from tocsin.weigh import scoring, synthetic
from tocsin.weigh.horizon import main_horizon
from tocsin.weigh.scoring import Pair

PACK, WORLDS, SEED = "cross-border-invasion", 1500, 1
STREAM = "streams/ukraine_2022_runup/stream.jsonl"
OUTCOME = date(2022, 2, 24)


def planted(worlds: int, seed: int, pack: str = PACK) -> dict[str, float]:
    """Forecasts of planted worlds against what came of them."""
    watch, rng = packs.load(pack), np.random.default_rng(seed)
    corps = synthetic.voices(10, rng)
    believed = synthetic.known(corps, 40, rng)
    horizon = sorted(watch.question.horizons)[main_horizon(watch)]
    pairs: list[Pair] = []
    found: list[tuple[bool, bool]] = []
    for _ in range(worlds):
        world = synthetic.plant(watch, corps, rng)
        table = weigh.columns(watch, world.sightings, believed)
        answer = weigh.weigh(watch, table, world.day, draws=2, full=False)
        p = next(f.p for f in answer.forecasts if f.days == horizon)
        pairs.append((p, world.outcome is not None and world.outcome <= world.day + timedelta(horizon)))
        found += [(lamp.state == "lit", world.present[lamp.indicator]) for lamp in answer.lamps]
    return {**_scores(pairs), **_lamps(found)}


def _scores(pairs: list[Pair]) -> dict[str, float]:
    """Calibration and sharpness beside the two forecasts that need no evidence."""
    rate = sum(y for _, y in pairs) / len(pairs)
    return {
        "worlds": len(pairs),
        "rate": rate,
        "ece": scoring.ece(scoring.calibration(pairs)),
        "brier": scoring.brier(pairs),
        "brier_base": scoring.brier([(rate, y) for _, y in pairs]),
        "brier_persistence": scoring.brier([(0.0, y) for _, y in pairs]),
        "log": scoring.log_score(pairs),
        "log_base": scoring.log_score([(rate, y) for _, y in pairs]),
    }


def _lamps(found: Iterable[tuple[bool, bool]]) -> dict[str, float]:
    """Precision and recall of lit lamps against what was so."""
    rows = list(found)
    hits = sum(lit and so for lit, so in rows)
    return {
        "lamp_precision": hits / max(1, sum(lit for lit, _ in rows)),
        "lamp_recall": hits / max(1, sum(so for _, so in rows)),
    }


def documents(path: Path) -> Iterator[Document]:
    """The items of a stream, on their text alone."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text, title = row["text"] or row["title"], row["title"] or None
            yield Document(
                id=document_id(text, row["outlet"], row["url"], title),
                text=text,
                first_seen=datetime.fromisoformat(row["first_seen"].replace("Z", "+00:00")),
                title=title,
                outlet=row["outlet"],
                url=row["url"],
                kind=row["kind"],
            )


def run_up(stream: Path) -> dict[str, float]:
    """The replayed run-up of 2021-22 on headlines and passed-on messages, without the reader."""
    watch, items = packs.load(PACK), list(documents(stream))
    seen = resolve.sightings(watch, items, copies=resolve.copies(items))
    days = [OUTCOME - timedelta(n) for n in range(100, -1, -1)]
    history = weigh.replay(watch, seen, days, draws=100)
    scores = weigh.score(history, OUTCOME)
    p = {a.day: next(f.p for f in a.forecasts if f.days == scores.horizon) for a in history}
    return {
        "sightings": len(seen),
        "november_max": max(v for d, v in p.items() if d.month == 11),
        "five_days_before": p[OUTCOME - timedelta(5)],
        "brier": scores.brier,
        "brier_base": scores.brier_base,
        "lead": scores.lead or 0,
        "false_alarms": scores.false_alarms,
    }


def measure(data: Path | None = None) -> Iterator[Figure]:
    """Figures of both, higher is better: the planted streams always, the run-up where the corpora are."""
    pack = packs.load(PACK)
    stamp = blake2b(repr((pack, WORLDS, SEED)).encode(), digest_size=6).hexdigest()
    found = planted(WORLDS, SEED)
    yield Figure("weighing planted calibration (1 − ECE)", 1 - found["ece"], WORLDS, stamp)
    yield Figure("weighing planted Brier skill over base rate", 1 - found["brier"] / found["brier_base"], WORLDS, stamp)
    yield Figure(
        "weighing planted Brier skill over persistence", 1 - found["brier"] / found["brier_persistence"], WORLDS, stamp
    )
    yield Figure("weighing planted lamps precision", found["lamp_precision"], WORLDS, stamp)
    yield Figure("weighing planted lamps recall", found["lamp_recall"], WORLDS, stamp)
    yield from _fear_figures()
    stream = data / STREAM if data else None
    if stream is not None and stream.exists():
        yield from _run_up_figures(run_up(stream), digest([stream]))


def _fear_figures() -> Iterator[Figure]:
    """Months of fear without the event, over every pair of every problem."""
    folder = Path(fears.__file__).parent
    stamp = digest([folder / f"{name}.yaml" for name in fears.names()])
    cases = [(name, pair) for name in fears.names() for pair in fears.problem(name)["pairs"]]
    found = [fears.feared(name, pair, k + 1) for k, (name, pair) in enumerate(cases)]
    days, right, wrong, missed = (int(sum(f[key] for f in found)) for key in ("days", "right", "wrong", "missed"))
    yield Figure("weighing fear without event stays quiet (1 − max p)", 1 - max(f["max"] for f in found), days, stamp)
    alarms = [fears.feared(name, fears.problem(name)["pairs"][0], 1, alarm=True) for name in fears.names()]
    total = int(sum(f["days"] for f in alarms))
    yield Figure("weighing alarm alone stays quiet (1 − max p)", 1 - max(f["max"] for f in alarms), total, stamp)
    yield Figure("weighing fear days at or below a quarter", 1 - sum(f["above"] for f in found) / days, days, stamp)
    yield Figure("weighing planted sightings precision", right / max(1, right + wrong), right + wrong, stamp)
    yield Figure("weighing planted sightings recall", right / max(1, right + missed), right + missed, stamp)


def _run_up_figures(found: dict[str, float], stamp: str) -> Iterator[Figure]:
    n = int(found["sightings"])
    yield Figure("weighing run-up quiet in November (1 − max p)", 1 - found["november_max"], n, stamp)
    yield Figure("weighing run-up p five days before", found["five_days_before"], n, stamp)
    yield Figure("weighing run-up lead days", found["lead"], n, stamp)
    yield Figure("weighing run-up Brier skill over base rate", 1 - found["brier"] / found["brier_base"], n, stamp)
    yield Figure("weighing run-up false alarms (minus count)", -found["false_alarms"], n, stamp)
