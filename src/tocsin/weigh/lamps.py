"""Indicator states: lit, absent (looked and not seen), overdue (expected, looked for, not seen), dark (unknown)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from tocsin.nouns.assessment import Lamp, State
from tocsin.nouns.watch import Indicator, Watch
from tocsin.weigh.columns import Columns
from tocsin.weigh.posterior import Model
from tocsin.weigh.reports import Standing

DECIDED = 0.4  # log-odds by reports alone from which a lamp is lit, or absent (odds of three to two)
SHOWN = 12  # sightings a lamp names, strongest first


def lamps(watch: Watch, shape: Model, table: Columns, stand: Standing, day: date) -> tuple[Lamp, ...]:
    """One lamp per indicator, in the watch's order."""
    n = len(watch.indicators)
    total = stand.total(n)
    expected = (shape.words * shape.prior).sum(axis=1)
    odds = np.exp(np.clip(total, -50, 50)) * expected / (1 - expected)
    by_seen = _grouped(table.indicator[stand.seen], stand.seen, n)
    by_kept = _grouped(stand.indicator, np.arange(len(stand.row)), n)
    return tuple(
        _lamp(
            indicator, float(odds[i] / (1 + odds[i])), float(total[i]), _Rows(table, stand, by_seen[i], by_kept[i]), day
        )
        for i, indicator in enumerate(watch.indicators)
    )


def _grouped(keys: np.ndarray, values: np.ndarray, n: int) -> list[np.ndarray]:
    order = np.argsort(keys, kind="stable")
    return np.split(values[order], np.searchsorted(keys[order], np.arange(1, n)))


class _Rows:
    """The reports on one indicator: all that were gathered, and the few that count."""

    def __init__(self, table: Columns, stand: Standing, seen: np.ndarray, kept: np.ndarray) -> None:
        self.table, self.stand, self.seen = table, stand, seen
        order = np.lexsort((stand.row[kept], -np.abs(stand.lean[kept])))
        self.kept = kept[order]

    def last(self, present: bool | None = None) -> date | None:
        rows = self.seen if present is None else self.seen[self.table.present[self.seen] == present]
        return date.fromordinal(int(self.table.day[rows].max())) if len(rows) else None

    def origins(self, present: bool) -> int:
        rows = self.stand.row[self.kept]
        return int((self.table.present[rows] == present).sum())

    def named(self) -> tuple[str, ...]:
        return tuple(self.table.sightings[r].id for r in self.stand.row[self.kept[:SHOWN]])


def _lamp(indicator: Indicator, present: float, total: float, rows: _Rows, day: date) -> Lamp:
    last_seen, last_looked = rows.last(present=True), rows.last()
    pros, cons = rows.origins(present=True), rows.origins(present=False)
    state = _state(indicator, total, cons, day)
    return Lamp(
        indicator=indicator.id,
        state=state,
        present=present,
        strength=_strength(indicator, last_seen if total >= 0 else last_looked, day),
        origins_for=pros,
        origins_against=cons,
        last_seen=last_seen,
        last_looked=last_looked,
        sightings=rows.named(),
        why=_why(state, pros, cons, last_looked, day),
    )


def _state(indicator: Indicator, total: float, cons: int, day: date) -> State:
    if total >= DECIDED:
        return "lit"
    if cons and indicator.expected_by and day > indicator.expected_by:
        return "overdue"
    return "absent" if total <= -DECIDED else "dark"


def _strength(indicator: Indicator, last: date | None, day: date) -> float:
    """What decay leaves of the freshest report."""
    return 0.0 if last is None else float(2.0 ** (-(day - last).days / indicator.half_life))


def _why(state: State, pros: int, cons: int, last: date | None, day: date) -> str:
    if last is None:
        return "nobody has reported on it"
    age = (day - last).days
    counts: Sequence[str] = [f"{pros} independent for", f"{cons} against", f"last report {_ago(age)}"]
    meaning = {
        "lit": "reported as happening",
        "absent": "looked for and not seen",
        "overdue": "expected by now, looked for, not seen",
        "dark": "reports too weak, too old or too divided to tell",
    }
    return f"{meaning[state]}: {', '.join(counts)}"


def _ago(days: int) -> str:
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
