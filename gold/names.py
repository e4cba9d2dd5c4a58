"""Names on worldwide newswire outlets that training never saw: span F1 over five kinds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gold.gate import Figure, digest


def measure(data: Path | None) -> Iterable[Figure]:
    """Nothing without ``data``."""
    if data is None:
        return
    from training.labels import NameTargets

    from tocsin.read.network import Network
    from training import evaluate, newswire

    folder = data / "ner" / "worldwide_newswire"
    _, held = newswire.load(folder, NameTargets())
    scores = evaluate.names(held, evaluate.tag(Network.load(), held))
    stamp = digest(folder.glob("*.tsv"))
    for name in ("all", "PER", "ORG", "LOC", "FAC", "NORP"):
        if name in scores:
            value = scores[name]["f"] if name == "all" else scores[name]
            yield Figure(f"names.{name.lower()}", value, len(held), stamp)
