"""Whether the subject of a cue's verb is the one who says it.

Mostly it is. But who "was accused" or "was told" has said nothing, and what "seems" or "is expected to" do so is
part of what is said, by nobody in particular.
"""

from __future__ import annotations

import re
from functools import cache

from tocsin.read.languages import table, words
from tocsin.read.statements.acts import sense
from tocsin.read.statements.constructions import can_speak
from tocsin.read.statements.draft import Draft, merged, overlap
from tocsin.read.statements.forms import all_forms, plurals
from tocsin.read.statements.nesting import noun_phrase, shared_subject
from tocsin.read.statements.page import Page, Span

_NAMES = ("NOUN", "PROPN", "PRON")
_RELATIVE = ("who", "which", "that", "whom")
_BE = ("is", "are", "was", "were", "be", "been", "being", "'s", "'re")


def settle(page: Page, draft: Draft) -> None:
    """Let the subject of a cue's verb be its source where the network gave none, or took it for content; and take
    away a source that has said nothing."""
    if draft.cue is None:
        return
    if draft.source and _elsewhere(page, draft.cue, draft.source):
        draft.source = None
    if draft.source and _is_talk(page, draft.source):
        draft.source = None
        return
    if draft.source and draft.source[1] <= draft.cue[0] and _targets().search(page.text[slice(*draft.cue)]):
        draft.source = None  # "has faced criticism for"
        return
    verb = next((w for w in page.words(*draft.cue) if page.upos[w] == "VERB"), None)
    if verb is not None and _denied_by(page, draft, verb):
        return
    if verb is None and draft.source is None:
        _owned(page, draft)
    if verb is None or (draft.source and _silenced(page, draft, verb, draft.source)):
        return
    if draft.source and (inserted := _inserted(page, draft.cue, draft.source)):
        draft.source, draft.contents = inserted, merged([draft.source, *draft.contents], page.text)
        return
    found = shared_subject(page, verb)
    if found is None or _voiceless(page, verb):
        return
    subject = page.chars(*found)
    left = [c for c in draft.contents if not (subject[0] <= c[0] and c[1] <= subject[1])]
    if draft.source is None and not any(overlap(subject, span) for span in (*left, draft.cue)):
        draft.source, draft.contents = subject, left


def with_place(page: Page, draft: Draft) -> None:
    """Let a source that is only "there" begin with the noun before it: "officials there"."""
    here = page.words(*draft.source) if draft.source else range(0)
    if len(here) == 1 and page.lower[here[0]] in ("there", "here") and page.upos[here[0] - 1] in _NAMES:
        low = page.reach(here[0] - 1)[0]
        draft.source = page.chars(low, here[0] + 1)


def antecedent(page: Page, draft: Draft) -> None:
    """Let a source that is only "who" or "which" begin with the noun phrase that it stands for."""
    here = page.words(*draft.source) if draft.source else range(0)
    if draft.source is None or len(here) != 1 or page.lower[here[0]] not in _RELATIVE:
        return
    pronoun = here[0]
    clause = next((w for w in page.up(pronoun) if page.rel[w] == "acl:relcl"), None)
    noun = page.head[clause] if clause is not None else -1
    if not 0 <= noun < pronoun or page.upos[noun] not in _NAMES or page.sentence(noun) != page.sentence(pronoun):
        noun = next((w for w in (pronoun - 1, pronoun - 2) if w >= 0 and page.upos[w] in ("NOUN", "PROPN")), -1)
    found = noun_phrase(page, noun) if noun >= 0 and page.upos[noun] in _NAMES else None
    if found is None or found[1] > pronoun + 1:
        return
    span = (page.starts[found[0]], draft.source[1])
    if pronoun - found[1] <= 1 and not any(
        overlap(span, other) for other in (*draft.contents, *([draft.cue] if draft.cue else []))
    ):
        draft.source = span


def _elsewhere(page: Page, cue: Span, source: Span) -> bool:
    """The source stands in another sentence than its cue, in the same paragraph or not."""
    said, who = page.words(*cue), page.words(*source)
    return bool(said and who) and page.sentence(said[0]) != page.sentence(who[-1])


def _inserted(page: Page, cue: Span, source: Span) -> Span | None:
    """ "The truth, the senator said, was …": who speaks stands between commas, and what stood before is content."""
    between = page.words(source[1], cue[0]) if source[1] < cue[0] else range(0)
    if len(between) < 2 or page.lower[between[0]] != "," or page.upos[between[-1]] not in _NAMES:
        return None
    nominal = all(page.upos[w] in (*_NAMES, "DET", "ADJ") for w in between[1:])
    return page.chars(between[1], between[-1] + 1) if nominal and page.between(cue[1], cue[1] + 2)[:1] == "," else None


def _silenced(page: Page, draft: Draft, verb: int, source: Span) -> bool:
    """Take away a source that only suffers or seems; what is held of it belongs to the content."""
    inside = page.words(*source)
    low = page.lower[verb]
    if _asked(page, verb, source):
        draft.source = None
        return True
    if not any(page.rel[k] in ("nsubj", "nsubj:pass") and k in inside for k in page.kids[verb]):
        helpers = page.words(source[1], page.starts[verb])
        if not helpers or any(page.upos[w] not in ("AUX", "ADV", "PART") for w in helpers):
            return False
    passive = _passive(page, verb)
    seems = (low in _seeming() and _last_verb(page, draft) == verb) or (
        passive and low in _held() and _has_clause(page, verb)
    )
    if not seems and not (passive and low in _addressing()):
        return False
    draft.source = None
    told = not seems and low in _telling()
    if not told and not any(page.lower[w] in ("it", "there") for w in inside):
        draft.contents = merged([source, *draft.contents], page.text)
    return True


