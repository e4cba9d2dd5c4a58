"""Merged and split: two names that are one party, two reports that are one utterance – and the other way round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tocsin.nouns.actor import Actor
from tocsin.nouns.ids import set_id
from tocsin.nouns.judgement import Judgement
from tocsin.nouns.reading import Event, Reading
from tocsin.nouns.relation import Origin
from tocsin.nouns.watch import Sighting
from tocsin.workbench.anchors import anchored


def renamed(reading: Reading, renames: Sequence[Judgement]) -> Reading:
    """Actors that people made one, or told apart in some documents; each judgement acts on what the last one left."""
    for j in renames:
        here = any(a.id == j.target for a in reading.actors)
        if here and j.verb == "merge" and isinstance(j.value, str):
            reading = _renamed(reading, {j.target: j.value})
        elif here and j.verb == "split" and isinstance(j.value, list | tuple) and reading.document in j.value:
            reading = _renamed(reading, {j.target: f"{j.target}~{j.id.removeprefix('j-')[:6]}"})
    return reading


def _renamed(reading: Reading, new: Mapping[str, str]) -> Reading:
    return replace(
        reading,
        actors=_actors(reading, new),
        statements=tuple(
            replace(s, source=replace(s.source, actor=new[s.source.actor]))
            if s.source and s.source.actor and s.source.actor in new
            else s
            for s in reading.statements
        ),
        events=tuple(_event(e, new) for e in reading.events),
    )


def _actors(reading: Reading, new: Mapping[str, str]) -> tuple[Actor, ...]:
    """The actors under their new ids; of two that are now one the mentions are put together."""
    found: dict[str, Actor] = {}
    for actor in sorted(reading.actors, key=lambda a: a.id in new):
        id = new.get(actor.id, actor.id)
        known = found.get(id)
        found[id] = replace(known, mentions=known.mentions + actor.mentions) if known else replace(actor, id=id)
    return tuple(found.values())


def _event(e: Event, new: Mapping[str, str]) -> Event:
    """An event with its parties and its place under their new ids; itself where none of them has one."""
    if not new.keys() & {*e.agents, *e.patients, e.where, e.place}:
        return e

    def turn(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new.get(id, id) for id in ids))

    where, place = (new.get(id or "", id) for id in (e.where, e.place))
    return replace(e, agents=turn(e.agents), patients=turn(e.patients), where=where, place=place)


def joined_origins(
    origins: Iterable[Origin], readings: Sequence[Reading], judgements: Sequence[Judgement]
) -> list[Origin]:
    """Origins as people left them: without statements that are gone, merged and split as they said."""
    order = {s.id: (n, s.document) for n, s in enumerate(s for r in readings for s in r.statements)}
    groups = {o.id: o if all(m in order for m in o.members) else _only(o, order) for o in origins}
    kept = {id: o for id, o in groups.items() if o is not None}
    where = {member: id for id, o in kept.items() for member in o.members}
    for j in anchored([j for j in judgements if j.verb in ("merge", "split") and j.target.startswith("st-")], readings):
        if j.target not in where:
            continue
        if j.verb == "split":
            _split(kept, where, j, order)
        elif isinstance(j.value, dict) and j.value.get("with") in where:
            _merge(kept, where, j, order)
    return sorted(kept.values(), key=lambda o: order[o.root][0])


Order = Mapping[str, tuple[int, str]]


def _only(o: Origin, order: Order) -> Origin | None:
    left = [m for m in o.members if m in order]
    return _of(left, order, o, o.why) if left else None


def _of(members: Iterable[str], order: Order, like: Origin, why: str) -> Origin:
    ids = sorted(members, key=lambda m: order[m][0])
    documents = tuple(dict.fromkeys(order[m][1] for m in ids))
    return replace(like, id=set_id("o", ids), root=ids[0], members=tuple(ids), documents=documents, why=why)


def _merge(kept: dict[str, Origin], where: dict[str, str], j: Judgement, order: Order) -> None:
    one, two = where[j.target], where[j.value["with"]]  # type: ignore[index]  # the caller looked
    if one == two:
        return
    a, b = kept.pop(one), kept.pop(two)
    made = _of({*a.members, *b.members}, order, a if a.actor else b, f"{a.why} {j.analyst} judged them one utterance.")
    kept[made.id] = made
    where.update(dict.fromkeys(made.members, made.id))


def _split(kept: dict[str, Origin], where: dict[str, str], j: Judgement, order: Order) -> None:
    old = kept[where[j.target]]
    rest = [m for m in old.members if m != j.target]
    if not rest:
        return
    del kept[old.id]
    for members, why in ((rest, old.why), ([j.target], f"{j.analyst} judged it an utterance of its own.")):
        made = _of(members, order, old, why)
        kept[made.id] = made
        where.update(dict.fromkeys(made.members, made.id))


def rejoined(sightings: Iterable[Sighting], before: Iterable[Origin], after: Iterable[Origin]) -> list[Sighting]:
    """Sightings found under some origins, under those that their statements belong to now."""
    old = {m: o.id for o in before for m in o.members}
    new = {m: o.id for o in after for m in o.members}
    moved = {m: id for m, id in new.items() if old.get(m) != id}
    return [
        replace(s, origin=moved[s.statement]) if s.statement in moved and s.origin == old.get(s.statement) else s
        for s in sightings
    ]
