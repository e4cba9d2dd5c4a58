"""The tables of a case by name; each is a page, a JSON twin and a CSV download."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from tocsin import workbench
from tocsin.brief.compose import board, main_forecast
from tocsin.nouns.judgement import taken_back
from tocsin.web import rows
from tocsin.web.ask import Ask
from tocsin.web.desk import Desk
from tocsin.web.finder import Wanted
from tocsin.web.maps import placed
from tocsin.web.rows import Row
from tocsin.web.shown import Shown
from tocsin.web.sources import sources_rows

MOST_ROWS = 200_000  # of a download


@dataclass(frozen=True, slots=True)
class Table:
    """``total`` counts all that match; ``part`` makes the rows of a stretch of them."""

    title: str
    columns: tuple[str, ...]
    total: int
    part: Callable[[slice], list[Row]]
    extra: dict[str, Any] = field(default_factory=dict)

    def rows(self, ask: Ask) -> list[Row]:
        """One page of rows."""
        return self.part(ask.rows())


def of(title: str, columns: str, things: list[Any], row: Callable[[Any], Row], **extra: Any) -> Table:
    """A table whose rows are made when they are shown."""
    return Table(title, tuple(columns.split()), len(things), lambda part: [row(t) for t in things[part]], extra)


def board_table(shown: Shown, ask: Ask, desk: Desk) -> Table:
    points = {c.indicator: c.points for c in shown.index.now.contributions}
    lamps = board(shown.index)
    return of(
        "Board", "state text points origins_for origins_against last why", lamps, lambda x: rows.lamp(shown, x, points)
    )


def statements_table(shown: Shown, ask: Ask, desk: Desk) -> Table:
    found = shown.once(("statements", ask.parameters(page=1)), lambda: shown.finder.find(wanted(ask, desk)))
    known = shown.index.statements
    return of(
        "Statements", "source text act polarity certainty said outlet first_seen id document start end",
        list(found), lambda id: rows.statement(shown, known[id]),
    )  # fmt: skip


def wanted(ask: Ask, desk: Desk) -> Wanted:
    """The filter a request describes; words are looked up in the ledger's full-text index."""
    ids = frozenset(desk.ledger.view().find_statements(ask.q)) if ask.q.strip() else None
    return Wanted(ask.act, ask.polarity, ask.outlet, ask.source, ask.since, ask.until, ids)


def contradictions_table(shown: Shown, ask: Ask, desk: Desk) -> Table:
    found = [r for r in shown.clashes if not ask.kind or r.kind == ask.kind]
    if ask.source:
        low = ask.source.casefold()
        found = [r for r in found if any(low in side.casefold() for side in sides(shown, r))]
    kinds = dict(Counter(r.kind for r in shown.clashes).most_common())
    return of("Contradictions", "relation score a b why", found, lambda r: rows.relation(shown, r), kinds=kinds)


def sides(shown: Shown, relation: Any) -> list[str]:
    """Who speaks on both sides."""
    return [shown.index.speaker(shown.index.statements[id]) for id in (relation.a, relation.b)]


def timeline_table(shown: Shown, ask: Ask, desk: Desk) -> Table:
    return events_of(shown, ask, "Timeline", newest_first=False)


def events_table(shown: Shown, ask: Ask, desk: Desk) -> Table:
    return events_of(shown, ask, "Events", newest_first=True)


def events_of(shown: Shown, ask: Ask, title: str, newest_first: bool) -> Table:
    kinds = shown.once("event kinds", lambda: dict(Counter(e.type for e in shown.events).most_common()))
    found = shown.once((title, ask.parameters(page=1)), lambda: matching(shown, ask, newest_first))
    columns = "when type agents patients status where text outlet id document start end"
    return of(title, columns, found, lambda e: rows.event(shown, e), kinds=kinds)


