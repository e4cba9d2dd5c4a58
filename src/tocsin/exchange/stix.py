"""A brief as a STIX 2.1 bundle, built and checked by the OASIS library.

STIX ``confidence`` is trust in an object, not the probability of an event: probabilities and scores stand as
numbers in a property extension of our own, defined in the bundle, and ``confidence`` is left unset. The plain bundle
holds nothing beyond the specification, for tools that refuse extensions; its numbers are in the words only.

No reference leads back to where it came from: the report points at statements, opinions and places, statements at
their speakers, key judgements at the report.
"""

import json
from typing import Any

from tocsin.exchange.known import Shipment, clean, dumped, uuid
from tocsin.exchange.sites import Site, capitals, site

OPINIONS = {
    "denies": "strongly-disagree", "contradicts": "strongly-disagree",
    "differs_in_number": "disagree", "changes": "disagree", "confirms": "agree",
}  # fmt: skip
CLASSES = {"person": "individual", "office": "individual", "organisation": "organization", "state": "organization"}
EXTENSION = f"extension-definition--{uuid('extension')}"
AUTHOR = f"identity--{uuid('identity', 'tocsin')}"
SCHEMA = (
    '{"type":"object","properties":{"forecasts":{"type":"array"},"hypotheses":{"type":"array"},'
    '"score":{"type":"number","minimum":0,"maximum":1}}}'
)


def to_stix(shipment: Shipment) -> bytes:
    """The bundle as JSON. Every object is checked by the library; nothing custom is allowed beyond the extension."""
    return bundled(Objects(shipment))


def to_stix_plain(shipment: Shipment) -> bytes:
    """The same without the extension."""
    return bundled(Objects(shipment, plain=True))


def bundled(made: "Objects") -> bytes:
    """All objects in one bundle, put together here: the library's own way takes time by the square of their number."""
    objects = [json.loads(o.serialize()) for o in made.everything()]
    bundle = {"type": "bundle", "id": f"bundle--{uuid('bundle', made.report_uuid, made.plain)}", "objects": objects}
    return (dumped(bundle, indent=1) + "\n").encode("utf-8", "replace")


