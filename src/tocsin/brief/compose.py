"""Picture → Brief: each section is one small function from the index to sentences with their spans."""

from collections import Counter
from collections.abc import Callable, Sequence

from tocsin.brief import wording as w
from tocsin.brief.facts import event_fact, sighting_fact, statement_fact
from tocsin.brief.index import Index
from tocsin.brief.timeline import counts, timeline
from tocsin.nouns.assessment import Forecast, Lamp
from tocsin.nouns.brief import Brief, Clash, Fact, Judged, Section, Sentence
from tocsin.nouns.document import Document, Span
from tocsin.nouns.picture import Picture
from tocsin.nouns.relation import Copies, Relation

Phrase = Callable[[float], str]  # probability → words of the chosen scale ("" in a gap of the scale)
STATE_ORDER = {"lit": 0, "overdue": 1, "absent": 2, "dark": 3}
MOST_CLASHES = 12


def compose(picture: Picture, phrase: Phrase) -> Brief:
    """A brief for one day; ``phrase`` turns a probability into the chosen yardstick's words."""
    index = Index(picture)
    main = main_forecast(index)
    return Brief(
        title=picture.watch.question.text,
        headline=f"{likelihood(main, phrase)} within {w.count(main.days, 'day')}",
        confidence=index.now.confidence,
        sections=tuple(section(index, phrase) for section in SECTIONS),
    )


def main_forecast(index: Index) -> Forecast:
    """The 30-day horizon, or the one nearest to it."""
    return min(index.now.forecasts, key=lambda f: (abs(f.days - 30), f.days))


def likelihood(forecast: Forecast, phrase: Phrase) -> str:
    """ "very unlikely: 8% (90% interval 4% to 15%)"; the number alone where the scale leaves a gap."""
    words = phrase(forecast.p)
    number = f"{w.percent(forecast.p)} (90% interval {w.percent(forecast.low)} to {w.percent(forecast.high)})"
    return f"{words}: {number}" if words else number


def bottom_line(index: Index, phrase: Phrase) -> Section:
    main = main_forecast(index)
    leading = max(index.now.beliefs, key=lambda b: (b.p, b.hypothesis))
    others = [f for f in index.now.forecasts if f.days != main.days]
    said: list[Sentence] = [
        Judged(w.sentence(f"yes within {w.count(main.days, 'day')} – {likelihood(main, phrase)}")),
        Judged(w.sentence(f"confidence in this is {index.now.confidence}: {index.now.confidence_why}")),
        Judged(
            w.sentence(
                f"the hypothesis that fits the reports best is “{index.hypotheses[leading.hypothesis].text}”, "
                f"at {w.percent(leading.p)} (prior {w.percent(leading.prior)})"
            )
        ),
    ]
    if others:
        rest = w.listed([f"{w.percent(f.p)} within {w.count(f.days, 'day')}" for f in others])
        said.append(Judged(w.sentence(f"over other horizons: {rest}")))
    return Section("bottom_line", "Bottom line", tuple(said))


def changes(index: Index, phrase: Phrase) -> Section:
    now, before = main_forecast(index), None
    before = next((f for f in index.before.forecasts if f.days == now.days), None)
    said: list[Sentence] = []
    if before is not None and index.before.day < index.now.day:
        moved = round(100 * now.p) - round(100 * before.p)
        way = f"{'rose' if moved > 0 else 'fell'} by {w.count(abs(moved), 'point')}, from {w.percent(before.p)} to"
        how = f"{way} {w.percent(now.p)}" if moved else f"stayed at {w.percent(now.p)}"
        said.append(Judged(f"Since {w.day(index.before.day)} the {now.days}-day figure {how}."))
    earlier = {lamp.indicator: lamp for lamp in index.before.lamps}
    for lamp in board(index):
        was = earlier.get(lamp.indicator)
        if was is not None and was.state != lamp.state:
            said.append(changed_lamp(index, lamp, was))
    fresh = [d for d in index.picture.documents if d.first_seen.date() > index.picture.since and not d.aside]
    if fresh:
        said.append(
            Fact(
                f"{w.count(len(fresh), 'article')} arrived after {w.day(index.picture.since)}.",
                tuple(head_span(index, d.id) for d in fresh),
            )
        )
    return Section("changes", f"What changed since {w.day(index.picture.since)}", tuple(said))


def changed_lamp(index: Index, lamp: Lamp, was: Lamp) -> Sentence:
    text = index.indicators[lamp.indicator].text
    spans = tuple(Span(s.document, s.start, s.end) for s in newest_sightings(index, lamp, 2))
    return Judged(f"“{text}” went from {was.state} to {lamp.state}.", spans)


def newest_sightings(index: Index, lamp: Lamp, most: int) -> list:  # type: ignore[type-arg]
    known = [index.sightings[s] for s in lamp.sightings if s in index.sightings]
    return sorted(known, key=lambda s: (s.first_seen, s.score, s.id), reverse=True)[:most]


