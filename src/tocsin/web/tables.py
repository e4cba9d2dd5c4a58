"""Every page's content as a table of plain values: what the page shows, its JSON twin says and its CSV carries."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from tocsin.brief import wording as w
from tocsin.brief.compose import board, main_forecast
from tocsin.nouns.document import Interval
from tocsin.web.desk import Shown

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asked of a table."""

    q: str = ""
    act: str = ""
    polarity: str = ""
    source: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values; ``total`` counts all that match, ``rows`` may be one page of them."""

    title: str
    columns: tuple[str, ...]
    rows: list[Row]
    total: int = 0
    extra: dict[str, Any] = field(default_factory=dict)


def board_table(shown: Shown, _: Query) -> Table:
    index = shown.index
    points = {c.indicator: c.points for c in index.now.contributions}
    rows = [
        {
            "indicator": lamp.indicator, "text": index.indicators[lamp.indicator].text, "state": lamp.state,
            "points": round(points.get(lamp.indicator, 0.0), 2), "origins_for": lamp.origins_for,
            "origins_against": lamp.origins_against, "last": str(lamp.last_seen or lamp.last_looked or ""),
            "why": lamp.why, "sightings": list(lamp.sightings),
        }
        for lamp in board(index)
    ]  # fmt: skip
    return Table("Board", ("state", "text", "points", "origins_for", "origins_against", "last"), rows, len(rows))


def statement_row(shown: Shown, id: str) -> Row:
    """One statement with everything a filter or a reader asks for."""
    s = shown.index.statements[id]
    span = shown.index.statement_span(s)
    return {
        "id": s.id, "source": shown.index.speaker(s), "text": " ".join(s.text.split()), "act": s.act,
        "polarity": s.polarity, "certainty": s.certainty, "said": w.days(s.said),
        "outlet": shown.index.outlet(s.document), "document": s.document, "start": span.start,
        "end": span.end, "actor": (s.source.actor if s.source else None) or "",
        "origin": shown.index.origin_of[s.id].id if s.id in shown.index.origin_of else "",
    }  # fmt: skip


def statements_table(shown: Shown, query: Query) -> Table:
    words = query.q.casefold().split()
    found = []
    for s in shown.index.statements.values():
        if (query.act and s.act != query.act) or (query.polarity and s.polarity != query.polarity):
            continue
        text = f"{s.text} {s.source.text if s.source else ''}".casefold()
        if all(word in text for word in words) and query.source.casefold() in shown.index.speaker(s).casefold():
            found.append(s.id)
    few = found[(query.page - 1) * PAGE : query.page * PAGE]
    columns = ("source", "text", "act", "polarity", "certainty", "said", "outlet")
    return Table("Statements", columns, [statement_row(shown, id) for id in few], len(found))


def contradictions_table(shown: Shown, query: Query) -> Table:
    index = shown.index
    rows = [
        {
            "id": r.id, "relation": r.kind, "score": round(r.score, 3), "why": r.why,
            "a": statement_row(shown, r.a), "b": statement_row(shown, r.b),
        }
        for r in sorted(index.picture.relations, key=lambda r: (-r.score, r.id))
        if r.kind in ("contradicts", "denies", "differs_in_number", "changes") and {r.a, r.b} <= index.statements.keys()
    ]  # fmt: skip
    return Table("Contradictions", ("relation", "score", "a", "b", "why"), rows[:PAGE], len(rows))


def timeline_table(shown: Shown, query: Query) -> Table:
    index = shown.index
    events = [e for e in index.events.values() if e.when is not None and e.when.start is not None]
    name = lambda id: index.actors[id].name if id in index.actors else id  # noqa: E731 - a shorthand for this table
    rows = [
        {
            "id": e.id, "when": w.days(e.when), "start": str(e.when and e.when.start), "type": e.type,
            "agents": ", ".join(map(name, e.agents)), "patients": ", ".join(map(name, e.patients)), "status": e.status,
            "where": e.where or "", "text": sentence(shown, e.document, e.trigger.start, e.trigger.end),
            "outlet": index.outlet(e.document), "document": e.document, "at": e.trigger.start,
        }
        for e in sorted(events, key=lambda e: (str(e.when and e.when.start), e.id))
    ]  # fmt: skip
    few = rows[(query.page - 1) * PAGE : query.page * PAGE]
    return Table(
        "Timeline", ("when", "type", "agents", "patients", "status", "where", "text", "outlet"), few, len(rows)
    )


def sentence(shown: Shown, document: str, start: int, end: int) -> str:
    span = shown.index.sentence_span(document, start, end)
    return " ".join(shown.index.documents[document].quote(span.start, span.end).split())


def hypotheses_table(shown: Shown, _: Query) -> Table:
    index = shown.index
    rows = [
        {"id": b.hypothesis, "hypothesis": index.hypotheses[b.hypothesis].text, "prior": b.prior, "p": b.p,
         "low": b.low, "high": b.high}
        for b in sorted(index.now.beliefs, key=lambda b: (-b.p, b.hypothesis))
    ]  # fmt: skip
    cells = [{"origin": c.origin, "hypothesis": c.hypothesis, "mark": c.mark, "why": c.why} for c in index.now.cells]
    return Table("Hypotheses", ("hypothesis", "prior", "p", "low", "high"), rows, len(rows), {"cells": cells})


def sources_table(shown: Shown, _: Query) -> Table:
    index = shown.index
    heard: dict[str, set[str]] = {}
    for origin in index.picture.origins:
        heard.setdefault(origin.actor or "", set()).add(origin.id)
    rows = [
        {"actor": a, "name": index.actors[a].name, "kind": index.actors[a].kind, "side": index.actors[a].side or "",
         "origins": len(ids), "grade": "F"}
        for a, ids in sorted(heard.items(), key=lambda x: (-len(x[1]), x[0])) if a in index.actors
    ]  # fmt: skip
    return Table("Sources", ("name", "kind", "side", "origins", "grade"), rows[:500], len(rows))


def documents_table(shown: Shown, _: Query) -> Table:
    rows = [
        {"id": d.id, "title": d.title or "Untitled", "outlet": d.outlet or "",
         "published": w.days(Interval(d.published.start, d.published.end)), "first_seen": d.first_seen.isoformat(),
         "url": d.url or "", "aside": d.aside or ""}
        for d in shown.picture.documents
    ]  # fmt: skip
    return Table("Documents", ("title", "outlet", "published", "first_seen", "aside"), rows, len(rows))


def review_table(shown: Shown, _: Query) -> Table:
    """Reports behind the lamps, those that a decision on would move most first."""
    index = shown.index
    points = {c.indicator: abs(c.points) for c in index.now.contributions}
    seen = {j.target for j in shown.judgements if j.verb in ("accept", "correct", "reject")}
    rows = []
    for s in index.picture.sightings:
        if (s.statement or s.id) in seen or s.id in seen:
            continue
        rows.append(
            {
                "id": s.id, "indicator": index.indicators[s.indicator].text, "present": s.present,
                "moves": round(points.get(s.indicator, 0.0), 2), "score": round(s.score, 3), "why": s.why,
                "statement": s.statement or "", "text": sentence(shown, s.document, s.start, s.end),
                "polarity": index.statements[s.statement].polarity if s.statement in index.statements else "",
                "outlet": index.outlet(s.document), "document": s.document, "at": s.start,
            }
        )  # fmt: skip
    rows.sort(key=lambda r: (-float(str(r["moves"])), float(str(r["score"])), str(r["id"])))
    return Table("Review", ("indicator", "text", "present", "moves", "score", "outlet"), rows[:PAGE], len(rows))


def judgements_table(shown: Shown, _: Query) -> Table:
    rows = [
        {"id": j.id, "at": j.at.isoformat(timespec="seconds"), "analyst": j.analyst, "verb": j.verb, "target": j.target,
         "value": j.value, "reason": j.reason}
        for j in reversed(shown.judgements)
    ]  # fmt: skip
    return Table("Judgements", ("at", "analyst", "verb", "target", "value", "reason"), rows, len(rows))


PAGE = 50
TABLES: dict[str, Callable[[Shown, Query], Table]] = {
    "board": board_table,
    "statements": statements_table,
    "contradictions": contradictions_table,
    "timeline": timeline_table,
    "hypotheses": hypotheses_table,
    "sources": sources_table,
    "documents": documents_table,
    "review": review_table,
    "judgements": judgements_table,
}


def as_csv(table: Table) -> str:
    """The table as CSV that no spreadsheet will execute."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([harmless(row.get(c, "")) for c in table.columns] for row in table.rows)
    return out.getvalue()


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe (OWASP, CSV injection)."""
    if isinstance(value, dict):
        value = value.get("text", "")
    text = str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" and not isinstance(value, int | float) else value


def headline(shown: Shown) -> dict[str, Any]:
    """The numbers at the top of the board."""
    main = main_forecast(shown.index)
    return {
        "question": shown.picture.watch.question.text, "day": shown.picture.day.isoformat(), "days": main.days,
        "p": main.p, "low": main.low, "high": main.high, "confidence": shown.index.now.confidence,
        "why": shown.index.now.confidence_why,
        "horizons": {f"{f.days}d": f.p for f in shown.index.now.forecasts},
    }  # fmt: skip
