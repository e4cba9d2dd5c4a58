"""How the statements of many documents bear on each other. Precision first: where unsure, nothing is said.

The invariant: relations are between origins (their roots), so a copy adds none; each pair is judged once, and the
same relations come out in whatever order the documents came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from textwrap import shorten

from tocsin.nouns.actor import Actor
from tocsin.nouns.document import Document
from tocsin.nouns.ids import content_id
from tocsin.nouns.reading import Reading
from tocsin.nouns.relation import Origin, Relation, RelationKind
from tocsin.resolve import strict
from tocsin.resolve.align import Alignment
from tocsin.resolve.asking import Networks
from tocsin.resolve.candidates import Telling
from tocsin.resolve.charges import theirs
from tocsin.resolve.claims import Claim, claims
from tocsin.resolve.frames import rare
from tocsin.resolve.opposing import Beside, beside, opposing
from tocsin.resolve.relate import judge, opposition, turn
from tocsin.resolve.speakers import actors_of, independent
from tocsin.resolve.tables import words

OPPOSED = 0.7  # a contradiction needs this score: 23 of 32 pairs that taught the network nothing were one
BESIDE = 0.75  # the same of two claims in one article
ALONE = 0.55  # the same where no network is asked
SURE = 0.55  # any other relation of a stream needs this score besides passing the strict tests
COUNTED = 1  # days within which two counts are of one thing
LASTING = 3  # days within which two claims about how things stand can confirm each other
STANDING = 14  # days within which they can contradict each other
TOLD = 2  # telling words an answered statement needs
SHOWN = 160  # characters of a statement that a reason quotes
BEFORE = 300  # characters before a "he" among which stands the name of who is meant
_PRONOUNS = ("he", "she", "him", "her", "his", "hers", "who", "whom", "himself", "herself")
ANSWERED = 0.92  # score of a relation that the text itself states ("this was refuted by …")


def relations(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    origins: Sequence[Origin],
    networks: Networks | None = None,
) -> list[Relation]:
    """Typed relations between statements with score and reason, by score and then by the statements' ids.

    The reader's ``networks`` are asked about pairs that look as if they opposed each other; without them, frames alone
    decide.
    """
    roots, answering = claims(documents, readings, origins)
    actors = actors_of(readings)
    found = _answers(answering, {c.statement.id: c for c in roots}, actors) + _repeats(documents, readings, origins)
    taken = {frozenset((r.a, r.b)) for r in found}
    telling = Telling(c.frame for c in roots)
    pairs = (p for p in beside(roots, telling, actors) if p.statements not in taken)
    for p, opposed in opposing(pairs, networks, also=lambda p: bool(_held(p, telling))):
        found += between(p, opposed, actors, telling)
    return sorted(_best(found), key=lambda r: (-r.score, r.a, r.b, r.kind))


def _best(found: Iterable[Relation]) -> list[Relation]:
    """Of several relations of the same two statements, the surest."""
    best: dict[frozenset[str], Relation] = {}
    for relation in found:
        ids = frozenset((relation.a, relation.b))
        if ids not in best or (relation.score, relation.id) > (best[ids].score, best[ids].id):
            best[ids] = relation
    return list(best.values())


def between(pair: Beside, opposed: float, actors: Mapping[str, Actor], telling: Telling) -> list[Relation]:
    """The relation of two claims that oppose each other with a probability of ``opposed``; a list of one or none."""
    kind, score, why = _kind(pair, opposed, telling)
    settled = _settled(kind, pair.later, pair.earlier, actors) if score >= SURE else None
    if settled is None:
        return []
    kind, note = settled
    return [_relation(kind, pair.later.statement.id, pair.earlier.statement.id, score, f"{why} {note}")]


def _kind(pair: Beside, opposed: float, telling: Telling) -> tuple[RelationKind, float, str]:
    """What two claims are to each other, before it is asked when they were made."""
    if opposed >= _needed(pair) and pair.found.shared and not _both_deny(pair):
        kind, why = opposition(pair.found)
        return kind, opposed, why
    held = _held(pair, telling)
    if pair.one_voice and "changes" in held:
        turned, why = turn(pair.found, pair.said)
        if turned >= SURE:
            return "changes", turned, why
    kind, score, why = judge(pair.found, pair.said) if held else ("unrelated", 0.0, "")
    return (kind, score, why) if kind in held else ("unrelated", 0.0, "")


def _needed(pair: Beside) -> float:
    """The score from which two claims oppose each other; in one article most pairs do not, however alike they look."""
    if not pair.said:
        return ALONE
    return BESIDE if pair.later.document.id == pair.earlier.document.id else OPPOSED


def _both_deny(pair: Beside) -> bool:
    """Whether two claims that seem to part on a word's "not" alone are two denials of one thing."""
    best = pair.found.conflict
    told = pair.later.statement, pair.earlier.statement
    negated = all(s.polarity == "negated" for s in told) and any(s.act == "deny" for s in told)
    return negated and best is not None and best.kind == "polarity"


