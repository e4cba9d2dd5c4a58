"""What some pages have beside their table: charts, the map, the matrix under what was unticked."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from tocsin.brief import charts
from tocsin.brief.compose import board, main_forecast
from tocsin.brief.html import MARKS, matrix, origin_names
from tocsin.exchange.sites import CREDIT, Site
from tocsin.web.ask import Ask
from tocsin.web.changes import changes, facts
from tocsin.web.maps import event_map, placed
from tocsin.web.shown import Shown

if TYPE_CHECKING:
    from tocsin.web.frame import View

REPORTS = 6  # of a lamp, unfolded on the board
DRAWS = 400  # behind an interval that is asked for while one looks


def board_more(shown: Shown, ask: Ask, v: View) -> dict[str, Any]:
    """Charts, and what changed since the day asked for (a week, by default)."""
    since = ask.since or shown.picture.since
    found = shown.once(("changes", since), lambda: changes(shown, since))
    return {**drawn(shown), "changes": found, "since": since, "reports": reports(shown), "plain": {"since": since.isoformat(), "changes": facts(found)}}  # fmt: skip  # noqa: E501


def reports(shown: Shown) -> dict[str, list[Any]]:
    """The newest reports of each lamp."""
    known = shown.index.sightings
    return {
        lamp.indicator: sorted(
            (known[s] for s in lamp.sightings if s in known), key=lambda s: (s.first_seen, s.score, s.id), reverse=True
        )[:REPORTS]
        for lamp in shown.index.now.lamps
    }


def drawn(shown: Shown) -> dict[str, Markup]:
    """The charts; charts.py escapes every text it is given."""

    def draw() -> dict[str, Markup]:
        history, names = shown.picture.history, {i.id: i.text for i in shown.picture.watch.indicators}
        order = [lamp.indicator for lamp in board(shown.index)]
        return {
            "probability": Markup(charts.probability_chart(history, main_forecast(shown.index).days)),
            "board_over_time": Markup(charts.board_chart(history, names, order)),
            "contributions": Markup(charts.contribution_chart(shown.index.now.contributions, names)),
        }

    return shown.once("charts", draw)


def timeline_more(shown: Shown, ask: Ask, v: View) -> dict[str, Any]:
    """How many events each month or day has, as a strip to jump by."""

    def draw() -> list[tuple[str, int, str, str]]:
        return strip(Counter(e.when.start for e in shown.events if e.when and e.when.start))

    return {"strip": shown.once("strip", draw)}


def strip(days: Counter[date]) -> list[tuple[str, int, str, str]]:
    """Bars: label, count, first and last day; by day for a short case, by month for a long one."""
    if not days:
        return []
    recent = max(days)
    long = recent - min(days) > timedelta(days=120)
    bins: Counter[str] = Counter()
    for day, n in days.items():
        bins[day.isoformat()[:7] if long else day.isoformat()] += n
    chosen = sorted(bins)[-60:]
    return [(key, bins[key], f"{key}-01" if long else key, _end(key) if long else key) for key in chosen]


def _end(month: str) -> str:
    first = date.fromisoformat(f"{month}-01")
    return ((first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).isoformat()


def events_more(shown: Shown, ask: Ask, v: View) -> dict[str, Any]:
    """The map of the events that match; a click on a place shows its events."""
    from tocsin.web.tables import matching

    def draw() -> tuple[Markup, dict[Site, int]]:
        found = matching(shown, replace(ask, outlet=""), newest_first=True)
        counts = {where: len(events) for where, events in placed(shown, found).items()}
        links = {where: v.change(outlet=where.id, page=1) + "#events" for where in counts}
        return Markup(event_map(counts, links)), counts

    drawn_map, counts = shown.once(("map", ask.parameters(page=1)), draw)
    countries: Counter[str] = Counter()
    for where, n in counts.items():
        countries[where.country] += n
    here = next((where.name for where in counts if where.id == ask.outlet), shown.name(f"state:{ask.outlet}"))
    places = [{**asdict(where), "events": n} for where, n in counts.items()]
    return {"map": drawn_map, "here": here, "credit": CREDIT, "plain": {"countries": countries, "places": places}}


def hypotheses_more(shown: Shown, ask: Ask, v: View) -> dict[str, Any]:
    """The matrix, and the order and probability without what was unticked."""
    from tocsin import weigh
    from tocsin.workbench.rippling import meant
    from tocsin.workbench.trust import trusted

    index = shown.index
    origins, hypotheses, cell = matrix(index.now.cells)
    sources = shown.once("voices", lambda: Counter(_voice(shown, s) for s in index.picture.sightings).most_common(24))
    ids = meant(shown.picture, ask.without) if ask.without else set()
    trust = trusted(shown.study)
    ripple = shown.once(
        ("ripple", frozenset(ids)),
        lambda: weigh.without(shown.picture.watch, index.picture.sightings, shown.picture.day, ids, trust, DRAWS),
    )
    before, after = weigh.inconsistency(index.now.cells), weigh.inconsistency(ripple.after.cells)
    left = {c.origin for c in ripple.after.cells}
    return {
        "origins": origins, "columns": hypotheses, "cell": cell, "marks": MARKS, "left": left, "sources": sources,
        "origin_names": shown.once("origin names", lambda: origin_names(index)), "texts": index.hypotheses,
        "spans": shown.once("origin spans", lambda: _spans(shown)), "before": before, "after": after,
        "then": {b.hypothesis: b for b in ripple.after.beliefs}, "ripple": ripple,
        "forecast": _main(shown, ripple.after), "layout": "rows" if ask.kind == "rows" else "columns",
        "plain": {
            "without": list(ask.without), "inconsistency": after, "inconsistency_with_all": before,
            "p_then": {b.hypothesis: b.p for b in ripple.after.beliefs}, "removed": list(ripple.removed),
        },
    }  # fmt: skip


def _voice(shown: Shown, sighting: Any) -> str:
    return sighting.source or shown.index.outlet(sighting.document)


def _spans(shown: Shown) -> dict[str, Any]:
    """The strongest report of each origin: where a row of the matrix leads."""
    found: dict[str, Any] = {}
    for s in sorted(shown.picture.sightings, key=lambda s: (-s.certainty * s.score, s.first_seen, s.id)):
        found.setdefault(s.origin, s)
    return found


def _main(shown: Shown, after: Any) -> Any:
    days = main_forecast(shown.index).days
    return next(f for f in after.forecasts if f.days == days)
