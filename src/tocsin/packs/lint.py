"""What is wrong with a watch: words that cannot tell, groups that hide, texts that do not fire as they should."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from tocsin import gazetteer, scales
from tocsin.nouns.watch import Indicator, Watch
from tocsin.packs.countries import countries
from tocsin.packs.near import near

Fires = Callable[[Watch, Indicator, str], bool]
_CODE = re.compile("[A-Z]{3}")
LOUD = 2.5  # times its base rate that a watch may forecast before anybody has reported anything
WEAK, STRONG = 0.7, 1.6  # log-odds a lit or absent indicator can move two hypotheses apart by (×2, ×5)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: ``level`` error, warning or note; ``where`` the indicator or field."""

    level: Literal["error", "warning", "note"]
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Diagnosticity:
    """How far an indicator can move the hypotheses apart, in log-odds, when it is lit and when it is absent."""

    indicator: str
    lit: float
    absent: float
    best_for: str
    verdict: Literal["strong", "fair", "weak", "none"]


def diagnosticity(watch: Watch) -> list[Diagnosticity]:
    """Every indicator, most telling first (the Indicators Validator's idea, in log-odds instead of points)."""
    rows = [_diagnosticity(watch, indicator) for indicator in watch.indicators]
    return sorted(rows, key=lambda d: (-max(d.lit, d.absent), d.indicator))


def _diagnosticity(watch: Watch, indicator: Indicator) -> Diagnosticity:
    numbers = {h.id: scales.number(indicator.likelihood[h.id]) or 0.5 for h in watch.hypotheses}
    lit = math.log(max(numbers.values()) / min(numbers.values()))
    absent = math.log((1 - min(numbers.values())) / (1 - max(numbers.values())))
    best = max(watch.hypotheses, key=lambda h: numbers[h.id]).id
    power = max(lit, absent)
    verdict: Literal["strong", "fair", "weak", "none"]
    verdict = "none" if power < 0.05 else "weak" if power < WEAK else "strong" if power >= STRONG else "fair"
    return Diagnosticity(indicator.id, lit, absent, best, verdict)


def lint(watch: Watch, fires: Fires | None = None, sides: Collection[str] | None = None) -> list[Problem]:
    """Problems, errors first. ``fires`` says whether an indicator fires on a text; without it samples are not tried.

    ``sides`` are the codes of states and blocs that a reader knows; without them no code is called unknown.
    """
    found = [
        *(_sides(watch, sides) if sides is not None else ()),
        *_scale(watch),
        *_prior(watch),
        *_telling(watch),
        *_target(watch),
        *_groups(watch),
        *_samples(watch, fires),
    ]
    order = {"error": 0, "warning": 1, "note": 2}
    return sorted(found, key=lambda p: (order[p.level], p.where, p.what))


def _scale(watch: Watch) -> Iterable[Problem]:
    if watch.scale not in scales.names():
        yield Problem("error", "scale", f"unknown scale {watch.scale!r}: choose one of {', '.join(scales.names())}")
    total = sum(h.prior for h in watch.hypotheses)
    if abs(total - 1) > 0.005:
        yield Problem("error", "hypotheses", f"priors sum to {total:.3f}, expected 1")
    for indicator in watch.indicators:
        for hypothesis, word in indicator.likelihood.items():
            if scales.number(word) is None:
                yield Problem("error", indicator.id, f"{word!r} (for {hypothesis}) is not a word of probability")


def _sides(watch: Watch, sides: Collection[str]) -> Iterable[Problem]:
    """Codes that nobody goes by, so that what asks for them can never be met."""
    known = {*sides, *countries(), *(actor.removeprefix("state:") for actor in watch.aliases.values())}
    asked = [("interests", "sides", code) for code in watch.interests]
    for indicator in watch.indicators:
        for look in indicator.looks:
            asked += [(indicator.id, "places", place.partition(":")[0]) for place in look.places]
            asked += [(indicator.id, "agents", actor) for actor in look.agents if ":" not in actor]
            asked += [(indicator.id, "patients", actor) for actor in look.patients if ":" not in actor]
    for where, field, code in dict.fromkeys(asked):
        if code not in known and not (_CODE.fullmatch(code) and gazetteer.inside(code)):
            what = f"expected the code of a state (UKR), bloc or strait, or one that 'aliases' names, not {code!r}"
            yield Problem("error", where, f"{field}: {what}{near(code, known)}")


