"""Statements that were resolved or denied as schema.org ClaimReview (JSON-LD).

An analyst's confirmed or refuted is a rating of 5 or 1; a denial by a party is no verdict and carries words only.
"""

from typing import Any

from tocsin.exchange.known import Shipment, clean, dumped, uuid
from tocsin.nouns.reading import Statement

VERDICTS = {"confirmed": 5, "refuted": 1}
KINDS = {"person": "Person", "office": "Person"}


def to_claimreview(shipment: Shipment) -> bytes:
    """One graph; ``<`` is escaped so that it may stand in a page's script element."""
    reviews = [*judged(shipment), *denied(shipment)]
    made = {"@context": "https://schema.org", "@graph": reviews}
    return (dumped(made, indent=1) + "\n").encode("utf-8", "replace")


def judged(shipment: Shipment) -> list[dict[str, Any]]:
    """What analysts resolved: of several judgements on a statement the last."""
    last = {j.target: j for j in shipment.judgements if j.verb == "resolve" and j.target in shipment.statements}
    found = []
    for j in last.values():
        if j.value in VERDICTS:
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
    """One review of one statement."""
    statement: Statement = shipment.statements[id]
    actor = shipment.actors.get((statement.source.actor if statement.source else None) or "")
    kind = KINDS.get(actor.kind, "Organization") if actor else "Organization"
    claim = {
        "@type": "Claim", "author": {"@type": kind, "name": shipment.speaker(statement)},
        **appearances(shipment, statement),
    }  # fmt: skip
    return {
        "@type": "ClaimReview", "@id": f"urn:uuid:{uuid('review', id, rating['alternateName'])}",
        "claimReviewed": clean(statement.text), "datePublished": day,
        "author": {"@type": "Organization", "name": clean(author)}, "itemReviewed": claim, "reviewRating": rating,
    }  # fmt: skip


def appearances(shipment: Shipment, statement: Statement) -> dict[str, Any]:
    """Where the claim was made: its own article, the first that goes back to the same utterance, and the others."""
    origin = shipment.origins.get(statement.id)
    carried = [d for d in origin.documents if d in shipment.documents] if origin else []
    carried = sorted({statement.document, *carried}, key=lambda d: (shipment.documents[d].first_seen, d))
    published = shipment.printed(statement.document)
    return {
        **({"datePublished": published.isoformat()} if published else {}),
        "firstAppearance": work(shipment, carried[0]), "appearance": [work(shipment, d) for d in carried],
    }  # fmt: skip


def work(shipment: Shipment, document: str) -> dict[str, Any]:
    """One article."""
    known, day = shipment.documents[document], shipment.printed(document)
    return {
        "@type": "CreativeWork", "headline": clean(known.title or "Untitled"),
        "publisher": {"@type": "Organization", "name": shipment.outlet(document)},
        **({"datePublished": day.isoformat()} if day else {}),
        **({"url": clean(known.url)} if known.url else {}),
    }  # fmt: skip
