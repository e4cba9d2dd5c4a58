"""Streams full of fear in which the event does not come, written by us: what must not ring, and what is reported.

Every sentence of ``*.yaml`` names the indicators that it reports; from them months of headlines and articles are put
together, with copies at other outlets, so that alarms and sightings can be counted against what was planted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tocsin import packs, resolve, weigh
from tocsin.nouns.document import Document, document_id
from tocsin.packs.countries import countries
from tocsin.packs.fill import Filling

FIRST = date(2031, 10, 1)
DAYS = 100  # a stream lasts where its file does not say
OUTLETS = tuple(f"{name}.example" for name in ("wire", "herald", "courier", "star", "post", "globe", "echo", "mirror"))
ALWAYS = (0, 1000)  # weeks
CALM = frozenset({"deal", "pull-back", "assurances", "no-will", "russians-leave", "arms-to-russia"})  # what reassures
SAID = ("", "", "", " – agency", ", sources say", ", reports say")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with what it truly reports, what else would be no mistake, and the weeks in which it is written."""

    text: str
    what: frozenset[str]
    allowed: frozenset[str]
    weeks: tuple[int, int]

    def alarms(self) -> bool:
        """Whether it reports something, and nothing that reassures."""
        return bool(self.what) and not any(what.startswith("-") or what in CALM for what in self.what)

    def of_day(self, day: int) -> bool:
        """Whether it may be written on a day of the stream."""
        first, last = self.weeks
        return first <= day // 7 <= last


@dataclass(frozen=True, slots=True)
class Stream:
    """Months of items about one pair; ``lines`` maps a document to the sentences it holds."""

    pack: str
    documents: tuple[Document, ...]
    lines: dict[str, tuple[Line, ...]]
    days: tuple[date, ...]


@cache
def problem(name: str) -> dict[str, Any]:
    """One file of this folder: the pack, the pairs, the lines."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def names() -> list[str]:
    """The problems that there are."""
    return sorted(p.stem for p in Path(__file__).parent.glob("*.yaml"))


def written(name: str, pair: dict[str, str]) -> list[Line]:
    """The lines of a problem for one pair of states."""
    filling = Filling({role: countries()[code] for role, code in pair.items()})
    return [_line(filling.into(row["text"]), row) for row in problem(name)["lines"]]


def _line(text: str, row: dict[str, Any]) -> Line:
    what, (first, last) = frozenset(row["what"]), row.get("weeks", ALWAYS)
    return Line(text, what, what | frozenset(row.get("or", ())), (first, last))


def feared(
    name: str, pair: dict[str, str], seed: int, days: int | None = None, alarm: bool = False
) -> dict[str, float]:
    """One stream replayed: the highest forecast, the share of days above a quarter, sightings right, wrong and missed.

    Sightings are counted on items of one sentence, where what is reported is known. With ``alarm`` nothing else is
    written than what alarms.
    """
    made = stream(name, pair, seed, days or problem(name).get("days", DAYS), alarm=alarm)
    watch = packs.load(made.pack)
    seen = resolve.sightings(watch, made.documents, copies=resolve.copies(made.documents))
    history = weigh.replay(watch, seen, made.days, draws=2)
    p = [next(f.p for f in a.forecasts if f.days == 30) for a in history]
    found: dict[str, set[str]] = {}
    for s in seen:
        found.setdefault(s.document, set()).add(s.indicator if s.present else f"-{s.indicator}")
    single = [(found.get(d, set()), lines[0]) for d, lines in made.lines.items() if len(lines) == 1]
    return {
        "days": len(p),
        "max": max(p),
        "above": sum(x > 0.25 for x in p),
        "right": sum(len(got & line.what) for got, line in single),
        "wrong": sum(len(got - line.allowed) for got, line in single),
        "missed": sum(len(line.what - got) for got, line in single),
    }


def stream(
    name: str,
    pair: dict[str, str],
    seed: int,
    days: int = 150,
    a_day: int = 12,
    article: float = 0.3,
    alarm: bool = False,
) -> Stream:
    """Some months of fear: ``a_day`` items a day about, each perhaps copied; ``article`` of them are articles."""
    rng, lines = Random(seed), [line for line in written(name, pair) if line.alarms() or not alarm]
    made: dict[str, tuple[Line, ...]] = {}
    documents: list[Document] = []
    for day in range(days):
        today = [line for line in lines if line.of_day(day)]
        for _ in range(rng.randint(a_day // 2, a_day * 3 // 2)):
            chosen = tuple(rng.sample(today, min(len(today), rng.randint(3, 6) if rng.random() < article else 1)))
            when = datetime.combine(FIRST, datetime.min.time(), UTC) + timedelta(days=day, minutes=rng.randrange(1300))
            for document in _carried(chosen, when, rng):
                documents.append(document)
                made[document.id] = chosen
    values = {k: v for k, v in pair.items() if k in ("attacker", "target", "ally", "belligerent")}
    pack = problem(name)["pack"] + ":" + ",".join(f"{k}={v}" for k, v in values.items())
    return Stream(pack, tuple(documents), made, tuple(FIRST + timedelta(n) for n in range(days)))


def _carried(chosen: tuple[Line, ...], when: datetime, rng: Random) -> Iterator[Document]:
    """The item, and at other outlets its copies within hours."""
    number = str(rng.randint(2, 9))
    texts = [line.text.replace("{n}", number) for line in chosen]
    for k, outlet in enumerate(rng.sample(OUTLETS, 1 + rng.choice((0, 0, 0, 1, 2, 4)))):
        text = texts[0] + rng.choice(SAID) if len(texts) == 1 else ". ".join(texts) + "."
        title = None if len(texts) == 1 else texts[0]
        kind = "headline" if len(texts) == 1 else "article"
        yield Document(
            document_id(text, outlet, None, title), text, when + timedelta(minutes=30 * k), title=title, outlet=outlet,
            kind=kind,
        )  # fmt: skip
