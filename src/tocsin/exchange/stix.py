"""A brief as a STIX 2.1 bundle, built and checked by the OASIS library.

STIX ``confidence`` is trust in an object, not the probability of an event: probabilities and scores stand as
numbers in a property extension of our own, defined in the bundle, and ``confidence`` is left unset.
"""

from typing import Any

from tocsin.exchange.geojson import capitals, country
from tocsin.exchange.known import Shipment, clean, uuid

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
    import stix2

    made = Objects(shipment)
    bundle = stix2.Bundle(*made.everything(), id=f"bundle--{made.report_uuid}")
    return (str(bundle.serialize(pretty=True)) + "\n").encode("utf-8", "replace")


class Objects:
    """The objects of one bundle, each once."""

    def __init__(self, shipment: Shipment) -> None:
        self.shipment, shown = shipment, shipment.picture
        self.at = f"{shown.day}T00:00:00.000Z"
        self.report_uuid = uuid("report", shown.watch.id, shown.day, shipment.brief.headline)
        self.found: dict[str, Any] = {}

    def everything(self) -> list[Any]:
        """Identities and definition first, then notes, opinions, locations, and the report that holds them."""
        import stix2

        author = stix2.Identity(id=AUTHOR, name="tocsin", identity_class="system", **self.times())
        definition = stix2.ExtensionDefinition(
            id=EXTENSION, name="tocsin numbers", schema=SCHEMA, version="1.0.0", created_by_ref=AUTHOR,
            extension_types=["property-extension"], **self.times(),
        )  # fmt: skip
        for document in self.shipment.sources():
            self.identity(self.shipment.outlet(document.id), "organization")
        self.key_judgements()
        self.opinions()
        self.locations()
        return [author, definition, *self.found.values(), self.report()]

    def times(self) -> dict[str, Any]:
        return {"created": self.at, "modified": self.at}

    def signed(self, **numbers: Any) -> dict[str, Any]:
        """What every object of ours carries; numbers go into the extension."""
        more = {"extensions": {EXTENSION: {"extension_type": "property-extension", **numbers}}} if numbers else {}
        return {**self.times(), "created_by_ref": AUTHOR, **more}

    def identity(self, name: str, kind: str) -> None:
        import stix2

        id = f"identity--{uuid('identity', name)}"
        self.found.setdefault(id, stix2.Identity(id=id, name=name, identity_class=kind, **self.signed()))

    def key_judgements(self) -> None:
        import stix2

        for section in self.shipment.brief.sections:
            for sentence in section.sentences if section.kind == "key_judgements" else ():
                text, id = clean(sentence.text), f"note--{uuid('judgement', self.report_uuid, sentence.text)}"
                refs = [f"report--{self.report_uuid}"]
                sources = [self.reference(d) for d in dict.fromkeys(s.document for s in sentence.spans)]
                more = {"external_references": sources} if sources else {}
                self.found[id] = stix2.Note(id=id, content=text, object_refs=refs, **more, **self.signed())

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
                explanation=f"{clean(a.text)} ({r.kind}: {clean(r.why)})", **self.signed(score=r.score),
            )  # fmt: skip

    def statement(self, id: str) -> str:
        """A statement as a note about its speaker; returns the note's id."""
        import stix2

        s = self.shipment.statements[id]
        name, note = self.shipment.speaker(s), f"note--{uuid('statement', id)}"
        actor = self.shipment.actors.get((s.source.actor if s.source else None) or "")
        self.identity(name, CLASSES.get(actor.kind, "unspecified") if actor else "unspecified")
        self.found.setdefault(note, stix2.Note(
            id=note, content=clean(s.text), authors=[name], object_refs=[f"identity--{uuid('identity', name)}"],
            external_references=[self.reference(s.document)], **self.signed(),
        ))  # fmt: skip
        return note

    def reference(self, document: str) -> dict[str, str]:
        """Where a document is from; the library asks for a name and an id or an address."""
        known = self.shipment.documents[document]
        found = {"source_name": self.shipment.outlet(document), "external_id": document}
        return {**found, "url": known.url} if known.url else found

    def locations(self) -> None:
        """Countries of the events, at their capitals; precision is not given because it is a country's."""
        import stix2

        events = (e for r in self.shipment.picture.readings for e in r.events)
        codes = {country(self.shipment, e.where) for e in events if e.where} - {None}
        for code in sorted(str(c) for c in codes):
            lat, lon = capitals()[code]
            id = f"location--{uuid('location', code)}"
            self.found[id] = stix2.Location(id=id, country=code, latitude=lat, longitude=lon, **self.signed())

    def report(self) -> Any:
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
