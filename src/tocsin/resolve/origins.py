"""Statements to origins: one utterance by one source, however many outlets carry it.

The invariant: every statement is in exactly one origin, and the origins are the same in whatever order
the documents come. Only pairs that share what ``meetings`` looks up are held beside each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tocsin.nouns.document import Document
from tocsin.nouns.ids import set_id
from tocsin.nouns.judgement import Judgement, taken_back
from tocsin.nouns.reading import Reading
from tocsin.nouns.relation import Copies, Origin
from tocsin.resolve.loops import circular, outlet_key, suspicious
from tocsin.resolve.meetings import Rule, meetings
from tocsin.resolve.parting import parted
from tocsin.resolve.unions import Groups
from tocsin.resolve.utterances import Utterance, utterances


def origins(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    copies: Sequence[Copies] = (),
    judgements: Sequence[Judgement] = (),
) -> list[Origin]:
    """Every utterance with its members, earliest first, the reason for each merge, and what is wrong with it.

    The judgement ``split`` takes its target, a statement, out of every merge; ``merge`` puts target and value together.
    """
    said = utterances(documents, readings, copies)
    groups, reasons, links = Groups(len(said)), dict[int, list[str]](), dict[int, list[int]]()
    voices = [{u.speaker.key} if u.speaker.named and not u.statement.quoted else set[str]() for u in said]
    apart = {j.target for j in standing(judgements) if j.verb == "split"}
    alone = {n for n, u in enumerate(said) if u.statement.id in apart}
    for i, j, rule in meetings(said):
        one, two = groups.find(i), groups.find(j)
        if i in alone or j in alone or one == two or (rule.alone and len(voices[one] | voices[two]) > 1):
            continue
        why = one_utterance(said[i], said[j], rule)
        if why:
            groups.join(i, j)
            voices[min(one, two)] = voices[one] | voices[two]
            reasons.setdefault(j, []).append(why)
            links.setdefault(j, []).append(i)
    _judged(said, groups, reasons, links, judgements)
    return [
        _origin([said[i] for i in g], [r for i in g for r in reasons.get(i, ())], _pairs(said, g, links))
        for g in groups.sets()
    ]


def _pairs(said: Sequence[Utterance], group: Sequence[int], links: Mapping[int, list[int]]) -> list[tuple[str, str]]:
    return [(said[i].statement.id, said[j].statement.id) for j in group for i in links.get(j, ())]


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Judgements that nobody has taken back, oldest first."""
    every = sorted(judgements, key=lambda j: (j.at, j.id))
    back = taken_back(every)
    return [j for j in every if j.id not in back and not j.retracts]


def one_utterance(a: Utterance, b: Utterance, rule: Rule) -> str | None:
    """Why two statements are one utterance by a rule that they may fall under, or None when they are two."""
    share = cover(a.said.telling, b.said.telling)
    if share < rule.least or (not rule.contrary and _contrary(a, b)):
        return None
    return rule.why.format(share=share)


def _contrary(a: Utterance, b: Utterance) -> bool:
    """Does one say the contrary of the other somewhere, or another number?"""
    return a.statement.text != b.statement.text and parted(a.said.stand, b.said.stand)


def cover(left: frozenset[str], right: frozenset[str]) -> float:
    """The share of telling words two texts have in common, by the smaller when it is not much smaller."""
    if not left or not right:
        return 0.0
    sizes = sorted((len(left), len(right)))
    return len(left & right) / max(sizes[0], sizes[1] / 2)


# --- the noun --------------------------------------------------------------------------------------


def _judged(
    said: list[Utterance],
    groups: Groups,
    reasons: dict[int, list[str]],
    links: dict[int, list[int]],
    judgements: Iterable[Judgement],
) -> None:
    position = {u.statement.id: i for i, u in enumerate(said)}
    for judgement in standing(judgements):
        other = position.get(str(judgement.value))
        if judgement.verb == "merge" and judgement.target in position and other is not None:
            groups.join(position[judgement.target], other)
            reasons.setdefault(other, []).append(f"{judgement.analyst} judged them one")
            earlier, later = sorted((position[judgement.target], other))
            links.setdefault(later, []).append(earlier)


def _origin(members: list[Utterance], reasons: list[str], links: list[tuple[str, str]]) -> Origin:
    ids = tuple(u.statement.id for u in members)
    documents = tuple(dict.fromkeys(u.document.id for u in members))
    named = [u.speaker.actor for u in members if u.speaker.actor]
    return Origin(
        id=set_id("o", ids),
        root=ids[0],
        members=ids,
        documents=documents,
        actor=named[0] if named else None,
        why=_why(members, reasons),
        circular=circular(_links(members)),
        suspicious=suspicious([(u.document, u.speaker.named, u.text, u.said.words) for u in members]),
        links=tuple(links),
    )


def _why(members: list[Utterance], reasons: list[str]) -> str:
    if len(members) == 1:
        return "Said once, as far as is known."
    told = "; ".join(dict.fromkeys(reasons))
    return f"{len(members)} reports go back to one utterance. {told}."


def _links(members: list[Utterance]) -> Mapping[str, set[str]]:
    """Which outlet names which as having said so: ``via`` and sources that are themselves outlets here."""
    mine = {outlet_key(u.document.outlet) for u in members} - {""}
    links: dict[str, set[str]] = {}
    for u in members:
        cited = {outlet_key(v) for v in u.statement.via}
        cited.add(outlet_key(u.statement.source.text) if u.statement.source else "")
        links.setdefault(outlet_key(u.document.outlet), set()).update(cited & mine)
    return links
