"""The cast of a text: who is in it, and whom any stretch of it means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from tocsin.nouns.actor import Actor
from tocsin.read.actors import describe, known, organisations, persons, places, pronouns
from tocsin.read.actors.draft import Draft
from tocsin.read.actors.register import Hit, with_aliases
from tocsin.read.actors.view import View, view
from tocsin.read.network import Tagged

_AROUND = 8
"""A word is looked for in so many contents that begin before it."""

Span = tuple[int, int]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is in a text. ``view`` and ``hits`` are what the event rules go on with."""

    actors: tuple[Actor, ...]
    view: View
    by_word: Mapping[int, tuple[str, ...]]
    hits: Mapping[int, Hit]
    sides: Mapping[str, str | None] = field(default_factory=dict)

    def actor_at(self, start: int, end: int) -> str | None:
        """The actor a stretch of text means: by its head, else the only or first actor mentioned in it."""
        words = self.view.between(start, end)
        head = self.view.top(words)
        if head is None:
            return None
        if self.by_word.get(head):
            return self._named(head, words) or self.by_word[head][0]
        down = [k for k in self.view.kids[head] if k in words and self.view.rel[k] in ("appos", "flat", "compound")]
        for w in [*down, *words]:
            if self.by_word.get(w) and (w in down or self.view.rel[w] != "nmod:poss"):
                return self.by_word[w][0]
        return None

    def _named(self, head: int, words: range) -> str | None:
        """The person whose name stands behind an office within a stretch: "Chairman of the Duma Ivan Petrov"."""
        v = self.view
        for k in v.kids[head]:
            beside = k == head + 1 or v.rel[k] in ("appos", "flat", "nmod:unmarked")
            if k > head and k in words and v.pos[k] == "PROPN" and beside:
                return next((a for a in self.by_word.get(k, ()) if a.startswith("person:")), None)
        return None

    def at_word(self, word: int) -> tuple[str, ...]:
        """The actors a word means."""
        return self.by_word.get(word, ())

    def side(self, actor: str) -> str | None:
        """Whose side an actor is on."""
        return self.sides.get(actor)


def resolve(
    text: str,
    tagged: Tagged,
    sources: Sequence[Span] = (),
    aliases: Mapping[str, str] | None = None,
    home: str | None = None,
) -> Cast:
    """Everybody in a text.

    ``sources`` are the spans of who is quoted; ``aliases`` a warning problem's own names; ``home`` is the state the
    outlet is in.
    """
    v = view(text, tagged)
    draft = Draft(v)
    found = list(known.names(v, [(n.kind, n.start, n.end) for n in tagged.names]))
    trees = [*([with_aliases(aliases)] if aliases else []), known.tree()]
    rough = [(a, b) for kind, a, b in found if kind == "PER"]
    located = places.locate(v, found, known.hits(v, trees, rough), home)
    hits, draft.places = located.hits, located.places
    bodies = organisations.ranges(v, found, hits)
    people = _people(v, found, hits, bodies)
    persons.enrol(draft, people)
    _walk(draft, hits, bodies, people, tagged)
    return Cast(
        actors=draft.actors(),
        view=v,
        by_word=draft.by_word,
        hits=draft.hit_at,
        sides={actor: side for actor, (_, _, side) in draft.known.items()},
    )


def _people(
    v: View, found: Sequence[tuple[str, int, int]], hits: Sequence[Hit], bodies: Sequence[tuple[str, int, int]]
) -> list[Range]:
    """People's names as word ranges, without titles and without what turned out to be a body."""
    taken = {w for h in hits for w in range(h.first, h.last + 1)} | {w for _, a, b in bodies for w in range(a, b + 1)}
    trimmed = [persons.trim(v, a, b) for kind, a, b in found if kind == "PER"]
    return sorted({r for r in trimmed if r and not any(w in taken for w in range(r[0], r[1] + 1))})


