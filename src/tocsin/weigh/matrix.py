"""The ACH matrix: one origin per row, marks from the watch's own words, a reason in every cell.

Marks follow Heuer & Pherson's five levels. An inconsistency count is never turned into a probability.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from tocsin.nouns.assessment import Cell
from tocsin.nouns.watch import Watch
from tocsin.weigh.columns import Columns
from tocsin.weigh.posterior import Model
from tocsin.weigh.reports import Standing

Mark = Literal["CC", "C", "N", "I", "II"]
STEPS: tuple[tuple[float, Mark], ...] = ((0.85, "CC"), (0.56, "C"), (0.40, "N"), (0.10, "I"))
POINTS: dict[str, int] = {"CC": 0, "C": 0, "N": 0, "I": 1, "II": 2}  # Heuer & Pherson count inconsistency only
ROWS = 40  # the strongest origins are shown; the posterior uses all


def mark(p: float) -> Mark:
    """How a report fits a hypothesis under which what it reports has probability ``p``."""
    return next((name for least, name in STEPS if p >= least), "II")


def cells(watch: Watch, shape: Model, table: Columns, stand: Standing) -> tuple[Cell, ...]:
    """Rows of the strongest origins, most able to tell the hypotheses apart first."""
    power = np.ptp(np.log(shape.words), axis=1)
    order = np.lexsort((stand.row, -np.abs(stand.lean) * power[stand.indicator]))[:ROWS]
    return tuple(cell for k in order for cell in _row(watch, shape, table, int(stand.row[k])))


def _row(watch: Watch, shape: Model, table: Columns, row: int) -> list[Cell]:
    sighting, i = table.sightings[row], int(table.indicator[row])
    indicator = watch.indicators[i]
    out = []
    for h, hypothesis in enumerate(watch.hypotheses):
        p = float(shape.words[i, h]) if sighting.present else 1.0 - float(shape.words[i, h])
        what = "" if sighting.present else "looked for and not seen; "
        why = f"{indicator.text}: {what}present is {indicator.likelihood[hypothesis.id]} if {hypothesis.text}"
        out.append(Cell(sighting.origin, hypothesis.id, mark(p), why))
    return out


def inconsistency(cells_: Sequence[Cell]) -> dict[str, int]:
    """Heuer's count per hypothesis: how much is inconsistent with it. A rank, never a probability."""
    counts: dict[str, int] = {}
    for cell in cells_:
        counts[cell.hypothesis] = counts.get(cell.hypothesis, 0) + POINTS[cell.mark]
    return counts
