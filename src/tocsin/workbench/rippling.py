"""What moves when a source, a statement, an outlet, a document or an origin is taken away: a picture without it.

Nothing in the case changes; putting it back is the picture one came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import islice

from tocsin.errors import UsageError
from tocsin.nouns.assessment import Assessment
from tocsin.nouns.brief import Brief
from tocsin.nouns.picture import Picture
from tocsin.nouns.reading import Reading, Statement
from tocsin.nouns.relation import Origin
from tocsin.nouns.watch import Sighting
from tocsin.scales import Accuracy
from tocsin.workbench.weighing import assess_days

Trust = Mapping[str, Accuracy | str]
REPORTS, SENTENCES = 5, 10  # listed of each kind; the rest are counted
WIDTH = 150  # characters of a sentence


def ripple_text(shown: Picture, out: Sequence[str], scale: str, trust: Trust | None = None) -> str:
    """The ripple as text: reports that fall away, lamps, numbers, cells, and the brief's sentences.

    ``trust`` is what is known of sources, as the picture was weighed with.
    """
    from tocsin import weigh

    names = named(shown, out)
    ripple = weigh.without(shown.watch, shown.sightings, shown.day, names, trust)
    gone = [s for s in shown.sightings if s.id in set(ripple.removed)]
    after = without(shown, names, gone, trust)
    silent = len(statements(shown)) - len(statements(after))
    told = (
        f"{len(gone)} of {len(shown.sightings)} reports and {silent} of {len(statements(shown))} statements fall away"
    )
    lines = [f"Without {', '.join(out)}, as of {shown.day}: {told}."]
    if gone:
        lines += ["", "Reports that fall away", *limited(report_lines(shown, gone), REPORTS)]
        lines += lamp_lines(shown, ripple.before, ripple.after)
        lines += number_lines(shown, ripple.before, ripple.after)
        lines += ["", f"Matrix: {ripple.cells} cells fall away or change."]
    else:
        lines += ["", "No lamp and no number moves: none of the reports that the watch rests on is theirs."]
    return "\n".join([*lines, *sentence_lines(composed(shown, scale), composed(after, scale))]) + "\n"


def composed(shown: Picture, scale: str) -> Brief:
    """The brief on a picture."""
    from tocsin import brief, scales

    return brief.compose(shown, lambda p: scales.phrase(scale, p))


# --- what is meant -----------------------------------------------------------------------------------


def named(shown: Picture, out: Sequence[str]) -> set[str]:
    """Ids for what a person typed: an id as it is, an actor by name, an outlet by name.

    Raises UsageError for what nothing in the picture is called, with names that are near, and for what several are.
    """
    index = meanings(shown)
    found: set[str] = set()
    for name in out:
        meant = called(index, name)
        if not meant:
            near = get_close_matches(name.casefold(), index, n=3, cutoff=0.75)
            hint = f"; did you mean {' or '.join(repr(n) for n in near)}?" if near else ""
            what = "source, outlet, statement, document or origin"
            raise UsageError(f"nothing gathered by {shown.day} is a {what} called {name!r}{hint}")
        if len(voices := heard(shown, meant)) > 1:
            listed = f"{', '.join(voices[:-1])} or {voices[-1]}"
            raise UsageError(f"{name!r} may be {listed}; say by its id which one to take away, or name each of them")
        found |= meant
    return found


def called(index: Mapping[str, set[str]], name: str) -> set[str]:
    """What goes by a name, with its article or without."""
    low = name.casefold()
    return index.get(low) or index.get(low.removeprefix("the "), set())


def heard(shown: Picture, ids: set[str]) -> list[str]:
    """Actors among these, by name and id, that say something: to take away one that does not changes nothing."""
    sources = {s.source.actor for s in statements(shown) if s.source} | {s.source for s in shown.sightings}
    names = {a.id: a.name for r in shown.readings for a in r.actors if a.id in ids & sources}
    return [f"{name} ({id})" for id, name in sorted(names.items())]


def meant(shown: Picture, out: Iterable[str]) -> set[str]:
    """The same for a form that may hold what is no longer there: what is called nothing names only itself."""
    index = meanings(shown)
    return set(out) | {id for name in out for id in called(index, name)}


def meanings(shown: Picture) -> dict[str, set[str]]:
    """Every name and id that can be taken away, case-folded, with the ids it stands for.

    Pronouns and bare descriptions (“He”, “The ministry”, “Officers”) are nobody's name.
    """
    from tocsin.read.actors.called import is_name

    index: dict[str, set[str]] = {}

    def enter(name: str | None, id: str) -> None:
        if name:
            index.setdefault(name.casefold(), set()).add(id)

    for document in shown.documents:
        enter(document.outlet, document.id)
        enter(document.id, document.id)
    for reading in shown.readings:
        for actor in reading.actors:
            shown_as = {m.text for m in actor.mentions if m.text[:1].isupper() and is_name(m.text)}
            for name in (actor.id, actor.name, *(text.removeprefix("The ") for text in shown_as)):
                enter(name, actor.id)
        for statement in reading.statements:
            enter(statement.id, statement.id)
    for origin in shown.origins:
        enter(origin.id, origin.id)
    for sighting in shown.sightings:
        for id in filter(None, (sighting.source, sighting.id, sighting.origin)):
            enter(id, id)
        enter(f"side:{sighting.side}" if sighting.side else None, str(sighting.side))
    return index


# --- a picture without it ----------------------------------------------------------------------------


def without(shown: Picture, names: set[str], gone: Iterable[Sighting], trust: Trust | None = None) -> Picture:
    """The picture as it would be had these never spoken."""
    lost = {s.id for s in gone}
    sides = {a.id: a.side for r in shown.readings for a in r.actors}
    silent = {s.id for s in statements(shown) if silenced(s, names, sides)}
    silent |= {m for o in shown.origins if o.id in names for m in o.members}
    documents = tuple(d for d in shown.documents if d.id not in names)
    left = {d.id for d in documents}
    sightings = tuple(s for s in shown.sightings if s.id not in lost)
    first = shown.history[0].day if shown.history else shown.day
    return replace(
        shown,
        documents=documents,
        readings=tuple(quiet(r, silent) for r in shown.readings if r.document in left),
        origins=tuple(o for o in (parted(o, silent, left) for o in shown.origins) if o is not None),
        copies=tuple(c for c in shown.copies if set(c.documents) <= left),
        relations=tuple(r for r in shown.relations if not {r.a, r.b} & silent),
        sightings=sightings,
        history=tuple(assess_days(shown.watch, sightings, first, shown.day, trust)),
    )


def statements(shown: Picture) -> list[Statement]:
    """Every statement of a picture."""
    return [s for r in shown.readings for s in r.statements]


def silenced(statement: Statement, names: set[str], sides: dict[str, str | None]) -> bool:
    """Whether a statement, its document, its speaker or the speaker's side is taken away."""
    actor = statement.source.actor if statement.source else None
    return bool(names & {statement.id, statement.document, actor or "", (sides.get(actor or "") or "")} - {""})


