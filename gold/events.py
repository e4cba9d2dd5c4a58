"""How well events are read from single sentences: `python -m gold.events [--errors]`.

``events.jsonl`` is our own writing: one sentence of world news a line with its main event's PLOVER class, the side of
whoever acts and of whom it is done to, and how real it is. ``class`` counts sentences in which an event of the right
class is found; ``both sides`` asks the class and both sides of one and the same event, ``precision`` the share of all
events reported that are right in all three; ``status`` is measured where the class was found.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gold.gate import Figure, digest
from tocsin.read import actors, events, sentences
from tocsin.read.network import Network

MATERIAL = Path(__file__).with_name("events.jsonl")


@dataclass(frozen=True)
class Seen:
    """An event found, as the measure sees it."""

    type: str
    agents: frozenset[str | None]
    patients: frozenset[str | None]
    status: str
    trigger: str


@dataclass(frozen=True)
class Gold:
    """A line of the material."""

    text: str
    type: str
    agent: str | None
    patient: str | None
    status: str

    def matches(self, seen: Seen) -> bool:
        """Class and both sides are right; a side that the gold leaves open is not asked."""
        sides = (self.agent is None or self.agent in seen.agents) and (
            self.patient is None or self.patient in seen.patients
        )
        return sides and seen.type == self.type


def read(path: Path = MATERIAL) -> list[Gold]:
    """The material."""
    return [Gold(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def see(network: Network, texts: list[str]) -> Iterator[list[Seen]]:
    """The events of each sentence."""
    for text, tagged in zip(texts, network.tag([(t, sentences.split(t)) for t in texts]), strict=True):
        cast = actors.resolve(text, tagged)
        yield [
            Seen(
                e.type,
                frozenset(cast.side(a) for a in e.agents),
                frozenset(cast.side(a) for a in e.patients),
                e.status,
                e.trigger.text,
            )
            for e in events.find(text, tagged, cast)
        ]


def score(gold: list[Gold], seen: list[list[Seen]]) -> dict[str, float]:
    """Every measure."""
    pairs = list(zip(gold, seen, strict=True))
    classed = [(g, next(s for s in found if s.type == g.type)) for g, found in pairs if _class(g, found)]
    right = sum(any(g.matches(s) for s in found) for g, found in pairs)
    reported = sum(len(found) for found in seen)
    return {
        "class recall": len(classed) / len(gold),
        "class and both sides, recall": right / len(gold),
        "class and both sides, precision": sum(g.matches(s) for g, f in pairs for s in f) / max(1, reported),
        "status": sum(_status(g) == _status(s) for g, s in classed) / max(1, len(classed)),
        "events a sentence": reported / len(gold),
    }


def _class(gold: Gold, found: list[Seen]) -> bool:
    return any(s.type == gold.type for s in found)


def _status(thing: Gold | Seen) -> str:
    return "occurred" if thing.status == "ongoing" or thing.type == "AGREE" else thing.status


def measure(data: Path | None = None) -> Iterator[Figure]:
    """For the gate."""
    gold = read()
    seen = list(see(Network.load(), [g.text for g in gold]))
    for name, value in score(gold, seen).items():
        if name != "events a sentence":
            yield Figure(f"events: {name}", value, len(gold), digest([MATERIAL]))


def main() -> None:
    """Print the measures, with ``--errors`` every sentence that went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--material", type=Path, default=MATERIAL)
    options = parser.parse_args()
    gold = read(options.material)
    seen = list(see(Network.load(), [g.text for g in gold]))
    for g, found in zip(gold, seen, strict=True):
        if options.errors and not any(g.matches(s) for s in found):
            print(f"{g.type} {g.agent}>{g.patient} {g.status}: {g.text}")
            for s in found:
                print(
                    f"    {s.type} {sorted(map(str, s.agents))}>{sorted(map(str, s.patients))} {s.status} [{s.trigger}]"
                )
    for name, value in score(gold, seen).items():
        print(f"{name:<34} {value:.3f}")


if __name__ == "__main__":
    main()
