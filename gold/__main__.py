"""python -m gold [--data FOLDER] [--only NAME] [--raise] [--lower]: measure everything, print it, hold the floors.

Our own gold runs from a clone; corpora that may not be redistributed are measured only where --data points at them.
"""

import argparse
import sys
from importlib import import_module
from pathlib import Path

from gold import gate

SCORERS = (
    "reading",
    "reading_rules",
    "relations",
    "boards",
    "weighing",
    "attribution",
    "times",
    "events",
    "places",
    "names",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="gold", description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder of corpora")
    parser.add_argument("--only", action="append", choices=SCORERS, help="only this scorer (repeatable)")
    parser.add_argument("--raise", dest="rise", action="store_true", help="raise floors to what was measured")
    parser.add_argument("--lower", action="store_true", help="with --raise: also lower them; say why in the commit")
    options = parser.parse_args()
    if options.data and not options.data.is_dir():
        print(f"gold: {options.data} is not a folder", file=sys.stderr)
        return 2
    figures = measured(options.only or SCORERS, options.data)
    floors = gate.load()
    for figure in figures:
        floor = floors.get(figure.name, {}).get("floor", "–")
        print(f"{figure.name:<44} {figure.value:8.4f}   floor {floor!s:<8} n {figure.n}")
    wrong = gate.failures(figures, floors)
    if options.rise:
        gate.save(gate.raised(figures, floors, options.lower))
        return 0
    for sentence in wrong:
        print(f"gold: {sentence}", file=sys.stderr)
    return 1 if wrong else 0


def measured(names: tuple[str, ...] | list[str], data: Path | None) -> list[gate.Figure]:
    """Figures of every scorer; one that needs the corpora says so and is skipped without them."""
    figures: list[gate.Figure] = []
    for name in names:
        measure = import_module(f"gold.{name}").measure
        found = list(measure(data))
        if not found:
            print(f"gold: {name} needs --data FOLDER; skipped", file=sys.stderr)
        figures += found
    return figures


if __name__ == "__main__":
    sys.exit(main())
