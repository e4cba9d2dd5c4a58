"""What the register knows in a text: states, bodies, places – and whether a capital's name speaks or is a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from tocsin.read.actors.draft import Draft
from tocsin.read.actors.register import Entry, Hit, Tree, find, register, roles
from tocsin.read.actors.view import View
from tocsin.read.languages import words

Range = tuple[int, int]  # first and last word

_FAMILIES = (("ministry", "ministry"), ("border", "force"), ("armed", "force"), ("parliament", "parliament"))
_EITHER = frozenset(("from", "to", "of", "for"))


@cache
def _where() -> frozenset[str]:
    return words("actors_roles", "where")


@cache
def _motion() -> frozenset[str]:
    """Words beside which a capital is where somebody goes or comes from."""
    return words("actors_roles", "motion")


@cache
def _acts() -> frozenset[str]:
    """Forms of the verbs a capital may be the subject of."""
    from tocsin.read.forms import inflect

    return frozenset(form for verb in words("actors_roles", "metonymy") for form in inflect(verb))


def hits(v: View, trees: Sequence[Tree], persons: Sequence[Range]) -> list[Hit]:
    """Register entries in a text, longest first at each place, those inside a person's name left out."""
    inside = {w for a, b in persons for w in range(a, b + 1)}
    parts = {v.low[w] for a, b in persons if b > a for w in range(a, b + 1)}
    whole = {r for r in persons if r[1] > r[0] or v.low[r[0]] not in parts}
    ends = dict(persons)
    found: dict[int, Hit] = {}
    for tree in trees:
        for first, last, entry in find(tree, v.low):
            free = not any(w in found for w in range(first, last + 1))
            within = [(w, ends[w]) for w in range(first, last + 1) if w in ends]
            longer = any(b <= last and (a, b) != (first, last) for a, b in within)
            taken = (first in inside or last in inside) and (first, last) not in whole and not longer
            if (
                free
                and not taken
                and _fits(v, first, last, entry.exact, entry.sort)
                and not _continent(v, first, entry)
            ):
                hit = Hit(entry, first, last)
                found.update(dict.fromkeys(range(first, last + 1), hit))
    return [h for i, h in sorted(found.items()) if h.first == i]


def _continent(v: View, first: int, entry: Entry) -> bool:
    """ "Pan-American", "Latin American" are not of the United States."""
    before = v.low[first - 2 : first - 1] if first > 1 and v.low[first - 1] == "-" else v.low[max(0, first - 1) : first]
    american = entry.sort == "people" and entry.side == "USA"
    return american and bool(before) and before[0] in words("actors_roles", "continental")


def _fits(v: View, first: int, last: int, exact: bool, sort: str) -> bool:
    """Case and part of speech let the words be this name: “us” is not the US, “turkey” no state."""
    if not any(w[0].isupper() for w in v.words[first : last + 1]):
        return False
    if exact:
        return all(w.isupper() for w in v.words[first : last + 1] if w.isalpha())
    if first == last and sort in ("place", "capital", "seat"):
        return v.pos[first] == "PROPN" or v.rel[first] in ("compound", "flat")
    return first != last or v.pos[first] in ("PROPN", "ADJ", "NOUN", "X") or v.sentence[first] != v.sentence[first - 1]


def names(v: View, found: Sequence[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """Names as word ranges: (kind, first, last)."""
    for kind, start, end in found:
        ws = v.between(start, end)
        if ws:
            yield kind, ws[0], ws[-1]


def mark(draft: Draft, hit: Hit) -> None:
    """Note a register hit as a mention of its actor."""
    v, entry = draft.view, hit.entry
    draft.hit_at.update(dict.fromkeys(range(hit.first, hit.last + 1), hit))
    head = v.top(range(hit.first, hit.last + 1))
    head = hit.last if head is None else head
    actor, kind, name = entry.id, entry.kind, entry.name
    if entry.sort == "capital" and not speaks(v, head):
        text = v.text[v.start[hit.first] : v.end[hit.last]]
        actor, kind, name = f"place:{_slug(text)}", "place", text
    draft.meet(actor, name, kind, entry.side)
    draft.mention(actor, hit.first, hit.last, head)
    if entry.sort == "state" or (entry.sort in ("people", "capital", "seat") and kind == "state"):
        draft.file(actor, "state")
    elif kind in ("organisation", "group"):
        draft.file(actor, "body", *_family(entry.id))
        _file_inner(draft, hit)
    if entry.sort == "people" and v.low[hit.last].endswith(("s", "ese", "men")):
        draft.plural.add(actor)


def _family(actor: str) -> tuple[str, ...]:
    """“org:UKR-defence-ministry” is a ministry; “org:RUS-security-service” an agency."""
    return next(((family,) for part, family in _FAMILIES if part in actor), ())


def _file_inner(draft: Draft, hit: Hit) -> None:
    """“… of the Ministry of Defence of Ukraine”: a later “the Ministry of Defence” means that one."""
    v = draft.view
    inside = v.low[hit.first : hit.last + 1]
    for first, last, role in find(roles(), inside):
        if hit.entry.side and role.side == "ministry" and last - first < len(inside) - 1:
            actor = f"org:{hit.entry.side}-{role.id}"
            draft.meet(actor, f"{role.id} ({hit.entry.side})", "organisation", hit.entry.side)
            draft.file(actor, "ministry", role.id)


def _slug(text: str) -> str:
    from tocsin.read.actors.names import slug

    return slug(text)


def tree() -> Tree:
    """The shipped register."""
    return register()


def speaks(v: View, head: int) -> bool:
    """Whether a capital's name stands for the state: “Minsk said”, “talks with Kyiv”, but not “in Minsk”."""
    case, above = v.case(head), v.head[head]
    rel = v.rel[head]
    if rel in ("appos", "compound", "flat", "nmod:unmarked", "obl:unmarked"):
        return False
    if case in _where():
        return False
    if rel == "conj" and above >= 0 and not case:
        return speaks(v, above) if v.pos[above] == "PROPN" else True
    if case in _EITHER:
        return above >= 0 and v.low[above] not in _motion() and v.pos[above] != "PROPN"
    if rel in ("nsubj", "nsubj:pass") and above >= 0:
        return v.low[above] in _acts() or v.pos[above] == "VERB"
    if rel in ("obj", "iobj"):
        return above >= 0 and v.low[above] not in _motion()
    return bool(case) or rel == "nmod:poss"
