"""What happened when, and how many: the timeline and the counts of a brief."""

from datetime import date

from tocsin.brief import wording as w
from tocsin.brief.facts import event_fact
from tocsin.brief.index import Index
from tocsin.nouns.brief import Fact
from tocsin.nouns.reading import Event, Quantity

LONGEST = 40  # rows; the ledger has the rest
REAL = ("occurred", "ongoing")
FEWEST = 5  # "two ministers" is grammar, not a count
SPECIFIC = 14  # days: a vaguer date says little on a timeline


def timeline(index: Index) -> list[Fact]:
    """Events reported as real, dated to within a fortnight, one row per sentence and origin, oldest first."""
    rows: dict[tuple[date, str], tuple[float, Fact]] = {}
    for event in index.events.values():
        when = dated(event)
        if when is None or event.status not in REAL or event.document in index.repeated:
            continue
        fact = event_fact(index, event, lead=w.days(event.when))
        key = (when, fact.text.split("” (")[0])
        weight = salience(index, event)
        if key not in rows or rows[key][0] < weight:
            rows[key] = (weight, fact)
    best = sorted(rows.items(), key=lambda x: (-x[1][0], x[0]))[:LONGEST]
    return [fact for _, (_, fact) in sorted(best, key=lambda x: x[0])]


def dated(event: Event) -> date | None:
    """The day an event is placed on, or None when it cannot be placed closely enough."""
    if event.when is None or event.when.start is None or event.when.end is None:
        return None
    return event.when.start if (event.when.end - event.when.start).days <= SPECIFIC else None


def salience(index: Index, event: Event) -> float:
    """Events that lit a lamp first, then those with both sides and a number."""
    lit = any(s.event == event.id for s in index.picture.sightings)
    return 4.0 * lit + bool(event.agents) + bool(event.patients) + bool(event.quantities)


def counts(index: Index) -> list[Fact]:
    """Numbers tied to an event, each in its own sentence, one row per number, unit and origin."""
    rows: dict[tuple[float, str], Fact] = {}
    for reading in index.picture.readings:
        if reading.document in index.repeated:
            continue
        known = {q.id: q for q in reading.quantities}
        for event in reading.events:
            for quantity in (known[q] for q in event.quantities if q in known):
                key = (quantity.value, quantity.unit.casefold())
                if quantity.unit and quantity.value >= FEWEST and key not in rows:
                    rows[key] = event_fact(index, event, lead=number(quantity))
    return [rows[key] for key in sorted(rows, key=lambda k: (k[1], k[0]))][:LONGEST]


def number(quantity: Quantity) -> str:
    """The number as it was written, marked when approximate."""
    return f"about {quantity.text}" if quantity.approximate and not quantity.text[:1].isalpha() else quantity.text
