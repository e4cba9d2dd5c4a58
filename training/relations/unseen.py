"""What a network for pairs says of problems that it did not learn from, as the decision has to meet it.

Two networks of which the shipped one is the mean each learnt from every other problem and from half of the real articles
(``training/pairing.py``); each is asked about what only the other saw.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tocsin.read.network import Network
from tocsin.read.pairs import Pairing, pairing
from tocsin.resolve.asking import asked
from training.relations.fit import PAIRS
from training.relations.real import TEACHES


class Unseen:
    """Figures of pairs of texts, by networks that never saw their problem; by the shipped one where no folder is given."""

    def __init__(self, folder: Path | None) -> None:
        self._vectors = Network.load().vectors
        even, odd = (Pairing(folder / name) for name in ("odd", "even")) if folder else (pairing(), pairing())
        self._of = {path.stem: (even, odd)[n % 2] for n, path in enumerate(sorted(PAIRS.glob("*.jsonl")))}
        self._of |= {part: even if teaches == "even" else odd for part, teaches in TEACHES.items()}
        self._other = even if folder is None else pairing()

    def __call__(self, texts: Sequence[tuple[str, str]], problems: Sequence[str]) -> list[dict[str, float]]:
        """What is said of each pair, in order."""
        found: dict[int, dict[str, float]] = {}
        networks = [self._of.get(problem, self._other) for problem in problems]
        for network in dict.fromkeys(networks):
            rows = [n for n, one in enumerate(networks) if one is network]
            found |= zip(rows, asked([texts[n] for n in rows], self._vectors, network), strict=True)
        return [found[n] for n in range(len(texts))]
