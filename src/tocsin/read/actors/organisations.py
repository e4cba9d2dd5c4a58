"""Bodies the register does not list: “Ministry of Defence of Belarus”, “Polish Border Guard”, “Sea Watch (SW)”."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.read.actors import describe
from tocsin.read.actors.draft import Draft
from tocsin.read.actors.names import slug
from tocsin.read.actors.register import Hit, find, roles
from tocsin.read.actors.view import View
from tocsin.read.languages import words

Body = tuple[str, int, int]  # kind of name, first and last word
_LOWERCASE = frozenset(["of", "the", "for", "and", "in", "on", "to", "de", "la", "du", "des"])


def ranges(v: View, found: Sequence[tuple[str, int, int]], hits: Sequence[Hit]) -> list[Body]:
    """Names of bodies, places and facilities that say more than the register's hit inside them."""
    hit_at = {w: h for h in hits for w in range(h.first, h.last + 1)}
    bodies: list[Body] = []
    for kind, first, last in found:
        if kind not in ("ORG", "LOC", "FAC", "NORP", "MISC"):
            continue
        first, last = _trim(v, first, last)
        if first > last:
            continue
        covered = [hit_at[w] for w in range(first, last + 1) if w in hit_at]
        full = any(h.first <= first and h.last >= last for h in covered)
        described = kind == "ORG" and _is_role(v, first, last, covered)
        if not full and not described and not (kind in ("NORP", "MISC", "LOC") and covered):
            bodies.append((kind, first, last))
    return bodies


def _trim(v: View, first: int, last: int) -> tuple[int, int]:
    while first <= last and (v.low[first] in _LOWERCASE or not v.words[first][0].isalnum()):
        first += 1
    while last >= first and (v.low[last] in ("'s", "'") or not v.words[last][0].isalnum()):
        last -= 1
    return first, last


def _is_role(v: View, first: int, last: int, covered: Sequence[Hit]) -> bool:
    """Nothing but a description, a state and small words: left to the rules for descriptions."""
    left = set(range(first, last + 1)) - {w for h in covered for w in range(h.first, h.last + 1)}
    for a, b, _ in find(roles(), v.low[first : last + 1]):
        left -= set(range(first + a, first + b + 1))
    return not {w for w in left if v.low[w] not in _LOWERCASE and v.low[w] != "'s"}


def learn(draft: Draft, hits: Sequence[Hit], bodies: Sequence[Body]) -> None:
    """Short forms a text defines for itself: “State Border Committee (SBC)”."""
    v = draft.view
    for kind, first, last in bodies:
        if kind != "ORG":
            continue
        initials = "".join(v.words[w][0] for w in range(first, last + 1) if v.words[w][0].isupper())
        short = _bracketed(v, last)
        for form in {initials if len(initials) > 2 else "", short or ""} - {""}:
            draft.aliases.setdefault(form, _id(draft, first, last))
    for hit in hits:
        short = _bracketed(v, hit.last)
        if short and hit.entry.sort == "organisation":
            draft.aliases[short] = hit.entry.id


def _bracketed(v: View, last: int) -> str | None:
    if last + 3 < len(v) and v.words[last + 1] == "(" and v.words[last + 3] == ")":
        word = v.words[last + 2]
        return word if word.isupper() and 2 <= len(word) <= 10 else None
    return None


def _id(draft: Draft, first: int, last: int) -> str:
    v = draft.view
    return f"org:{slug(v.text[v.start[first] : v.end[last]])}"


def mark(draft: Draft, kind: str, first: int, last: int) -> None:
    """Note a body or place by name."""
    v = draft.view
    text = " ".join(v.text[v.start[first] : v.end[last]].split())
    head = v.top(range(first, last + 1))
    head = last if head is None else head
    if kind in ("LOC", "FAC"):
        actor = f"place:{slug(text)}"
        draft.meet(actor, text, "place", None)
    elif kind in ("NORP", "MISC"):
        actor = f"group:{slug(text)}"
        nowhere = text.lower() in words("actors_roles", "foreign")
        draft.meet(actor, text, "group", None if nowhere else describe.alone(draft, head))
        draft.plural.add(actor)
    else:
        actor = draft.aliases.get(text) or _id(draft, first, last)
        draft.meet(actor, text, "organisation", _inner_side(draft, first, last))
        draft.file(actor, "body")
        _file_family(draft, actor, first, last)
    draft.mention(actor, first, last, head)


def _inner_side(draft: Draft, first: int, last: int) -> str | None:
    """“Belarusian Red Cross”, “Bank of Japan”: the state named inside or just before."""
    from tocsin.read.actors.register import register

    v = draft.view
    for _, _, entry in find(register(), v.low[max(0, first - 1) : last + 1]):
        if entry.side and entry.sort in ("state", "people", "capital"):
            return entry.side
    return None


def _file_family(draft: Draft, actor: str, first: int, last: int) -> None:
    v = draft.view
    for _, _, entry in find(roles(), v.low[first : last + 1]):
        draft.file(actor, entry.side or "", entry.id)
