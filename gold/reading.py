"""Our own marked articles against the reader: statements, sources, acts, polarity, times, events.

A statement is found when its joined content overlaps the gold content by at least half of their union (the
measure PEERS use for PolNeAR); source, act and polarity are counted over found statements only.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from gold.gate import Figure, digest
from gold.marked import FOLDER, GoldArticle, GoldStatement, articles
from tocsin.nouns.document import Document, Published
from tocsin.nouns.reading import Reading, Statement

Span = tuple[int, int]


@dataclass(slots=True)
class Tally:
    """Right and total counts by name; ``misses`` are lines for a person to read."""

    right: dict[str, int] = field(default_factory=dict)
    total: dict[str, int] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def count(self, name: str, ok: bool, line: str = "") -> None:
        self.right[name] = self.right.get(name, 0) + ok
        self.total[name] = self.total.get(name, 0) + 1
        if not ok and line:
            self.misses.append(f"{name}: {line}")

    def share(self, name: str) -> float:
        return self.right.get(name, 0) / max(1, self.total.get(name, 0))


def measure(data: Path | None = None) -> Iterable[Figure]:
    """Figures over all our articles; ``data`` is not needed."""
    tally = tallied()
    marks = digest(FOLDER.glob("*.txt"))
    precision, recall = tally.share("statement precision"), tally.share("statement recall")
    yield Figure("reading.statements_f1", harmonic(precision, recall), tally.total["statement recall"], marks)
    for name in ("source", "act", "polarity", "times strict recall", "times value", "event class", "event sides"):
        yield Figure(f"reading.{name.replace(' ', '_')}", tally.share(name), tally.total.get(name, 0), marks)


def tallied() -> Tally:
    """Read every article and count."""
    from tocsin.read import Reader

    gold = list(articles())
    tally = Tally()
    reader = Reader.load()
    for article, reading in zip(gold, reader.read([document(a) for a in gold]), strict=True):
        statements(article, reading, tally)
        times(article, reading, tally)
        events(article, reading, tally)
    if reader.troubles:
        raise RuntimeError(f"{len(reader.troubles)} articles could not be read, first: {reader.troubles[0].reason}")
    return tally


def document(article: GoldArticle) -> Document:
    when = date.fromisoformat(article.published)
    return Document(
        article.id, article.text, datetime(when.year, when.month, when.day, tzinfo=UTC), Published(when, when, "given")
    )


def statements(article: GoldArticle, reading: Reading, tally: Tally) -> None:
    """Greedy one-to-one matching by overlap, best first."""
    pairs = sorted(
        ((overlap(g.content, [(p.start, p.end) for p in s.content]), -i, -j) for i, g in enumerate(article.statements)
         for j, s in enumerate(reading.statements)),
        reverse=True,
    )  # fmt: skip
    matched: dict[int, int] = {}
    for share, i, j in pairs:
        if share >= 0.5 and -i not in matched and -j not in matched.values():
            matched[-i] = -j
    for i, gold in enumerate(article.statements):
        found = reading.statements[matched[i]] if i in matched else None
        shown = f"{article.id} {gold.number}: {' … '.join(article.text[a:b] for a, b in gold.content)}"
        tally.count("statement recall", found is not None, shown)
        if found is not None:
            compare(article, gold, found, tally, shown)
    for j, extra in enumerate(reading.statements):
        tally.count("statement precision", j in matched.values(), f"{article.id} extra: {extra.text}")


def compare(article: GoldArticle, gold: GoldStatement, found: Statement, tally: Tally, shown: str) -> None:
    """Source, act and polarity of a found statement."""
    named = found.source and (found.source.start, found.source.end)
    if gold.source is not None or gold.sourceless:
        same = named == gold.source or bool(named and gold.source and overlap([named], [gold.source]) > 0)
        tally.count("source", same, f"{shown} | {found.source.text if found.source else None}")
    tally.count("act", found.act == gold.act, f"{shown} | {found.act} not {gold.act}")
    tally.count("polarity", found.polarity == gold.polarity, f"{shown} | {found.polarity} not {gold.polarity}")


def times(article: GoldArticle, reading: Reading, tally: Tally) -> None:
    found = {(t.start, t.end): t.value for t in reading.times}
    for start, end, value in article.times:
        shown = f"{article.id}: {article.text[start:end]}"
        tally.count("times strict recall", (start, end) in found, shown)
        if (start, end) in found:
            tally.count("times value", found[start, end] == value, f"{shown} | {found[start, end]} not {value}")


def events(article: GoldArticle, reading: Reading, tally: Tally) -> None:
    """The class of the event whose trigger touches the gold trigger, then both sides where the gold gives them."""
    sides = {a.id: a.side for a in reading.actors}
    for start, end, name, agent, patient, _ in article.events:
        near = [e for e in reading.events if e.trigger.start < end and e.trigger.end > start]
        right = [e for e in near if e.type == name]
        shown = f"{article.id}: {article.text[start:end]} {name}"
        tally.count("event class", bool(right), f"{shown} | {[e.type for e in near]}")
        if agent != "-" and patient != "-":
            both = [
                e
                for e in right
                if agent in {sides.get(a) for a in e.agents} and patient in {sides.get(p) for p in e.patients}
            ]
            tally.count("event sides", bool(both), f"{shown} {agent}>{patient}")


def overlap(a: list[Span], b: list[Span]) -> float:
    """Shared characters over all characters of two sets of spans."""
    one, two = ({i for s, e in spans for i in range(s, e)} for spans in (a, b))
    return len(one & two) / max(1, len(one | two))


def harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


if __name__ == "__main__":
    for miss in tallied().misses:
        print(miss)
