"""From a look that fired to a sighting: how it was put, by whom, for which side, from which utterance."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tocsin.nouns.actor import Mention
from tocsin.nouns.document import Document
from tocsin.nouns.ids import content_id
from tocsin.nouns.reading import Event, Reading, Statement, When
from tocsin.nouns.watch import Indicator, Sighting
from tocsin.resolve.bylines import SOCIAL, URL, byline, plain
from tocsin.resolve.cues import cue
from tocsin.resolve.stance import Stance, seeming, stance

SCORES = {"event and words": 1.0, "words": 0.9, "similar": 0.6, "event": 0.5}
RELAYED, UNSOURCED = 0.6, 0.35  # how firmly a passed-on message counts with a social source, and without any
_QUOTES = (">", '"', "“", "[", "*", "•")
OWN = "ow"  # how the id of an origin begins that is no known utterance
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]*[\"'”’)]*")
_TALK = {"threaten": "planned", "promise": "planned", "predict": "possible"}  # acts that make their content future


@dataclass(slots=True)
class Page:
    """A document with its reading, indexed for asking who says what where."""

    document: Document
    reading: Reading | None
    sides: dict[str, str | None] = field(init=False)
    passed_on: bool = field(init=False)

    def __post_init__(self) -> None:
        """``passed_on``: whether a whole message cites an outlet or quotes; what is no message always does."""
        text = self.document.text
        self.passed_on = self.document.kind != "relay" or byline(text) is not None or text.lstrip()[:1] in _QUOTES
        self.sides = {a.id: a.side for a in self.reading.actors} if self.reading else {}

    def sentences(self) -> list[tuple[int, int]]:
        if self.reading is not None and self.reading.sentences:
            return list(self.reading.sentences)
        return [m.span() for m in _SENTENCE.finditer(self.document.text) if m[0].strip()]

    def statement(self, start: int, end: int) -> Statement | None:
        """The innermost statement whose content holds the match; of a denial and what it answers, the denial."""
        if self.reading is None:
            return None
        held = [(p.end - p.start, s) for s in self.reading.statements for p in s.content if p.start < end <= p.end]
        answered = {s.answers for _, s in held if s.act in ("deny", "doubt")}
        holding = [(length, s) for length, s in held if s.id not in answered]
        return min(holding, key=lambda pair: (pair[0], pair[1].id))[1] if holding else None

    def events(self, start: int, end: int) -> list[Event]:
        if self.reading is None:
            return []
        return [e for e in self.reading.events if start <= e.trigger.start < end]

    def mentioned(self, start: int, end: int) -> set[str]:
        """Sides and actors that are named, described or meant by a pronoun in a stretch."""
        if self.reading is None:
            return set()
        here = {a.id for a in self.reading.actors if any(start <= m.start < end for m in a.mentions)}
        return here | {side for a in here if (side := self.sides.get(a))}

    def placed(self, start: int, end: int) -> set[str]:
        """Sides in whose towns and regions a stretch is set, and those of places that the title names."""
        if self.reading is None:
            return set()
        title = self.document.title or ""
        places = ((a.side, m) for a in self.reading.actors if a.kind == "place" for m in a.mentions)
        return {side for side, m in places if side and (start <= m.start < end or m.text in title)}

    def named_places(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Where states, and towns and regions of one, are named by name in a stretch, each with the state."""
        if self.reading is None:
            return []
        actors = (a for a in self.reading.actors if a.side and a.kind in ("place", "state"))
        return [(m.start, m.end, str(a.side)) for a in actors for m in a.mentions if _name(m, start, end)]

    def times(self, start: int, end: int) -> list[When]:
        """The dated times in a stretch, in order."""
        times = self.reading.times if self.reading else ()
        return [t for t in times if start <= t.start < end and t.interval and t.type in ("DATE", "TIME")]

    def states(self, start: int, end: int, without: tuple[int, int]) -> set[str]:
        """States that are named in a stretch, outside a part of it; a pronoun names nothing."""
        if self.reading is None:
            return set()
        first, last = without
        named = ((self.sides.get(a.id), m) for a in self.reading.actors for m in a.mentions if m.text[:1].isupper())
        return {side for side, m in named if side and start <= m.start < end and not first <= m.start < last}


def _name(mention: Mention, start: int, end: int) -> bool:
    return start <= mention.start < end and mention.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Hit:
    """A look that fired: where, by what, and the event it rests on, if any."""

    start: int
    end: int
    by: str
    words: str
    event: Event | None
    talk: bool
    negative: bool = False
    ordered: bool = False  # the order or the vote to do it is what was looked for
    read: bool = False  # it is a whole statement, which has been read for what it says


