"""Briefs as they were handed over, and what differs between two of them."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tocsin.nouns.ids import content_id
from tocsin.nouns.picture import Picture
from tocsin.nouns.publication import Publication
from tocsin.workbench.judging import sign
from tocsin.workbench.weighing import write_brief

if TYPE_CHECKING:
    from tocsin.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Difference:
    """A section's sentences in one of two briefs: what only the earlier says, only the later, and both."""

    title: str
    gone: tuple[str, ...]
    new: tuple[str, ...]
    same: int


def publish(ledger: Ledger, shown: Picture, analyst: str, scale: str) -> Publication:
    """Put the brief of a picture into the ledger as it is now; every sentence was checked against its span."""
    made, at = write_brief(shown, scale), datetime.now(UTC)
    html, record = made("html"), made("json")
    headline = json.loads(record).get("headline", "")
    id = content_id("b", shown.watch.id, shown.day.isoformat(), record)
    publication = Publication(id, shown.watch.id, shown.day, at, analyst, headline, html, record)
    if ledger.add_publication(publication):
        digest = hashlib.sha256(record.encode("utf-8", "surrogatepass")).hexdigest()
        sign(ledger, analyst, "publish", id, {"day": shown.day.isoformat(), "sha256": digest}, "")
    return publication


def differences(earlier: str, later: str) -> list[Difference]:
    """What differs between two briefs given as JSON, section by section, in the later one's order."""
    one, two = sections(earlier), sections(later)
    titles = list(dict.fromkeys([*two, *one]))
    return [difference(title, one.get(title, []), two.get(title, [])) for title in titles]


def difference(title: str, one: Sequence[str], two: Sequence[str]) -> Difference:
    """The sentences of a section that were taken out and put in."""
    gone, new, same = list[str](), list[str](), 0
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        same += (b - a) if tag == "equal" else 0
        gone += one[a:b] if tag != "equal" else ()
        new += two[c:d] if tag != "equal" else ()
    moved = set(gone) & set(new)
    return Difference(
        title, tuple(s for s in gone if s not in moved), tuple(s for s in new if s not in moved), same + len(moved)
    )


def sections(record: str) -> dict[str, list[str]]:
    """A brief's sentences by the title of their section; titles that carry a day are named without it."""
    found: dict[str, list[str]] = {}
    for section in json.loads(record)["sections"]:
        title = str(section["title"]).partition(" since ")[0]
        found.setdefault(title, []).extend(sentences(section))
    return found


def sentences(section: dict[str, Any]) -> list[str]:
    """All that a section says."""
    said = [s["text"] for s in section.get("sentences", ())]
    return said + [f"{c['a']['text']} – {c['relation']} – {c['b']['text']}" for c in section.get("clashes", ())]
