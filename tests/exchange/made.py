"""The small picture of the brief's tests with articles that attack whoever opens them, and judgements on it."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.brief import made
from tocsin import workbench
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.picture import Picture
from tocsin.nouns.reading import Piece

HOSTILE = (
    "=HYPERLINK(\"https://evil.example\",\"x\") <script>alert(1)</script><img src=x onerror=alert(2)> \x1b[31m\x1b]0;t\x07 "
    "\u202egnp.exe\u202c \x00 \x9b2J \ud800 {\\input{/etc/passwd}} ]]></x> &amp;\r\nEND:VEVENT\r\nBEGIN:VALARM"
)  # fmt: skip
FORMULAS = ("=1+1", "+1", "-1", "@SUM(1)", "＝1")
SCALE = "icd203"
WHEN = datetime(2031, 5, 8, 9, tzinfo=UTC)
JUDGED = (
    Judgement("j1", "Mira", WHEN, "resolve", "s1", "confirmed", "the photo shows it"),
    Judgement("j2", "=Mira <b>", WHEN, "resolve", "s3", "refuted", HOSTILE),
)


def picture() -> Picture:
    """As the brief's tests have it, with an address, a date expected and a place."""
    shown = made.picture()
    first, second = shown.documents
    reading = shown.readings[1]
    event = replace(reading.events[0], where="Tana", patients=("place:tana",))
    place = replace(shown.readings[0].actors[0], id="place:tana", name="Tana", kind="place", side="KEN", mentions=())
    indicators = (shown.watch.indicators[0], replace(shown.watch.indicators[1], expected_by=made.date(2031, 5, 20)))
    return replace(
        shown,
        documents=(replace(first, url="https://gazette.example/a", sha256="ab" * 32), second),
        readings=(shown.readings[0], replace(reading, events=(event,), actors=(place,))),
        watch=replace(shown.watch, indicators=indicators),
    )


def hostile() -> Picture:
    """Every text that comes from strangers is an attack: texts, titles, outlets, addresses, names, places, reasons."""
    shown = picture()
    first, second = shown.documents
    text = f"{HOSTILE} {first.text}"
    shift = len(text) - len(first.text)

    def moved(p: Piece) -> Piece:
        return Piece(text[: p.end + shift], 0, p.end + shift)

    statements = tuple(
        replace(s, content=tuple(moved(c) for c in s.content), source=replace(s.source, text=HOSTILE, actor=None))
        for s in shown.readings[0].statements
    )
    event = replace(shown.readings[1].events[0], where=FORMULAS[0], agents=FORMULAS)
    actors = tuple(replace(a, name=HOSTILE) for a in shown.readings[0].actors)
    return replace(
        shown,
        documents=(
            replace(first, text=text, title=HOSTILE, outlet=HOSTILE, url=f"javascript:{HOSTILE}"),
            replace(second, title=FORMULAS[2], outlet=FORMULAS[3]),
        ),
        readings=(
            replace(shown.readings[0], statements=statements, actors=actors, sentences=((0, len(text)),)),
            replace(shown.readings[1], events=(event,)),
        ),
        relations=tuple(replace(r, why=HOSTILE) for r in shown.relations),
        sightings=tuple(replace(s, start=0, end=s.end + shift, why=HOSTILE) for s in shown.sightings),
        troubles=(HOSTILE,),
    )


def exported(shown: Picture, form: str, table: str = "statements") -> bytes:
    """By the door that verbs and pages use."""
    return workbench.export(shown, JUDGED, form, SCALE, table)