def sighting_of(
    indicator: Indicator, page: Page, where: tuple[int, int], hit: Hit, known: Mapping[str, str]
) -> Sighting | None:
    """The sighting that a hit amounts to, or None when it is only supposed; ``known`` maps statements to origins.

    What a text reports in its own voice goes back to its words.
    """
    document, (start, end) = page.document, where
    sentence = document.text[start:end]
    said = page.statement(hit.start, hit.end)
    day = document.first_seen.date()
    at, to = hit.start - start, min(hit.end, end) - start
    view = stance(sentence, at, to, hit.talk, hit.negative, day, hit.ordered, hit.read)
    if view is not None and not hit.talk and not seeming(sentence, at, to):
        granted = _granted(document.text[max(start, said.content[0].start if said else start) : hit.start])
        view = _read(view, hit, said, page.events(hit.start, hit.end), granted)
    if view is None:
        return None
    source, side, firmness = _source(page, said)
    return Sighting(
        id=content_id("sg", indicator.id, document.id, hit.start, hit.end, view.present, source),
        indicator=indicator.id,
        present=view.present,
        first_seen=document.first_seen,
        document=document.id,
        start=start + len(sentence) - len(sentence.lstrip()),
        end=end - len(sentence) + len(sentence.rstrip()),
        origin=(known.get(said.id) if said else None) or content_id(OWN, _bare(sentence)),
        source=source,
        side=side,
        certainty=view.certainty * firmness,
        score=SCORES[hit.by],
        why=f"{hit.by}: “{' '.join(hit.words.split())[:80]}”; {view.why}",
        statement=said.id if said else None,
        event=hit.event.id if hit.event else None,
        status=view.status,
    )


def _bare(sentence: str) -> str:
    """A sentence without case, punctuation and links: copies of it are one origin."""
    return " ".join(re.findall(r"\w+", URL.sub(" ", sentence).lower()))


def _granted(before: str) -> bool:
    """Whether what follows is taken for granted and not itself said to come ("predicts talks as troops gather")."""
    return cue("granted").search(before) is not None


def _read(view: Stance, hit: Hit, said: Statement | None, inside: list[Event], granted: bool) -> Stance | None:
    """The sentence's own stance, corrected by what the reader made of the event and of the statement around it.

    What is taken for granted is neither planned nor merely possible because of what is said around it.
    """
    event = hit.event or (inside[-1] if inside else None)  # the deed stands at the end of a match
    if event is not None and event.status == "hypothetical":
        return None
    if event is not None and event.status == "denied" and view.present and not hit.negative and not hit.read:
        view = Stance(False, "reported", view.certainty, f"the event is denied: “{event.trigger.text}”")
    elif hit.event and not granted and view.status == "reported" and hit.event.status in ("planned", "possible"):
        view = Stance(view.present, hit.event.status, view.certainty, f"the event is {hit.event.status}")
    return view if said is None or _cued_inside(said, hit) else _said(view, said, granted)


def _cued_inside(said: Statement, hit: Hit) -> bool:
    """Whether the verb of saying is part of what was looked for ("calls on its citizens to leave")."""
    return said.cue is not None and hit.start <= said.cue.start < hit.end


def _said(view: Stance, said: Statement, granted: bool) -> Stance | None:
    """What the act of a statement makes of a report: a demand nothing, a denial the opposite, a threat the future."""
    if said.act == "demand":
        return None
    certainty = min(view.certainty, said.certainty)
    if said.act in ("deny", "doubt") and view.present:
        return Stance(False, "reported", certainty, f"{said.act}: “{said.cue.text if said.cue else ''}”")
    if view.present and view.status == "reported" and said.act in _TALK and not granted:
        return Stance(True, _TALK[said.act], certainty, said.act)  # type: ignore[arg-type]  # values are statuses
    return Stance(view.present, view.status, certainty, view.why)


def _source(page: Page, said: Statement | None) -> tuple[str | None, str | None, float]:
    """Who speaks (the speaker, else who is cited, else the outlet), for which side, and how firmly it counts."""
    document = page.document
    cited = byline(document.text) if document.kind == "relay" else plain(document.outlet)
    firm = 1.0 if document.kind != "relay" or (cited and cited != SOCIAL) else RELAYED
    if said is not None and said.source is not None and said.source.actor:
        return said.source.actor, page.sides.get(said.source.actor), firm
    return cited or document.outlet, None, firm if cited else UNSOURCED
