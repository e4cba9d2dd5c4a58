"""Which event a predicate is: the verb with its particle, object and prepositions against the lexicon."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from tocsin.read.actors.view import View
from tocsin.read.events.lexicon import Lexicon, Meaning, Pattern, Verb, singulars
from tocsin.read.languages import words

_BE = frozenset(("be", "is", "are", "was", "were", "been", "being", "'s", "'re", "get", "got", "gets", "getting"))
_PARTICLES = frozenset(("in", "up", "down", "out", "back", "away", "off", "over", "aside", "through"))
OBJECTS = ("obj", "nsubj:pass", "iobj")
_LINKED = ("compound", "amod", "nmod", "nmod:poss", "flat", "nummod")
Complements = Sequence[tuple[str, int]]


def is_passive(v: View, verb: int) -> bool:
    """Whether a verb is passive: it has a passive subject or auxiliary, or is a bare participle after its noun."""
    participle = v.low[verb].endswith(("ed", "en", "wn", "ld", "ught", "nt", "id", "ut", "et"))
    helpers = [v.low[k] for k in v.kids[verb] if v.rel[k] in ("aux", "aux:pass")]
    if helpers and _BE.isdisjoint(helpers):
        return False
    active = (
        not helpers and v.kid(verb, "obj") is not None
    )  # "rebels attacked the convoy", whatever its subject is called
    for k in v.kids[verb]:
        if active and v.rel[k] == "nsubj:pass":
            continue
        if v.rel[k] in ("nsubj:pass", "aux:pass") or (v.rel[k] == "aux" and v.low[k] in _BE and participle):
            return True
    bare = v.rel[verb] in ("acl", "advcl", "amod") and participle
    return bare and v.kid(verb, "obj", "nsubj", "mark", "aux") is None


def objects(v: View, verb: int) -> list[int]:
    """The objects of a verb, coordinated ones included; for a participle after a noun, that noun."""
    passive = is_passive(v, verb)
    found = [k for k in v.kids[verb] if v.rel[k] in OBJECTS and (passive or v.rel[k] != "nsubj:pass")]
    if not found and not passive:
        after = [k for k in v.kids[verb] if k > verb and v.rel[k] == "nsubj"]
        before = any(k < verb and v.rel[k] == "nsubj" for k in v.kids[verb])
        found = after if before or v.low[verb].endswith("ing") else []
    if not found and passive:
        found = [
            k for k in v.kids[verb] if k < verb and v.rel[k] in ("nsubj", "compound", "dep") and v.pos[k] != "VERB"
        ]
    if v.rel[verb] == "acl" and passive and v.head[verb] >= 0 and not found:
        found = [v.head[verb]]
    if v.rel[verb] == "acl:relcl" and v.head[verb] >= 0:
        found = _of_relative(v, verb, found)
    return found + [c for k in found for c in v.kids[k] if v.rel[c] == "conj"]


def _of_relative(v: View, verb: int, found: list[int]) -> list[int]:
    """“the town (that) rebels seized”: the town."""
    found = [v.head[verb] if v.low[k] in ("that", "which", "whom", "who") else k for k in found]
    subject = v.kid(verb, "nsubj")
    if not found and subject is not None and v.low[subject] not in ("that", "which", "who"):
        return [v.head[verb]]
    return found


def obliques(v: View, verb: int, heads: Sequence[int] = ()) -> list[tuple[str, int]]:
    """The prepositional complements of a verb and of its objects, as (preposition, noun)."""
    found: list[tuple[str, int]] = []
    for above in (verb, *heads):
        for k in v.kids[above]:
            if v.rel[k] in ("obl", "nmod", "obl:agent", "advmod", "advcl", "acl"):
                case = v.case(k) or (v.low[k] if v.rel[k] == "advmod" else _mark(v, k))
                if case and (v.low[k] not in _temporal() or core(v, k) != k):
                    found.append((case.rpartition(" ")[2], k))
            elif v.rel[k] == "xcomp" and v.pos[k] in ("NOUN", "ADJ", "PROPN"):
                found.append(("as", k))
    return found


def _mark(v: View, clause: int) -> str:
    marker = v.kid(clause, "mark")
    return v.low[marker] if marker is not None else ""


@cache
def _temporal() -> frozenset[str]:
    return words("events_nouns", "temporal")


@cache
def _measures() -> frozenset[str]:
    return words("events_nouns", "measures")


def core(v: View, word: int) -> int:
    """What a measure measures: “two days of talks” are talks, “dozens of soldiers” soldiers."""
    if v.low[word] in _measures():
        for k in v.kids[word]:
            if v.rel[k] == "nmod" and v.case(k) == "of":
                return k
    return word


def modifiers(v: View, word: int) -> set[str]:
    """The words that qualify a noun, in every number."""
    found = {f for k in v.kids[word] if v.rel[k] in _LINKED for f in singulars(v.low[k])}
    for w in range(max(0, word - 3), word):
        if v.pos[w] in ("ADJ", "NOUN", "PROPN"):
            found.update(singulars(v.low[w]))
    return found


class Matcher:
    """The lexicon held against one text. ``places`` are the words that name a place, ``people`` those for people."""

    def __init__(self, lex: Lexicon, v: View, places: Collection[int], people: Collection[int] = ()) -> None:
        self.lex, self.v, self.places, self.people = lex, v, places, people
        self._known: dict[int, list[str]] = {}

    def keys(self, word: int) -> list[str]:
        """A noun as the lexicon may know it: its form, its singular, the sets they are in."""
        if word not in self._known:
            self._known[word] = self._keys(word)
        return self._known[word]

    def _keys(self, word: int) -> list[str]:
        v, sets = self.v, self.lex.sets
        found: list[str] = []
        for form in singulars(v.low[word]):
            found.append(form)
            found += sets.get(form, ())
        if word in self.places:
            found.append("@TERRITORY")
        elif v.pos[word] == "PROPN" or word in self.people:
            found.append("@PEOPLE")
        if word and v.pos[word - 1] in ("NOUN", "ADJ", "PROPN"):
            joined = f"{v.low[word - 1]} {v.low[word]}"
            found += [name for form in singulars(joined) for name in sets.get(form, ())]
        inner = core(v, word)
        return found if inner == word else found + self.keys(inner)

    def verb(self, word: int) -> tuple[Meaning, int | None] | None:
        """What a verb means here and the complement that says so; None when it is no event."""
        known = self.lex.verbs.get(self.v.low[word], ())
        entries = [(entry, noun) for entry in known if (noun := self._rest(word, entry.rest)) is not None]
        if len(entries) > 1:
            entries.sort(
                key=lambda e: not e[0].rest or self.v.low[word + 1 : word + 1 + len(e[0].rest)] != [*e[0].rest]
            )
        if not entries:
            return None
        objs = objects(self.v, word)
        preps = obliques(self.v, word, objs)
        for own in (True, False):
            for entry, noun in entries:
                if entry.listed and not own:
                    continue
                near = objs if noun < 0 else [noun, *objs]
                found = self._meaning(entry, near, preps, own)
                if found is not None:
                    return None if found[0] is None else (found[0], found[1])
                if own and entry.by_subject and (said := self._by_subject(entry, word, preps)) is not None:
                    return said, (near[0] if near else None)
                if entry.stops:
                    return None
                default = entry.default if own else (None if entry.listed else entry.back_default)
                if default is not None:
                    return default, (near[0] if near else None)
        return None

    def _by_subject(self, entry: Verb, word: int, preps: Complements) -> Meaning | None:
        """“Tanks moved towards the border”: what an intransitive verb means by its subject."""
        v = self.v
        if any(v.rel[k] == "obj" for k in v.kids[word]):
            return None
        for k in v.kids[word]:
            if v.rel[k] in ("nsubj", "nsubj:pass"):
                for key in self.keys(k):
                    for pattern in entry.by_subject.get(key, ()):
                        if all(self._prep(p, preps) is not None for p in pattern.preps):
                            return pattern.meaning
        return None

    def _rest(self, word: int, rest: tuple[str, ...]) -> int | None:
        """The noun behind the verb's preposition, -1 where there is none to be had; None when its words are missing."""
        v = self.v
        if not rest:
            return -1
        if tuple(v.low[word + 1 : word + 1 + len(rest)]) == rest:
            last = word + len(rest)
            return v.head[last] if v.rel[last] == "case" and v.head[last] > last else -1
        if len(rest) > 1:
            return None
        for k in v.kids[word]:
            if v.low[k] == rest[0] and v.rel[k] in ("compound:prt", "advmod", "obl", "xcomp"):
                return -1
            if rest[0] not in _PARTICLES and v.rel[k] in ("obl", "nmod") and v.case(k) == rest[0]:
                return k
        return None

    def _meaning(
        self, entry: Verb, objs: Sequence[int], preps: Complements, own: bool
    ) -> tuple[Meaning | None, int | None] | None:
        """The weightiest pattern of one layer that fits, with the noun it is about."""
        by_head, by_prep = (entry.by_head, entry.by_prep) if own else (entry.back_head, entry.back_prep)
        best: tuple[int, Pattern, int | None] | None = None
        for pattern, complement in self._candidates(by_head, by_prep, objs, preps):
            if best is None or pattern.weight > best[0]:
                best = (pattern.weight, pattern, complement)
        return None if best is None else (best[1].meaning, best[2])

    def _candidates(
        self,
        by_head: Mapping[str, list[Pattern]],
        by_prep: Mapping[str, list[Pattern]],
        objs: Sequence[int],
        preps: Complements,
    ) -> Iterator[tuple[Pattern, int | None]]:
        for obj in objs if by_head else ():
            qualified: set[str] | None = None
            for key in self.keys(obj):
                for pattern in by_head.get(key, ()):
                    if pattern.modifiers:
                        qualified = modifiers(self.v, obj) if qualified is None else qualified
                        if not all(self._has(m, qualified) for m in pattern.modifiers):
                            continue
                    if all(self._prep(p, preps) is not None for p in pattern.preps):
                        yield pattern, obj
        for case, _ in preps if by_prep else ():
            for pattern in by_prep.get(case, ()):
                found = [self._prep(p, preps) for p in pattern.preps]
                if all(f is not None for f in found):
                    yield pattern, (objs[0] if objs else found[0])

    def _has(self, wanted: str, said: set[str]) -> bool:
        return wanted in said or (wanted[0] == "@" and any(wanted in self.lex.sets.get(w, ()) for w in said))

    def _prep(self, wanted: tuple[str, str | None], preps: Complements) -> int | None:
        """The noun that stands after the wanted preposition."""
        for case, noun in preps:
            if case == wanted[0] and (wanted[1] is None or wanted[1] in self.keys(noun)):
                return noun
        return None

    def noun(self, word: int) -> Meaning | None:
        """What an event noun means with its modifiers; None when it is none."""
        entries = self.lex.nouns.get(self.v.low[word])
        if not entries:
            inner = core(self.v, word)
            return self._shelled(word) if inner == word else self.noun(inner)
        qualified: set[str] | None = None
        for wanted, meaning in entries:
            if not wanted:
                return meaning
            if qualified is None:
                qualified = modifiers(self.v, word) | set(self.v.case(word).split())
                qualified |= {f for k in self.v.kids[word] if self.v.rel[k] == "nmod" for f in singulars(self.v.low[k])}
            if all(any(s in qualified for s in singulars(m)) for m in wanted):
                return meaning
        return None

    def _shelled(self, word: int) -> Meaning | None:
        """“an invasion attempt”: the event noun inside a noun that only carries it."""
        if self.v.low[word] not in self.lex.shells:
            return None
        inner = (
            k for k in self.v.kids[word] if self.v.rel[k] in ("compound", "nmod") and self.v.low[k] in self.lex.nouns
        )
        return next((meaning for k in inner if (meaning := self.noun(k)) is not None), None)