def _voiceless(page: Page, verb: int) -> bool:
    """A verb whose subject says nothing by it."""
    low = page.lower[verb]
    if low in _seeming():
        return True
    opens = verb == page.sentences[page.sentence(verb)][0] and low.endswith("ed")
    return (opens and low in _addressing()) or (_passive(page, verb) and low in _addressing() | _held())


def _denied_by(page: Page, draft: Draft, verb: int) -> bool:
    """ "A report rejected by the envoys", "and was dismissed by Lima": who denies it stands behind "by"."""
    last = _last_verb(page, draft)
    verb = verb if last is None else last
    participle = _passive(page, verb) or page.rel[verb] in ("acl", "conj")
    if not participle or sense(page.text[slice(*draft.cue or (0, 0))]).act != "deny":
        return False
    behind = (k for k in page.kids[verb] if k > verb and page.rel[k].startswith("obl"))
    agent = next((k for k in behind if any(page.lower[c] == "by" and c == verb + 1 for c in page.kids[k])), None)
    found = noun_phrase(page, agent) if agent is not None else None
    if found is None or not can_speak(page, page.chars(*found)):
        return False
    source = page.chars(*found)
    if draft.source and not overlap(draft.source, source):
        _denied_thing(page, draft, verb)
    draft.source = source
    draft.contents = [c for c in draft.contents if not overlap(c, source)]
    return True


def _denied_thing(page: Page, draft: Draft, verb: int) -> None:
    """The subject of "was rejected by" is what is rejected, where nothing else is said to be."""
    subject = next((k for k in page.kids[verb] if page.rel[k].startswith("nsubj")), None)
    found = noun_phrase(page, subject) if subject is not None and page.lower[subject] not in _RELATIVE else None
    if found is not None and not draft.contents:
        draft.contents = [page.chars(*found)]


def _asked(page: Page, verb: int, source: Span) -> bool:
    """ "Asked to describe the device, X said …", "X, asked whether …, said": who was asked, by nobody named."""
    if _described(page, verb, source) and source[1] <= page.starts[verb] and page.lower[verb].endswith("ed"):
        return page.lower[verb] in _telling() and page.text[: page.starts[verb]].rstrip().endswith(",")
    opens = verb == page.sentences[page.sentence(verb)][0] and source[0] > page.ends[verb]
    return opens and page.lower[verb].endswith("ed") and page.lower[verb] in _addressing()


def _described(page: Page, verb: int, source: Span) -> bool:
    """Whether a verb hangs on a noun, or stands right behind a source that waits for a verb further on."""
    waits = page.head[verb] > verb and not page.between(source[1], page.starts[verb]).strip(", ")
    return page.rel[verb] in ("acl", "acl:relcl") or (page.rel[verb] == "advcl" and waits)


def _is_talk(page: Page, source: Span) -> bool:
    """ "Much speculation", "talk": what goes about is nobody's."""
    here = [w for w in page.words(*source) if page.upos[w] not in ("DET", "ADJ", "ADV")]
    return len(here) == 1 and page.lower[here[0]] in _talk()


def _owned(page: Page, draft: Draft) -> None:
    """ "His obsession with", "the ministry's claims of": a noun of saying is its owner's."""
    cue = page.words(*draft.cue) if draft.cue else range(0)
    owner = next((k for w in cue for k in page.kids[w] if page.rel[k] == "nmod:poss" and k not in cue), None)
    if owner is None:
        return
    low, high = page.reach(owner)
    span = page.chars(low, min(high, owner + 2) if page.lower[owner + 1 : owner + 2] == ["'s"] else owner + 1)
    left = [c for c in draft.contents if not overlap(c, span)]
    if left and not (draft.source and overlap(draft.source, span)):
        draft.source, draft.contents = span, left


def _passive(page: Page, verb: int) -> bool:
    """A form of "to be" stands right before a participle, but for adverbs."""
    at = verb - 1
    while at > 0 and page.upos[at] in ("ADV", "PART"):
        at -= 1
    return at >= 0 and page.lower[at] in _BE and not page.lower[verb].endswith("ing")


def _last_verb(page: Page, draft: Draft) -> int | None:
    """The verb a cue ends in: "appeared to suggest" suggests."""
    return next((w for w in reversed(page.words(*draft.cue)) if page.upos[w] == "VERB"), None) if draft.cue else None


def _has_clause(page: Page, verb: int) -> bool:
    """ "is expected to leave", "is seen as": more than the bare verb is held."""
    return any(page.rel[k] in ("xcomp", "ccomp", "advcl", "obl") for k in page.kids[verb])


@cache
def _addressing() -> frozenset[str]:
    return all_forms(words("cues", "addressing"))


@cache
def _targets() -> re.Pattern[str]:
    """Cues whose subject only meets with what others say."""
    return re.compile(str(table("cues")["meeting"]), re.IGNORECASE)


@cache
def _talk() -> frozenset[str]:
    return frozenset(form for noun in words("cues", "talk") for form in plurals(noun))


@cache
def _telling() -> frozenset[str]:
    return all_forms(words("cues", "telling"))


@cache
def _seeming() -> frozenset[str]:
    return all_forms(words("cues", "seeming"))


@cache
def _held() -> frozenset[str]:
    return all_forms(words("cues", "held"))
