"""Sightings: which reports bear on which indicator, each with its reason, score, source and origin.

A unit is one sentence. A look fires when all its conditions hold there (places may stand in the title or just before);
the stance of the sentence then says whether the thing is reported, planned, merely possible, or reported absent. What
another state's place or another time has (``whereabouts``, ``bygone``) is no sighting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tocsin.nouns.document import Document
from tocsin.nouns.ids import content_id
from tocsin.nouns.reading import Event, Reading
from tocsin.nouns.relation import Copies, Origin
from tocsin.nouns.watch import Indicator, Sighting, Watch
from tocsin.resolve.bygone import bygone
from tocsin.resolve.dated import long_ago
from tocsin.resolve.likeness import CLOSE, LONGER, Alike, Likeness, Standing, alike
from tocsin.resolve.looks import Compiled, Matcher, Term, matcher
from tocsin.resolve.reported import OWN, Hit, Page, sighting_of
from tocsin.resolve.retold import NEXT, played, retold
from tocsin.resolve.scene import Scene, done, set_there
from tocsin.resolve.stance import attributed, chat, fragment, musing
from tocsin.resolve.towns import Towns
from tocsin.resolve.unions import Groups

BEFORE = 300  # characters before the sentence before, in which a place may stand
_WRAP = re.compile(r"(?<!\n)\n(?!\n)")  # a line that ends inside a paragraph
NEAR = timedelta(days=7)  # the same sentence in another text is passed on within so many days


def sightings(
    watch: Watch,
    documents: Iterable[Document],
    readings: Iterable[Reading] | Mapping[str, Reading] = (),
    origins: Iterable[Origin] = (),
    likeness: Likeness | None = None,
    copies: Iterable[Copies] = (),
) -> list[Sighting]:
    """Every sighting of a watch in documents, ordered by (first seen, id).

    Documents without a reading are matched on their text alone. With a ``likeness`` also what is put in other words
    than the watch has is found. What a text and its ``copies`` report in their own voice is one origin per indicator,
    as an utterance and its repetitions are.
    """
    return voiced(looked(watch, documents, readings, origins, likeness), copies)


def looked(
    watch: Watch,
    documents: Iterable[Document],
    readings: Iterable[Reading] | Mapping[str, Reading] = (),
    origins: Iterable[Origin] = (),
    likeness: Likeness | None = None,
) -> list[Sighting]:
    """Every sighting, before those in a text's own voice are put together."""
    compiled = matcher(watch)
    read = readings if isinstance(readings, Mapping) else {r.document: r for r in readings}
    known = {member: origin.id for origin in origins for member in origin.members}
    pages = [Page(document, read.get(document.id)) for document in documents if document.aside is None]
    found = {s.id: s for page in pages for s in _in_document(compiled, page, known)}
    if likeness is not None:
        compared = comparing(watch, compiled, likeness)
        page_of = {page.document.id: page for page in pages}
        found = {s.id: s for s in found.values() if compared.borne(page_of[s.document], s)}
        seen = {(s.document, s.indicator, s.present) for s in found.values() if s.status == "reported"}
        about = (page for page in pages if _about(compiled, page))
        likely = alike(compared, about, standing(compiled), seen, known)
        found.update({s.id: s for s in likely})
    return list(found.values())


def voiced(found: list[Sighting], copies: Iterable[Copies]) -> list[Sighting]:
    """Sightings ordered by (first seen, id); those that texts report in their own voice are put together."""
    return sorted(_one_voice(found, copies), key=lambda s: (s.first_seen, s.id))


def _one_voice(found: list[Sighting], copies: Iterable[Copies]) -> list[Sighting]:
    """Reports in a text's own voice: those of one indicator in one text, in its copies, or in the same words are one.

    So a copy adds nothing, whatever else says the same sentence; the same words in another text a week later are new.
    """
    text = {document: group.id for group in copies for document in group.documents}
    own = sorted((s for s in found if s.origin.startswith(f"{OWN}-")), key=lambda s: (s.first_seen, s.id))
    groups, place = Groups(len(own)), dict[tuple[str, str], int]()
    for i, s in enumerate(own):
        same_text, same_words = (s.indicator, text.get(s.document, s.document)), (s.indicator, s.origin)
        copied, before = place.get(same_text), place.get(same_words, i)
        if s.first_seen - own[before].first_seen <= NEAR:  # of the first, however often it is passed on in between
            groups.join(before, i)
            place.setdefault(same_words, i)
        elif copied is None:
            place[same_words] = i
        groups.join(place.setdefault(same_text, i), i)
    first = {members[0]: own[members[0]] for members in groups.sets()}
    ids = {i: content_id("o", s.origin, s.first_seen.date()) for i, s in first.items()}
    names = [ids[groups.find(i)] for i in range(len(own))]
    merged = {s.id: replace(s, origin=names[i]) for i, s in enumerate(own)}
    return [merged.get(s.id, s) for s in found]


