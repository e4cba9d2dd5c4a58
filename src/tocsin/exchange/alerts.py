"""What is worth interrupting someone for: the newest assessment against the one before, each alert with its reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from tocsin.exchange.known import clean
from tocsin.nouns.assessment import Assessment
from tocsin.nouns.picture import Picture

AGAINST = ("contradicts", "denies")
SILENT = timedelta(days=1)  # without a good answer
IDLE = timedelta(days=7)  # of good answers without anything new


@dataclass(frozen=True, slots=True)
class Alert:
    """``key`` names what it is about, the same from day to day, so that it can be muted, cooled down and judged.

    What is told ``once`` is an occurrence and never told again; anything else is a state, told again when it returns.
    """

    key: str
    day: date
    text: str
    why: str
    once: bool = False


class Place(Protocol):
    """As much of a followed place's health as alerts ask for; moments are ISO text in UTC."""

    @property
    def url(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def state(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def checked(self) -> str | None: ...
    @property
    def well(self) -> str | None: ...
    @property
    def brought(self) -> str | None: ...


def alerts(picture: Picture, threshold: float) -> list[Alert]:
    """Alerts of the picture's day: what turned since the last assessment on or before its ``since``."""
    now, past = picture.history[-1], picture.history[:-1]
    earlier = [a for a in past if a.day <= picture.since]
    days = [*earlier[-1:], *(a for a in past if a.day > picture.since)] or [now]
    return [*crossed(days, now, threshold), *lamps(picture, days, now), *contradicted(picture)]


def crossed(days: Sequence[Assessment], now: Assessment, threshold: float) -> list[Alert]:
    """A forecast that passed the threshold, either way, and stayed there; of several times the last."""
    found = []
    for f in now.forecasts:
        above, past = f.p >= threshold, [(a.day, g.p) for a in days for g in a.forecasts if g.days == f.days]
        turned = next(((day, p) for day, p in reversed(past) if (p >= threshold) != above), None)
        if turned:
            text = f"The probability within {f.days} days {'rose above' if above else 'fell below'} {threshold:.0%}"
            found.append(Alert(f"threshold:{f.days}d", now.day, text, f"{turned[1]:.1%} on {turned[0]}, {f.p:.1%} now"))
    return found


def lamps(picture: Picture, days: Sequence[Assessment], now: Assessment) -> list[Alert]:
    """A lamp that changed its state, the last time it did, and an indicator whose day has passed unseen."""
    past, found = {a.day: {lamp.indicator: lamp.state for lamp in a.lamps} for a in days}, []
    known = {i.id: i for i in picture.watch.indicators}
    for lamp in now.lamps:
        indicator, states = known[lamp.indicator], [s.get(lamp.indicator, "dark") for s in past.values()]
        was = next((s for s in reversed(states) if s != lamp.state), lamp.state)
        name, due = clean(indicator.text), indicator.expected_by
        late = due is not None and due < now.day and lamp.state != "lit"
        if lamp.state != was and lamp.state != "overdue":
            found.append(Alert(f"lamp:{indicator.id}", now.day, f"{name}: {was} to {lamp.state}", clean(lamp.why)))
        if lamp.state == "overdue" or late:
            why = f"expected by {due} and not seen" if late else clean(lamp.why)
            found.append(Alert(f"overdue:{indicator.id}", now.day, f"{name}: overdue", why))
    return found


def contradicted(picture: Picture) -> list[Alert]:
    """A statement contradicted or denied by something gathered after ``since``; under its speaker's key."""
    seen = {d.id: d.first_seen.date() for d in picture.documents}
    outlets = {d.id: clean(d.outlet or "an unnamed outlet") for d in picture.documents}
    names = {a.id: clean(a.name) for r in picture.readings for a in r.actors}
    statements = {s.id: s for r in picture.readings for s in r.statements}
    found = []
    for r in picture.relations:
        if r.kind in AGAINST and {r.a, r.b} <= statements.keys():
            a, b = statements[r.a], statements[r.b]
            if max(seen[a.document], seen[b.document]) > picture.since:
                words = clean(b.source.text) if b.source else outlets[b.document]
                actor = b.source.actor if b.source else None
                who = names.get(actor or "", words)
                text = f"{who} is contradicted: “{clean(b.text)}”"
                why = f"“{clean(a.text)}” in {outlets[a.document]} ({clean(r.why)})"
                found.append(Alert(f"contradicted:{clean(actor or words)}", picture.day, text, why, once=True))
    return found


def silent(places: Sequence[Place], now: datetime) -> list[Alert]:
    """A collector that stopped, and the places that give it no good answer, or nothing new, for too long."""
    checked = [p.checked for p in places if p.checked]
    if checked and _since(max(checked), now) > SILENT:
        why = f"no place was looked at since {max(checked)[:16]} UTC"
        return [Alert("silent:collector", now.date(), "The collector has stopped", why)]
    return list(_silent(places, now))


def _silent(places: Sequence[Place], now: datetime) -> Iterator[Alert]:
    for p in places:
        name, key = clean(p.title or p.url), f"silent:{clean(p.url)}"
        last = f"last good answer {p.well[:16]} UTC" if p.well else "it never gave a good answer"
        if p.state in ("gone", "refused"):
            yield Alert(key, now.date(), f"{name} is {p.state}", f"{clean(p.why)}; {last}")
        elif p.state == "failing" and (p.well is None or _since(p.well, now) > SILENT):
            yield Alert(key, now.date(), f"{name} has fallen silent", f"{clean(p.why)}; {last}")
        elif p.state == "well" and p.brought and _since(p.brought, now) > IDLE:
            yield Alert(key, now.date(), f"{name} brings nothing new", f"the last was gathered {p.brought[:16]} UTC")


def _since(moment: str, now: datetime) -> timedelta:
    return now - datetime.fromisoformat(moment)