def board(index: Index) -> list[Lamp]:
    """Lamps, those that say something first, then by how far they move the result."""
    points = {c.indicator: abs(c.points) for c in index.now.contributions}
    return sorted(index.now.lamps, key=lambda x: (STATE_ORDER[x.state], -points.get(x.indicator, 0.0), x.indicator))


def key_judgements(index: Index, phrase: Phrase) -> Section:
    """The indicators that move the result most, each with the report that bears it."""
    said: list[Sentence] = []
    moving = sorted(index.now.contributions, key=lambda c: (-abs(c.points), c.indicator))
    lamps = {lamp.indicator: lamp for lamp in index.now.lamps}
    used: set[str] = set()
    for contribution in moving:
        lamp = lamps.get(contribution.indicator)
        if lamp is None or lamp.state == "dark" or len(said) >= 8:
            continue
        newest = newest_sightings(index, lamp, 20)
        report = next((s for s in newest if s.origin not in used and s.present == (lamp.state == "lit")), None)
        if report is None:
            continue
        used.add(report.origin)
        effect = "adds" if contribution.points > 0 else "takes away"
        moved = abs(contribution.points)
        size = "hardly moves the result" if moved < 0.5 else f"{effect} {w.count(round(moved), 'point')}"
        said.append(
            Judged(
                f"{w.sentence(index.indicators[lamp.indicator].text)} {w.STATES[lamp.state].capitalize()} "
                f"by {w.count(lamp.origins_against if lamp.state != 'lit' else lamp.origins_for, 'origin')}; {size}.",
                lead="Judgement",
            )
        )
        said.append(sighting_fact(index, report))
    return Section("key_judgements", "Key judgements", tuple(said))


def indicators(index: Index, phrase: Phrase) -> Section:
    said: list[Sentence] = []
    for lamp in board(index):
        for sighting in newest_sightings(index, lamp, 3):
            said.append(sighting_fact(index, sighting, lead=lamp.indicator))
    return Section("indicators", "Indicator board", tuple(said))


