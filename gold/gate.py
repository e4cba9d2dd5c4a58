"""Floors that only rise: a measured figure below its floor fails, and lowering a floor needs an explicit flag.

``floors.json`` maps a figure's name to its floor, a noise allowance and the digest of the material it was
measured on, so that a figure is never compared across different material without anybody noticing.
The idea of a floor pinned to a digest is shown best by trafilatura's evaluation gate.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; higher is better. ``digest`` identifies what it was measured on."""

    name: str
    value: float
    n: int
    digest: str


def digest(paths: Iterable[Path]) -> str:
    """Twelve hex digits of the contents of files, in name order."""
    whole = hashlib.blake2b(digest_size=6)
    for path in sorted(paths):
        whole.update(path.name.encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def failures(figures: Iterable[Figure], floors: Mapping[str, Mapping[str, object]]) -> list[str]:
    """One sentence for each figure below its floor or measured on other material."""
    found = []
    for figure in figures:
        floor = floors.get(figure.name)
        if floor is None:
            continue
        if floor["digest"] != figure.digest:
            found.append(
                f"{figure.name}: the material changed ({floor['digest']} became {figure.digest}); set its floor anew"
            )
        elif figure.value < float(str(floor["floor"])) - float(str(floor["epsilon"])):
            found.append(f"{figure.name}: {figure.value:.4f} is below the floor {floor['floor']}")
    return found


def raised(
    figures: Iterable[Figure], floors: Mapping[str, Mapping[str, object]], lower: bool
) -> dict[str, dict[str, object]]:
    """Floors after a run: each risen to what was measured; lowered only when asked to."""
    new = {name: dict(floor) for name, floor in floors.items()}
    for figure in figures:
        old = new.get(figure.name)
        if old is None or lower or old["digest"] != figure.digest or figure.value > float(str(old["floor"])):
            new[figure.name] = {
                "floor": round(figure.value, 4),
                "epsilon": 0.003,
                "n": figure.n,
                "digest": figure.digest,
            }
    return dict(sorted(new.items()))


def load() -> dict[str, dict[str, object]]:
    """The floors as they stand."""
    return json.loads(FLOORS.read_text()) if FLOORS.exists() else {}


def save(floors: Mapping[str, object]) -> None:
    """Write the floors, one name a line."""
    FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n")
