"""A small picture made by hand: two outlets, three statements, two days, two indicators."""

from datetime import UTC, date, datetime

from tocsin.nouns.actor import Actor, Mention
from tocsin.nouns.assessment import Assessment, Belief, Cell, Contribution, Forecast, Lamp, Swing
from tocsin.nouns.document import Document, Interval, Published
from tocsin.nouns.picture import Picture
from tocsin.nouns.reading import Event, Piece, Quantity, Reading, Source, Statement
from tocsin.nouns.relation import Origin, Relation
from tocsin.nouns.watch import BaseRate, Hypothesis, Indicator, Look, Question, Sighting, Watch

FIRST = (
    "Marshal Ito said the northern fleet had left port. “We saw 12 ships go,” she added.\n"
    "The harbour office <b>refuted</b> this on Tuesday, saying no ship had sailed."
)
SECOND = "Observers counted 12 ships at sea on Monday. =cmd|' /C calc'!A0 \x1b[31mred"


def piece(text: str, part: str) -> Piece:
    start = text.index(part)
    return Piece(part, start, start + len(part))


def source(text: str, part: str, actor: str | None) -> Source:
    p = piece(text, part)
    return Source(p.text, p.start, p.end, actor)


def document(id: str, text: str, day: int, outlet: str) -> Document:
    when = date(2031, 5, day)
    return Document(
        id, text, datetime(2031, 5, day, 6, tzinfo=UTC), Published(when, when, "given", "the file says so"),
        title=f"Title {id} <script>alert(1)</script>", outlet=outlet, language="en",
    )  # fmt: skip


def statement(id: str, doc: str, who: Source, content: Piece, **more: object) -> Statement:
    return Statement(id, doc, who, None, (content,), said=Interval(date(2031, 5, 6), date(2031, 5, 6)), **more)  # type: ignore[arg-type]


S1 = statement("s1", "d1", source(FIRST, "Marshal Ito", "person:ito"), piece(FIRST, "the northern fleet had left port"))
S2 = statement("s2", "d1", source(FIRST, "she", "person:ito"), piece(FIRST, "We saw 12 ships go"), quoted=True)
S3 = statement(
    "s3", "d1", source(FIRST, "The harbour office", "org:harbour"), piece(FIRST, "no ship had sailed"),
    act="deny", polarity="negated",
)  # fmt: skip
E1 = Event(
    "e1", "d2", "MOBILIZE", piece(SECOND, "counted"), ("person:ito",), (), None,
    Interval(date(2031, 5, 5), date(2031, 5, 5)), quantities=("q1",),
)  # fmt: skip
Q1 = Quantity("q1", "12 ships", 18, 26, 12, "ships")
READINGS = (
    Reading(
        "d1", "en-test.v1", (S1, S2, S3), (),
        (Actor("person:ito", "Marshal Ito", "person", "XXA", (Mention("Marshal Ito", 0, 11),)),
         Actor("org:harbour", "The harbour office", "organisation", "XXB")),
        sentences=((0, 51), (52, 84), (85, len(FIRST))),
    ),
    Reading("d2", "en-test.v1", (), (E1,), (), (), (Q1,), sentences=((0, 44), (45, len(SECOND)))),
)  # fmt: skip
WATCH = Watch(
    "fleet", "1",
    Question("Will the fleet attack?", "A shot is fired at the coast.", (7, 30, 90), BaseRate(0.02, 365, 0.01, 0.04, "a made-up table")),
    (Hypothesis("attack", "it attacks", 0.1, 0.02, True), Hypothesis("show", "it only shows itself", 0.9, 0.0)),
    (
        Indicator("sails", "The fleet leaves port", (Look(terms=("fleet",)),), {"attack": "likely", "show": "unlikely"}, 20),
        Indicator("stores", "Field hospitals are set up", (Look(),), {"attack": "likely", "show": "unlikely"}, 20),
    ),
)  # fmt: skip


def sighting(id: str, present: bool, s: Statement, day: int) -> Sighting:
    p = s.content[0]
    return Sighting(id, "sails", present, datetime(2031, 5, day, 6, tzinfo=UTC), s.document, p.start, p.end,
                    f"o-{s.id}", s.source.actor if s.source else None, "XXA", 0.9, 0.8, "a term matched", s.id)  # fmt: skip


def assessment(day: int, p: float, state: str) -> Assessment:
    lamps = (
        Lamp(
            "sails", state, 0.8, 0.9, 1, 1, date(2031, 5, day), date(2031, 5, day), ("g1", "g2"), "one origin says so"
        ),  # type: ignore[arg-type]
        Lamp("stores", "dark", 0.5, 0.0, 0, 0, None, None, (), "nobody looked"),
    )
    return Assessment(
        "fleet", date(2031, 5, day), "bayes.v1",
        (Belief("attack", 0.1, p, p / 2, min(1, 2 * p)), Belief("show", 0.9, 1 - p, 1 - 2 * p, 1 - p / 2)),
        tuple(Forecast(d, p * d / 90, p * d / 180, p * d / 60) for d in (7, 30, 90)),
        lamps, (Contribution("sails", None, {"attack": 0.4, "show": -0.1}, 3.2),), "low", "only one origin speaks",
        (Cell("o-s1", "attack", "C", "likely under it"), Cell("o-s1", "show", "I", "unlikely under it")),
        (Swing("stores", "indicator_lit", 0.4, 0.1, True),),
    )  # fmt: skip


def picture() -> Picture:
    documents = (document("d1", FIRST, 6, "Harbour Gazette"), document("d2", SECOND, 7, "Sea <i>Wire</i>"))
    origins = tuple(
        Origin(f"o-{s.id}", s.id, (s.id,), ("d1",), s.source.actor if s.source else None, "alone") for s in (S1, S2, S3)
    )
    relations = (Relation("r1", "denies", "s3", "s1", 0.93, "the harbour office refutes the marshal"),)
    return Picture(
        WATCH, date(2031, 5, 8), date(2031, 5, 6), documents, READINGS, (), origins, relations,
        (sighting("g1", True, S1, 6), sighting("g2", False, S3, 6)),
        (assessment(6, 0.1, "dark"), assessment(7, 0.2, "lit"), assessment(8, 0.25, "lit")), ("bad.txt: not a text",), "en-test.v1",
    )  # fmt: skip
