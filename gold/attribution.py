"""Who said what, on PolNeAR's development articles: the network's tokens and the reader's whole statements.

A statement counts when its joined content overlaps a gold content by at least half of their union, in characters of the
raw article. Statements nested inside another one's content are left out, as PolNeAR marks one level only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from gold.gate import Figure, digest

MANY = 84  # articles
KINDS = ("direct", "mixed", "indirect")
WHOLLY = (
    0.9  # share of a content between quotation marks from which it is quoted directly; less than the rest: not at all
)


def measure(data: Path | None) -> Iterable[Figure]:
    """Nothing without ``data``."""
    if data is None:
        return
    folder = data / "attribution" / "polnear" / "dev"
    marks = digest((folder / "attributions").glob("*.ann"))
    yield from tokens(folder, marks)
    counts = whole(folder)
    precision, recall = counts["hit"] / max(1, counts["said"]), counts["hit"] / max(1, counts["true"])
    n = counts["true"]
    yield Figure("attribution.content_precision", precision, n, marks)
    yield Figure("attribution.content_recall", recall, n, marks)
    yield Figure("attribution.content_f1", 2 * precision * recall / max(1e-9, precision + recall), n, marks)
    yield Figure("attribution.source_of_matched", counts["source"] / max(1, counts["hit"]), counts["hit"], marks)
    for kind in KINDS:
        hit, said, true = (counts.get(f"{what} {kind}", 0) for what in ("hit", "said", "true"))
        yield Figure(f"attribution.{kind}_f1", 2 * hit / max(1, said + true), true, marks)


def tokens(folder: Path, marks: str) -> Iterable[Figure]:
    """Token F1 of the network's tags."""
    from tocsin.read.network import Network
    from training import evaluate, polnear

    docs = polnear.load(folder)
    for kind, scores in evaluate.tokens(docs, evaluate.tag(Network.load(), docs)).items():
        yield Figure(f"attribution.token_{kind}", scores["token"], len(docs), marks)


def whole(folder: Path) -> dict[str, int]:
    """Statements of the whole reader against gold, greedy one to one, best overlap first."""
    from training.polnear import marks as read_marks

    from tocsin.nouns.document import Document
    from tocsin.read import Reader
    from tocsin.read.statements.quotes import quotations

    paths = one_annotator(folder)[:MANY]
    texts = [(folder / "text" / f"{name}.txt").read_bytes().decode("utf-8") for name, _ in paths]
    documents = [Document(name, t, datetime(2016, 6, 1, tzinfo=UTC)) for (name, _), t in zip(paths, texts, strict=True)]
    counts = dict.fromkeys(("hit", "said", "true", "source"), 0)
    names = [name for name, _ in paths]
    reader = Reader.load()
    for (_, path), reading in zip(paths, reader.read(documents), strict=True):
        spans, groups = read_marks(path)
        gold = [(covered(spans, g, 2), covered(spans, g, 0)) for g in groups]
        mine = [
            (
                {i for p in s.content for i in range(p.start, p.end)},
                set(range(s.source.start, s.source.end)) if s.source else set(),
            )
            for s in reading.statements
        ]  # fmt: skip
        quoted = {i for a, b in quotations(texts[names.index(reading.document)]) for i in range(a, b)}
        compare([g for g in gold if g[0]], outermost(mine), counts, quoted)
    if reader.troubles:
        raise RuntimeError(f"{len(reader.troubles)} articles could not be read, first: {reader.troubles[0].reason}")
    return counts


def one_annotator(folder: Path) -> list[tuple[str, Path]]:
    """Each article once."""
    first: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        first.setdefault(path.stem.rpartition("_")[0], path)
    return sorted(first.items())


def covered(spans: dict[str, tuple[int, list[tuple[int, int]]]], group: list[str], kind: int) -> set[int]:
    """Characters of one attribution's source (0) or content (2)."""
    return {i for key in group if spans[key][0] == kind for a, b in spans[key][1] for i in range(a, b)}


Sides = tuple[set[int], set[int]]


def outermost(mine: list[Sides]) -> list[Sides]:
    """Statements that do not lie wholly inside another one's content."""
    return [m for m in mine if m[0] and not any(m[0] < o[0] for o in mine)]


def kind_of(content: set[int], quoted: set[int]) -> str:
    """Whether a content is quoted directly, in part, or not at all."""
    share = len(content & quoted) / len(content)
    return "direct" if share >= WHOLLY else "mixed" if share > 1 - WHOLLY else "indirect"


def compare(gold: list[Sides], mine: list[Sides], counts: dict[str, int], quoted: set[int]) -> None:
    """Count one article; a match counts for the kind of its gold content."""
    close = sorted(
        (
            (len(g[0] & m[0]) / len(g[0] | m[0]), -i, -j)
            for i, g in enumerate(gold)
            for j, m in enumerate(mine)
            if g[0] & m[0]
        ),
        reverse=True,
    )
    used: tuple[set[int], set[int]] = (set(), set())
    hits: list[str] = []
    for share, i, j in close:
        if share >= 0.5 and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            g, m = gold[-i][1], mine[-j][1]
            counts["source"] += bool(g & m) or (not g and not m)
            hits.append(f"hit {kind_of(gold[-i][0], quoted)}")
    counts["hit"] += len(used[0])
    counts["said"] += len(mine)
    counts["true"] += len(gold)
    named = [f"{what} {kind_of(x[0], quoted)}" for what, side in (("said", mine), ("true", gold)) for x in side]
    for key in (*hits, *named):
        counts[key] = counts.get(key, 0) + 1
