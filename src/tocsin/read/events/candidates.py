"""Candidates for events: which of those found in a sentence to report.

What a verbal event is about and what only describes a party of another event are left out, and so is private life.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tocsin.nouns.reading import Status
from tocsin.read.actors.cast import Cast
from tocsin.read.events.arguments import ancestors
from tocsin.read.events.kinds import DEALINGS, ON_THE_GROUND, VERBAL
from tocsin.read.events.lexicon import Lexicon, Meaning


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate: the trigger word, what it means, who takes part, how real it is."""

    word: int
    meaning: Meaning
    agents: tuple[str, ...]
    patients: tuple[str, ...]
    status: Status
    nominal: bool = False


class Choice:
    """Chooses among the candidates of one text, sentence by sentence."""

    def __init__(self, cast: Cast, lex: Lexicon) -> None:
        self.cast, self.v, self.lex = cast, cast.view, lex

    def reported(self, verbs: Mapping[int, Found], nouns: Sequence[Found]) -> list[Found]:
        """The events of one sentence to report, in order: those between sides, else what concerns the public."""
        kept = [f for f in verbs.values() if not self._is_content(f.word, verbs) and not self._is_aside(f.word, verbs)]
        kept += [self._alleged(f) for f in verbs.values() if f not in kept and self._is_charge(f, verbs)]
        distinct = _distinct(sorted([*kept, *nouns], key=lambda f: f.word))
        between_sides = [f for f in distinct if self._matters(f)]
        return between_sides or [f for f in distinct if self._is_public(f)]

    def sides(self, actors: Sequence[str]) -> set[str | None]:
        """The sides that are known of some actors."""
        return {self.cast.side(a) for a in actors} - {None}

    def _is_public(self, found: Found) -> bool:
        """No side is known, but force was used or troops moved, or a minister, rebels, the police take part."""
        if found.meaning.type in ON_THE_GROUND:
            return True
        return any(
            a.startswith("office:") or a.rpartition(":")[2] in self.lex.public for a in (*found.agents, *found.patients)
        )

    def _matters(self, found: Found) -> bool:
        """Somebody's side is known: what is left is private life. Dealings need whoever deals, trade both sides."""
        agents, patients = self.sides(found.agents), self.sides(found.patients)
        if found.meaning.type == "COOPERATE":
            return bool(agents and patients) and (len(agents | patients) > 1)
        return bool(agents) if found.meaning.type in DEALINGS else bool(agents or patients)

    def _is_content(self, word: int, verbs: Mapping[int, Found]) -> bool:
        """Whether a predicate is only what a verbal event is about."""
        for below, above, rel in ancestors(self.v, word):
            if above in verbs and verbs[above].meaning.type in VERBAL:
                return rel in ("xcomp", "ccomp", "advcl", "obl", "obj", "acl", "nmod", "acl:relcl")
            if rel in ("conj", "parataxis") and above not in verbs and self.v.pos[below] == "VERB":
                continue
        return False

    def _is_charge(self, found: Found, verbs: Mapping[int, Found]) -> bool:
        """What somebody is accused of having done: “accused the rebels of firing rockets”."""
        v = self.v
        if not v.low[found.word].endswith("ing") or found.meaning.type in VERBAL or not found.agents:
            return False
        for _, above, _ in ancestors(v, found.word, 3):
            if above in verbs:
                accused = verbs[above].meaning.type == "ACCUSE" and verbs[above].patients
                return bool(accused) and set(found.agents) <= set(verbs[above].patients)
        return False

    def _alleged(self, found: Found) -> Found:
        """An act that nobody but the accuser vouches for."""
        return found if found.status in ("denied", "hypothetical") else replace(found, status="possible")

    def _is_aside(self, word: int, verbs: Mapping[int, Found]) -> bool:
        """A participle that describes a party of another event (“a bomb planted by …”), or what for it was done."""
        v = self.v
        purpose = v.rel[word] == "advcl" and v.kid(word, "mark") is not None and v.low[v.kid(word, "mark") or 0] == "to"
        if v.rel[word] != "acl" and not purpose:
            return False
        return any(above in verbs for _, above, _ in ancestors(v, word, 3))


def _distinct(found: Sequence[Found]) -> list[Found]:
    """Without events that say the same of the same parties twice in one sentence."""
    kept: list[Found] = []
    for f in found:
        same = [k for k in kept if k.meaning.type == f.meaning.type]
        if any(set(f.agents) <= set(k.agents) and set(f.patients) <= set(k.patients) for k in same):
            continue
        kept.append(f)
    return kept