def standing(compiled: Matcher) -> Standing:
    """Whether one of an indicator's looks holds in a sentence but for its words; then the hit as that look has it."""

    def test(indicator: Indicator, page: Page, where: tuple[int, int], context: str, hit: Hit) -> Hit | None:
        scene = Scene(compiled, page, where, (context, where[0] - BEFORE))
        holding = (look for look in compiled.looks if look.indicator is indicator and _holds(look, scene, hit))
        look = next(holding, None) if _reporting(scene) else None
        made = replace(hit, talk=look.look.talk) if look else None
        if made is None or _history(page, scene, made) or bygone(page, where, (made.start, made.end)):
            return None
        return made

    return test


def _holds(look: Compiled, scene: Scene, hit: Hit) -> bool:
    """Whether everything but words and events of a look holds of a sentence that is read whole."""
    return (
        (done(look, scene) if look.look.agents else set_there(look, scene))
        and scene.seated(look.seats, (hit.start, hit.end))
        and not any(veto.find(scene.sentence, scene.low) for veto in look.avoid)
    )


def wanted(watch: Watch, likeness: Likeness | None = None) -> Callable[[Document], bool]:
    """A cheap test of which documents can hold a sighting at all, so that a long stream need not be read whole.

    True for a document that names a side of the watch, or a town where one of its looks is set, and a word that one of
    its looks cannot do without, or, for looks that rest on events alone, an agent and a patient. With a ``likeness`` a
    sentence whose words are near those of an indicator will do instead of a word.
    """
    compiled = matcher(watch)
    towns = Towns({state for look in compiled.looks for state in look.states})
    compared = comparing(watch, compiled, likeness) if likeness else None

    def test(document: Document) -> bool:
        text = f"{document.title or ''}\n{document.text}"
        if document.aside is not None or not (compiled.any_side.search(text) or towns.named(text)):
            return False
        low = text.lower()
        if any(_possible(look, compiled, text, low) for look in compiled.looks):
            return True
        unwrapped = replace(document, text=_WRAP.sub(" ", document.text))
        return compared is not None and compared.closest(Page(unwrapped, None)) >= CLOSE

    return test


def comparing(watch: Watch, compiled: Matcher, likeness: Likeness) -> Alike:
    """The indicators of a watch, ready to be compared with sentences from which its sides are taken out."""
    return Alike(watch, likeness, lambda text: compiled.any_side.sub(" ", text))


def _possible(look: Compiled, compiled: Matcher, text: str, low: str) -> bool:
    if look.terms:
        return any(term.find(text, low) for term in look.terms)
    sides = [compiled.sides.get(side) for side in (*look.look.agents, *look.look.patients)]
    return all(names is not None and names.search(text) for names in sides)


def fires(watch: Watch, indicator: Indicator, text: str) -> bool:
    """Whether an indicator fires on a bare text (as reported, planned or reported absent; mere talk does not count)."""
    document = Document(id="d-sample", text=text, first_seen=datetime(2000, 1, 1, tzinfo=UTC), outlet="sample")
    hits = _in_document(_once(watch), Page(document, None), {})
    return any(s.indicator == indicator.id and s.status != "possible" for s in hits)


_last: list[tuple[Watch, Matcher]] = []  # lint asks about many texts and one watch


def _once(watch: Watch) -> Matcher:
    """The patterns of a watch, made once for texts that are asked about one after the other."""
    held = _last[:1]
    if held and held[0][0] is watch:
        return held[0][1]
    made = matcher(watch)
    _last[:] = [(watch, made)]
    return made


def _in_document(compiled: Matcher, page: Page, known: Mapping[str, str]) -> Iterator[Sighting]:
    """The best sighting of each indicator, polarity and source in one document."""
    best: dict[tuple[str, bool, str | None], Sighting] = {}
    text, title = page.document.text, page.document.title or ""
    if not _about(compiled, page):
        return
    context, since = title, 0
    for start, end in page.sentences():
        sentence = text[start:end]
        for sighting in _in_sentence(compiled, page, (start, end), (context, since), known):
            key = (sighting.indicator, sighting.present, sighting.source)
            if key not in best or _weight(sighting) > _weight(best[key]):
                best[key] = sighting
        context, since = f"{title} {context[-BEFORE:]} {sentence}"[-700:], start - BEFORE
    yield from best.values()


