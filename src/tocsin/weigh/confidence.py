"""Confidence (low, moderate, high) from the sourcing alone; likelihood never enters it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.nouns.assessment import Confidence
from tocsin.weigh.columns import Columns
from tocsin.weigh.reports import Standing


@dataclass(frozen=True, slots=True)
class Grounds:
    """What confidence rests on."""

    voices: int  # independent voices whose reports count today
    informed: float  # share of the watch's power that reports speak to
    contested: int  # lamps with reports both ways
    known: float  # share of the counted reports whose source has a grade or a record
    leverage: float  # largest change of the main number by one voice


def grounds(table: Columns, stand: Standing, informed: float, leverage: float, unknown_worth: float) -> Grounds:
    """Count what confidence rests on."""
    live = np.abs(stand.lean) >= 0.03
    rows, indicators = stand.row[live], stand.indicator[live]
    both = set(indicators[table.present[rows]].tolist()) & set(indicators[~table.present[rows]].tolist())
    known = float((table.worth[rows] > unknown_worth).mean()) if len(rows) else 0.0
    return Grounds(len(set(table.voice[rows].tolist())), informed, len(both), known, leverage)


def confidence(g: Grounds) -> tuple[Confidence, str]:
    """The level and one sentence why: the worst of four criteria, so that one good one cannot hide a bad one."""
    level = min(_sources(g.voices), _at_least(g.informed, 0.25, 0.55), _at_most(g.leverage, 0.25, 0.08))
    if level == 2 and (g.contested or g.known < 0.5):
        level = 1
    names: tuple[Confidence, Confidence, Confidence] = ("low", "moderate", "high")
    return names[level], _why(g)


def _sources(voices: int) -> int:
    return 2 if voices >= 8 else 1 if voices >= 3 else 0


def _at_least(value: float, moderate: float, high: float) -> int:
    return 2 if value >= high else 1 if value >= moderate else 0


def _at_most(value: float, moderate: float, high: float) -> int:
    return 2 if value <= high else 1 if value <= moderate else 0


def _points(share: float) -> str:
    whole = round(100 * share)
    return "less than a point" if whole == 0 else "1 point" if whole == 1 else f"{whole} points"


def _why(g: Grounds) -> str:
    parts = [
        f"{g.voices} independent {'voice' if g.voices == 1 else 'voices'}",
        f"reports on {round(100 * g.informed)}% of what the watch can tell apart",
        f"one voice could move the result by {_points(g.leverage)}",
        f"{round(100 * g.known)}% of reports from sources with a grade",
    ]
    if g.contested:
        parts.append(f"{g.contested} {'indicator is' if g.contested == 1 else 'indicators are'} contested")
    return "; ".join(parts)
