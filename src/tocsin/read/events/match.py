"""Which event a predicate is: the verb with its particle, object and prepositions against the lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tocsin.read.actors.view import View
from tocsin.read.events.lexicon import Lexicon, Meaning, Pattern, Verb, singulars

OBJECTS = ("obj", "nsubj:pass", "iobj")
_LINKED = ("compound", "amod", "nmod", "nmod:poss", "flat", "nummod")


def is_passive(v: View, verb: int) -> bool:
    """Whether a verb is passive: it has a passive subject or auxiliary, or is a bare participle after its noun."""
    if any(v.rel[k] in ("nsubj:pass", "aux:pass") for k in v.kids[verb]):
        return True
    bare = v.rel[verb] in ("acl", "advcl", "amod") and v.low[verb].endswith(("ed", "en", "wn", "ld", "ught", "nt"))
    return bare and v.kid(verb, "obj", "nsubj", "mark", "aux") is None


def objects(v: View, verb: int) -> list[int]:
    """The objects of a verb, coordinated ones included; for a participle after a noun, that noun."""
    found = [k for k in v.kids[verb] if v.rel[k] in OBJECTS]
    if v.rel[verb] == "acl" and is_passive(v, verb) and v.head[verb] >= 0 and not found:
        found = [v.head[verb]]
    if v.rel[verb] == "acl:relcl" and v.head[verb] >= 0:
        found = [v.head[verb] if v.low[k] in ("that", "which", "whom", "who") else k for k in found]
        if not found and v.kid(verb, "nsubj") is not None and v.low[v.kid(verb, "nsubj") or 0] not in ("that", "which"):
            found = [v.head[verb]]
    return found + [c for k in found for c in v.kids[k] if v.rel[c] == "conj"]


def obliques(v: View, verb: int, heads: Sequence[int] = ()) -> list[tuple[str, int]]:
    """The prepositional complements of a verb and of its objects, as (preposition, noun)."""
    found: list[tuple[str, int]] = []
    for above in (verb, *heads):
        for k in v.kids[above]:
            if v.rel[k] in ("obl", "nmod", "obl:agent", "advmod", "advcl", "acl"):
                case = v.case(k) or (v.low[k] if v.rel[k] == "advmod" else _mark(v, k))
                if case:
                    found.append((case.split(" ")[-1] if " " in case else case, k))
    return found


def _mark(v: View, clause: int) -> str:
    marker = v.kid(clause, "mark")
    return v.low[marker] if marker is not None else ""


def keys(v: View, word: int, sets: Mapping[str, tuple[str, ...]]) -> list[str]:
    """A noun as the lexicon may know it: its form, its singular, the sets they are in."""
    found: list[str] = []
    for form in singulars(v.low[word]):
        found.append(form)
        found += sets.get(form, ())
    if v.pos[word] == "PROPN":
        found.append("@PEOPLE")
    joined = " ".join(v.low[max(0, word - 1) : word + 1])
    return found + [name for form in singulars(joined) for name in sets.get(form, ())]


def modifiers(v: View, word: int) -> set[str]:
    """The words that qualify a noun, in every number."""
    found = {f for k in v.kids[word] if v.rel[k] in _LINKED for f in singulars(v.low[k])}
    for w in range(max(0, word - 3), word):
        if v.pos[w] in ("ADJ", "NOUN", "PROPN"):
            found.update(singulars(v.low[w]))
    return found


def verb(lex: Lexicon, v: View, word: int) -> tuple[Meaning, int | None] | None:
    """What a verb means here and the complement that says so; None when it is no event."""
    for entry in lex.verbs.get(v.low[word], ()):
        complement = _rest(v, word, entry.rest)
        if complement is False:
            continue
        objs = objects(v, word)
        if isinstance(complement, int) and complement is not True:
            objs = [complement, *objs]
        found = _meaning(lex, v, entry, objs, obliques(v, word, objs))
        if found is not None:
            return found if found[0] is not None else None  # type: ignore[return-value]  # the None is ruled out
        if entry.listed or not entry.rest:
            default = entry.default if entry.listed else entry.back_default
            if default is not None:
                return default, (objs[0] if objs else None)
            if not entry.rest:
                return None
    return None


def _rest(v: View, word: int, rest: tuple[str, ...]) -> int | bool:
    """Whether the verb's particle or preposition is there: its noun when it has one, else True; False when not."""
    if not rest:
        return True
    after = v.low[word + 1 : word + 1 + len(rest)]
    if tuple(after) == rest:
        last = word + len(rest)
        return v.head[last] if v.rel[last] == "case" and v.head[last] > last else True
    if len(rest) > 1:
        return False
    for k in v.kids[word]:
        if v.low[k] == rest[0] and v.rel[k] in ("compound:prt", "advmod", "obl", "xcomp"):
            return True
        if v.rel[k] in ("obl", "nmod") and v.case(k) == rest[0]:
            return k
    return False


