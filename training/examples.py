"""What the network for pairs learns from: two texts, what they may be to each other, and how often they are shown."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from tocsin.resolve.model import CLASSES
from training import nli
from training.pairs.clauses import plain_words
from training.pairs.denials import denials
from training.pairs.vary import variations
from training.relations.real import AGAINST, UNHEARD, UNJUDGED, met

HERE = Path(__file__).parent
PAIRS = HERE / "pairs"
CLUSTERS = PAIRS / "clusters"
MEANS = {
    "contradicts": ("oppose",), "denies": ("oppose",), "differs_in_number": ("number",), "changes": ("change",),
    "confirms": ("agree",), "repeats": ("agree",), "unrelated": ("other",),
    "unjudged": ("number", "change", "agree", "other"),
}  # fmt: skip
LOOSE = {"contradicts": ("oppose", "number"), "confirms": ("agree",), "unrelated": ("other", "change")}
"""What the three labels of public collections leave open."""

WRITTEN = 3.0
VARIED = {"polarity": 1.0, "denial": 1.0, "count": 0.6, "place": 0.6, "actor": 0.6, "day": 0.6}
OTHERWISE = 0.2
"""How often an epoch shows a pair of a cluster, and a variation by the rule that made it."""

ROLES = 10.0
"""The same of a pair of ``clusters/roles.jsonl``: nothing else teaches so plainly that a deed has a doer and a target."""

DENIED, ANSWERED = 0.6, 3.0
PUBLIC = 0.25
REAL = {True: 15.0, False: 5.0}
"""How often a judged real pair is shown, by whether its statements oppose each other."""

MINED = {True: 10.0, False: 6.0}
"""The same of pairs that were picked out of whole clusters of statements."""

SUSPECTED = 10.0
"""The same of near pairs that a network before took for oppositions, and that were then judged: few are."""

NEAR = 0.5
"""The same of pairs that nobody looked at."""

FOR_STREAMS = "mined/kept"
"""Problems of pairs that were judged for the decision about streams alone."""

BESIDE = 80_000
"""So many pairs of texts that were written beside one."""

SEED = 5


@dataclass(frozen=True)
class Example:
    """Two texts, the classes they may have, how often they are shown, the problem they belong to, and a teacher's word."""

    a: str
    b: str
    allowed: tuple[str, ...]
    weight: float
    problem: str = ""
    heard: tuple[float, ...] = ()

    @property
    def kind(self) -> str:
        """Where it comes from: ``cluster``, ``answer``, ``mined``, …"""
        return self.problem.split("/")[0]


def clusters(folder: Path = CLUSTERS) -> list[Example]:
    """Every statement of every cluster beside its anchor, and variations of them that change one thing."""
    return [example for path in sorted(folder.glob("*.jsonl")) for example in _clusters(path)]


def _clusters(path: Path) -> Iterator[Example]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    home: dict[str, str] = {}
    plain = plain_words(text for one in rows for _, text in one["others"])
    pairs = []
    for one in rows:
        for kind, text in one["others"]:
            home[one["anchor"]] = home[text] = f"cluster/{path.stem}/{one['problem']}"
            yield Example(one["anchor"], text, MEANS[kind], ROLES if path.stem == "roles" else WRITTEN, home[text])
            pairs.append({"a": one["anchor"], "b": text, "relation": kind, "problem": path.stem})
        for text, allowed in denials(one["others"], plain):
            yield Example(one["anchor"], text, allowed, DENIED, home[one["anchor"]])
    for made in variations(pairs):
        where = home.get(made["a"]) or home.get(made["b"])
        if where:  # else it could not be told whether it is held back
            yield Example(made["a"], made["b"], MEANS[made["relation"]], VARIED.get(made["rule"], OTHERWISE), where)


def beside(examples: Sequence[Example]) -> list[Example]:
    """Every two texts that were written beside one: nobody said what they are to each other, and a teacher can be asked."""
    others: dict[tuple[str, str], dict[str, None]] = {}
    for one in examples:
        if one.kind in ("cluster", "answer"):
            others.setdefault((one.problem, one.a), {})[one.b] = None
    twos = [two for texts in others.values() for two in combinations(texts, 2)]
    chosen = (
        sorted(np.random.default_rng(SEED).choice(len(twos), min(BESIDE, len(twos)), replace=False)) if twos else []
    )
    return [Example(*twos[n], CLASSES, 0.0) for n in chosen]


def public(folder: Path) -> list[Example]:
    """The published collections, whose three labels leave some of ours open."""
    made = []
    for pair in nli.public(folder):
        allowed = tuple(sorted({c for label in pair.allowed for c in LOOSE[label]}))
        made.append(Example(pair.a, pair.b, allowed, PUBLIC * pair.weight, pair.corpus))
    return made


def real(data: Path, kept: Path) -> list[Example]:
    """Judged pairs of real statements, and answers written to real statements.

    Reading all of DATA for them takes minutes, so they are kept in a file.
    """
    if not kept.exists():
        kept.write_text("".join(json.dumps(row) + "\n" for row in met(data)), encoding="utf-8")
    rows = map(json.loads, kept.read_text(encoding="utf-8").splitlines())
    return [Example(r["a"], r["b"], _allowed(r), _weight(r), r["problem"]) for r in rows]


def _allowed(row: dict[str, str]) -> tuple[str, ...]:
    return CLASSES if row["problem"] == UNHEARD else MEANS[row["relation"]]


def _weight(row: dict[str, str]) -> float:
    if row["relation"] == UNJUDGED:
        return 0.0 if row["problem"] == UNHEARD else NEAR
    if row["problem"].startswith("answer"):
        return ANSWERED
    if row["problem"].startswith("mined/suspect"):
        return SUSPECTED
    often = MINED if row["problem"].startswith("mined") else REAL
    return often[row["relation"] in AGAINST]


def held_out(one: Example) -> bool:
    """One cluster, answered statement or group of judged pairs in ten, chosen by its name so that additions do not move it;
    and the groups that were judged to be kept back."""
    if one.problem.startswith(FOR_STREAMS):
        return True
    return "/" in one.problem and zlib.crc32(one.problem.removeprefix("cluster/").encode()) % 10 == 0
