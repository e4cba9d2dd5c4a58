"""Pairs of real statements that a person judged: kept as digests, since their texts may not be passed on.

DATA has the articles and the stream; what the reader cuts out of them is held beside each other as it is in use, and those
whose digest is known get their label. Four windows of the stream teach nothing: they show what is made of the unseen.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path

import numpy as np

from tocsin.nouns.actor import Actor
from tocsin.resolve import opposing
from tocsin.resolve.asking import Vectors
from tocsin.resolve.candidates import Telling
from tocsin.resolve.claims import Claim
from tocsin.resolve.spoken import spoken
from training.near import near

HERE = Path(__file__).parent
ANSWERS = HERE.parent / "pairs" / "answers"
GUARDIAN, ANALYSTS = "articles/guardian_2022.jsonl", "articles/isw_2022_02.jsonl"
STREAM, POLITICS = "streams/ukraine_2022_runup/stream.jsonl", "attribution/polnear/train/text"
NEWSWIRE = "ner/worldwide_newswire"
AGAINST = ("contradicts", "denies")
UNJUDGED = "unjudged"  # the relation of two that nobody looked at
UNHEARD = "unheard"  # two of which not even that is taken for granted: a teacher is asked
SEED = 5
MORE, OUT_OF = 8, 40  # of each statement so many near ones, out of so many, for a teacher to be asked about


@dataclass(frozen=True, slots=True)
class Part:
    """A part of DATA, looked at by itself: articles gathered from ``first`` to ``last``; whether it teaches or measures."""

    place: str
    first: str = ""
    last: str = "~"
    teaches: bool = True

    @property
    def name(self) -> str:
        """As it is called in ``judged.jsonl``."""
        return f"{Path(self.place).stem} {self.first}".strip()


PARTS = (
    Part(GUARDIAN),
    Part(ANALYSTS),
    Part(STREAM, "2021-11-16", "2022-01-01"),
    Part(STREAM, "2022-01-10", "2022-02-18"),
    Part(STREAM, "2022-02-18", "2022-02-21"),
    Part(STREAM, "2022-02-21T16", "2022-02-21T23"),
    Part(STREAM, "2022-02-22T06", "2022-02-22T14"),
    Part(STREAM, "2022-02-23", "2022-02-24T02"),
    Part(POLITICS, "2016-07-15", "2016-11-15"),
    Part(POLITICS, "2015-01-01", "2016-07-15"),
    Part(NEWSWIRE),
    Part(STREAM, "2022-02-21", "2022-02-21T16", teaches=False),
    Part(STREAM, "2022-02-21T23", "2022-02-22T06", teaches=False),
    Part(STREAM, "2022-02-22T14", "2022-02-23", teaches=False),
    Part(STREAM, "2022-02-24T02", "2022-02-25", teaches=False),
)


def digest(*texts: str) -> str:
    """A text or a pair of texts by which nobody can read them."""
    return blake2b("\x1f".join(sorted(texts)).encode(), digest_size=8).hexdigest()


def labels(*names: str) -> dict[str, str]:
    """What a reader said of each pair, by its digest, in files of these names."""
    return {r["pair"]: r["relation"] for name in names for r in lines(HERE / f"{name}.jsonl")}


def mined() -> dict[str, list[dict[str, str]]]:
    """Pairs that a reader of whole clusters of statements picked out, by their part; each statement by its digest."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in lines(HERE / "mined.jsonl"):
        found.setdefault(row["part"], []).append(row)
    return found


