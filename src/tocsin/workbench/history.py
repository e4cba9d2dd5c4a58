"""History replayed without looking ahead, scored, drawn."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta
from functools import partial
from itertools import groupby

from tocsin.errors import UsageError
from tocsin.nouns.assessment import Assessment, Forecast
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.watch import Watch
from tocsin.workbench import known
from tocsin.workbench.joined import rejoined
from tocsin.workbench.judged import in_force, judged_sightings
from tocsin.workbench.networks import likeness
from tocsin.workbench.scoring import base_rates, main_days, remarks, scored
from tocsin.workbench.studying import Study, corrected, judged_study
from tocsin.workbench.trust import trusted


def replay(study: Study, problem: Watch, first: date | None, last: date | None) -> list[Assessment]:
    """The assessment of each day on what was gathered, and judged, by then: as a brief on that day has it.

    ``study`` is what the machine read; the last day is in full (matrix, swings).
    """
    from tocsin import resolve, weigh

    documents = [d for d in study.documents if not d.aside]
    days = _days([d.first_seen.date() for d in documents], first, last)
    moved, history = study, list[Assessment]()
    for acting, span in groupby(days, lambda day: in_force(j for j in study.judgements if _day(j) <= day)):
        before, moved = moved, corrected(study, acting)
        if not history or moved.readings != before.readings:
            seen = resolve.looked(problem, documents, moved.readings, moved.origins, likeness())
            apart = known.splits(moved, seen)
        for held, part in groupby(span, partial(known.on, made=apart)):
            left = judged_study(known.parted(moved, held), acting)
            found = resolve.voiced(rejoined(seen, moved.origins, left.origins), left.copies)
            table = weigh.columns(problem, judged_sightings(found, acting, left.turned), trusted(left))
            history += [weigh.weigh(problem, table, day, full=day == days[-1]) for day in part]
    return history


def _days(seen: Sequence[date], first: date | None, last: date | None) -> list[date]:
    """Every day from the first to the last; raises UsageError where there is none."""
    if not seen:
        raise UsageError("there is nothing to replay: no document that can be read")
    begin, end = first or min(seen), last or max(seen)
    if begin > end:
        newest = "" if last else ", the newest there is"
        raise UsageError(f"there is nothing to replay: the first day, {begin}, comes after the last, {end}{newest}")
    return [begin + timedelta(n) for n in range((end - begin).days + 1)]


def _day(j: Judgement) -> date:
    return j.at.astimezone(UTC).date()


def judged_later(study: Study, history: Sequence[Assessment]) -> list[str]:
    """That people judged after the last day replayed, as a sentence; nothing where they did not."""
    late = [j for j in in_force(study.judgements) if _day(j) > history[-1].day]
    if not late:
        return []
    many = "1 judgement was" if len(late) == 1 else f"{len(late)} judgements were"
    return [f"{many} signed after {history[-1].day} and cannot count in a replay that ends on that day"]


def replay_lines(history: Sequence[Assessment], problem: Watch, outcome: date | None) -> Iterator[str]:
    """One JSON line a day, then one with the scores of these lines and the base rates they are held against."""
    rounded = [_rounded(a) for a in history]
    for a in rounded:
        record = {
            "day": a.day.isoformat(),
            "p": {f"{f.days}d": f.p for f in a.forecasts},
            "low": {f"{f.days}d": f.low for f in a.forecasts},
            "high": {f"{f.days}d": f.high for f in a.forecasts},
            "lit": [lamp.indicator for lamp in a.lamps if lamp.state == "lit"],
        }
        yield json.dumps(record, ensure_ascii=False) + "\n"
    end = {"base_rate": base_rates(problem), "scores": scored(rounded, problem, outcome)}
    yield json.dumps(end, ensure_ascii=False, default=str) + "\n"


def _rounded(a: Assessment) -> Assessment:
    """With the digits that are printed, so that whoever scores the lines again finds the same."""
    return replace(
        a, forecasts=tuple(Forecast(f.days, *(round(x, 6) for x in (f.p, f.low, f.high))) for f in a.forecasts)
    )


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
    if not scores["days"]:
        return "\n".join([*lines, *(f"{s[:1].upper()}{s[1:]}." for s in remarks(scores, outcome))]) + "\n"
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
