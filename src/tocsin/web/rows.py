"""Things as rows of plain values: what a page shows, its JSON twin says and its CSV carries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tocsin.brief import wording as w
from tocsin.nouns.assessment import Lamp
from tocsin.nouns.document import Document, Interval
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.reading import Event, Statement
from tocsin.nouns.relation import Relation
from tocsin.nouns.watch import Sighting
from tocsin.web.shown import Shown

Row = dict[str, Any]


def one_line(text: str) -> str:
    """Text without its line breaks."""
    return " ".join(text.split())


def short(when: Interval | None) -> str:
    """An interval in few characters: "3 Dec 2022", "28 Nov – 4 Dec 2022", "Nov 2022", "since 3 Dec 2022"."""
    if when is None or (when.start is None and when.end is None):
        return ""
    if when.start is None or when.end is None:
        side = when.start or when.end
        return f"{'since' if when.start else 'until'} {side.day} {side:%b %Y}" if side else ""
    a, b = when.start, when.end
    if a == b:
        return f"{a.day} {a:%b %Y}"
    if a.day == 1 and (b + timedelta(days=1)).day == 1 and a.year == b.year:
        if (a.month, b.month) == (1, 12):
            return f"{a.year}"
        return f"{a:%b %Y}" if a.month == b.month else f"{a:%b} – {b:%b %Y}"
    first = f"{a.day} {a:%b %Y}" if a.year != b.year else f"{a.day} {a:%b}" if a.month != b.month else f"{a.day}"
    return f"{first} – {b.day} {b:%b %Y}"


def statement(shown: Shown, s: Statement) -> Row:
    """A statement with everything a filter or a reader asks for."""
    index = shown.index
    span, origin = index.statement_span(s), index.origin_of.get(s.id)
    return {
        "id": s.id, "source": index.speaker(s), "text": one_line(s.text), "act": s.act, "polarity": s.polarity,
        "certainty": s.certainty, "said": short(s.said), "outlet": index.outlet(s.document),
        "first_seen": index.documents[s.document].first_seen.date().isoformat(), "document": s.document,
        "start": span.start, "end": span.end, "actor": (s.source.actor if s.source else None) or "",
        "via": list(s.via), "origin": origin.id if origin else "", "reports": len(origin.members) if origin else 1,
    }  # fmt: skip


def relation(shown: Shown, r: Relation) -> Row:
    """Two statements side by side."""
    known = shown.index.statements
    return {
        "id": r.id, "relation": r.kind, "score": round(r.score, 3), "why": w.sides(r.why),
        "a": statement(shown, known[r.a]), "b": statement(shown, known[r.b]),
    }  # fmt: skip


def event(shown: Shown, e: Event) -> Row:
    """An event with its sentence."""
    index = shown.index
    span = index.sentence_span(e.document, e.trigger.start, e.trigger.end)
    return {
        "id": e.id, "when": short(e.when), "start_day": str((e.when and e.when.start) or ""), "type": e.type,
        "mode": e.mode or "", "agents": ", ".join(map(shown.name, e.agents)),
        "patients": ", ".join(map(shown.name, e.patients)), "status": e.status, "where": shown.name(e.where),
        "place": e.where or "", "text": one_line(index.documents[e.document].quote(span.start, span.end)),
        "outlet": index.outlet(e.document), "document": e.document, "start": span.start, "end": span.end,
        "holder": e.holder or "",
    }  # fmt: skip


def sighting(shown: Shown, s: Sighting) -> Row:
    """A report on an indicator, with the sentence that bears it."""
    index = shown.index
    span = index.sentence_span(s.document, s.start, s.end)
    held = index.statements.get(s.statement or "")
    return {
        "id": s.id, "indicator": s.indicator, "indicator_text": index.indicators[s.indicator].text,
        "present": s.present, "status": s.status, "score": round(s.score, 3), "certainty": round(s.certainty, 3),
        "why": s.why, "statement": s.statement or "", "polarity": held.polarity if held else "",
        "source": shown.name(s.source), "side": s.side or "", "origin": s.origin,
        "text": one_line(index.documents[s.document].quote(span.start, span.end)),
        "outlet": index.outlet(s.document), "first_seen": s.first_seen.date().isoformat(), "document": s.document,
        "start": span.start, "end": span.end,
    }  # fmt: skip


def lamp(shown: Shown, lit: Lamp, points: dict[str, float]) -> Row:
    """An indicator's state."""
    return {
        "indicator": lit.indicator, "text": shown.index.indicators[lit.indicator].text, "state": lit.state,
        "present": round(lit.present, 3), "points": round(points.get(lit.indicator, 0.0), 2),
        "origins_for": lit.origins_for, "origins_against": lit.origins_against,
        "last": str(lit.last_seen or lit.last_looked or ""), "why": lit.why, "sightings": list(lit.sightings),
    }  # fmt: skip


def document(d: Document, statements: int = 0) -> Row:
    """A document without its text."""
    return {
        "id": d.id, "title": d.title or "Untitled", "outlet": d.outlet or "",
        "published": w.days(Interval(d.published.start, d.published.end)), "basis": d.published.basis,
        "first_seen": d.first_seen.isoformat(timespec="minutes"), "url": d.url or "", "aside": d.aside or "",
        "language": d.language or "", "supersedes": d.supersedes or "", "statements": statements,
    }  # fmt: skip


def judgement(j: Judgement, state: str = "") -> Row:
    """A decision; ``state`` is "acts", "waits" or "taken back"."""
    return {
        "id": j.id, "at": j.at.isoformat(timespec="seconds"), "analyst": j.analyst, "verb": j.verb,
        "target": j.target, "value": j.value, "reason": j.reason, "retracts": j.retracts or "", "state": state,
    }  # fmt: skip
