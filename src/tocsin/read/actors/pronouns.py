"""Pronouns: who “he”, “they”, “its” and a quoted “we” mean, by number, gender, nearness and being the subject."""

from __future__ import annotations

from collections.abc import Callable

from tocsin.read.actors.draft import Draft
from tocsin.read.languages import words

SORTS: dict[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("it", "its", "itself"), "n"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "p"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "1"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "2"),
}
RELATIVE = frozenset(("who", "whom", "which", "that", "whose"))
_REACH = 3  # sentences back
_LOOK = 24  # mentions back


def mark(draft: Draft, word: int, speaker: Callable[[int], str | None]) -> None:
    """Note a pronoun as a mention of whom it means, if anybody; ``speaker`` says who utters each quoted word."""
    v = draft.view
    wanted = SORTS[v.low[word]]
    actor: str | None = None
    if wanted in "12":
        actor = speaker(word)
        if actor and wanted == "2":
            actor = _side_of(draft, actor)
    elif not (v.low[word] == "it" and _empty(draft, word)):
        actor = _antecedent(draft, word, wanted)
    if actor is None:
        return
    if v.low[word] in ("he", "she") and actor in draft.persons and not draft.persons[actor].gender:
        draft.persons[actor].gender = wanted
    draft.mention(actor, word, word, word)


def relative(draft: Draft, word: int) -> None:
    """“the troops who …”: the relative pronoun means what its clause describes."""
    v = draft.view
    verb = v.head[word]
    for _ in range(4):
        if verb < 0:
            return
        if v.rel[verb] == "acl:relcl":
            held = draft.by_word.get(v.head[verb], ())
            if held:
                draft.by_word[word] = held
            return
        verb = v.head[verb]


def _side_of(draft: Draft, speaker: str) -> str:
    """“We” in an official's mouth is the side; in anybody else's the speaker."""
    side = draft.side(speaker)
    state = f"state:{side}"
    return state if side and state in draft.known else speaker


def _empty(draft: Draft, word: int) -> bool:
    """“It is known that …”, “it is raining”: “it” means nobody."""
    v = draft.view
    above = v.head[word]
    if v.rel[word] == "expl" or above < 0:
        return v.rel[word] == "expl"
    clause = v.kid(above, "csubj", "ccomp", "xcomp", "csubj:pass")
    return clause is not None and (v.pos[above] == "ADJ" or v.kid(above, "aux:pass", "expl") is not None)


def _antecedent(draft: Draft, word: int, wanted: str) -> str | None:
    v = draft.view
    here = v.sentence[word]
    rivals = _same_clause(draft, word)
    best: tuple[float, int] | None = None
    chosen: str | None = None
    for head, actor in reversed(draft.recent[-_LOOK:]):
        back = here - v.sentence[head]
        if back > _REACH:
            break
        subject = v.rel[head] in ("nsubj", "nsubj:pass", "root")
        if head >= word or actor in rivals or not _agrees(draft, actor, wanted, head):
            continue
        if wanted in "np" and not (subject and (back == 0 or (back == 1 and v.rel[word] == "nsubj"))):
            continue  # “it” and “they” mean too many things to be followed further
        score = (-2.0 * back + (1.0 if subject else 0.0) - (0.5 if v.rel[head] == "nmod:poss" else 0.0), head)
        if best is None or score > best:
            best, chosen = score, actor
    return chosen


def _same_clause(draft: Draft, word: int) -> set[str]:
    """Those who cannot be meant: the subject of the verb whose object the pronoun is."""
    v = draft.view
    verb = v.head[word]
    if verb < 0 or v.rel[word] not in ("obj", "iobj", "obl") or v.low[word].endswith(("self", "selves")):
        return set()
    subject = v.kid(verb, "nsubj", "nsubj:pass")
    return set(draft.by_word.get(subject, ())) if subject is not None else set()


def _agrees(draft: Draft, actor: str, wanted: str, head: int) -> bool:
    kind = draft.known[actor][1]
    if wanted in "mf":
        if head in draft.speaking:
            return draft.view.low[head] not in words("actors_roles", "female" if wanted == "m" else "male")
        person = draft.persons.get(actor)
        if person is not None:
            return person.gender in ("", wanted)
        return kind in ("office", "person")
    if wanted == "n":
        return kind in ("state", "organisation") or (kind == "group" and actor not in draft.plural)
    return kind in ("organisation", "group", "state")
