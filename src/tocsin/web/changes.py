"""What changed since a day: the number, the lamps, what arrived, who was contradicted – what an analyst asks first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tocsin.brief import wording as w
from tocsin.brief.compose import board, main_forecast
from tocsin.nouns.assessment import Assessment
from tocsin.web.shown import Shown

ARROWS = {1: "▲", 0: "▬", -1: "▼"}


@dataclass(frozen=True, slots=True)
class Change:
    """One line: a sign, a sentence, and where to read on (a page of the desk, without its parameters)."""

    kind: str
    text: str
    page: str
    parameters: tuple[tuple[str, str], ...] = ()


def changes(shown: Shown, since: date) -> list[Change]:
    """Lines, the most telling first."""
    index, history = shown.index, shown.picture.history
    earlier = [a for a in history if a.day <= since]
    before = earlier[-1] if earlier else history[0]
    return [moved(shown, before), *lamps(shown, before), *arrived(shown, since), *quarrels(shown, since), *decided(shown, since)] if index else []  # fmt: skip  # noqa: E501 - one list


def moved(shown: Shown, before: Assessment) -> Change:
    """The main number then and now."""
    now = main_forecast(shown.index)
    was = next((f.p for f in before.forecasts if f.days == now.days), now.p)
    points = round(100 * now.p) - round(100 * was)
    how = "did not move" if points == 0 else f"{'rose' if points > 0 else 'fell'} {w.count(abs(points), 'point')}"
    text = f"The {now.days}-day probability {how}: {w.percent(was)} on {w.day(before.day)}, {w.percent(now.p)} now."
    return Change({1: "up", 0: "level", -1: "down"}[(points > 0) - (points < 0)], text, "/reports")


def lamps(shown: Shown, before: Assessment) -> list[Change]:
    """Lamps in another state."""
    was = {lamp.indicator: lamp.state for lamp in before.lamps}
    found = []
    for lamp in board(shown.index):
        old = was.get(lamp.indicator, "dark")
        if old != lamp.state:
            name = shown.index.indicators[lamp.indicator].text
            found.append(Change(lamp.state, f"{name}: {old}\u00a0→\u00a0{lamp.state}", f"/indicators/{lamp.indicator}"))
    return found


def arrived(shown: Shown, since: date) -> list[Change]:
    """New documents, and how many of them say anything on an indicator."""
    fresh = {d.id for d in shown.picture.documents if d.first_seen.date() > since and not d.aside}
    if not fresh:
        return []
    bearing = {s.document for s in shown.picture.sightings} & fresh
    text = f"{w.count(len(fresh), 'article')} arrived, {len(bearing)} of them bear on an indicator."
    return [Change("new", text, "/documents", (("since", _after(since)),))]


def quarrels(shown: Shown, since: date) -> list[Change]:
    """Contradictions in which a side is new."""
    documents, statements = shown.index.documents, shown.index.statements
    fresh = [
        r for r in shown.clashes
        if max(documents[statements[x].document].first_seen.date() for x in (r.a, r.b)) > since
    ]  # fmt: skip
    if not fresh:
        return []
    return [Change("clash", f"{w.count(len(fresh), 'new contradiction, denial or update', 'new contradictions, denials or updates')}.", "/contradictions")]  # fmt: skip  # noqa: E501


def decided(shown: Shown, since: date) -> list[Change]:
    """What people decided after the day."""
    made = [j for j in shown.judgements if j.at.date() > since and j.verb != "rule"]
    return (
        [Change("decided", f"{w.count(len(made), 'decision')} by analysts act on it.", "/judgements")] if made else []
    )


def _after(since: date) -> str:
    return date.fromordinal(since.toordinal() + 1).isoformat()


def facts(found: list[Change]) -> list[dict[str, Any]]:
    """The same for tools."""
    return [{"kind": c.kind, "text": c.text, "page": c.page} for c in found]