def _held(pair: Beside, telling: Telling) -> set[RelationKind]:
    """The relations, other than those of rivals, that the strict tests leave open; one speaker may have changed."""
    if pair.figures["elsewhere"] or not pair.figures["claims"]:
        return set()  # every strict test asks this first
    return {kind for kind, holds in (*_TESTS, *(_CHANGED if pair.one_voice else ())) if holds(pair.found, telling)}


_Tests = tuple[tuple[RelationKind, Callable[[Alignment, Telling], bool]], ...]
_CHANGED: _Tests = (("contradicts", strict.parts), ("denies", strict.parts))
_TESTS: _Tests = (
    ("changes", strict.parts),
    ("differs_in_number", strict.counts_differ),
    ("confirms", strict.meets),
    ("repeats", strict.meets),
)


def _settled(
    kind: RelationKind, later: Claim, earlier: Claim, actors: Mapping[str, Actor]
) -> tuple[RelationKind, str] | None:
    """The kind, given who speaks and when; None when speakers or days make it no relation."""
    apart = (later.day - earlier.day).days
    one = later.speaker.named and later.speaker.key == earlier.speaker.key
    note = f"(a: {later.who}, {later.day}; b: {earlier.who}, {earlier.day})"
    if kind in ("contradicts", "denies", "differs_in_number"):
        return _quarrel(kind, later, earlier, one, apart, note) if theirs(later, earlier, actors) else None
    if kind == "confirms":
        free, why = independent(later.origin, earlier.origin, actors)
        return ("confirms", f"{note} {why}") if free and apart <= LASTING else None
    if kind == "changes":
        return (kind, note) if one and apart > 0 else None
    return (kind, note) if one else None


def _quarrel(
    kind: RelationKind, later: Claim, earlier: Claim, one: bool, apart: int, note: str
) -> tuple[RelationKind, str] | None:
    """Two who differ contradict each other; one who says otherwise on a later day has changed."""
    if not one:
        within = COUNTED if kind == "differs_in_number" else STANDING
        return (kind, note) if apart <= within else None
    if {later.statement.act, earlier.statement.act} & {"threaten"} and kind == "contradicts":
        return kind, f"One speaker threatens and assures. {note}"
    if later.document.id == earlier.document.id and kind != "differs_in_number" and apart == 0:
        return None  # who is taken to gainsay himself within an article was misread, more likely
    return ("changes", f"The same speaker, {apart} days later. {note}") if apart > 0 else (kind, note)


def _relation(kind: RelationKind, a: str, b: str, score: float, why: str) -> Relation:
    return Relation(content_id("r", kind, a, b), kind, a, b, round(score, 4), why)


# --- what the text itself says ---------------------------------------------------------------------