def contradictions(index: Index, phrase: Phrase) -> Section:
    kinds = ("denies", "contradicts", "differs_in_number", "changes")
    found = [r for r in index.picture.relations if r.kind in kinds and {r.a, r.b} <= index.statements.keys()]
    found.sort(key=lambda r: (kinds.index(r.kind) // 2, -r.score, r.id))
    seen: set[tuple[str, str]] = set()
    clashes: list[Clash] = []
    for relation in found:
        pair = origin_pair(index, relation)
        if pair in seen or len(clashes) >= MOST_CLASHES:
            continue
        seen.add(pair)
        clashes.append(clash(index, relation))
    return Section("contradictions", "Who contradicts whom", clashes=tuple(clashes))


def origin_pair(index: Index, relation: Relation) -> tuple[str, str]:
    """Copies of the same two utterances are one contradiction."""
    a, b = (index.origin_of[s].id if s in index.origin_of else s for s in (relation.a, relation.b))
    return (a, b) if a < b else (b, a)


def clash(index: Index, relation: Relation) -> Clash:
    a, b = (statement_fact(index, index.statements[s]) for s in (relation.a, relation.b))
    return Clash(relation.kind, a, b, relation.score, w.sentence(w.sides(relation.why)))


def hypotheses(index: Index, phrase: Phrase) -> Section:
    said = [
        Judged(
            f"{w.sentence(index.hypotheses[b.hypothesis].text)} {w.percent(b.p)} "
            f"(90% interval {w.percent(b.low)} to {w.percent(b.high)}; prior {w.percent(b.prior)}).",
            lead=b.hypothesis,
        )
        for b in sorted(index.now.beliefs, key=lambda b: (-b.p, b.hypothesis))
    ]
    return Section("hypotheses", "Rival hypotheses", tuple(said))


def timeline_section(index: Index, phrase: Phrase) -> Section:
    return Section("timeline", "Timeline", tuple(timeline(index)))


def counts_section(index: Index, phrase: Phrase) -> Section:
    return Section("counts", "Counts", tuple(counts(index)))


def sources(index: Index, phrase: Phrase) -> Section:
    read = [d for d in index.picture.documents if not d.aside]
    origins = {o.id for o in index.picture.origins}
    said: list[Sentence] = []
    if read:
        said.append(
            Fact(
                f"{w.count(len(read), 'article')} from {w.count(len({d.outlet for d in read}), 'outlet')}; "
                f"their statements go back to {w.count(len(origins), 'origin')}.",
                tuple(head_span(index, d.id) for d in read),
            )
        )
    said += undated(index, read)
    for group in index.picture.copies:
        names = [index.outlet(d) for d in group.documents if d in index.documents]
        word = "an edited version of" if group.kind == "version" else "the same text as"
        said.append(
            Fact(
                w.sentence(f"{w.listed(names[1:])} carried {word} {names[0]}: {group.why}"),
                tuple(head_span(index, d) for d in group.documents),
                lead="copies",
            )
        )
    said += [flagged_copies(index, group) for group in index.picture.copies if group.suspicious]
    said += [flagged_origin(index, o.id) for o in index.picture.origins if o.circular or o.suspicious]
    said += speakers(index)
    return Section("sources", "Sources and origins", tuple(said))


def flagged_copies(index: Index, group: Copies) -> Sentence:
    spans = tuple(head_span(index, d) for d in group.documents if d in index.documents)
    return Judged(w.sentence(f"treat with care: {group.suspicious}"), spans, lead="warning")


def flagged_origin(index: Index, origin: str) -> Sentence:
    known = next(o for o in index.picture.origins if o.id == origin)
    reason = known.suspicious or "the articles cite each other in a circle"
    spans = tuple(index.statement_span(index.statements[m]) for m in known.members if m in index.statements)
    return Judged(w.sentence(f"treat with care: {reason}"), spans, lead="warning")


def speakers(index: Index) -> list[Sentence]:
    """Who is heard most, counted in origins rather than articles."""
    heard: Counter[str] = Counter(o.actor for o in index.picture.origins if o.actor and o.actor in index.actors)
    said: list[Sentence] = []
    for actor, n in sorted(heard.items(), key=lambda x: (-x[1], x[0]))[:8]:
        spans = tuple(
            index.statement_span(s)
            for s in index.statements.values()
            if s.source is not None and s.source.actor == actor
        )
        if spans:
            said.append(
                Fact(f"{index.actors[actor].name}: {w.count(n, 'separate statement')}.", spans[:6], lead="speaker")
            )
    return said


def undated(index: Index, read: Sequence[Document]) -> list[Sentence]:
    """Articles that do not say when they were written: an old one looks new, and an analyst has to know."""
    found = [d.id for d in read if d.published.basis == "unknown"]
    if not found:
        return []
    many = w.count(len(found), "article")
    text = (
        f"{many} without a readable date, counted from the day of gathering: what is told may be older than it looks."
    )
    return [Fact(text, tuple(head_span(index, d) for d in found), lead="undated")]


def head_span(index: Index, document: str) -> Span:
    """A document's first sentence: where a citation of the whole article lands."""
    sentences = index.readings[document].sentences if document in index.readings else ()
    start, end = sentences[0] if sentences else (0, min(len(index.documents[document].text), 200))
    return Span(document, start, max(end, start + 1))


def look_for(index: Index, phrase: Phrase) -> Section:
    now = main_forecast(index)
    said: list[Sentence] = []
    for swing in index.now.swings:
        if swing.kind not in ("indicator_lit", "indicator_absent") or swing.what not in index.indicators:
            continue
        how = "were reported" if swing.kind == "indicator_lit" else "were looked for and not seen"
        flips = ", and another hypothesis would lead" if swing.flips else ""
        said.append(
            Judged(
                f"If this {how}: {w.sentence(index.indicators[swing.what].text)} The {now.days}-day figure "
                f"would go from {w.percent(now.p)} to {w.percent(swing.p)}{flips}."
            )
        )
    return Section("look_for", "What to look for next", tuple(said[:8]))


def method(index: Index, phrase: Phrase) -> Section:
    question = index.picture.watch.question
    base = question.base_rate
    read = [d for d in index.picture.documents if not d.aside]
    versions = f"watch {index.picture.watch.id} version {index.picture.watch.version}; read by {index.picture.reader}"
    clock = f"Only what was gathered by the end of {w.day(index.picture.day)} counts."
    dated = sum(d.published.basis in ("given", "stated") for d in read)
    said = (
        Judged(w.sentence(question.resolves), lead="Resolves"),
        Judged(
            w.sentence(
                f"{w.percent(base.probability)} in {w.count(base.days, 'day')} "
                f"(90% interval {w.percent(base.low)} to {w.percent(base.high)}): {base.source}"
            ),
            lead="Base rate",
        ),
        Judged(f"Assessed by {index.now.method}; {versions}.", lead="Versions"),
        Judged(
            f"{clock} Of {w.count(len(read), 'article')} {dated} carry a date of their own; "
            "other dates are inferred and say why.",
            lead="Clock",
        ),
        Judged(
            "Likelihood and confidence are separate judgements. Corroboration counts origins, never articles.",
            lead="Reading this",
        ),
    )
    return Section("method", "Method and versions", said)


def set_aside(index: Index, phrase: Phrase) -> Section:
    said: list[Sentence] = [
        Judged(w.sentence(f"{d.outlet or d.url or d.id}, “{d.title or 'untitled'}”: {d.aside}"))
        for d in index.picture.documents
        if d.aside
    ]
    said += [Judged(trouble) for trouble in index.picture.troubles]
    return Section("set_aside", "Set aside", tuple(said))


SECTIONS: tuple[Callable[[Index, Phrase], Section], ...] = (
    bottom_line, changes, key_judgements, indicators, contradictions, hypotheses,
    timeline_section, counts_section, sources, look_for, method, set_aside,
)  # fmt: skip
__all__ = ["board", "compose", "event_fact", "likelihood", "main_forecast", "newest_sightings"]
