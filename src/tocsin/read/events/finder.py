"""From predicates to events: which words of a sentence are events, who takes part in them and how real they are.

One event a clause: a verb that asks, refuses, threatens, accuses or agrees is the event and what it is about only lends
the mode; a noun in a light verb's care (“held talks”) is the event with the verb's subject; nouns beside are kept when
they name a party of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tocsin.nouns.reading import Status
from tocsin.read.actors.cast import Cast
from tocsin.read.events.arguments import Arguments, ancestors
from tocsin.read.events.candidates import Choice, Found
from tocsin.read.events.kinds import (
    AT_HOME,
    CONFLICT,
    COOPERATIVE,
    DEALINGS,
    FORCEFUL,
    GIVING,
    IN_THE_STREET,
    MUTUAL,
    PEOPLE,
    THREATS,
    VERBAL,
    mode_of,
)
from tocsin.read.events.lexicon import Lexicon, Meaning, lexicon
from tocsin.read.events.match import Matcher, is_passive, objects, obliques
from tocsin.read.events.senses import only_told, stops_work
from tocsin.read.events.status import conditional, status
from tocsin.read.network import Tagged


class Finder:
    """Finds the events of one text, sentence by sentence."""

    def __init__(self, cast: Cast, tagged: Tagged) -> None:
        self.cast, self.v = cast, cast.view
        self.lex: Lexicon = lexicon()
        places = {w for w, h in cast.hits.items() if h.entry.sort in ("place", "state", "capital", "nowhere")}
        people = {w for w, who in cast.by_word.items() if who[0].startswith(PEOPLE)}
        self.match = Matcher(self.lex, cast.view, places, people)
        self.args = Arguments(cast)
        self.choice = Choice(cast, self.lex)
        self.factuality = tagged.factuality.tolist()

    def events(self) -> Iterator[Found]:
        """Every event to report."""
        for first, last in self.v.bounds:
            yield from self._sentence(first, last)

    def _sentence(self, first: int, last: int) -> list[Found]:
        verbs: dict[int, Found] = {}
        used: set[int] = set()
        low = self.v.low
        for word in range(first, last):
            if low[word] in self.lex.verbs and self._may_be_verb(word):
                found = self._verb(word, used)
                if found is not None:
                    verbs[word] = found
        spare = (w for w in range(first, last) if low[w] in self.lex.carriers and w not in used)
        nouns = [f for w in spare if (f := self._noun(w, verbs)) is not None]
        return self.choice.reported(verbs, nouns)

    def _may_be_verb(self, word: int) -> bool:
        """A verb, or a participle that was taken for an adjective."""
        pos = self.v.pos[word]
        return pos == "VERB" or (pos == "ADJ" and self.v.low[word].endswith(("ed", "ing", "ready")))

    def _verb(self, word: int, used: set[int]) -> Found | None:
        """The event a verb is, by itself or through the noun it carries."""
        v = self.v
        if v.rel[word] in ("amod", "compound", "case", "mark", "aux"):
            return None
        told = self._command(word) or self.match.verb(word)
        complement: int | None = None
        if told is not None:
            meaning, complement = told
        else:
            carried = self._carried(word)
            if carried is None:
                return None
            meaning, complement = carried
        if meaning.type == "THREATEN" and self._warns_of_others(word):
            return None
        if meaning.type not in DEALINGS and only_told(self.v, word):
            return None
        if complement is not None and self.match.noun(complement) is not None:
            used.add(complement)
        return self._fill(word, meaning, complement)

    def _command(self, word: int) -> tuple[Meaning, int | None] | None:
        """“told Baghdad to give access”, “wants Serbia to …”: a demand, when it is not to one's own."""
        v = self.v
        if v.low[word] not in self.lex.operators["command"] or v.kid(word, "xcomp", "ccomp") is None:
            return None
        agents = self.args.agents(word)
        clause = v.kid(word, "xcomp", "ccomp")
        told = [*objects(v, word), *(k for k in v.kids[clause or word] if v.rel[k] == "nsubj")]
        if clause is None or not any(v.low[k] == "to" for k in v.kids[clause]):
            return None
        sent_off = v.low[clause] in ("leave", "go", "depart", "quit") and any(
            "@OFFICIALS" in self.match.keys(k) for k in told
        )
        if sent_off:
            return Meaning("SANCTION", "expel"), told[0]
        others = [a for k in told for a in self.args.parties(k) if a not in agents]
        sides = {self.cast.side(a) for a in agents} - {None}
        foreign = [a for a in others if self.cast.side(a) not in {*sides, None}]
        return (Meaning("REQUEST"), told[0]) if foreign else None

    def _warns_of_others(self, word: int) -> bool:
        """“warned that Russia may attack” threatens nobody: the warning is about a third party."""
        v = self.v
        if v.low[word] not in self.lex.operators["warn"]:
            return False
        sides = {self.cast.side(a) for a in self.args.agents(word)} - {None}
        below = [k for k in v.kids[word] if v.rel[k] in ("ccomp", "obj", "advcl")]
        clauses = [c for k in (word, *below) for c in v.kids[k] if v.rel[c] in ("ccomp", "acl", "acl:relcl", "advcl")]
        subjects = [s for c in clauses if not conditional(v, c) for s in v.kids[c] if v.rel[s].startswith("nsubj")]
        told = any(self.held_side(k) for k in objects(v, word))
        nouns = [k for case, k in obliques(v, word) if case in ("of", "about")]
        others = {s for k in nouns for s in self.choice.sides(self.args.around(k, "ASSAULT")[0])}
        if others and not others & sides:
            return True
        third = [s for s in subjects if v.pos[s] != "PRON" and not self.choice.sides(self.args.parties(s)) & sides]
        return bool(third) and not told

    def held_side(self, word: int) -> str | None:
        """The side of the actor that a word itself means."""
        return next((s for a in self.args.held(word) if (s := self.cast.side(a))), None)

    def _carried(self, word: int) -> tuple[Meaning, int] | None:
        """The event noun a light verb carries as its object."""
        if self.v.low[word] not in self.lex.light:
            return None
        for obj in objects(self.v, word):
            meaning = self.match.noun(obj)
            if meaning is not None:
                return meaning, obj
        for case, noun in obliques(self.v, word):
            low, ops = self.v.low[word], self.lex.operators
            joins = case in ("in", "to", "into") and low in ops["take_part"]
            plans = case in ("for", "on") and low in ops["intend"]
            if (joins or plans) and (meaning := self.match.noun(noun)) is not None:
                return meaning, noun
        return None

    def _fill(self, word: int, meaning: Meaning, complement: int | None) -> Found:
        agents = self.args.agents(word, meaning.type not in DEALINGS)
        named: tuple[list[str], list[str]] = ([], [])
        carried = self.match.noun(complement) if complement is not None else None
        if complement is not None and carried is not None:
            named = self.args.around(complement, carried.type)
        about = named[1] if carried is not None and carried.type == meaning.type else named[0]
        about = [] if meaning.type == "REQUEST" else about
        if about is named[1] and not agents and not meaning.turned:
            agents = [a for a in named[0] if a not in about]
        patients = [a for a in about if a not in agents]
        if not any(self.cast.side(a) for a in patients):
            patients = self.args.patients(word, meaning.type, complement, agents) or patients
        if meaning.type == "MOBILIZE" and not agents and is_passive(self.v, word):
            agents, patients = patients, self.args.patients(word, meaning.type, None, patients)
        if meaning.type == "REQUEST" and named[0] and self.choice.sides(patients) <= self.choice.sides(agents):
            patients = [a for a in named[0] if self.cast.side(a) not in self.choice.sides(agents)] or patients
        if meaning.turned:
            agents, patients = self._givers(word, complement, agents), agents
        drilled = complement is not None and meaning.type == "MOBILIZE" and "@DRILLS" in self.match.keys(complement)
        if len(agents) > 1 and (meaning.type in MUTUAL or drilled):
            if all(a.startswith("place:") or not self.cast.side(a) for a in patients):
                agents, patients = agents[:1], agents[1:]
        elif not patients and (meaning.type in AT_HOME or meaning.mode in ("curfew", "martial-law")):
            patients = self._home(agents)
        how = status(self.lex, self.v, word, self.factuality[word])
        intends = self.v.low[word] in self.lex.operators["intend"]
        if how in ("occurred", "ongoing") and complement is not None and intends:
            how = "planned"
        meaning = self._mode(word, meaning, complement)
        if how == "denied" and meaning.type in GIVING and self._will(word):
            meaning, how = Meaning("REJECT", mode_of("REJECT", meaning.type)), "occurred"
        elif how == "planned" and meaning.type in FORCEFUL and self._announces(word, agents):
            meaning, how = Meaning("THREATEN", THREATS.get(meaning.type)), "occurred"
        rests = meaning.type == "ASSAULT" and stops_work(self.args, word)
        meaning = Meaning("PROTEST", "strike") if rests else self._street(meaning, agents)
        return Found(word, self._settle(word, meaning, how), tuple(agents), tuple(patients), how)

    def _street(self, meaning: Meaning, agents: Sequence[str]) -> Meaning:
        """What a crowd demands, blocks or burns is a protest (PLOVER 3.8, 3.12)."""
        if agents and meaning.type in IN_THE_STREET and all(a.endswith(("-protesters", ":protesters")) for a in agents):
            return Meaning("PROTEST", IN_THE_STREET[meaning.type])
        if meaning.mode == "obstruct" and agents and all(a.startswith(("state:", "org:", "office:")) for a in agents):
            return Meaning("COERCE", "restrict")
        return meaning

    def _home(self, agents: Sequence[str]) -> list[str]:
        """The state of those who act, when nobody else is named: people protest against whoever governs them."""
        states = (f"state:{self.cast.side(a)}" for a in agents)
        return [s for s in dict.fromkeys(states) if s in self.cast.sides][:1]

    def _will(self, word: int) -> bool:
        """“will not”, “would not”: a refusal."""
        return any(self.v.low[k] in ("will", "would", "wo", "'ll", "'d") for k in self.v.kids[word])

    def _announces(self, word: int, agents: Sequence[str]) -> bool:
        """Whoever would do it says so: “X said it would …”"""
        v = self.v
        for below, above, rel in ancestors(v, word, 5):
            if rel == "ccomp" and v.low[above] in self.lex.operators["say"]:
                speakers = self.args.agents(above)
                sides = {self.cast.side(a) for a in speakers} - {None}
                return bool(set(speakers) & set(agents) or sides & {self.cast.side(a) for a in agents})
            if rel not in ("conj", "xcomp", "advcl", "ccomp") or below == above:
                return False
        return False

    def _settle(self, word: int, meaning: Meaning, how: Status) -> Meaning:
        """Cooperation still to come is an agreement; a retreat still to come a concession (PLOVER 3.1, 3.4)."""
        if how == "planned" and meaning.type in COOPERATIVE:
            return Meaning("AGREE", meaning.type.lower())
        if how == "planned" and meaning.type == "RETREAT":
            return Meaning("AGREE", "retreat") if self._is_willing(word) else Meaning("CONCEDE", meaning.mode)
        return meaning

    def _is_willing(self, word: int) -> bool:
        """“is prepared to”, “agreed to”: what counts is the intent."""
        above = self.v.head[word]
        return above >= 0 and self.v.rel[word] == "xcomp" and self.v.low[above] in self.lex.operators["intend"]

    def _givers(self, word: int, complement: int | None, receivers: Sequence[str]) -> list[str]:
        """Whoever gave, attacked or criticised when the subject was at the receiving end."""
        v = self.v
        heads = [complement] if complement is not None else []
        for case, k in obliques(v, word, heads):
            if case in ("from", "by", "of"):
                found = [a for a in self.args.parties(k) if a not in receivers]
                if found:
                    return found
        if complement is not None:
            return [a for a in self.args.parties(complement) if a not in receivers]
        return []

    def _mode(self, word: int, meaning: Meaning, complement: int | None) -> Meaning:
        """What is asked, refused, threatened or agreed gives the verbal classes their mode."""
        if meaning.type not in VERBAL or meaning.mode or meaning.type == "ACCUSE":
            return meaning
        content = self._content(word, complement)
        if content is None:
            return meaning
        if meaning.type == "AGREE" and content.type in CONFLICT:
            return Meaning("THREATEN", THREATS.get(content.type)) if self._vows(word) else content
        return replace(meaning, mode=mode_of(meaning.type, content.type))

    def _vows(self, word: int) -> bool:
        return self.v.low[word] in self.lex.operators["vow"]

    def _content(self, word: int, complement: int | None) -> Meaning | None:
        v = self.v
        if complement is not None and (meaning := self.match.noun(complement)):
            return meaning
        below = [k for k in v.kids[word] if v.rel[k] in ("xcomp", "ccomp", "obl", "obj", "advcl", "nmod")]
        for k in below:
            told = self.match.verb(k) if v.pos[k] == "VERB" else None
            meaning = told[0] if told else self.match.noun(k)
            if meaning is not None:
                return meaning
        return None

    def _noun(self, word: int, verbs: Mapping[int, Found]) -> Found | None:
        """An event noun outside any event verb's care."""
        v = self.v
        if v.pos[word] not in ("NOUN", "PROPN") or v.rel[word] == "flat":
            return None
        if v.rel[word] in ("compound", "amod") and v.low[max(0, v.head[word])] not in self.lex.shells:
            return None
        meaning = self.match.noun(word)
        if meaning is None or any(above in verbs for above in self._above(word)):
            return None
        agents, patients = self.args.around(word, meaning.type)
        if not agents and (v.head[word] < 0 or v.kid(word, "cop", "aux:pass") is not None):
            agents = [a for k in v.kids[word] if v.rel[k] == "nsubj" for a in self.args.parties(k) if a not in patients]
        if not agents and v.rel[word] in ("nmod", "compound", "obj", "obl"):
            agents = [a for a in self._through(word, meaning) if a not in patients]
        weak = any(s in self.lex.weak for s in (v.low[word], v.low[word].rstrip("s")))
        carrier = v.head[word] if v.rel[word] in ("nsubj", "nsubj:pass", "obj", "root") else None
        if carrier is not None and carrier >= 0 and v.pos[carrier] == "VERB" and not agents:
            agents = [a for a in self.args.agents(carrier) if a not in patients] if v.rel[word] != "nsubj" else agents
        if not patients and meaning.type in AT_HOME:
            patients = self._home(agents)
        named = (agents and patients) if weak else (agents or patients)
        if not named and not self._happens(word, meaning):
            return None
        how = status(self.lex, v, word)
        return Found(word, self._settle(word, meaning, how), tuple(agents), tuple(patients), how, nominal=True)

    def _happens(self, word: int, meaning: Meaning) -> bool:
        """“Heavy fighting continued”, “Shooting near the airport.”: force or troops at work, whoever's they are."""
        v, above = self.v, self.v.head[word]
        if meaning.type not in ("ASSAULT", "MOBILIZE") or v.rel[word] not in ("root", "nsubj", "nsubj:pass"):
            return False
        if above < 0:
            return not any(v.pos[w] in ("VERB", "AUX") for w in range(*v.bounds[v.sentence[word]]))
        return v.low[above] in self.lex.operators["happen"]

    def _through(self, word: int, meaning: Meaning) -> list[str]:
        """Who is behind an event noun that a shell carries: “X's decree on mobilization”, “X considers an attack”."""
        v = self.v
        for _, above, rel in ancestors(v, word, 3):
            if v.pos[above] == "VERB":
                planned = v.low[above] in self.lex.operators["intend"] or v.low[above] in self.lex.operators["threaten"]
                return self.args.agents(above, loose=False) if planned else []
            if rel not in ("nmod", "compound") or v.pos[above] != "NOUN":
                return []
            owners = self.args.around(above, meaning.type)[0]
            if owners:
                return owners
        return []

    def _above(self, word: int) -> Iterator[int]:
        """The predicates a noun hangs on, up to the first that is not a noun."""
        for _, above, _ in ancestors(self.v, word, 4):
            yield above
            if self.v.pos[above] in ("VERB", "AUX"):
                return
