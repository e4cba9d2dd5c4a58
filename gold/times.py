"""How well times are found and read: TempEval-3's measures on TimeML files.

    python -m gold.times --data DATA [--part dev|tune|all] [--errors]

``strict``: same extent; ``relaxed``: extents overlap; ``value``: relaxed and the same TIMEX3 value (case and a
missing zero in a week aside, as the task's scorer has it no value is forgiven otherwise). Every third file
is held out (``dev``); rules are tuned on the others.
"""

from __future__ import annotations

import argparse
import html
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from gold.gate import Figure, digest
from tocsin.nouns.document import Published
from tocsin.read import sentences, times

Gold = tuple[int, int, str, str]


def load(path: Path) -> tuple[str, str, list[Gold]]:
    """A TimeML file as its date, its text and its times (start, end, type, value)."""
    source = path.read_text(encoding="utf-8")
    stated = re.search(r"<DCT>.*?value=\"([^\"]*)\"", source, re.DOTALL)
    body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.DOTALL)
    text, gold, at = "", [], (0, {})
    for part in re.split(r"(<[^>]+>)", body[1] if body else ""):
        if part.startswith("<TIMEX3"):
            at = (len(text), dict(re.findall(r"(\w+)=\"([^\"]*)\"", part)))
        elif part.startswith("</TIMEX3"):
            gold.append((at[0], len(text), at[1].get("type", ""), at[1].get("value", "")))
        elif not part.startswith("<"):
            text += html.unescape(part)
    return (stated[1] if stated else ""), text, gold


def files(data: Path, part: str) -> list[Path]:
    """The files of a part, in order."""
    found = sorted((data / "time" / "tempeval3").glob("*/*.tml"))
    found = [path for path in found if path.parent.name in ("AQUAINT", "TimeBank")]
    return [p for i, p in enumerate(found) if part == "all" or (i % 3 == 2) == (part == "dev")]


def published(stated: str) -> Published:
    """The date of publication a file states."""
    digits = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", stated)
    if not digits:
        return Published(None, None)
    day = date(int(digits[1]), int(digits[2]), int(digits[3]))
    return Published(day, day, "given")


def score(paths: list[Path], errors: bool = False) -> dict[str, float]:
    """Strict, relaxed and value F1 over all files."""
    count: Counter[str] = Counter()
    for path in paths:
        stated, text, gold = load(path)
        found = times.find(text, sentences.split(text), published(stated))
        count["gold"] += len(gold)
        count["found"] += len(found)
        taken: set[int] = set()
        for when in found:
            hit = next(
                (i for i, g in enumerate(gold) if i not in taken and g[0] < when.end and g[1] > when.start), None
            )
            if hit is None:
                report(errors, "SPURIOUS", path, text, (when.start, when.end), f"{when.type} {when.value}", stated)
                continue
            taken.add(hit)
            start, end, _type, value = gold[hit]
            count["relaxed"] += 1
            count["type"] += _type == when.type
            same_extent = (start, end) == (when.start, when.end)
            count["strict"] += same_extent
            count["value"] += value.upper() == when.value.upper()
            if not same_extent:
                report(errors, "EXTENT", path, text, (start, end), f"found {when.text!r}", stated)
            if value.upper() != when.value.upper():
                report(errors, "VALUE", path, text, (start, end), f"{value} found {when.type} {when.value}", stated)
        for i, (start, end, _type, value) in enumerate(gold):
            if i not in taken:
                report(errors, "MISSED", path, text, (start, end), f"{_type} {value}", stated)
    both = count["gold"] + count["found"]
    return {name: 2 * count[name] / both if both else 0.0 for name in ("strict", "relaxed", "value", "type")} | {
        "precision": count["relaxed"] / max(count["found"], 1),
        "recall": count["relaxed"] / max(count["gold"], 1),
    }


def measure(data: Path | None = None) -> Iterator[Figure]:
    """The figures on the held-out files for the gate; nothing without ``data``."""
    paths = files(data, "dev") if data else []
    if paths:
        mark, scores = digest(paths), score(paths)
        for name in ("strict", "relaxed", "value"):
            yield Figure(f"times.dev.{name}", round(scores[name], 4), len(paths), mark)


def report(errors: bool, kind: str, path: Path, text: str, at: tuple[int, int], note: str, stated: str) -> None:
    """One line about one error, for whoever tunes the rules."""
    if errors:
        before = " ".join(text[max(0, at[0] - 40) : at[0]].split())
        after = " ".join(text[at[1] : at[1] + 25].split())
        middle = " ".join(text[at[0] : at[1]].split())
        print(f"{kind}\t{middle}\t{note}\tDCT {stated[:10]}\t{before} [] {after}\t{path.stem}")


def main() -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds time/tempeval3")
    parser.add_argument("--part", choices=("dev", "tune", "all"), default="dev")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    paths = files(given.data, given.part)
    if not paths:
        print(f"No TimeML files under {given.data}/time/tempeval3.", file=sys.stderr)
        return 2
    scores = score(paths, given.errors)
    print(f"{given.part}: {len(paths)} files  " + "  ".join(f"{name} {value:.3f}" for name, value in scores.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
