"""Who did it and to whom: the actors around a predicate, through voice, control, coordination and possession."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from tocsin.read.actors.cast import Cast
from tocsin.read.actors.view import View
from tocsin.read.events.match import is_passive, objects, obliques
from tocsin.read.forms import inflect
from tocsin.read.languages import table
from tocsin.read.statements.nesting import reporting

_SUBJECT = ("nsubj", "csubj")
_BELONGS = ("of", "from", "in", "for", "by", "between", "at", "on", "against", "with", "to", "among", "near")


@cache
def _towards() -> dict[str, tuple[str, ...]]:
    """The prepositions behind which each class has its patient, best first."""
    return {kind: tuple(preps.split()) for kind, preps in table("events_nouns")["towards"].items()}


@cache
def _causing() -> frozenset[str]:
    """Forms of verbs whose object does what their infinitive says: “urged Iran to halt”."""
    return frozenset(form for verb in table("events_nouns")["causing"].split() for form in inflect(verb))


_NAMING = ("DET", "NUM", "ADJ", "NOUN", "PROPN", "ADP", "PART")
_MEETING = frozenset(("CONSULT", "COOPERATE", "AGREE", "SUPPORT"))


_FROM_WHERE = frozenset(("RETREAT", "ASSAULT", "MOBILIZE", "COERCE"))  # “an attack from X” need not be X's
_ASIDE = frozenset(("from", "in", "at", "near", "to", "into", "on", "over", "through", "since", "after", "with"))


class Arguments:
    """Looks up the actors around the predicates of one text."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.v: View = cast.view

    def held(self, word: int) -> tuple[str, ...]:
        """The actors a word means."""
        return self.cast.at_word(word)

    def parties(self, word: int, depth: int = 2) -> list[str]:
        """The actors a nominal means: itself and what is coordinated with it, else whoever it belongs to."""
        v = self.v
        found = list(self.held(word))
        if not found and depth:
            found = self._owners(word, depth)
        for k in v.kids[word]:
            if (v.rel[k] == "conj" and v.pos[k] in ("NOUN", "PROPN", "PRON")) or (v.rel[k] == "appos" and not found):
                found += self.parties(k, depth - 1 if depth else 0)
        return list(dict.fromkeys(found))

    def _owners(self, word: int, depth: int) -> list[str]:
        """Those an ordinary noun belongs to: “Israel's attack”, “Syrian airspace”, “leaders of Togo”."""
        v = self.v
        near: list[str] = []
        far: list[str] = []
        for k in v.kids[word]:
            rel = v.rel[k]
            if rel in ("nmod:poss", "amod", "compound", "nummod", "flat"):
                near += self.held(k) or (self.parties(k, 0) if rel != "amod" else [])
            elif rel == "nmod" and v.case(k) in _BELONGS:
                far += self.parties(k, depth - 1)
            elif rel in ("acl", "acl:relcl") and depth > 1:
                by = [c for c in v.kids[k] if self._is_by(c)]
                far += [a for o in (*objects(v, k), *by) if o != word for a in self.parties(o, 0)]
        return near or far

    def subject(self, verb: int, depth: int = 5) -> list[int]:
        """The words for whoever does what an active verb says, found through control and coordination."""
        v = self.v
        own = [k for k in v.kids[verb] if v.rel[k] in _SUBJECT]
        if not own and not is_passive(v, verb):
            own = [k for k in v.kids[verb] if v.rel[k] == "nsubj:pass"]
        if own:
            before = [k for k in own if k < verb]
            own = before if before or v.low[verb].endswith("ing") else own
        if own:
            return [self._antecedent(verb, k) for k in own]
        above, rel = v.head[verb], v.rel[verb]
        if above < 0 or not depth:
            return []
        if rel == "xcomp" and v.pos[above] == "NOUN":
            return self._possessor(above, depth)  # “denies plan to invade”
        if rel == "xcomp":
            if v.low[above] in _causing() and (objs := [k for k in v.kids[above] if v.rel[k] in ("obj", "iobj")]):
                return objs[:1]
            if is_passive(v, above) and (passive := v.kid(above, "nsubj:pass")) is not None:
                return [passive]
            return self.subject(above, depth - 1)
        if rel in ("acl", "advcl") and v.pos[above] == "VERB" and (charged := self._charged(verb, above)):
            return charged
        if rel in ("conj", "advcl", "parataxis", "ccomp"):
            if is_passive(v, above) and (passive := v.kid(above, "nsubj:pass")) is not None:
                return [passive]
            return self.subject(above, depth - 1) if rel != "ccomp" or v.kid(verb, "mark") is None else []
        if rel in ("acl", "acl:relcl"):
            if v.low[verb].endswith("ing") or rel == "acl:relcl":
                return [above]
            return self._possessor(above, depth)
        return []

    def _charged(self, verb: int, above: int) -> list[int]:
        """“accused Sudan of arming rebels”: whose doing it is, wherever “of” hung."""
        of = any(self.v.low[k] == "of" and k < verb for k in self.v.kids[verb])
        return [k for k in self.v.kids[above] if of and self.v.rel[k] == "obj" and above < k < verb]

    def _antecedent(self, verb: int, subject: int) -> int:
        """What “who” or “that” stands for."""
        v = self.v
        if v.rel[verb] == "acl:relcl" and v.low[subject] in ("who", "which", "that") and v.head[verb] >= 0:
            return v.head[verb]
        return subject

    def _possessor(self, noun: int, depth: int) -> list[int]:
        """Whose plan, threat or decision it is, else who has it."""
        v = self.v
        owner = v.kid(noun, "nmod:poss")
        if owner is not None:
            return [owner]
        named = [k for k in v.kids[noun] if v.rel[k] in ("amod", "compound") and self.held(k)]
        named += [k for k in v.kids[noun] if v.rel[k] == "nmod" and v.case(k) in ("of", "among", "by", "from")]
        above = v.head[noun]
        if not named and above >= 0 and v.pos[above] in ("VERB", "AUX") and v.rel[noun] in ("obj", "xcomp", "obl"):
            return self.subject(above, depth - 1)
        return named[:1]

    def agents(self, verb: int, loose: bool = True) -> list[str]:
        """Whoever does what a verb says, in either voice; failing syntax, whoever stands nearest before it.

        Not ``loose``: only when there is no subject at all (what inflation does, nobody does).
        """
        v = self.v
        if is_passive(v, verb):
            by = [k for k in v.kids[verb] if self._is_by(k)]
            return list(dict.fromkeys(a for k in by for a in self.parties(k)))
        subjects = self.subject(verb)
        for word in subjects:
            if found := self.parties(word):
                return found
        if not loose and any(v.pos[word] == "NOUN" for word in subjects):
            return []
        return self._before(verb)

    def _is_by(self, word: int) -> bool:
        return self.v.rel[word] in ("obl:agent", "obl", "nmod") and self.v.case(word).endswith("by")

    def _before(self, verb: int) -> list[str]:
        """The actor nearest before a verb that has no subject, with no other verb between."""
        v = self.v
        for w in range(verb - 1, v.bounds[v.sentence[verb]][0] - 1, -1):
            if v.pos[w] == "VERB" or v.low[w] == ";":
                return []
            if self.held(w) and v.low[w] not in ("'s", "'") and v.case(w) not in _ASIDE:
                return list(self.held(w))
        return []

    def patients(self, verb: int, kind: str, complement: int | None, taken: Sequence[str]) -> list[str]:
        """Whom it is done to: the first of the candidates whose side is known and who is not the agent's own."""
        sides = {self.cast.side(a) for a in taken}
        spare: list[str] = []
        for word, found in self._candidates(verb, kind, complement):
            others = [a for a in found if a not in taken]
            if not others:
                continue
            known = any(self.cast.side(a) for a in others)
            own = self._is_own(word, taken, sides, kind)
            near = self.v.head[word] == verb or word == complement
            if known and not own and (near or not {self.cast.side(a) for a in others} <= {*sides, None}):
                return others
            if not own and (not spare or (known and not any(self.cast.side(a) for a in spare))):
                spare = others
        return spare

    def _candidates(
        self, verb: int, kind: str, complement: int | None, depth: int = 2
    ) -> Iterator[tuple[int, list[str]]]:
        """Objects, then the prepositions the class favours, then the content's parties, then whoever comes next."""
        v = self.v
        objs = objects(v, verb)
        if complement is not None and complement not in objs:
            objs = [*objs, complement]
        for word in (*objs, *self._by_preposition(obliques(v, verb, objs), kind)):
            yield word, self.parties(word)
        for clause in self._clauses(verb) if depth else ():
            for k in v.kids[clause]:
                if v.rel[k] in ("nsubj", "nsubj:pass"):
                    yield k, self.parties(k)
            yield from self._candidates(clause, "CLAUSE", None, depth - 1)
        if depth == 2:
            for w in self._after(verb):
                if kind not in _MEETING or not self._is_where(w):
                    yield w, list(self.held(w))

    def _is_where(self, word: int) -> bool:
        """“in Geneva”: where they met, not whom."""
        before = self.v.low[word - 1] in ("in", "at", "near", "outside", "through", "the")
        return before and any(a.startswith(("place:", "state:")) for a in self.held(word))

    def _after(self, verb: int) -> list[int]:
        """Words that mean somebody, after the verb, up to the next one with a subject of its own."""
        v = self.v
        found: list[int] = []
        for w in range(verb + 1, min(verb + 16, v.bounds[v.sentence[verb]][1])):
            if v.pos[w] == "VERB" and v.kid(w, "nsubj", "nsubj:pass") is not None and v.head[w] != verb:
                break
            if v.low[w] == "," and v.rel[verb] in ("advcl", "acl", "acl:relcl"):
                break
            if self._reports(w, verb):
                break
            if self.held(w) and v.pos[w] != "PRON":
                found.append(w)
        return found

    def _reports(self, word: int, verb: int) -> bool:
        """“…, two monitors reported”: whoever tells of it is not whom it is done to."""
        return self._closes(word) or any(
            rel == "nsubj" and above > below and above != verb and self._tells(above)
            for below, above, rel in ancestors(self.v, word, 3)
        )

    def _closes(self, word: int) -> bool:
        """The speaker behind the last comma of a sentence that ends in a verb of saying, however it is hung."""
        v, (first, stop) = self.v, self.v.bounds[self.v.sentence[word]]
        last = stop - 1
        while last > word and v.pos[last] == "PUNCT":
            last -= 1
        comma = next((w for w in range(word, first, -1) if v.pos[w] == "PUNCT"), None)
        between = range((comma or first) + 1, last)
        return comma is not None and self._tells(last) and all(v.pos[w] in _NAMING for w in between)

    def _tells(self, word: int) -> bool:
        return self.v.pos[word] == "VERB" and self.v.low[word] in reporting()

    def _is_own(self, word: int, taken: Sequence[str], sides: set[str | None], kind: str) -> bool:
        """“its forces”: the agent's own, so not whom it is done to."""
        v = self.v
        owner = v.kid(word, "nmod:poss")
        if owner is not None and v.pos[owner] == "PRON" and set(self.held(owner)) & set(taken):
            return True
        moved = kind in ("MOBILIZE", "RETREAT", "CONCEDE") and v.rel[word] in ("obj", "nsubj:pass")
        return moved and bool(sides - {None}) and all(self.cast.side(a) in {*sides, None} for a in self.parties(word))

    def _by_preposition(self, preps: Sequence[tuple[str, int]], kind: str) -> list[int]:
        order = _towards().get(kind, ())
        ranked = [(order.index(case), word) for case, word in preps if case in order]
        return [word for _, word in sorted(ranked)]

    def _clauses(self, verb: int) -> list[int]:
        return [k for k in self.v.kids[verb] if self.v.rel[k] in ("xcomp", "ccomp", "advcl", "conj")]

    def around(self, noun: int, kind: str) -> tuple[list[str], list[str]]:
        """The agents and patients an event noun names: “Russia's attack on Georgia”, “talks between A and B”."""
        v = self.v
        agents: list[str] = []
        for k in v.kids[noun]:
            if v.rel[k] in ("nmod:poss", "compound", "amod"):
                agents += self.held(k) or (self.parties(k, 1) if v.rel[k] == "nmod:poss" else [])
        preps = [(v.case(k), k) for k in v.kids[noun] if v.rel[k] in ("nmod", "obl")]
        between = [k for case, k in preps if case in ("between", "among")]
        if between:
            both = [a for k in between for a in self.parties(k)]
            return both[:1], both[1:]
        for case, k in preps:
            does = (
                case == "by" or (case == "from" and kind not in _FROM_WHERE) or (case == "for" and kind == "MOBILIZE")
            )
            if does or (case == "of" and not agents and kind not in ("ASSAULT", "COERCE")):
                agents += self.parties(k)
        agents = list(dict.fromkeys(agents))
        rest = [(case, k) for case, k in preps if case != "by" and (case != "from" or kind == "RETREAT")]
        for word in self._by_preposition(rest, kind):
            found = [a for a in self.parties(word) if a not in agents]
            if found:
                return agents, found
        return agents, []


def ancestors(v: View, word: int, most: int = 12) -> Iterator[tuple[int, int, str]]:
    """(word, its head, the relation between them) from a word up to its root."""
    for _ in range(most):
        above = v.head[word]
        if above < 0:
            return
        yield word, above, v.rel[word]
        word = above