def _about(compiled: Matcher, page: Page) -> bool:
    """Whether a page is about a watch: it names one of its sides or, if it is an article about states, a second one."""
    text, title = page.document.text, page.document.title or ""
    meant = compiled.sides.keys() & page.sides.values()
    if not meant and not compiled.any_side.search(text) and not compiled.any_side.search(title):
        return False
    if page.document.kind != "article" or len(compiled.states) < 2 or len(page.sentences()) < LONGER:
        return True
    named = {
        side for side in compiled.states if compiled.sides[side].search(text) or compiled.sides[side].search(title)
    }
    return len((meant & compiled.states) | named) > 1


def _weight(sighting: Sighting) -> tuple[float, int]:
    order = {"reported": 1.0, "planned": 0.4, "possible": 0.1}
    return (order[sighting.status] * sighting.certainty * sighting.score, -sighting.start)


def _in_sentence(
    compiled: Matcher, page: Page, where: tuple[int, int], context: tuple[str, int], known: Mapping[str, str]
) -> Iterator[Sighting]:
    """What one sentence reports; nothing when it is a question, musing, fiction, history or what a reader thinks."""
    scene = Scene(compiled, page, where, context)
    hits = [(look.indicator, hit) for look in compiled.looks if (hit := _fires(look, scene)) is not None]
    if not hits or not _reporting(scene):
        return
    for indicator, hit in hits:
        made = None if _history(page, scene, hit) else sighting_of(indicator, page, where, hit, known)
        if made is not None and not bygone(page, where, (hit.start, hit.end)):
            yield made


def _reporting(scene: Scene) -> bool:
    """Whether a sentence reports anything: no question, musing or fiction, no heading, not what a reader thinks."""
    kind = scene.page.document.kind
    if musing(scene.sentence) or (kind == "article" and fragment(scene.sentence)):
        return False
    return kind != "relay" or not (chat(scene.sentence) or not (scene.page.passed_on or attributed(scene.sentence)))


def _history(page: Page, scene: Scene, hit: Hit) -> bool:
    """Whether a hit is history, is retold, or was played; a saying is of the day on which it is said."""
    start, end = hit.start - scene.where[0], min(hit.end, scene.where[1]) - scene.where[0]
    if long_ago(scene.sentence, start, end, page.document.first_seen.date()):
        return True
    if page.document.kind != "article":
        return False
    text, behind = page.document.text, scene.where[1]
    return (not hit.talk and retold(scene.sentence, start, end)) or played(
        page.document.title or "", hit.words, text[behind : behind + NEXT].lstrip()
    )


def _fires(look: Compiled, scene: Scene) -> Hit | None:
    """The hit when every condition of a look holds in a sentence: cheap conditions first."""
    asked, low = look.look, scene.low
    if look.stems and not any(stem in low for stem in look.stems):
        return None
    if not _sided(look, scene):
        return None
    term, match = next(((t, m) for t in look.terms if (m := t.find(scene.sentence, low))), (None, None))
    if look.terms and match is None:
        return None
    if match is not None and not scene.named(look.states) and scene.elsewhere(look, match.span()):
        return None
    if match is not None and not scene.set_in(look, match.span()):
        return None
    event = next((e for e in scene.page.events(*scene.where) if _is_event(look, scene.page, e)), None)
    if (asked.events and event is None) or any(veto.find(scene.sentence, low) for veto in look.avoid):
        return None
    hit = _hit(look, scene, term, match, event)
    return hit if scene.seated(look.seats, (hit.start, hit.end)) else None


def _sided(look: Compiled, scene: Scene) -> bool:
    """Whether the places of a look are around, and who does it to whom is named, unless an event is to say so."""
    asked = look.look
    if not scene.placed(look.states):
        return False
    if not (asked.events or (scene.named(asked.agents) and scene.named(asked.patients))):
        return False
    return bool(asked.patients) or scene.between(asked.agents)


def _hit(look: Compiled, scene: Scene, term: Term | None, match: re.Match[str] | None, event: Event | None) -> Hit:
    """What a look rests on, whose conditions hold."""
    talk = look.look.talk
    if match is None or term is None:
        assert event is not None  # a look has terms or events
        return Hit(event.trigger.start, event.trigger.end, "event", event.trigger.text, event, talk)
    start, by = scene.where[0], "event and words" if event else "words"
    return Hit(
        start + match.start(),
        start + match.end(),
        by,
        match[0],
        event,
        talk,
        term.negative(match[0]),
        term.ordered(match[0]),
    )


def _is_event(look: Compiled, page: Page, event: Event) -> bool:
    """Class, or CLASS:mode, and both sides where the look names them."""
    if not {event.type, f"{event.type}:{event.mode}"} & set(look.look.events):
        return False
    return _among(look.look.agents, event.agents, page) and _among(look.look.patients, event.patients, page)


def _among(wanted: Sequence[str], actors: Sequence[str], page: Page) -> bool:
    have = {*actors, *(page.sides.get(a) for a in actors), *(a.partition(":")[2] for a in actors)}
    return not wanted or bool(have & set(wanted))