def _meaning(
    lex: Lexicon, v: View, entry: Verb, objs: Sequence[int], preps: Sequence[tuple[str, int]]
) -> tuple[Meaning | None, int | None] | None:
    for by_head, by_prep in ((entry.by_head, entry.by_prep), (entry.back_head, entry.back_prep)):
        best: tuple[int, Pattern, int | None] | None = None
        for pattern, complement in _candidates(lex, v, by_head, by_prep, objs, preps):
            if best is None or pattern.weight > best[0]:
                best = (pattern.weight, pattern, complement)
        if best is not None:
            return best[1].meaning, best[2]
    return None


def _candidates(
    lex: Lexicon,
    v: View,
    by_head: Mapping[str, list[Pattern]],
    by_prep: Mapping[str, list[Pattern]],
    objs: Sequence[int],
    preps: Sequence[tuple[str, int]],
) -> Iterator[tuple[Pattern, int | None]]:
    """Patterns that fit, with the noun each is about."""
    if by_head:
        for obj in objs:
            qualified: set[str] | None = None
            for key in keys(v, obj, lex.sets):
                for pattern in by_head.get(key, ()):
                    if pattern.modifiers:
                        qualified = modifiers(v, obj) if qualified is None else qualified
                        if not all(_has(lex, m, qualified) for m in pattern.modifiers):
                            continue
                    if all(_prep(lex, v, p, preps) is not None for p in pattern.preps):
                        yield pattern, obj
    for case, _noun in preps:
        for pattern in by_prep.get(case, ()):
            found = [_prep(lex, v, p, preps) for p in pattern.preps]
            if all(f is not None for f in found):
                yield pattern, (objs[0] if objs else found[0])


def _has(lex: Lexicon, wanted: str, words: set[str]) -> bool:
    return wanted in words or (wanted[0] == "@" and any(wanted in lex.sets.get(w, ()) for w in words))


def _prep(lex: Lexicon, v: View, wanted: tuple[str, str | None], preps: Sequence[tuple[str, int]]) -> int | None:
    """The noun that stands after the wanted preposition."""
    for case, noun in preps:
        if case == wanted[0] and (wanted[1] is None or wanted[1] in keys(v, noun, lex.sets)):
            return noun
    return None


def noun(lex: Lexicon, v: View, word: int) -> Meaning | None:
    """What an event noun means with its modifiers; None when it is none."""
    entries = lex.nouns.get(v.low[word])
    if not entries:
        return None
    qualified: set[str] | None = None
    for wanted, meaning in entries:
        if not wanted:
            return meaning
        if qualified is None:
            qualified = modifiers(v, word)
            qualified |= {f for k in v.kids[word] if v.rel[k] == "nmod" for f in singulars(v.low[k])}
        if all(m in qualified or any(s in qualified for s in singulars(m)) for m in wanted):
            return meaning
    return None