def _prior(watch: Watch) -> Iterable[Problem]:
    """What the watch forecasts (as ``weigh.horizon`` does) before any report, where that is far above its base rate."""
    rate = watch.question.base_rate
    fading = watch.tau * -math.expm1(-rate.days / watch.tau)
    base = -math.log1p(-rate.probability) / rate.days
    arrivals = {h.id: base * rate.days + (h.hazard - base) * fading for h in watch.hypotheses}
    silent = sum(h.prior * -math.expm1(-max(arrivals[h.id], 0.0)) for h in watch.hypotheses)
    if silent > LOUD * rate.probability:
        told = f"{silent:.1%} in {rate.days} days, the base rate is {rate.probability:.2%}"
        what = f"with nothing reported it forecasts {told}"
        yield Problem("note", "hypotheses", f"{what}: say in 'why' what the higher start rests on, or lower the prior")


def _telling(watch: Watch) -> Iterable[Problem]:
    for row in diagnosticity(watch):
        if row.verdict == "none":
            yield Problem("warning", row.indicator, "cannot tell the hypotheses apart: it is as likely under every one")
        elif row.verdict == "weak":
            yield Problem(
                "note", row.indicator, f"tells little apart (at most ×{math.exp(max(row.lit, row.absent)):.1f})"
            )


def _target(watch: Watch) -> Iterable[Problem]:
    """Each rival of the target must be separable from it by at least three indicators."""
    target = next((h.id for h in watch.hypotheses if h.target), None)
    for rival in watch.hypotheses:
        if target is None or rival.target:
            continue
        gaps = [_gap(i, target, rival.id) for i in watch.indicators]
        if sum(gap >= WEAK for gap in gaps) < 3:
            yield Problem("warning", rival.id, f"fewer than three indicators can tell it from {target!r}")


def _gap(indicator: Indicator, a: str, b: str) -> float:
    p, q = (scales.number(indicator.likelihood[h]) or 0.5 for h in (a, b))
    return max(abs(math.log(p / q)), abs(math.log((1 - p) / (1 - q))))


def _groups(watch: Watch) -> Iterable[Problem]:
    """Groups of one, and indicators with the same words in the same look that are in no common group."""
    sizes = Counter(i.group for i in watch.indicators if i.group)
    for name, size in sorted(sizes.items()):
        if size == 1:
            yield Problem("note", name, "a group with one member does nothing")
    for a, b in _pairs(watch.indicators):
        shared = {t for look in a.looks for t in look.terms} & {t for look in b.looks for t in look.terms}
        if shared and (a.group is None or a.group != b.group):
            yield Problem("warning", a.id, f"shares a term with {b.id!r}: put them in one group, or they count twice")


def _pairs(indicators: tuple[Indicator, ...]) -> Iterable[tuple[Indicator, Indicator]]:
    return ((a, b) for k, a in enumerate(indicators) for b in indicators[k + 1 :])


def _samples(watch: Watch, fires: Fires | None) -> Iterable[Problem]:
    for indicator in watch.indicators:
        if not indicator.examples or not indicator.counter_examples:
            yield Problem("note", indicator.id, "has no sample text that must fire, or none that must not")
        if fires is None:
            continue
        for text in indicator.examples:
            if not fires(watch, indicator, text):
                yield Problem("error", indicator.id, f"does not fire on its example {text!r}")
        for text in indicator.counter_examples:
            if fires(watch, indicator, text):
                yield Problem("error", indicator.id, f"fires on its counter-example {text!r}")