def matching(shown: Shown, ask: Ask, newest_first: bool) -> list[Any]:
    """Dated events that are as asked; ``outlet`` may be the place or country they are placed in."""
    low, day = ask.q.casefold(), str
    sites = shown.once("places", lambda: {e.id: s for s, es in placed(shown, shown.events).items() for e in es})

    def fits(e: Any) -> bool:
        first, last = day(e.when.start), day(e.when.end or e.when.start)
        return (
            (not ask.kind or e.type == ask.kind)
            and (not ask.since or last >= ask.since.isoformat())
            and (not ask.until or first <= ask.until.isoformat())
            and (not ask.outlet or ask.outlet in (*where(e), shown.index.outlet(e.document)))
            and (not low or low in words(e))
        )

    def where(e: Any) -> tuple[str, ...]:
        found = sites.get(e.id)
        return (found.id, found.country) if found else ()

    def words(e: Any) -> str:
        return f"{e.trigger.text} {' '.join(map(shown.name, (*e.agents, *e.patients, e.where or '')))}".casefold()

    found = [e for e in shown.events if fits(e)]
    return found[::-1] if newest_first else found


def hypotheses_table(shown: Shown, ask: Ask, desk: Desk) -> Table:
    index = shown.index
    beliefs = sorted(index.now.beliefs, key=lambda b: (-b.p, b.hypothesis))
    cells = [{"origin": c.origin, "hypothesis": c.hypothesis, "mark": c.mark, "why": c.why} for c in index.now.cells]
    return of(
        "Hypotheses", "hypothesis prior p low high", beliefs,
        lambda b: {
            "id": b.hypothesis, "hypothesis": index.hypotheses[b.hypothesis].text, "prior": b.prior, "p": b.p,
            "low": b.low, "high": b.high,
        },
        cells=cells,
    )  # fmt: skip


def sources_table(shown: Shown, ask: Ask, desk: Desk) -> Table:
    found = shown.once("sources", lambda: sources_rows(shown))
    low = (ask.q or ask.source).casefold()
    chosen = [r for r in found if low in f"{r['name']} {r['id']}".casefold()] if low else found
    columns = "name kind side origins statements grade grade_basis held resolved low high id"
    return of("Sources", columns, chosen, lambda r: r)


def documents_table(shown: Shown, ask: Ask, desk: Desk) -> Table:
    index = shown.index

    def find() -> list[Any]:
        if ask.q.strip():
            hits = [d.id for d in desk.ledger.view().search(ask.q, 500)]
            found = [index.documents[i] for i in hits if i in index.documents]
        else:
            found = list(shown.picture.documents)[::-1]
        low = ask.outlet.casefold()
        return [
            d
            for d in found
            if (not low or low in (d.outlet or "").casefold())
            and (not ask.since or d.first_seen.date() >= ask.since)
            and (not ask.until or d.first_seen.date() <= ask.until)
        ]

    def row(d: Any) -> Row:
        reading = index.readings.get(d.id)
        return rows.document(d, len(reading.statements) if reading else 0)

    found = shown.once(("documents", ask.parameters(page=1)), find)
    return of("Documents", "title outlet published first_seen statements aside id url", found, row)


def reports_table(shown: Shown, ask: Ask, desk: Desk) -> Table:
    """The reports that bear the number, those that carry most first."""
    moved = {x.sighting: x for x in shown.leverage}
    found = [s for s in shown.picture.sightings if not ask.kind or s.indicator == ask.kind]
    found.sort(key=lambda s: (-moved[s.id].most if s.id in moved else 0.0, -s.first_seen.timestamp(), s.id))
    columns = "indicator_text present text source outlet first_seen moves why id document start end"
    return of("Reports", columns, found, lambda s: {**rows.sighting(shown, s), **moves(moved.get(s.id))})


def moves(known: Any) -> Row:
    """What a decision on a report would do, in percentage points; 0 where another report says the same."""
    if known is None:
        return {"moves": 0.0, "if_rejected": 0.0, "if_turned": 0.0}
    return {
        "moves": round(100 * known.most, 2), "if_rejected": round(100 * known.rejected, 2),
        "if_turned": round(100 * known.turned, 2),
    }  # fmt: skip