def _walk(
    draft: Draft,
    hits: Sequence[Hit],
    bodies: Sequence[tuple[str, int, int]],
    people: Sequence[Range],
    tagged: Tagged,
) -> None:
    """One pass over everything that may mean somebody, in the order of the text."""
    v = draft.view
    swallowed = {w for _, a, b in bodies for w in range(a, b + 1)}
    for hit in hits:
        if hit.first not in swallowed:
            draft.hit_at.update(dict.fromkeys(range(hit.first, hit.last + 1), hit))
    organisations.learn(draft, hits, bodies)
    draft.home = describe.home(draft)
    taken = {w for a, b in people for w in range(a, b + 1)} | swallowed
    taken |= {w for h in hits if h.entry.sort != "people" for w in range(h.first, h.last + 1)}
    roles = list(describe.found(draft, taken))
    beside = _beside(v, people, roles)
    titled = {id(r) for rs in beside.values() for r in rs}
    speaker = _speakers(draft, tagged)
    steps: list[tuple[int, int, Callable[[], None]]] = []
    steps += [(h.first, 0, partial(known.mark, draft, h)) for h in hits if h.first not in swallowed]
    steps += [(a, 1, partial(organisations.mark, draft, kind, a, b)) for kind, a, b in bodies]
    steps += [(a, 2, partial(persons.mark, draft, a, b, beside.get((a, b), []))) for a, b in people]
    steps += [(r.last, 3, partial(describe.mark, draft, r)) for r in roles if id(r) not in titled]
    said = [w for w, low in enumerate(v.low) if low in pronouns.SORTS and v.pos[w] in ("PRON", "DET")]
    steps += [(w, 4, partial(pronouns.mark, draft, w, speaker)) for w in said]
    for _, _, step in sorted(steps, key=lambda s: s[:2]):
        step()
    for w, low in enumerate(v.low):
        if low in pronouns.RELATIVE and v.pos[w] == "PRON" and w not in draft.by_word:
            pronouns.relative(draft, w)


def _speakers(draft: Draft, tagged: Tagged) -> Callable[[int], str | None]:
    """Who utters a word: the actor of the source whose content the word lies in."""
    sources = {s.cue: s for s in reversed(tagged.spans) if s.kind == "source" and s.cue is not None}
    contents = [(s.start, s.end, sources[s.cue]) for s in tagged.spans if s.kind == "content" and s.cue in sources]

    contents.sort(key=lambda c: c[:2])
    starts = [c[0] for c in contents]

    def speaker(word: int) -> str | None:
        at = draft.view.start[word]
        near = bisect_right(starts, at)
        for start, end, source in contents[max(0, near - _AROUND) : near]:
            if start <= at < end:
                held = (draft.by_word.get(w) for w in draft.view.between(source.start, source.end))
                return next((actors[0] for actors in held if actors), None)
        return None

    return speaker


def _beside(v: View, people: Sequence[Range], roles: Sequence[describe.Role]) -> dict[Range, list[describe.Role]]:
    """The descriptions that stand beside each name: as title before it, or as apposition on either side."""
    ends = {r.last: r for r in roles}
    heads = {r.head: r for r in roles}
    starts = {a for a, _ in people}
    found: dict[Range, list[describe.Role]] = {}
    for a, b in people:
        near: list[describe.Role] = []
        if a - 1 in ends and not ends[a - 1].plural:
            near.append(ends[a - 1])
        top = v.top(range(a, b + 1))
        if top is not None:
            above = v.head[top]
            if v.rel[top] in ("appos", "flat", "compound", "nmod:unmarked") and above in heads:
                near.append(heads[above])
            near += [heads[k] for k in v.kids[top] if v.rel[k] in ("appos", "compound", "flat") and k in heads]
        near += _copula(v, top, heads)
        near += _after_comma(v, b, roles, starts)
        unique = list({id(r): r for r in near if not r.plural}.values())
        if unique:
            found[a, b] = unique
    return found


def _after_comma(v: View, last: int, roles: Sequence[describe.Role], starts: Collection[int]) -> list[describe.Role]:
    """“X, UAE Minister of Foreign Affairs” – unless the description is the title of somebody named after it."""
    if last + 2 >= len(v) or v.low[last + 1] != ",":
        return []
    for role in roles:
        near = last + 2 <= role.first <= last + 5 and role.last + 1 not in starts and role.entry.kind == "office"
        if near and all(v.pos[w] in ("DET", "ADJ", "PROPN", "NOUN", "PART") for w in range(last + 2, role.first)):
            return [role]
    return []


def _copula(v: View, top: int | None, heads: Mapping[int, describe.Role]) -> list[describe.Role]:
    """“X is the president of Y.”"""
    if top is None or v.rel[top] != "nsubj" or v.head[top] not in heads:
        return []
    return [heads[v.head[top]]] if v.kid(v.head[top], "cop") is not None else []
