"""Descriptions: “the Belarusian defence ministry”, “Commander of the Armed Forces of Ukraine”, “the ministry”.

A description with a state beside it is an actor of that state; one without means the latest of its family, or takes
its state from where the sentence happens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.nouns.actor import ActorKind
from tocsin.read.actors.draft import Draft
from tocsin.read.actors.register import Entry, find, roles
from tocsin.read.actors.view import View
from tocsin.read.languages import words

_BELONGS = frozenset(("of", "from", "for", "in", "to", "at", "within", "inside"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my"))
_JOINING = frozenset(("and", ",", "-", "or", "the"))
_DOMESTIC = frozenset(
    ("government", "force", "police", "court", "parliament", "opposition", "people", "rebels", "body")
)
_PREFIX: dict[ActorKind, str] = {
    "organisation": "org",
    "office": "office",
    "person": "someone",
    "group": "group",
    "state": "state",
    "place": "place",
}


@dataclass(frozen=True, slots=True)
class Role:
    """A description found at words ``first`` … ``last``; ``head`` carries it."""

    entry: Entry
    first: int
    last: int
    head: int
    plural: bool


def found(draft: Draft, taken: set[int]) -> Iterator[Role]:
    """Descriptions in a text outside the words that are names."""
    v = draft.view
    for first, last, entry in find(roles(), v.low):
        if any(w in taken for w in range(first, last + 1)):
            continue
        head = v.top(range(first, last + 1))
        if head is None or v.pos[head] not in ("NOUN", "PROPN", "ADJ", "X", "VERB"):
            continue
        if v.pos[head] in ("VERB", "ADJ") and first == last:
            continue
        yield Role(entry, first, last, head, v.low[head].endswith(("s", "men", "people", "police", "military")))


def side_of(draft: Draft, role: Role) -> str | None:
    """The state beside a description: before it as adjective or possessor, or after it with “of”, “in” …"""
    return next(iter(sides_of(draft, role)), None)


def sides_of(draft: Draft, role: Role) -> list[str]:
    """Every state beside a description; “Russian and Belarusian troops” has two."""
    v = draft.view
    before = [s for w in _modifiers(v, role) for s in _sides(draft, w)] + list(_leading(draft, role))
    if before:
        return list(dict.fromkeys(before))
    after = [s for w in _belongings(v, role.head) for s in _sides(draft, w)]
    if not after and role.last + 2 < len(v) and v.low[role.last + 1] in ("of", "for", "in", "from"):
        w = role.last + 2 + (v.low[role.last + 2] == "the")
        after = _sides(draft, w) if w < len(v) else []
    return list(dict.fromkeys(after))


def _leading(draft: Draft, role: Role) -> Iterator[str]:
    """The states that stand just before a description, whatever the syntax says: “the Turkish and Greek foreign …”."""
    v = draft.view
    w = role.first - 1
    first = max(v.bounds[v.sentence[role.first]][0], role.first - 8)
    seen = False
    while w >= first:
        hit = draft.hit_at.get(w)
        if hit is not None and hit.entry.sort in ("people", "state", "capital") and hit.entry.side:
            yield hit.entry.side
            seen, w = True, hit.first
        elif v.low[w] not in ("'s", "'") and not (v.low[w] in _JOINING if seen else v.pos[w] == "ADJ"):
            return
        w -= 1


def _modifiers(v: View, role: Role) -> Iterator[int]:
    for k in v.kids[role.head]:
        if v.rel[k] in ("amod", "compound", "nmod:poss", "nmod", "flat", "nmod:unmarked") and k < role.head:
            yield k
            yield from (c for c in v.kids[k] if v.rel[c] in ("conj", "compound", "amod"))


def _belongings(v: View, head: int) -> Iterator[int]:
    for k in v.kids[head]:
        if k > head and v.rel[k] in ("nmod", "nmod:poss") and v.case(k) in _BELONGS:
            yield k
            yield from (c for c in v.kids[k] if v.rel[c] in ("conj", "compound", "amod", "nmod:poss"))
            yield from (c for c in v.kids[k] if v.rel[c] == "nmod" and v.case(c) in _BELONGS)


def _sides(draft: Draft, word: int) -> list[str]:
    hit = draft.hit_at.get(word)
    if hit is not None:
        return [hit.entry.side] if hit.entry.side else []
    return [s for a in draft.by_word.get(word, ()) if (s := draft.side(a))]


def mark(draft: Draft, role: Role) -> None:
    """Note a description as a mention of the actor it means; nothing when it means nobody."""
    sides: list[str | None] = [*sides_of(draft, role)]
    named = _named(draft, role)
    for side in sides or [None]:
        actor = named or _actor(draft, role, side)
        if actor is not None:
            first, last = _extent(draft, role)
            draft.mention(actor, first, last, role.head)
            if _speaks_for(draft.view, role):
                draft.file(actor, "spokesperson")
                draft.speaking.add(role.head)
            if role.plural:
                draft.plural.add(actor)


def _speaks_for(v: View, role: Role) -> bool:
    """“the army spokesman”: who says “the spokesman” after it means the same one."""
    return any(entry.id == "spokesperson" for _, _, entry in find(roles(), v.low[role.last : role.last + 1]))


def _named(draft: Draft, role: Role) -> str | None:
    """“the militant group Hamas”, “Taliban fighters”, “Tigrayan forces”: the body or people named beside it."""
    owner = _part_of(draft, role)
    if owner is not None:
        return owner
    if role.entry.side not in ("body", "rebels", "opposition", "force", "media", "people"):
        return None
    after, before = draft.hit_at.get(role.last + 1), draft.hit_at.get(role.first - 1)
    if after is not None and not role.plural and after.entry.sort == "organisation" and role.entry.side != "people":
        return after.entry.id
    if before is not None and before.entry.kind == "group" and role.entry.side in ("rebels", "force"):
        return before.entry.id
    return None


def _part_of(draft: Draft, role: Role) -> str | None:
    """“the spokesman of the General Staff”, “a division of the directorate” speak for the whole."""
    v = draft.view
    if role.entry.id not in ("spokesperson", "body") and v.low[role.head] not in ("division", "unit", "department"):
        return None
    for k in v.kids[role.head]:
        if k > role.head and v.rel[k] == "nmod" and v.case(k) in ("of", "for", "at"):
            for actor in draft.by_word.get(k, ()) or _hit_ids(draft, k):
                if actor.startswith("org:"):
                    return actor
    return None


def _hit_ids(draft: Draft, word: int) -> tuple[str, ...]:
    hit = draft.hit_at.get(word)
    return (hit.entry.id,) if hit is not None else ()


def _extent(draft: Draft, role: Role) -> tuple[int, int]:
    """The description with its articles and adjectives, and what it belongs to."""
    v = draft.view
    lead = [k for k in v.kids[role.head] if v.rel[k] in ("det", "amod", "compound", "nmod:poss") and k < role.first]
    tail = [k for k in _belongings(v, role.head) if k in draft.hit_at and k <= role.last + 3]
    first = min([role.first, *lead])
    return (first if role.first - first <= 6 else role.first), max([role.last, *tail])


def _actor(draft: Draft, role: Role, side: str | None) -> str | None:
    """The actor of a description, made known if need be."""
    entry, family = role.entry, role.entry.side or ""
    definite = _is_definite(draft.view, role)
    if side is None:
        known = _spoken_of(draft, role) if definite else None
        if known is not None:
            return known
        local = family in _DOMESTIC or (family in ("office", "person") and definite)
        side = around(draft, role) if local else None
    if family == "state" or entry.kind == "state" or (family == "office" and role.plural):
        return _state(draft, role, side)
    holder = draft.holders.get((entry.id, side))
    if holder and family in ("office", "person") and not role.plural and (side or definite):
        return holder
    name = draft.view.text[draft.view.start[role.first] : draft.view.end[role.last]]
    actor = f"{_PREFIX[entry.kind]}:{side}-{entry.id}" if side else f"{_PREFIX[entry.kind]}:{entry.id}"
    draft.meet(actor, f"{name} ({side})" if side else name, entry.kind, side)
    draft.file(actor, family, entry.id)
    return actor


def _state(draft: Draft, role: Role, side: str | None) -> str | None:
    """Government, side, country: the state itself."""
    if side is None:
        return None
    if len(side) != 3 or not side.isupper():
        return None
    actor = f"state:{side}"
    draft.meet(actor, side, "state", side)
    draft.file(actor, "state", role.entry.side or "", role.entry.id)
    return actor


def _is_definite(v: View, role: Role) -> bool:
    det = next((k for k in v.kids[role.head] if v.rel[k] in ("det", "nmod:poss")), None)
    if det is None and role.first > 0:
        det = role.first - 1
    return (det is not None and v.low[det] in _DEFINITE) or (det is None and v.words[role.first][0].isupper())


def _spoken_of(draft: Draft, role: Role) -> str | None:
    """The actor of the same role that was spoken of last, or of its family when the word is that general."""
    entry = role.entry
    known = draft.latest(entry.id)
    if known:
        return known
    if entry.id in ("ministry", "body"):
        return draft.latest(entry.side or "")
    if entry.id == "state" and draft.view.low[role.head] in ("country", "nation", "state", "republic", "kingdom"):
        return draft.latest("state")
    return None


def around(draft: Draft, role: Role) -> str | None:
    """The state a description without one belongs to: whose it is, where the sentence happens, or the text's own."""
    v = draft.view
    owner = v.kid(role.head, "nmod:poss")
    if owner is not None and (held := _sides(draft, owner)):
        return held[0]
    if _is_foreign(v, role):
        return None
    a, b = v.bounds[v.sentence[role.head]]
    places = {h.entry.side for w in range(a, b) if (h := draft.hit_at.get(w)) and _is_where(v, w, h.first)} - {None}
    if len(places) == 1:
        return places.pop()
    return alone(draft, role.head)