def lines(path: Path) -> Iterator[dict[str, str]]:
    """The lines of a file of judgements."""
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def answers() -> dict[str, list[tuple[str, str]]]:
    """What was written to real statements, and what each is to it, by the digest of the statement."""
    lines = (line for path in sorted(ANSWERS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return {r["to"]: [(kind, text) for kind, text in r["others"]] for r in map(json.loads, lines)}


def met(data: Path) -> Iterator[dict[str, str]]:
    """Texts for the network, each as a sentence of its speaker: judged and mined pairs, answers, and pairs that nobody
    looked at, of which some are taken not to oppose each other and more wait for what a teacher says."""
    from tocsin.read.network import Network

    known, written, picked, vectors = labels("judged"), answers(), mined(), Network.load().vectors
    for part in (p for p in PARTS if p.teaches):
        one = looked(data, part)
        told = {digest(text): (text, day) for text, day in sorted(_spoken(one.roots).items())}
        yield from _judged_rows(one, known)
        yield from _mined_rows(told, picked.get(part.name, ()))
        yield from _answered_rows(told, written)
        yield from _unjudged_rows(told, picked.get(part.name, ()), vectors)


Told = Mapping[str, tuple[str, date]]
"""Sentences of claims and the days of them, by their digests."""


def _spoken(roots: Iterable[Claim]) -> dict[str, date]:
    return {spoken(c.frame.text, c.who): c.day for c in roots}


def _row(a: str, b: str, relation: str, problem: str) -> dict[str, str]:
    return {"a": a, "b": b, "relation": relation, "problem": problem}


def _judged_rows(one: Looked, known: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for pair in one.pairs():
        if relation := known.get(digest(*pair.texts)):
            yield _row(*pair.sentences, relation, "judged")


def _mined_rows(told: Told, picked: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    for row in picked:
        if row["a"] in told and row["b"] in told:
            yield _row(told[row["a"]][0], told[row["b"]][0], row["relation"], f"mined/{row['group']}")


def _answered_rows(told: Told, written: Mapping[str, list[tuple[str, str]]]) -> Iterator[dict[str, str]]:
    for name, (text, _) in told.items():
        yield from (_row(text, answer, relation, f"answer/{name}") for relation, answer in written.get(name, ()))


def _unjudged_rows(told: Told, picked: Iterable[dict[str, str]], vectors: Vectors) -> Iterator[dict[str, str]]:
    names, texts, days = list(told), [text for text, _ in told.values()], [day for _, day in told.values()]
    known = {frozenset((row["a"], row["b"])) for row in picked}
    placed = vectors(texts)
    for problem, how in ((UNJUDGED, {}), (UNHEARD, {"nearest": MORE, "of": OUT_OF})):
        for i, j in near(placed, days, np.random.default_rng(SEED), **how):
            if frozenset((names[i], names[j])) not in known:
                yield _row(texts[i], texts[j], UNJUDGED, problem)


@dataclass(frozen=True, slots=True)
class Looked:
    """All claims of a part, and who makes them."""

    roots: Sequence[Claim]
    actors: Mapping[str, Actor]

    def pairs(self) -> Iterator[opposing.Beside]:
        """Every two that would be held beside each other."""
        return opposing.beside(self.roots, Telling(c.frame for c in self.roots), self.actors)


def looked(data: Path, part: Part) -> Looked:
    """A part as it is in use."""
    from tocsin import resolve
    from tocsin.nouns.document import Document
    from tocsin.resolve.claims import claims
    from tocsin.resolve.speakers import actors_of
    from tocsin.workbench.casework import gather
    from tocsin.workbench.reading import read

    with tempfile.TemporaryDirectory() as folder:
        lister = LISTED.get(part.place)
        path = lister(data / part.place, Path(folder)) if lister else data / part.place
        found = (d for d in gather([str(path)], None, backfill=True) if isinstance(d, Document) and not d.aside)
        kept = [d for d in found if part.first <= d.first_seen.isoformat() < part.last]
    documents, readings = zip(*read(kept, 1, []), strict=True)
    origins = resolve.origins(documents, readings, resolve.copies(documents))
    roots, _ = claims(documents, readings, origins)
    return Looked(roots, actors_of(readings))


def listed(folder: Path, out: Path) -> Path:
    """Articles whose outlet and day are in their file's name, as lines."""
    lines = []
    for path in sorted(folder.glob("*_20??-??-??_*.txt")):
        outlet, day, _ = path.name.split("_", 2)
        text = path.read_text(encoding="utf-8", errors="replace")
        lines.append(json.dumps({"published": f"{day}T12:00:00Z", "outlet": outlet, "text": text}))
    (out / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return out / "articles.jsonl"


def unmarked(folder: Path, out: Path) -> Path:
    """Articles whose words stand one a line, as lines; they have no date."""
    lines = []
    for path in sorted(folder.glob("*.tsv")):
        rows = path.read_text(encoding="utf-8").split("\n")
        cut = [[row.split("\t")[0] for row in rows[a:z]] for a, z in _runs(rows)]
        text = "\n\n".join(map(joined, cut))
        lines.append(json.dumps({"published": "2020-01-01T12:00:00Z", "text": text}))
    (out / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return out / "articles.jsonl"


def _runs(rows: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where runs of lines with a word begin and end."""
    start = 0
    for at, row in enumerate([*rows, ""]):
        if not row.split("\t")[0]:
            if at > start:
                yield start, at
            start = at + 1


def joined(words: Sequence[str]) -> str:
    """Words as a sentence, with the usual spaces."""
    text = re.sub(r" ([.,;:!?%)\]])", r"\1", " ".join(words))
    text = re.sub(r"([(\[$]) ", r"\1", text)
    text = re.sub(r" ('s|n't|'re|'ve|'ll|'d|'m)\b", r"\1", text)
    return re.sub(r" ?''", "”", re.sub(r"`` ?", "“", text))


LISTED = {POLITICS: listed, NEWSWIRE: unmarked}