def quiet(reading: Reading, silent: set[str]) -> Reading:
    """A reading without some statements and what was reported in them."""
    return replace(
        reading,
        statements=tuple(s for s in reading.statements if s.id not in silent),
        events=tuple(e for e in reading.events if e.holder not in silent),
    )


def parted(origin: Origin, silent: set[str], left: set[str]) -> Origin | None:
    """An origin without some of its members, or None when none is left."""
    members = tuple(m for m in origin.members if m not in silent)
    documents = tuple(d for d in origin.documents if d in left)
    if not members or not documents:
        return None
    root = origin.root if origin.root in members else members[0]
    return replace(origin, members=members, documents=documents, root=root)


# --- as text -----------------------------------------------------------------------------------------


def limited(things: Iterable[str], most: int) -> Iterator[str]:
    """The first few things, a line or more each, and how many more there are."""
    every = list(things)
    yield from islice(every, most)
    if len(every) > most:
        yield f"  … and {len(every) - most} more"


def report_lines(shown: Picture, gone: Iterable[Sighting]) -> Iterator[str]:
    """Each report in two lines: its day and words, and what it spoke for or against."""
    texts, indicators = {d.id: d for d in shown.documents}, {i.id: i.text for i in shown.watch.indicators}
    for s in gone:
        document = texts[s.document]
        sign = "for" if s.present else "against"
        where = document.outlet or document.id
        words = brief_words(document.text[s.start : s.end])
        yield f"  {s.first_seen.date()}  {where}: “{words}”\n              {sign}: {indicators[s.indicator]}"


def brief_words(text: str) -> str:
    """One line of at most WIDTH characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDTH else f"{flat[: WIDTH - 1].rstrip()}…"


def lamp_lines(shown: Picture, before: Assessment, after: Assessment) -> list[str]:
    """Lamps whose state or probability moves, those that change state first."""
    texts = {i.id: i.text for i in shown.watch.indicators}
    pairs = [(a, b) for a, b in zip(before.lamps, after.lamps, strict=True) if abs(a.present - b.present) > 1e-9]
    pairs.sort(key=lambda p: (p[0].state == p[1].state, -abs(p[0].present - p[1].present), p[0].indicator))
    lines = []
    for a, b in pairs:
        state = f"{a.state} → {b.state}" if a.state != b.state else f"stays {a.state}"
        lines.append(f"  {state:<16} {texts[a.indicator]} ({a.present:.0%} → {b.present:.0%} likely to be so)")
    return ["", "Lamps", *lines] if lines else []


def number_lines(shown: Picture, before: Assessment, after: Assessment) -> list[str]:
    """Forecasts with their intervals, and hypotheses."""
    lines = ["", "Numbers"]
    for f, g in zip(before.forecasts, after.forecasts, strict=True):
        interval = f"({f.low:.1%} to {f.high:.1%} → {g.low:.1%} to {g.high:.1%})"
        lines.append(f"  {f'yes within {f.days} days':<16} {f.p:.1%} → {g.p:.1%}  {interval}")
    texts = {h.id: h.text for h in shown.watch.hypotheses}
    for b, c in zip(before.beliefs, after.beliefs, strict=True):
        lines.append(f"  {f'{b.p:.1%} → {c.p:.1%}':<16} {texts[b.hypothesis]}")
    if before.confidence != after.confidence:
        lines.append(f"  confidence {before.confidence} → {after.confidence}")
    return lines


def sentence_lines(before: Brief, after: Brief) -> list[str]:
    """Sentences of the brief that are no longer there, and those that stand there instead."""
    old, new = (list(dict.fromkeys(sentences(b))) for b in (before, after))
    lost, gained = [s for s in old if s not in set(new)], [s for s in new if s not in set(old)]
    if not lost and not gained:
        return ["", "Brief: no sentence changes."]
    head = f"Brief: of {len(old)} sentences {len(lost)} go and {len(gained)} come."
    return [
        "",
        head,
        *limited((f"  − {brief_words(s)}" for s in lost), SENTENCES),
        *limited((f"  + {brief_words(s)}" for s in gained), SENTENCES),
    ]


def sentences(shown: Brief) -> Iterator[str]:
    """Every sentence as a reader meets it."""
    yield shown.headline
    for section in shown.sections:
        for s in section.sentences:
            yield f"{s.lead} {s.text}".strip()
        for clash in section.clashes:
            yield f"{clash.kind}: {clash.a.text} / {clash.b.text}"
