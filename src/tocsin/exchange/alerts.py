"""What is worth interrupting someone for: the newest assessment against the one before, each alert with its reason."""

from dataclasses import dataclass
from datetime import date

from tocsin.exchange.known import clean
from tocsin.nouns.assessment import Assessment
from tocsin.nouns.picture import Picture

AGAINST = ("contradicts", "denies")


@dataclass(frozen=True, slots=True)
class Alert:
    """``key`` names what it is about, the same from day to day, so that it can be muted or cooled down."""

    key: str
    day: date
    text: str
    why: str


def alerts(picture: Picture, threshold: float) -> list[Alert]:
    """Alerts of the picture's day, compared with the last assessment on or before its ``since``."""
    now = picture.history[-1]
    earlier = [a for a in picture.history if a.day <= picture.since]
    before = earlier[-1] if earlier else picture.history[0]
    return [*crossed(before, now, threshold), *lamps(picture, before, now), *contradicted(picture)]


def crossed(before: Assessment, now: Assessment, threshold: float) -> list[Alert]:
    """A forecast that passed the threshold, either way."""
    past, found = {f.days: f.p for f in before.forecasts}, []
    for f in now.forecasts:
        was = past.get(f.days, f.p)
        if (was >= threshold) != (f.p >= threshold):
            way = "rose above" if f.p >= threshold else "fell below"
            text = f"The probability within {f.days} days {way} {threshold:.0%}"
            found.append(Alert(f"threshold:{f.days}d", now.day, text, f"{was:.1%} on {before.day}, {f.p:.1%} now"))
    return found


def lamps(picture: Picture, before: Assessment, now: Assessment) -> list[Alert]:
    """A lamp that changed its state, and an indicator whose day has passed unseen."""
    past, found = {lamp.indicator: lamp.state for lamp in before.lamps}, []
    known = {i.id: i for i in picture.watch.indicators}
    for lamp in now.lamps:
        indicator, was = known[lamp.indicator], past.get(lamp.indicator, "dark")
        name = clean(indicator.text)
        due = indicator.expected_by
        late = due is not None and due < now.day and lamp.state != "lit"
        if lamp.state != was and lamp.state != "overdue":
            found.append(Alert(f"lamp:{indicator.id}", now.day, f"{name}: {was} to {lamp.state}", clean(lamp.why)))
        if lamp.state == "overdue" or late:
            why = f"expected by {due} and not seen" if late else clean(lamp.why)
            found.append(Alert(f"overdue:{indicator.id}", now.day, f"{name}: overdue", why))
    return found


def contradicted(picture: Picture) -> list[Alert]:
    """A statement contradicted or denied by one gathered after ``since``."""
    seen = {d.id: d.first_seen.date() for d in picture.documents}
    statements = {s.id: s for r in picture.readings for s in r.statements}
    found = []
    for r in picture.relations:
        if r.kind in AGAINST and {r.a, r.b} <= statements.keys():
            a, b = statements[r.a], statements[r.b]
            if max(seen[a.document], seen[b.document]) > picture.since:
                who = clean(b.source.text) if b.source else "An unnamed source"
                text = f"{who} is contradicted: “{clean(b.text)}”"
                found.append(Alert(f"relation:{r.id}", picture.day, text, f"“{clean(a.text)}” ({clean(r.why)})"))
    return found