def _is_foreign(v: View, role: Role) -> bool:
    """“Western officials”, “foreign troops”: of no one state, least of all that of the place."""
    beside = (v.low[k] for k in (*v.kids[role.head], role.first - 1) if 0 <= k < role.head)
    return any(low in words("actors_roles", "foreign") for low in beside)


def alone(draft: Draft, word: int) -> str | None:
    """The one state that a word's sentence speaks of; None when there are none or several."""
    a, b = draft.view.bounds[draft.view.sentence[word]]
    states = {h.entry.side for w in range(a, b) if (h := draft.hit_at.get(w)) and h.entry.side}
    states = {s for s in states if s and len(s) == 3 and s != "UNO"}
    return draft.home if not states else states.pop() if len(states) == 1 else None


def home(draft: Draft) -> str | None:
    """The state a text is about: most of the states and places it names are its, or all of several."""
    heads = {
        h.first: h.entry.side for h in draft.hit_at.values() if h.entry.sort in ("state", "people", "capital", "place")
    }
    counted = Counter(s for s in heads.values() if s and len(s) == 3)
    if not counted:
        return None
    side, most = min(counted.items(), key=lambda c: (-c[1], c[0]))
    return side if most >= 0.7 * counted.total() and (most >= 3 or 2 <= most == counted.total()) else None


def _is_where(v: View, word: int, first: int) -> bool:
    before = v.low[first - 1] if first else ""
    return before == "in" or v.case(word) in ("in", "at", "near", "outside", "inside", "across", "through")