def review_table(shown: Shown, ask: Ask, desk: Desk) -> Table:
    """Reports nobody has decided on, those that a decision would move the result by most first."""
    seen = {j.target for j in shown.every if j.verb in ("accept", "correct", "reject") and not retracted(shown, j.id)}
    moved = {x.sighting: x for x in shown.leverage}
    found = [s for s in shown.picture.sightings if s.id not in seen and (s.statement or s.id) not in seen]
    if ask.kind:
        found = [s for s in found if s.indicator == ask.kind]
    found.sort(key=lambda s: (-moved[s.id].most if s.id in moved else 0.0, s.score, s.id))
    columns = "indicator_text present text moves score source outlet first_seen id"
    pending = [rows.judgement(j, "waits") for j in workbench.waiting(shown.every)]
    return of(
        "Review", columns, found, lambda s: {**rows.sighting(shown, s), **moves(moved.get(s.id))},
        tried=len(shown.leverage), waiting=pending,
    )  # fmt: skip


def retracted(shown: Shown, id: str) -> bool:
    return id in shown.once("retracted", lambda: taken_back(shown.every))


def judgements_table(shown: Shown, ask: Ask, desk: Desk) -> Table:
    every = desk.ledger.view().judgements(retracted=True)
    found = [j for j in reversed(every) if not ask.q or ask.q in (j.target, j.analyst, j.verb, j.id)]
    acting, back = {j.id for j in workbench.in_force(every)}, taken_back(every)

    def state(j: Any) -> str:
        return "taken back" if j.id in back else "acts" if j.id in acting or j.retracts else "waits"

    return of(
        "Judgements", "at analyst verb target value reason state id", found, lambda j: rows.judgement(j, state(j))
    )


def collector_table(shown: Shown, ask: Ask, desk: Desk) -> Table:
    """The places that are followed, as the collector left them; the one due first in front."""
    names = "url title state why checked well due failures items brought"
    low = ask.q.casefold()
    places = [h for h in workbench.followed(desk.case) if low in f"{h.url} {h.title or ''} {h.state}".casefold()]
    return of("Collector", names, places, lambda h: {n: getattr(h, n) for n in names.split()})


TABLES: dict[str, Callable[[Shown, Ask, Desk], Table]] = {
    "board": board_table,
    "reports": reports_table,
    "statements": statements_table,
    "contradictions": contradictions_table,
    "timeline": timeline_table,
    "events": events_table,
    "hypotheses": hypotheses_table,
    "sources": sources_table,
    "documents": documents_table,
    "review": review_table,
    "judgements": judgements_table,
    "collector": collector_table,
}


def as_csv(table: Table) -> Iterable[str]:
    """The whole table as CSV that no spreadsheet will execute, a stretch at a time."""
    yield csv_text([table.columns])
    for first in range(0, min(table.total, MOST_ROWS), 500):
        part = table.part(slice(first, min(first + 500, MOST_ROWS)))
        yield csv_text([[harmless(row.get(c, "")) for c in table.columns] for row in part])


def csv_text(lines: Iterable[Iterable[Any]]) -> str:
    out = StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue().encode("utf-8", "replace").decode()


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe (OWASP, CSV injection)."""
    if isinstance(value, dict):
        value = value.get("text", str(value))
    if isinstance(value, int | float) or value is None:
        return value
    text = str(value)
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@") or text[:1] in ("\t", "\r") else text


def headline(shown: Shown) -> dict[str, Any]:
    """The numbers at the top of every page."""
    main = main_forecast(shown.index)
    return {
        "question": shown.picture.watch.question.text, "watch": shown.picture.watch.id,
        "day": shown.picture.day.isoformat(), "days": main.days, "p": main.p, "low": main.low, "high": main.high,
        "confidence": shown.index.now.confidence, "why": shown.index.now.confidence_why,
        "horizons": {f"{f.days}d": f.p for f in shown.index.now.forecasts},
    }  # fmt: skip
