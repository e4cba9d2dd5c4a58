"""History replayed without looking ahead, scored, drawn."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from tocsin.errors import InputError, UsageError
from tocsin.nouns.assessment import Assessment, Forecast
from tocsin.nouns.watch import Watch
from tocsin.workbench.handed import handed_lines
from tocsin.workbench.studying import Study, vectors
from tocsin.workbench.weighing import assess_days


def replay(study: Study, problem: Watch, first: date | None, last: date | None) -> list[Assessment]:
    """The assessment of each day on what was gathered by then."""
    from tocsin import resolve

    documents = [d for d in study.documents if not d.aside]
    if not documents:
        raise UsageError("there is nothing to replay: no document that can be read")
    seen = [d.first_seen.date() for d in documents]
    sightings = resolve.sightings(problem, documents, study.readings, study.origins, vectors, study.copies)
    return assess_days(problem, sightings, first or min(seen), last or max(seen))


def replay_lines(history: Sequence[Assessment], problem: Watch, outcome: date | None) -> Iterator[str]:
    """One JSON line a day, then one with the scores."""
    for a in history:
        record = {
            "day": a.day.isoformat(),
            "p": {f"{f.days}d": round(f.p, 6) for f in a.forecasts},
            "low": {f"{f.days}d": round(f.low, 6) for f in a.forecasts},
            "high": {f"{f.days}d": round(f.high, 6) for f in a.forecasts},
            "lit": [lamp.indicator for lamp in a.lamps if lamp.state == "lit"],
        }
        yield json.dumps(record, ensure_ascii=False) + "\n"
    yield json.dumps({"scores": scored(history, problem, outcome)}, ensure_ascii=False, default=str) + "\n"


def scored(history: Sequence[Assessment], problem: Watch, outcome: date | None) -> dict[str, Any]:
    """The scores of a replay at the watch's main horizon, beside the base rate and persistence."""
    from tocsin import weigh
    from tocsin.weigh.horizon import base_hazard

    horizon, rate = main_days(problem), problem.question.base_rate
    base = 1 - math.exp(-float(base_hazard(rate.probability, rate.days)) * horizon)
    return asdict(weigh.score(history, outcome, base_rate=base, horizon=horizon))


def replay_text(history: Sequence[Assessment], problem: Watch, outcome: date | None) -> str:
    """The curve as text bars and the scores in words."""
    scores = scored(history, problem, outcome)
    horizon = scores["horizon"]
    every = max(1, len(history) // 40)
    shown = [a for i, a in enumerate(history) if i % every == 0 or a is history[-1]]
    came = f"came on {outcome}" if outcome else "did not come"
    lines = [f"{problem.question.text}  P(yes within {horizon} days)", ""]
    for a in shown:
        f = next(f for f in a.forecasts if f.days == horizon)
        lit = sum(lamp.state == "lit" for lamp in a.lamps)
        lines.append(f"{a.day}  {f.p:5.1%}  {'█' * round(40 * f.p):<40}  {lit} lit")
    lines += [
        "",
        f"{scores['days']} days scored at {horizon} days; the event {came}",
    ]
    for name, label in (("brier", "Brier"), ("log", "log score")):
        rest = f"base rate {scores[name + '_base']:.4f}, persistence {scores[name + '_persistence']:.4f}"
        lines.append(f"{label} {scores[name]:.4f}  ({rest})")
    false, error = scores["false_alarms"], scores["ece"]
    lead = f"{scores['lead']} days before" if scores["lead"] is not None else "none"
    lines.append(f"bell at {scores['threshold']:.0%}: lead {lead}; false alarms {false}; calibration error {error:.3f}")
    return "\n".join(lines) + "\n"


def replay_chart(history: Sequence[Assessment], problem: Watch) -> str:
    """The curve as a standalone SVG."""
    from tocsin.brief.charts import standalone

    return standalone(history, main_days(problem))


def main_days(problem: Watch) -> int:
    """The horizon that headlines speak of, in days."""
    from tocsin.weigh.horizon import main_horizon

    return sorted(problem.question.horizons)[main_horizon(problem)]


def score_file(path: Path, outcome: date | None, horizon: int, threshold: float) -> dict[str, Any]:
    """Scores of what ``replay --format jsonl`` printed; raises InputError naming a line that is none of it."""
    from tocsin import weigh

    history = []
    for number, record in handed_lines(str(path)):
        try:
            if "scores" in record:
                continue
            history.append(past_day(record, horizon))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(
                f"expected a day of a replay with p for {horizon}d", path=str(path), line=number
            ) from error
    if not history:
        raise InputError("holds no day of a replay", path=str(path))
    return asdict(weigh.score(history, outcome, horizon=horizon, threshold=threshold))


def past_day(record: dict[str, Any], horizon: int) -> Assessment:
    """As much of an assessment as scoring needs."""
    key = f"{horizon}d"
    forecast = Forecast(horizon, float(record["p"][key]), float(record["low"][key]), float(record["high"][key]))
    return Assessment("", date.fromisoformat(record["day"]), "", (), (forecast,), (), (), "low", "")
