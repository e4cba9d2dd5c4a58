"""Replays scored: as they come, and as ``replay --format jsonl`` printed them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from tocsin.errors import InputError
from tocsin.nouns.assessment import Assessment, Forecast
from tocsin.nouns.watch import Watch
from tocsin.workbench.handed import handed_lines


def scored(history: Sequence[Assessment], problem: Watch, outcome: date | None) -> dict[str, Any]:
    """The scores of a replay at the watch's main horizon, beside the base rate and persistence."""
    from tocsin import weigh

    horizon = main_days(problem)
    return asdict(weigh.score(history, outcome, base_rate=base_rates(problem)[f"{horizon}d"], horizon=horizon))


def main_days(problem: Watch) -> int:
    """The horizon that headlines speak of, in days."""
    from tocsin.weigh.horizon import main_horizon

    return sorted(problem.question.horizons)[main_horizon(problem)]


def base_rates(problem: Watch) -> dict[str, float]:
    """What the watch's base rate comes to at each horizon."""
    from tocsin.weigh.horizon import base_hazard

    rate = problem.question.base_rate
    a_day = float(base_hazard(rate.probability, rate.days))
    return {f"{days}d": -math.expm1(-a_day * days) for days in problem.question.horizons}


def score_file(path: Path, outcome: date | None, horizon: int, threshold: float) -> dict[str, Any]:
    """Scores of what ``replay --format jsonl`` printed; raises InputError naming a line that is none of it."""
    from tocsin import weigh

    history, base = list[Assessment](), None
    for number, record in _records(path):
        try:
            if "scores" in record:
                base = _base_rate(record, f"{horizon}d")
            else:
                history.append(_past_day(record, horizon))
        except ValueError as error:
            raise InputError(str(error), path=str(path), line=number) from None
    if not history:
        raise InputError("holds no day of a replay", path=str(path))
    return asdict(weigh.score(history, outcome, base_rate=base, horizon=horizon, threshold=threshold))


def remarks(scores: dict[str, Any], outcome: date | None) -> list[str]:
    """What has to be said beside some scores, as sentences."""
    if not scores["days"]:
        return [f"nothing is scored: no day of the replay lies before the outcome, {outcome}"]
    if scores["base_rate_from"] == "first day":
        rate = f"{scores['base_rate']:.2%}"
        return [f"the replay carries no base rate: its first day's forecast, {rate}, stands in for it"]
    return []


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON lines file with the numbers of their lines."""
    for number, record in handed_lines(str(path)):
        if not isinstance(record, dict):
            raise InputError("expected a day of a replay, a JSON object", path=str(path), line=number)
        yield number, record


def _past_day(record: dict[str, Any], horizon: int) -> Assessment:
    """As much of an assessment as scoring needs."""
    key = f"{horizon}d"
    try:
        day = date.fromisoformat(record["day"])
        forecast = Forecast(horizon, *(_probability(record[name][key]) for name in ("p", "low", "high")))
    except (ValueError, KeyError, TypeError):
        what = f"expected a day of a replay with p, low and high for {key}, each a number from 0 to 1"
        raise ValueError(what) from None
    return Assessment("", day, "", (), (forecast,), (), (), "low", "")


def _base_rate(record: dict[str, Any], key: str) -> float | None:
    """The base rate that a replay was scored against; None where an older one does not tell."""
    try:
        return _probability(record["base_rate"][key]) if "base_rate" in record else None
    except (ValueError, KeyError, TypeError):
        raise ValueError(f"expected a base_rate for {key}, a number from 0 to 1") from None


def _probability(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError
    return float(value)
