"""Sentences beside what an indicator asks for: does one report the other, deny it, put it off, or speak of something else?

Most are written for it (``training/pairs/kinds``: an indicator, samples, and what reports it, denies it, plans it and only
seems to). Beside them stand real sentences of DATA whose words are near those of a shipped indicator, judged by a person:
most report nothing, which is what a stream is like. They are kept as digests (``real.jsonl``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tocsin.packs import load
from tocsin.read.closely import KINDS
from training.examples import PAIRS, Example
from training.gist import Floats
from training.relations.real import ANALYSTS, GUARDIAN, POLITICS, STREAM, digest, lines

WRITTEN, REAL = PAIRS / "kinds", PAIRS / "kinds" / "real.jsonl"
SHARES = {"reports": 0.22, "denied": 0.09, "planned": 0.09, "not": 0.20, "beside": 0.20, "real": 0.20}
"""What part of all that is shown each list is, what stands beside it, and real sentences."""

SIBLINGS, SAME = 3, 0.65
"""Beside so many other indicators of its problem, the nearest, a sentence reports nothing; nearer than that they are one."""

MEANS = dict(zip(("reports", "denied", "planned", "not"), KINDS, strict=True))
ONE_IN = 5  # one real sentence in so many teaches nothing, whichever indicator it stands beside
TELLING = 2.5  # real sentences that report, deny or plan the thing are shown so many times as often as others
KEPT_BACK = frozenset(
    {
        "hostage-crisis",
        "epidemic",
        "grid-attack",
        "pipeline-sabotage",
        "piracy-return",
        "water-dispute-between-states",
        "arms-delivery",
        "wire-kept-back",
    }
)
"""Problems that teach nothing."""

Found = tuple[str, float, str, tuple[str, ...], str]
"""Group, weight, kind, an indicator's texts, sentence."""

_CUT = re.compile(r"(?<=[.!?])[\"”')]*\s+(?=[A-Z\"“])|\n+")
WORDS = range(6, 61)
LONGEST = 400  # characters of a sentence


def kinds(data: Path, part: float) -> list[Example]:
    """All that teaches, each sentence beside each text of its indicator; ``part`` is the sum of their weights."""
    return _shown(singly(data), part)


def singly(data: Path) -> list[Found]:
    """All that teaches as single sentences."""
    return [*_taught(), *_real(data)]


def siblings(gist: Callable[[Sequence[str]], Floats], part: float) -> list[Example]:
    """Sentences beside the indicators next to their own: in a crisis much is near, and each lamp asks for one thing."""
    return _shown(list(_beside(gist)), part)


def _shown(found: Sequence[Found], part: float) -> list[Example]:
    total = dict.fromkeys(SHARES, 0.0)
    for group, weight, _, _, _ in found:
        total[group] += weight
    return [
        Example(asked, sentence, (kind,), part * SHARES[group] * weight / total[group] / len(texts), "kind")
        for group, weight, kind, texts, sentence in found
        for asked in texts
    ]


def kept_back() -> list[tuple[str, tuple[str, ...], str]]:
    """What taught nothing: kind, an indicator's texts, sentence."""
    return [(kind, texts, sentence) for _, _, kind, texts, sentence in _taught(kept=True)]


def _taught(kept: bool = False) -> Iterator[Found]:
    for row in written():
        if (row["problem"] in KEPT_BACK) is kept:
            texts = (row["indicator"], *row["examples"])
            yield from ((k, 1.0, kind, texts, text) for k, kind in MEANS.items() for text in row[k])


def written() -> Iterator[dict[str, Any]]:
    """Indicators with what was written for each."""
    for path in sorted(WRITTEN.glob("*.jsonl")):
        yield from lines(path) if path != REAL else ()


def _beside(gist: Callable[[Sequence[str]], Floats]) -> Iterator[Found]:
    problems: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for row in written():
        if row["problem"] not in KEPT_BACK:
            told = [text for name in ("reports", "denied", "planned") for text in row[name]]
            problems.setdefault(row["problem"], {})[(row["indicator"], *row["examples"])] = told
    for told_of in problems.values():
        near = {texts: gist(texts) for texts in told_of}
        for texts, told in told_of.items():
            others = [other for other in told_of if float((near[other] @ near[texts].T).max()) < SAME]
            mine = gist(told)
            scores = [(mine @ near[other].T).max(1) for other in others]
            for number, sentence in enumerate(told):
                order = sorted(range(len(others)), key=lambda k: (-float(scores[k][number]), k))
                yield from (("beside", 1.0, "none", others[k], sentence) for k in order[:SIBLINGS])


def _real(data: Path) -> Iterator[Found]:
    rows = list(lines(REAL))
    wanted = {row["sentence"] for row in rows}
    texts = {name: text for text in _sentences(data) if (name := digest(text)) in wanted}
    asked = {name: dict(_texts(name)) for name in {row["watch"] for row in rows}}
    for row in rows:
        if int(row["sentence"], 16) % ONE_IN and row["sentence"] in texts:  # else kept back, or DATA has changed
            weight = 1.0 if row["kind"] == "none" else TELLING
            yield "real", weight, row["kind"], asked[row["watch"]][row["indicator"]], texts[row["sentence"]]


def _texts(watch: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for indicator in load(watch).indicators:
        yield indicator.id, (indicator.text, *indicator.examples)


def _sentences(data: Path) -> Iterator[str]:
    """The sentences of articles and of the stream, plainly cut."""
    for text in _documents(data):
        for piece in _CUT.split(text):
            sentence = " ".join(piece.split())
            if len(sentence.split()) in WORDS:
                yield sentence[:LONGEST]


def _documents(data: Path) -> Iterator[str]:
    for place in (GUARDIAN, ANALYSTS, STREAM):
        with (data / place).open(encoding="utf-8") as file:
            yield from (_body(json.loads(line)) for line in file)
    for path in sorted((data / POLITICS).rglob("*.txt")):
        yield path.read_text(encoding="utf-8", errors="ignore")


def _body(row: Mapping[str, Any]) -> str:
    return str(row.get("text") or row.get("body") or row.get("title") or "")
