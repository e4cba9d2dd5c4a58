"""How well the rules read: times, quantities, sentences, noise and dates of publication, on texts of our own.

    python -m gold.reading_rules [--errors]

Texts and annotations stand in ``gold/rules``; nothing else is needed.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from gold.gate import Figure, digest
from tocsin.nouns.document import Published
from tocsin.read import dating, noise, quantities, sentences, times

_HERE = Path(__file__).parent / "rules"
_MARK = re.compile(r"\{([^{}|]+)\|([^{}]*)\}")
_FILES = ("dating", "noise", "quantities", "sentences", "times")
_UNDATED = Published(None, None)

Piece = tuple[int, int, tuple[str, ...]]


def table(name: str) -> Any:
    """One file of texts."""
    return yaml.safe_load((_HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def unmark(marked: str) -> tuple[str, list[Piece]]:
    """A text without its braces, and what they held: start, end and the fields behind the words."""
    text, pieces, at = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        pieces.append((len(text), len(text) + len(found[1]), tuple(found[2].split("|"))))
        text, at = text + found[1], found.end()
    return text + marked[at:], pieces


def f1(right: int, found: int, gold: int) -> float:
    """The harmonic mean of precision and recall; 1 when there was nothing to find and nothing was found."""
    return 2 * right / (found + gold) if found + gold else 1.0


def _times() -> Iterator[tuple[str, str, list[Piece], list[Piece]]]:
    for row in table("times"):
        text, gold = unmark(row["text"])
        day = date.fromisoformat(str(row["published"]))
        found = times.find(text, sentences.split(text), Published(day, day, "given"))
        yield "times", text, gold, [(w.start, w.end, (w.type, w.value)) for w in found]


def _quantities() -> Iterator[tuple[str, str, list[Piece], list[Piece]]]:
    for marked in table("quantities"):
        text, raw = unmark(marked)
        gold = [(a, b, (f"{float(fields[0]):g}", fields[1])) for a, b, fields in raw]
        cut = sentences.split(text)
        found = quantities.find(text, cut, times.find(text, cut))
        yield "quantities", text, gold, [(q.start, q.end, (f"{q.value:g}", q.unit)) for q in found]


def _sentences() -> Iterator[tuple[str, str, list[Piece], list[Piece]]]:
    for row in table("sentences"):
        text, gold, join = "", [], row.get("join", " ")
        for sentence in row["sentences"]:
            text += join if text else ""
            gold.append((len(text), len(text) + len(sentence), ()))
            text += sentence
        if not row.get("loose"):
            yield "sentences", text, gold, [(a, b, ()) for a, b in sentences.split(text)]


def scores(errors: bool = False) -> dict[str, float]:
    """All measures by name."""
    count: dict[str, list[int]] = {}
    for kind, text, gold, found in (*_times(), *_quantities(), *_sentences()):
        spans, whole = {g[:2] for g in gold}, set(gold)
        for name, right in ((kind, sum(f[:2] in spans for f in found)), (f"{kind}.value", len(whole & set(found)))):
            tally = count.setdefault(name, [0, 0, 0])
            tally[0], tally[1], tally[2] = tally[0] + right, tally[1] + len(found), tally[2] + len(gold)
        if errors:
            _report(kind, text, gold, found)
    result = {name: f1(*tally) for name, tally in count.items() if name != "sentences.value"}
    return result | _noise(errors) | _dating(errors)


def measure(data: Path | None = None) -> Iterator[Figure]:
    """The figures for the gate; ``data`` is not needed."""
    mark = digest(_HERE.glob("*.yaml"))
    count = sum(len(rows) if isinstance(rows, list) else sum(map(len, rows.values())) for rows in map(table, _FILES))
    for name, value in sorted(scores().items()):
        yield Figure(f"rules.{name}", round(value, 4), count, mark)


def _noise(errors: bool) -> dict[str, float]:
    rows = table("noise")
    missed = [line for line in rows["noise"] if not noise.spans(line)]
    wrong = [line for line in rows["content"] if noise.spans(line)]
    if errors:
        print(*(f"noise missed: {line}" for line in missed), *(f"noise wrong: {line}" for line in wrong), sep="\n")
    total = len(rows["noise"])
    return {"noise": f1(total - len(missed), total - len(missed) + len(wrong), total)}


def _dating(errors: bool) -> dict[str, float]:
    rows, right = table("dating"), 0
    for row in rows:
        found = dating.infer(row["text"], sentences.split(row["text"]), _UNDATED)
        within = [date.fromisoformat(day) for day in row["within"] or ()]
        good = (
            found.start is None
            if not within
            else bool(found.start and found.end and within[0] <= found.start <= found.end <= within[1])
        )
        right += good
        if errors and not good:
            print(f"dating: {found} for {row['text'][:80]!r}")
    return {"dating": right / len(rows)}


def _report(kind: str, text: str, gold: list[Piece], found: list[Piece]) -> None:
    """What was missed and what was found instead."""
    for name, pieces, others in (("missed", gold, found), ("found", found, gold)):
        for start, end, fields in pieces:
            if (start, end, fields) not in others:
                where = text[max(0, start - 30) : end + 20]
                print(f"{kind} {name}: {text[start:end]!r} {'|'.join(fields)}   in {where!r}")


def main() -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description="Score the rules on texts of our own.")
    parser.add_argument("--errors", action="store_true", help="print every error")
    for name, value in scores(parser.parse_args().errors).items():
        print(f"{name:20} {value:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
