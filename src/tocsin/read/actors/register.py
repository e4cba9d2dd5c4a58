"""The register: states, organisations, services, armed groups, places and people known before any text is read.

All of it is data in the language's folder; here it becomes one tree of lower-case words, so a text is searched in
one pass whatever the size of the register. Adapted in part from the Phoenix dictionaries (MIT), as the files say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from tocsin.nouns.actor import ActorKind
from tocsin.read.actors.names import is_common, name_key, slug, word_key
from tocsin.read.languages import table
from tocsin.read.words import words

Sort = Literal["state", "people", "capital", "seat", "organisation", "place", "nowhere", "role"]
_END = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase means. ``sort`` says how: a state's name, its people, its capital, a body, a place, a role …"""

    sort: Sort
    id: str
    kind: ActorKind
    side: str | None
    name: str
    exact: bool = False  # an acronym: case counts


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found at the words ``first`` … ``last``."""

    entry: Entry
    first: int
    last: int


Tree = dict[str, Any]


def plant(tree: Tree, phrase: str, entry: Entry) -> None:
    """Add a phrase; what was there first stays."""
    node = tree
    for a, b in words(phrase):
        node = node.setdefault(phrase[a:b].lower().replace("’", "'"), {})
    node.setdefault(_END, entry)


def find(tree: Tree, low: Sequence[str]) -> Iterator[tuple[int, int, Entry]]:
    """The longest phrases in a row of lower-case words, left to right, never overlapping."""
    n, free = len(low), 0
    for i, word in enumerate(low):
        node = tree.get(word)
        if node is None or i < free:
            continue
        best = None
        j = i
        while node is not None:
            j += 1
            if _END in node:
                best = (i, j - 1, node[_END])
            node = node.get(low[j]) if j < n else None
        if best is not None:
            yield best
            free = j if best[1] == j - 1 else best[1] + 1


def _exact(phrase: str) -> bool:
    letters = phrase.replace(".", "").replace("-", "").replace("+", "")
    return letters.isupper() and len(letters) <= 6 and letters.isalnum()


def _lines(name: str, key: str) -> Iterator[list[str]]:
    for line in table(name)[key].splitlines():
        if line.strip():
            yield line.strip().split("|")


def plural(noun: str) -> str:
    """A regular English plural."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def _states(tree: Tree) -> None:
    for code, names, people, capitals, seats in _lines("actors_states", "states"):
        shown = names.split(";")[0]

        def put(phrases: str, sort: Sort, code: str = code, shown: str = shown) -> None:
            for phrase in filter(None, phrases.split(";")):
                bare = phrase.removeprefix("the ").removeprefix("The ")
                plant(tree, bare, Entry(sort, f"state:{code}", "state", code, shown, _exact(phrase)))
                if sort == "people" and bare[0].isupper() and not bare.endswith(("s", "sh", "ch", "ese", "men")):
                    plant(tree, plural(bare), Entry(sort, f"state:{code}", "state", code, shown))

        put(names, "state")
        put(people, "people")
        put(capitals, "capital")
        put(seats, "seat")


def _peoples(tree: Tree) -> None:
    for names, people, code in _lines("actors_states", "peoples"):
        shown = names.split(";")[0]
        for phrase in names.split(";"):
            bare = phrase.removeprefix("the ")
            plant(tree, bare, Entry("place", f"place:{slug(shown)}", "place", code, shown))
        for phrase in people.split(";"):
            entry = Entry("people", f"group:{slug(phrase)}", "group", code, phrase)
            plant(tree, phrase, entry)
            plant(tree, plural(phrase), entry)


def _bodies(tree: Tree) -> None:
    for part in ("international", "services", "groups"):
        for key, kind, side, names in _lines("actors_organisations", part):
            shown = names.split(";")[0]
            prefix = "org" if kind == "organisation" else kind
            for phrase in names.split(";"):
                bare = phrase.removeprefix("the ")
                plant(tree, bare, Entry("organisation", f"{prefix}:{key}", kind, side, shown, _exact(phrase)))  # type: ignore[arg-type]  # a kind, as the table's test holds


def _places(tree: Tree) -> None:
    data = table("actors_places")
    for code, names in data["places"].items():
        for name in names.split(";"):
            plant(tree, name, Entry("place", f"place:{slug(name)}", "place", code, name))
    for name in data["nowhere"].split(";"):
        plant(tree, name, Entry("nowhere", f"place:{slug(name)}", "place", None, name))


@cache
def register() -> Tree:
    """The tree of everything that is known by name, except people."""
    tree: Tree = {}
    _bodies(tree)
    _states(tree)
    _peoples(tree)
    _places(tree)
    return tree


@cache
def sides() -> frozenset[str]:
    """The codes of all states and blocs that a party may speak for."""
    found: set[str] = set()
    rest: list[Tree | Entry] = [register()]
    while rest:
        node = rest.pop()
        if isinstance(node, dict):
            rest += node.values()
        elif node.side:
            found.add(node.side)
    return frozenset(found)


def with_aliases(aliases: Mapping[str, str]) -> Tree:
    """The register with a warning problem's own names (name → actor id) put before it."""
    tree: Tree = {}
    for name, actor in aliases.items():
        kind, _, rest = actor.partition(":")
        side = rest[:3] if len(rest) >= 3 and rest[:3].isupper() else None
        plant(tree, name, Entry("organisation", actor, _KIND.get(kind, "organisation"), side, name, _exact(name)))
    return tree


_KIND: dict[str, ActorKind] = {
    "person": "person",
    "office": "office",
    "org": "organisation",
    "state": "state",
    "place": "place",
    "group": "group",
}


@cache
def roles() -> Tree:
    """The tree of descriptions: “defence ministry”, “troops”, “protesters”, singular and plural."""
    tree: Tree = {}
    for key, kind, family, phrases in _lines("actors_roles", "roles"):
        for phrase in phrases.split(";"):
            own = slug(phrase) if family == "people" and key != "protesters" else key
            entry = Entry("role", own, kind, family, own)  # type: ignore[arg-type]  # a kind, as the table's test holds
            plant(tree, phrase, entry)
            head, of, rest = phrase.partition(" of ")
            plant(tree, plural(head) + of + rest, entry)
    return tree


@cache
def _surnames() -> dict[str, list[tuple[str, str, bool]]]:
    """Known people by the key of their last name: (side, name, whether the hand-written table has them)."""
    found: dict[str, list[tuple[str, str, bool]]] = {}
    for source in ("actors_figures", "actors_people"):
        for side, names in table(source)["people"].items():
            for name in names.split(";"):
                found.setdefault(word_key(name.rpartition(" ")[2]), []).append((side, name, source == "actors_figures"))
    return found


def person(key: tuple[str, ...]) -> tuple[str, str] | None:
    """The side and full name of a known person by full key, or by a surname that says enough by itself."""
    known = _surnames().get(key[-1], []) if key else []
    if len(key) > 1:
        return next(((side, name) for side, name, _ in known if _same(name_key(name), key)), None)
    if not key or len(key[0]) < 4 or is_common(key[0]):
        return None
    figures = [k for k in known if k[2]]
    return (figures[0][0], figures[0][1]) if len({side for side, _, _ in figures}) == 1 else None


def side_of_surname(key: str) -> str | None:
    """The only state that somebody of this surname has governed; a guess, good enough beside a title."""
    sides = {side for side, _, _ in _surnames().get(key, [])}
    return sides.pop() if len(sides) == 1 else None


def _same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return a == b or (len(a) > 1 and a[0] == b[0] and a[-1] == b[-1])