class Objects:
    """The objects of one bundle, each once."""

    def __init__(self, shipment: Shipment, plain: bool = False) -> None:
        self.shipment, self.plain, shown = shipment, plain, shipment.picture
        self.at = f"{shown.day}T00:00:00.000Z"
        self.report_uuid = uuid("report", shown.watch.id, shown.day, shipment.brief.headline)
        self.found: dict[str, Any] = {}

    def everything(self) -> list[Any]:
        """Identities and definition first, then statements, opinions and places, the report, its judgements."""
        import stix2

        author = stix2.Identity(id=AUTHOR, name="tocsin", identity_class="system", **self.times())
        for document in self.shipment.sources():
            self.identity(self.shipment.outlet(document.id), "organization")
        self.opinions()
        self.locations()
        definition = [] if self.plain else [self.definition()]
        return [author, *definition, *self.found.values(), self.report(), *self.key_judgements()]

    def definition(self) -> Any:
        """What our numbers are."""
        import stix2

        return stix2.ExtensionDefinition(
            id=EXTENSION, name="tocsin numbers", schema=SCHEMA, version="1.0.0", created_by_ref=AUTHOR,
            description="Probabilities of forecasts and hypotheses of a report, with 90% intervals; the calibrated "
            "score of an opinion. All between 0 and 1.",
            extension_types=["property-extension"], **self.times(),
        )  # fmt: skip

    def times(self) -> dict[str, Any]:
        """The day of the assessment: a second run gives the same bytes."""
        return {"created": self.at, "modified": self.at}

    def signed(self, **numbers: Any) -> dict[str, Any]:
        """What every object of ours carries; numbers go into the extension."""
        extension = {"extensions": {EXTENSION: {"extension_type": "property-extension", **numbers}}}
        return {**self.times(), "created_by_ref": AUTHOR, **(extension if numbers and not self.plain else {})}

    def identity(self, name: str, kind: str) -> str:
        """A speaker or outlet; returns its id."""
        import stix2

        id = f"identity--{uuid('identity', name)}"
        self.found.setdefault(id, stix2.Identity(id=id, name=name, identity_class=kind, **self.signed()))
        return id

    def key_judgements(self) -> list[Any]:
        """Notes on the report."""
        import stix2

        found = {}
        for section in self.shipment.brief.sections:
            for sentence in section.sentences if section.kind == "key_judgements" else ():
                id = f"note--{uuid('judgement', self.report_uuid, sentence.text)}"
                sources = [self.reference(d) for d in dict.fromkeys(s.document for s in sentence.spans)]
                more = {"external_references": sources} if sources else {}
                found[id] = stix2.Note(
                    id=id, abstract="Key judgement", content=clean(sentence.text), authors=["tocsin"],
                    object_refs=[f"report--{self.report_uuid}"], **more, **self.signed(),
                )  # fmt: skip
        return list(found.values())

    def opinions(self) -> None:
        """One opinion for each relation: the later speaker on the earlier statement."""
        import stix2

        for r in self.shipment.picture.relations:
            if r.kind not in OPINIONS or not {r.a, r.b} <= self.shipment.statements.keys():
                continue
            a, id = self.shipment.statements[r.a], f"opinion--{uuid('opinion', r.id)}"
            self.statement(r.a)
            self.found[id] = stix2.Opinion(
                id=id, opinion=OPINIONS[r.kind], object_refs=[self.statement(r.b)], authors=[self.shipment.speaker(a)],
                explanation=f"“{clean(a.text)}” ({r.kind.replace('_', ' ')}, score {r.score:.2f}: {clean(r.why)})",
                external_references=[self.reference(a.document)], **self.signed(score=r.score),
            )  # fmt: skip

    def statement(self, id: str) -> str:
        """A statement as a note about its speaker; returns the note's id."""
        import stix2

        s = self.shipment.statements[id]
        name, note = self.shipment.speaker(s), f"note--{uuid('statement', id)}"
        actor = self.shipment.actors.get((s.source.actor if s.source else None) or "")
        speaker = self.identity(name, CLASSES.get(actor.kind, "unspecified") if actor else "unspecified")
        self.found.setdefault(note, stix2.Note(
            id=note, abstract=f"Statement of {name} ({s.act}, {s.polarity})", content=clean(s.text), authors=[name],
            object_refs=[speaker], external_references=[self.reference(s.document)], **self.signed(),
        ))  # fmt: skip
        return note

    def reference(self, document: str) -> dict[str, Any]:
        """Where a document is from, and the hash of the bytes that were gathered there."""
        known = self.shipment.documents[document]
        hashes = {"hashes": {"SHA-256": known.sha256}} if known.url and len(known.sha256) == 64 else {}
        where = {"url": clean(known.url)} if known.url else {}
        return {"source_name": self.shipment.outlet(document), "external_id": document, **where, **hashes}

    def locations(self) -> None:
        """Towns, regions and countries of the events, a country at its capital.

        STIX gives ``precision`` in metres, which nobody knows: it is left unset.
        """
        events = (e for r in self.shipment.picture.readings for e in r.events)
        sites = {found[0].id: found[0] for e in events if (found := site(self.shipment, e))}
        for where in (sites[id] for id in sorted(sites)):
            id = f"location--{uuid('location', where.id)}"
            self.found[id] = self.location(id, where)

    def location(self, id: str, where: Site) -> Any:
        """A place; a country goes by its two letters."""
        import stix2

        capital = capitals().get(where.country)
        two = capital.code if capital else None
        city = where.name if where.precision == "town" else None
        inside = {"country": two, "administrative_area": where.region, "city": city}
        name = two if two and where.precision == "country" else where.name
        known = {k: clean(v) for k, v in inside.items() if v}
        return stix2.Location(
            id=id, name=clean(name), latitude=where.lat, longitude=where.lon, **known, **self.signed()
        )  # fmt: skip

    def report(self) -> Any:
        """The bottom line, its numbers, and all that it speaks of."""
        import stix2

        now, watch = self.shipment.picture.history[-1], self.shipment.picture.watch
        numbers = {
            "forecasts": [{"days": f.days, "p": f.p, "low": f.low, "high": f.high} for f in now.forecasts],
            "hypotheses": [{"id": b.hypothesis, "prior": b.prior, "p": b.p} for b in now.beliefs],
        }
        return stix2.Report(
            id=f"report--{self.report_uuid}", name=clean(watch.question.text), published=self.at,
            description=clean(self.shipment.brief.headline), report_types=["threat-report"],
            object_refs=[AUTHOR, *self.found], **self.signed(**numbers),
        )  # fmt: skip
