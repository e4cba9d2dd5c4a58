"""Sightings: which reports bear on which indicator, each with its reason, score, source and origin.

A unit is one sentence. A look fires when all its conditions hold there (places may stand in the title or just before);
the stance of the sentence then says whether the thing is reported, planned, merely possible, or reported absent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from tocsin.nouns.document import Document
from tocsin.nouns.ids import content_id
from tocsin.nouns.reading import Event, Reading, Statement
from tocsin.nouns.relation import Origin
from tocsin.nouns.watch import Indicator, Sighting, Watch
from tocsin.resolve.looks import Compiled, Matcher, matcher
from tocsin.resolve.stance import Stance, fragment, idle, stance
from tocsin.resolve.tables import table

Vectors = Callable[[Sequence[str]], Any]

SCORES = {"event and words": 1.0, "words": 0.9, "event": 0.75}
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]*[\"'”’)]*")
_URL = re.compile(r"https?://[^\s)\]>\"]+")
_TALK = {"threaten": "planned", "promise": "planned", "predict": "possible"}  # acts that make their content future
RELAYED, UNSOURCED = 0.6, 0.35  # how firmly a passed-on message counts with a named source, and without


def sightings(
    watch: Watch,
    documents: Iterable[Document],
    readings: Iterable[Reading] | Mapping[str, Reading] = (),
    origins: Iterable[Origin] = (),
    vectors: Vectors | None = None,
) -> list[Sighting]:
    """Every sighting of a watch in documents, ordered by (first seen, id).

    Documents without a reading are matched on their text alone. ``vectors`` maps texts to unit vectors and is only
    asked for indicators that have a ``similarity``.
    """
    compiled = matcher(watch)
    read = readings if isinstance(readings, Mapping) else {r.document: r for r in readings}
    known = {member: origin.id for origin in origins for member in origin.members}
    found: dict[str, Sighting] = {}
    for document in documents:
        if document.aside is None:
            for sighting in _in_document(watch, compiled, _Page(document, read.get(document.id)), known):
                found.setdefault(sighting.id, sighting)
    if vectors is not None:
        found.update(_similar(watch, documents, read, vectors, found))
    return sorted(found.values(), key=lambda s: (s.first_seen, s.id))


def wanted(watch: Watch) -> Callable[[Document], bool]:
    """A cheap test of which documents can hold a sighting at all, so that a long stream need not be read whole.

    True for a document that names a side of the watch and a word that one of its looks cannot do without, or, for
    looks that rest on events alone, an agent and a patient.
    """
    compiled = matcher(watch)

    def test(document: Document) -> bool:
        text = f"{document.title or ''}\n{document.text}"
        if document.aside is not None or not compiled.any_side.search(text):
            return False
        low = text.lower()
        return any(_possible(look, compiled, text, low) for look in compiled.looks)

    return test


def _possible(look: Compiled, compiled: Matcher, text: str, low: str) -> bool:
    if look.terms:
        return any(term.find(text, low) for term in look.terms)
    sides = [compiled.sides.get(side) for side in (*look.look.agents, *look.look.patients)]
    return all(names is not None and names.search(text) for names in sides)


def fires(watch: Watch, indicator: Indicator, text: str) -> bool:
    """Whether an indicator fires on a bare text (as reported, planned or reported absent; mere talk does not count)."""
    document = Document(id="d-sample", text=text, first_seen=datetime(2000, 1, 1, tzinfo=UTC), outlet="sample")
    hits = _in_document(watch, matcher(watch), _Page(document, None), {})
    return any(s.indicator == indicator.id and s.status != "possible" for s in hits)


def _similar(*_: Any) -> dict[str, Sighting]:
    return {}


@dataclass(slots=True)
class _Page:
    """A document with its reading, indexed for asking who says what where."""

    document: Document
    reading: Reading | None
    sides: dict[str, str | None] = field(init=False)

    def __post_init__(self) -> None:
        self.sides = {a.id: a.side for a in self.reading.actors} if self.reading else {}

    def sentences(self) -> list[tuple[int, int]]:
        if self.reading is not None and self.reading.sentences:
            return list(self.reading.sentences)
        return [m.span() for m in _SENTENCE.finditer(self.document.text) if m[0].strip()]

    def statement(self, start: int, end: int) -> Statement | None:
        """The innermost statement whose content holds the match."""
        if self.reading is None:
            return None
        holding = [(p.end - p.start, s) for s in self.reading.statements for p in s.content if p.start <= start < p.end]
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


@dataclass(frozen=True, slots=True)
class _Hit:
    """A look that fired: where, by what, and the event it rests on, if any."""

    start: int
    end: int
    by: str
    words: str
    event: Event | None
    talk: bool


def _in_document(watch: Watch, compiled: Matcher, page: _Page, known: Mapping[str, str]) -> Iterator[Sighting]:
    """The best sighting of each indicator, polarity and source in one document."""
    best: dict[tuple[str, bool, str | None], Sighting] = {}
    text, title = page.document.text, page.document.title or ""
    if not compiled.any_side.search(text) and not compiled.any_side.search(title):
        return
    context = title
    for start, end in page.sentences():
        sentence = text[start:end]
        for sighting in _in_sentence(compiled, page, (start, end), context, known):
            key = (sighting.indicator, sighting.present, sighting.source)
            if key not in best or _weight(sighting) > _weight(best[key]):
                best[key] = sighting
        context = f"{title} {context[-300:]} {sentence}"[-700:]
    yield from best.values()


def _weight(sighting: Sighting) -> tuple[float, int]:
    order = {"reported": 1.0, "planned": 0.4, "possible": 0.1}
    return (order[sighting.status] * sighting.certainty * sighting.score, -sighting.start)


def _in_sentence(
    compiled: Matcher, page: _Page, where: tuple[int, int], context: str, known: Mapping[str, str]
) -> Iterator[Sighting]:
    """What one sentence reports; nothing when it is a question, musing, fiction or history."""
    scene = _Scene(compiled, page, where, context)
    hits = [(look.indicator, hit) for look in compiled.looks if (hit := _fires(look, scene)) is not None]
    if not hits or idle(scene.sentence, page.document.first_seen.year):
        return
    if page.document.kind == "article" and fragment(scene.sentence):
        return
    for indicator, hit in hits:
        made = _sighting(indicator, page, where, hit, known)
        if made is not None:
            yield made


class _Scene:
    """A sentence being looked at, with who is named in it; each side is looked for once."""

    def __init__(self, compiled: Matcher, page: _Page, where: tuple[int, int], context: str) -> None:
        self.page, self.where, self.context, self.sides = page, where, context, compiled.sides
        self.sentence = page.document.text[where[0] : where[1]]
        self.low = self.sentence.lower()
        self.mentioned = page.mentioned(*where)
        self.here: dict[str, bool] = {}
        self.around: dict[str, bool] = {}

    def named(self, sides: Sequence[str]) -> bool:
        """Whether any of the sides is named, described or meant in the sentence; no sides asked, no condition."""
        return not sides or any(self._named(side) for side in sides)

    def placed(self, sides: Sequence[str]) -> bool:
        """The same for the sentence, the title or what stands just before."""
        return self.named(sides) or any(self._around(side) for side in sides)

    def _named(self, side: str) -> bool:
        if side not in self.here:
            self.here[side] = side in self.mentioned or self._found(side, self.sentence)
        return self.here[side]

    def _around(self, side: str) -> bool:
        if side not in self.around:
            self.around[side] = self._found(side, self.context)
        return self.around[side]

    def _found(self, side: str, text: str) -> bool:
        names = self.sides.get(side)
        return names is not None and names.search(text) is not None


def _fires(look: Compiled, scene: _Scene) -> _Hit | None:
    """The hit when every condition of a look holds in a sentence: cheap conditions first."""
    asked, low = look.look, scene.low
    if look.stems and not any(stem in low for stem in look.stems):
        return None
    if not scene.placed(asked.places) or not (
        asked.events or (scene.named(asked.agents) and scene.named(asked.patients))
    ):
        return None
    match = next((m for term in look.terms if (m := term.find(scene.sentence, low))), None)
    if look.terms and match is None:
        return None
    event = next((e for e in scene.page.events(*scene.where) if _is_event(look, scene.page, e)), None)
    if (asked.events and event is None) or any(term.find(scene.sentence, low) for term in look.avoid):
        return None
    if match is None:
        assert event is not None  # a look has terms or events
        return _Hit(event.trigger.start, event.trigger.end, "event", event.trigger.text, event, asked.talk)
    start, by = scene.where[0], "event and words" if event else "words"
    return _Hit(start + match.start(), start + match.end(), by, match[0], event, asked.talk)


def _is_event(look: Compiled, page: _Page, event: Event) -> bool:
    """Class, or CLASS:mode, and both sides where the look names them."""
    if not {event.type, f"{event.type}:{event.mode}"} & set(look.look.events):
        return False
    return _among(look.look.agents, event.agents, page) and _among(look.look.patients, event.patients, page)


def _among(wanted: Sequence[str], actors: Sequence[str], page: _Page) -> bool:
    have = {*actors, *(page.sides.get(a) for a in actors), *(a.partition(":")[2] for a in actors)}
    return not wanted or bool(have & set(wanted))


def _sighting(
    indicator: Indicator, page: _Page, where: tuple[int, int], hit: _Hit, known: Mapping[str, str]
) -> Sighting | None:
    document, (start, end) = page.document, where
    sentence = document.text[start:end]
    said = page.statement(hit.start, hit.end)
    local = stance(sentence, hit.start - start, min(hit.end, end) - start, hit.talk)
    view = local if hit.talk else _view(local, said, hit.event)
    if view is None:
        return None
    source, side, firmness = _source(page, said, sentence)
    origin = known.get(said.id) if said else None
    why = f"{hit.by}: “{' '.join(hit.words.split())[:80]}”; {view.why}"
    return Sighting(
        id=content_id("sg", indicator.id, document.id, hit.start, hit.end, view.present, source),
        indicator=indicator.id,
        present=view.present,
        first_seen=document.first_seen,
        document=document.id,
        start=start + len(sentence) - len(sentence.lstrip()),
        end=end - len(sentence) + len(sentence.rstrip()),
        origin=origin or content_id("o", _bare(sentence)),
        source=source,
        side=side,
        certainty=view.certainty * firmness,
        score=SCORES[hit.by],
        why=why,
        statement=said.id if said else None,
        event=hit.event.id if hit.event else None,
        status=view.status,
    )


def _bare(sentence: str) -> str:
    """A sentence without case, punctuation and links: copies of it are one origin."""
    return " ".join(re.findall(r"\w+", _URL.sub(" ", sentence).lower()))


def _view(local: Stance | None, said: Statement | None, event: Event | None) -> Stance | None:
    """The sentence's own stance, corrected by what the reader made of the statement and the event."""
    if local is None or (said is not None and said.act == "demand"):
        return None
    if event is not None and event.status in ("hypothetical",):
        return None
    present, status, certainty, why = local.present, local.status, local.certainty, local.why
    if event is not None and event.status in ("planned", "possible") and status == "reported":
        status, why = event.status, f"the event is {event.status}"
    if said is not None:
        if said.act in ("deny", "doubt") and present:
            present, status, why = False, "reported", f"{said.act}: “{said.cue.text if said.cue else ''}”"
        elif present and status == "reported" and said.act in _TALK:
            status, why = _TALK[said.act], said.act  # type: ignore[assignment]  # values are statuses
        certainty = min(certainty, said.certainty)
    return Stance(present, status, certainty, why)


def _source(page: _Page, said: Statement | None, sentence: str) -> tuple[str | None, str | None, float]:
    """Who speaks (the speaker, else who is cited, else the outlet), for which side, and how firmly it counts."""
    if said is not None and said.source is not None and said.source.actor:
        return said.source.actor, page.sides.get(said.source.actor), 1.0
    document = page.document
    if document.kind != "relay":
        return document.outlet, None, 1.0
    cited = byline(document.text)
    if cited is None:
        return document.outlet, None, UNSOURCED
    return cited, None, RELAYED if cited in table("stance")["social"] else 1.0


def byline(text: str) -> str | None:
    """The outlet a passed-on message cites: by link, else by name; a social host is one voice."""
    social: list[str] = table("stance")["social"]
    hosts = [_host(url) for url in _URL.findall(text)]
    for host in hosts:
        if host and host not in social:
            return host
    for outlet, names in table("stance")["bylines"].items():
        if any(re.search(rf"(?<!\w)(?:{name})(?!\w)", text, re.IGNORECASE) for name in names):
            return str(outlet)
    return next((host for host in hosts if host), None)


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www|m|amp|edition|mobile|en)\.", "", host.lower())
