"""Sources as rows: who is heard, how often they were right, and the letter that weighing takes them at."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tocsin.web.shown import Shown
from tocsin.workbench.judged import grades


def sources_rows(shown: Shown) -> list[dict[str, Any]]:
    """Speakers and outlets, those with most utterances first."""
    index = shown.index
    origins = Counter(o.actor for o in shown.picture.origins if o.actor in index.actors)
    said = Counter(s.source.actor for s in index.statements.values() if s.source and s.source.actor)
    outlets = Counter(index.outlet(s.document) for s in index.statements.values())
    carried = Counter(o for origin in shown.picture.origins for o in {index.outlet(d) for d in origin.documents})
    records = {r.who: r for r in shown.records if r.topic == ""}
    letters = grades(shown.judgements)
    rows = [
        {
            "id": id, "name": index.actors[id].name, "kind": index.actors[id].kind, "side": index.actors[id].side or "",
            "origins": origins.get(id, 0), "statements": n, **worth(id, records, letters),
        }
        for id, n in said.items() if id in index.actors
    ]  # fmt: skip
    rows += [
        {
            "id": name, "name": name, "kind": "outlet", "side": "", "origins": carried.get(name, 0), "statements": n,
            **worth(name, records, letters),
        }
        for name, n in outlets.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (-r["origins"], -r["statements"], r["id"]))


def worth(id: str, records: dict[str, Any], letters: dict[str, str]) -> dict[str, Any]:
    """The letter, where it comes from, and the record with its interval."""
    record = records.get(id)
    letter, basis = letters.get(id), "a person's grade"
    if letter is None:
        letter, basis = (record.letter, "record") if record and record.n >= 5 else ("F", "unknown")
    return {
        "grade": letter, "grade_basis": basis, "held": record.held if record else 0,
        "resolved": record.n if record else 0, "low": round(record.low, 3) if record else None,
        "high": round(record.high, 3) if record else None,
        "threats": record.threats if record else 0, "carried_out": record.threats_carried_out if record else 0,
        "promises": record.promises if record else 0, "kept": record.promises_kept if record else 0,
    }  # fmt: skip
