"""Statements that were resolved or denied as schema.org ClaimReview (JSON-LD).

An analyst's confirmed or refuted is a rating of 5 or 1; a denial by a party is no verdict and carries words only.
"""

import json
from typing import Any

from tocsin.exchange.known import Shipment, clean, printed, uuid
from tocsin.nouns.reading import Statement

VERDICTS = {"confirmed": 5, "refuted": 1}


def to_claimreview(shipment: Shipment) -> bytes:
    """One graph; ``<`` is escaped so that it may stand in a page's script element."""
    reviews = [*judged(shipment), *denied(shipment)]
    text = json.dumps({"@context": "https://schema.org", "@graph": reviews}, ensure_ascii=False, indent=1)
    return (text.replace("<", "\\u003c") + "\n").encode("utf-8", "replace")


def judged(shipment: Shipment) -> list[dict[str, Any]]:
    """What analysts resolved."""
    found = []
    for j in shipment.judgements:
        if j.verb == "resolve" and j.target in shipment.statements and j.value in VERDICTS:
            rating = {
                "@type": "Rating", "ratingValue": VERDICTS[str(j.value)], "bestRating": 5, "worstRating": 1,
                "alternateName": str(j.value).capitalize(), "ratingExplanation": clean(j.reason or str(j.value)),
            }  # fmt: skip
            found.append(review(shipment, j.target, j.analyst, j.at.date().isoformat(), rating))
    return found


def denied(shipment: Shipment) -> list[dict[str, Any]]:
    """What another party denied: disputed, not rated."""
    found, seen = [], set[str]()
    for r in shipment.picture.relations:
        if r.kind == "denies" and r.b not in seen and {r.a, r.b} <= shipment.statements.keys():
            seen.add(r.b)
            denial = shipment.statements[r.a]
            words = f"Disputed: denied by {shipment.speaker(denial)}"
            rating = {"@type": "Rating", "alternateName": words, "ratingExplanation": clean(denial.text)}
            found.append(review(shipment, r.b, "tocsin", shipment.picture.day.isoformat(), rating))
    return found


def review(shipment: Shipment, id: str, author: str, day: str, rating: dict[str, Any]) -> dict[str, Any]:
    statement: Statement = shipment.statements[id]
    document = shipment.documents[statement.document]
    appearance = {"@type": "CreativeWork", "headline": clean(document.title or "Untitled")}
    appearance["publisher"] = shipment.outlet(document.id)
    if document.url:
        appearance["url"] = document.url
    claim = {
        "@type": "Claim", "author": {"@type": "Thing", "name": shipment.speaker(statement)},
        "datePublished": printed(document).isoformat(), "appearance": appearance,
    }  # fmt: skip
    return {
        "@type": "ClaimReview", "@id": f"urn:uuid:{uuid('review', id, rating['alternateName'])}",
        "claimReviewed": clean(statement.text), "datePublished": day,
        "author": {"@type": "Organization", "name": clean(author)}, "itemReviewed": claim, "reviewRating": rating,
    }  # fmt: skip