def _answers(answering: Mapping[str, Claim], roots: Mapping[str, Claim], actors: Mapping[str, Actor]) -> list[Relation]:
    """Denials and echoes that the reader found aimed at an earlier statement; a report that is nobody's goes back to
    the utterance it repeats, where that is known."""
    found = []
    for key in sorted(answering):
        claim = answering[key]
        target = answering.get(claim.statement.answers or "")
        if target is not None and target.statement.source is None:
            target = roots.get(target.origin.root, target)
        if target is None or len(rare(target.frame)) < TOLD or not _told(claim, target, actors):
            continue
        kind, does = _done(claim, target)
        why = f"The text says that {_called(claim, actors)} {does} {_meant(target, claim, actors)}: "
        why += f"“{shorten(target.statement.text, SHOWN, placeholder=' …')}”."
        found.append(_relation(kind, key, target.statement.id, ANSWERED, why))
    return found


def _told(claim: Claim, target: Claim, actors: Mapping[str, Actor]) -> bool:
    """Whether it is plain who answers whom: a known voice, and what somebody told rather than may have thought."""
    source, told = claim.statement.source, target.statement.source
    actor = actors.get(source.actor or "") if source else None
    if claim.statement.act == "doubt":
        return False  # who plays a report down does not deny it
    if claim.who.lower() in words("speakers", "pronouns") or (actor and _mistaken(claim, actor, target)):
        return False
    if told is not None:
        return not _own_state(claim.who, actor, actors.get(told.actor or ""))
    cue = target.statement.cue
    return cue is None or words("speakers", "thoughts").isdisjoint(cue.text.lower().split())


def _mistaken(claim: Claim, actor: Actor, target: Claim) -> bool:
    """Whether "he" cannot be who he was taken for: no person, nobody named just before, or named in what is denied."""
    source = claim.statement.source
    if source is None or claim.who.lower() not in words("speakers", "persons"):
        return False
    name = actor.name.split()[-1]
    before = claim.document.text[max(0, source.start - BEFORE) : source.start]
    shown = (m.text for m in actor.mentions if 0 < source.start - m.start <= BEFORE)
    named = name in before or any(text.lower() not in _PRONOUNS for text in shown)
    return actor.kind != "person" or not named or name in target.statement.text.split()


def _own_state(who: str, a: Actor | None, b: Actor | None) -> bool:
    """Whether a state would deny what is said by one who speaks for it: more likely, somebody else denied it."""
    if not all(word[:1].isupper() for word in who.split()):
        return False  # "Peruvian officials"
    return bool(a and b and a.kind == "state" and a.id != b.id and a.side is not None and a.side == b.side)


def _done(claim: Claim, target: Claim) -> tuple[RelationKind, str]:
    """What an answer does to what it answers: who denies his own word has changed it."""
    if claim.statement.act != "deny" and claim.statement.polarity == target.statement.polarity:
        return "confirms", "said the same as"
    if _one(claim, target):
        return "changes", "took back what was said by"
    return "denies", "denied"


def _one(a: Claim, b: Claim) -> bool:
    """Whether both are by one speaker, be it that a "he" was taken for him."""
    one, two = a.statement.source, b.statement.source
    if a.speaker.named and a.speaker.key == b.speaker.key:
        return True
    return bool(one and two and one.actor and one.actor == two.actor)


def _meant(target: Claim, claim: Claim, actors: Mapping[str, Actor]) -> str:
    """Whom an answer answers: by name, or through reports that nobody is named for."""
    if target.statement.id == claim.statement.answers:
        return _called(target, actors)
    return f"reports of what {_called(target, actors)} said"


def _called(claim: Claim, actors: Mapping[str, Actor]) -> str:
    """The speaker as written, or by name where a pronoun is written."""
    source = claim.statement.source
    if source is None:
        return "reports"
    actor = actors.get(source.actor or "") if source else None
    pronoun = claim.who.lower() in words("speakers", "pronouns") | {"he", "she", "they"}
    return actor.name if actor and pronoun else claim.who


def _repeats(documents: Iterable[Document], readings: Iterable[Reading], origins: Iterable[Origin]) -> list[Relation]:
    """Each other report of an utterance repeats its root."""
    known = {d.id for d in documents}
    told = {s.id for r in readings if r.document in known for s in r.statements}
    return [
        _relation("repeats", m, o.root, 0.95, o.why)
        for o in origins
        if o.root in told
        for m in o.members[1:]
        if m in told
    ]
