"""People: full names first, surnames after them, titles and offices beside the name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tocsin.read.actors import register
from tocsin.read.actors.describe import Role, around, side_of
from tocsin.read.actors.draft import Draft, Person
from tocsin.read.actors.names import is_given, name_key
from tocsin.read.actors.view import View
from tocsin.read.languages import words

Range = tuple[int, int]


@cache
def _titles() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    one, two, three, four = (words("actors_roles", k) for k in ("titles", "male", "female", "women"))
    return one, two, three, four


def trim(v: View, first: int, last: int) -> Range | None:
    """A person's name without titles before it and possessive after it; None when nothing is left."""
    titles = _titles()[0]
    while first <= last and (v.low[first].rstrip(".") in titles or not v.words[first][0].isalnum()):
        first += 1
    while last >= first and (v.low[last] in ("'s", "'") or not v.words[last][0].isalnum()):
        last -= 1
    return (first, last) if first <= last and v.words[first][0].isupper() else None


def enrol(draft: Draft, ranges: Sequence[Range]) -> None:
    """Meet everybody who is named in full anywhere in the text, so that surnames find them even before."""
    v = draft.view
    for a, b in ranges:
        key = name_key(v.text[v.start[a] : v.end[b]])
        if len(key) > 1:
            _person(draft, key, v.text[v.start[a] : v.end[b]])


def _by_given_name(given: str) -> str:
    """“f”, “m”, or nothing when a given name does not tell."""
    if given in _titles()[3]:
        return "f"
    return "m" if given in words("actors_roles", "men") or is_given(given) else ""


def _person(draft: Draft, key: tuple[str, ...], text: str) -> Person:
    """The person with this full key, made known if new."""
    short = (key[0], key[-1]) if len(key) == 3 and key[1].endswith(("vich", "vna", "ovich", "ivna")) else key
    known = register.person(short)
    name_id = "-".join(name_key(known[1])) if known else "-".join(short)
    actor = f"person:{name_id}"
    if actor not in draft.persons:
        gender = _by_given_name(short[0])
        draft.persons[actor] = Person(actor, short, gender=gender)
        draft.meet(actor, text, "person", known[0] if known else None)
    return draft.persons[actor]


def identify(draft: Draft, first: int, last: int) -> Person:
    """Who a name means: in full, or by surname somebody of this text, or by surname somebody known."""
    v = draft.view
    text = " ".join(v.text[v.start[first] : v.end[last]].split())
    key = name_key(text) or (text.lower(),)
    if len(key) == 1:
        same = [p for p in draft.persons.values() if p.key[-1] == key[0]] or [
            p for p in draft.persons.values() if p.key[0] == key[0]
        ]
        if same:
            spoken = [a for _, a in reversed(draft.recent)]
            return min(same, key=lambda p: spoken.index(p.id) if p.id in spoken else len(spoken))
    return _person(draft, key, text)


def mark(draft: Draft, first: int, last: int, roles: Sequence[Role]) -> None:
    """Note a person's name with the roles that stand beside it."""
    v = draft.view
    person = identify(draft, first, last)
    head = v.top(range(first, last + 1))
    draft.mention(person.id, first, last, last if head is None else head)
    draft.file(person.id, "person")
    side = None
    for role in roles:
        side = side or side_of(draft, role)
        if side is None and role.entry.side in ("opposition", "rebels", "office"):
            side = around(draft, role)
        _hold(draft, person, role, side)
    if side is None:
        titled = any(role.entry.side == "office" for role in roles)
        side = register.side_of_surname(person.key[-1]) if titled else _beside(draft, first, last)
    draft.meet(person.id, "", "person", side)
    _gender(draft, person, first, roles)


def _beside(draft: Draft, first: int, last: int) -> str | None:
    """The state whose adjective stands before the name: “Belarusian Ales Bialiatski”."""
    hit = draft.hit_at.get(first - 1)
    return hit.entry.side if hit and hit.entry.sort == "people" else None


def _hold(draft: Draft, person: Person, role: Role, side: str | None) -> None:
    """The person holds the office: the description is theirs from here on."""
    v = draft.view
    if role.entry.kind in ("office", "person") and not role.plural:
        person.offices.add(role.entry.id)
        draft.holders[role.entry.id, side] = person.id
        draft.file(person.id, role.entry.id)
    if role.entry.kind in ("office", "person", "group", "state"):
        for w in range(role.first, role.last + 1):
            draft.by_word[w] = (person.id,)
        if v.head[role.head] >= 0:
            draft.by_word[role.head] = (person.id,)


def _gender(draft: Draft, person: Person, first: int, roles: Sequence[Role]) -> None:
    v = draft.view
    _, male, female, _ = _titles()
    before = {v.low[w].rstrip(".") for w in range(max(0, first - 2), first)}
    before |= {v.low[w] for r in roles for w in range(r.first, r.last + 1)}
    if before & female:
        person.gender = "f"
    elif before & male and not person.gender:
        person.gender = "m"
