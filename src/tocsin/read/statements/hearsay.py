"""What a denial answers where nobody is named who told it: "denied reports that the king had died".

Such reports become a statement without a source, so that the denial and what it denies can be told apart, and what
others say of the matter can be held beside both.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from tocsin.read.languages import words
from tocsin.read.statements import denials
from tocsin.read.statements.draft import Draft, overlap
from tocsin.read.statements.forms import plurals
from tocsin.read.statements.nesting import owner
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.pointing import speaks
from tocsin.read.statements.trimming import clipped, trimmed

_BEFORE = ("DET", "ADJ", "ADV", "SCONJ", "NUM", "PUNCT")
_JOINING = ("that", "of", "about", "on")
_APOSTROPHES = ("'", "'s")
_PEOPLE = ("PER", "ORG", "NORP")
_HEAD = 5
"""Words at the head of a content among which stands the noun for what was told."""


def answered(page: Page, drafts: list[Draft]) -> list[Draft]:
    """The drafts with what they deny settled: reports of nobody's get a statement of their own."""
    for draft in drafts:
        _begin_at_noun(page, draft)
    drafts = [*drafts, *_contrary(page, drafts)]
    drafts = [*drafts, *_unheld(page, drafts)]
    added: list[Draft] = []
    for draft in drafts:
        heard = _heard(page, draft) if draft.contents and not _settled(draft) else None
        if heard is None:
            continue
        noun, said = heard
        inner = next((d for d in drafts if d is not draft and d.cue and overlap(d.cue, page.spans[noun])), None)
        if inner is None and said == draft.contents[0]:
            continue  # "laughed off rumours" + "that she would go": the denial alone tells it
        if inner is None:
            inner = Draft(None, page.spans[noun], [said])
            added.append(inner)
        elif inner.source and draft.source and overlap(inner.source, draft.source):
            inner.source, inner.contents = None, [said]
        if inner.source is None:
            inner.act = inner.negated = None
            inner.contents, inner.via = [said], (*draft.via, draft)
        if not denials.takes_back(_lower(page, draft.cue), _lower(page, draft.contents[0])):
            draft.answers = inner  # what one takes back was one's own
    return drafts + added


def _begin_at_noun(page: Page, draft: Draft) -> None:
    """ "Reports" + "that the king was dead were premature": the reports belong to what is said of them."""
    piece = draft.contents[0] if draft.contents else (0, 0)
    inside = page.words(*piece)
    if not inside or not inside[0] or page.lower[inside[0] - 1] not in denials.told() or not draft.cue:
        return
    noun = page.spans[inside[0] - 1]
    if draft.cue[0] <= noun[0] < draft.cue[1] or denials.verdict(page.text[noun[0] : piece[1]]) is None:
        return
    draft.contents[0] = (noun[0], piece[1])


def _unheld(page: Page, drafts: list[Draft]) -> list[Draft]:
    """ "Reports of a coup are untrue" in the author's own voice: denied where it is told, by nobody else."""
    voiced = [d for d in drafts if d.source and not (d.cue and _lower(page, d.cue) in denials.told())]
    held = {page.sentence(page.words(*s)[0]) for d in voiced for s in (d.cue, *d.contents) if s}
    sentences = {page.sentence(w) for form in denials.told() for w in page.where.get(form, ())}
    found = []
    for number in sorted(sentences - held):
        start, end = page.sentence_span(number)
        verdict = denials.verdict(page.text[start:end])
        if verdict is None or not verdict.denied:
            continue
        noun = page.words(start + verdict.noun, start + verdict.noun + 1)[0]
        told = _told(page, noun, (page.ends[noun], min(end, start + verdict.end)))
        known = next((d for d in drafts if d.cue and overlap(d.cue, page.spans[noun])), None)
        if told is not None and known is None:
            found.append(Draft(None, page.spans[noun], [told[1]], act="deny", negated=True))
        elif told is not None and known is not None:
            known.contents, known.act, known.negated = [told[1]], "deny", True
    return found


def _settled(draft: Draft) -> bool:
    """Whether it is known whom a draft answers, and that it is somebody else."""
    if draft.answers is None:
        return False
    return not (draft.source and draft.answers.source and overlap(draft.source, draft.answers.source))


def _heard(page: Page, draft: Draft) -> tuple[int, Span] | None:
    """The noun for what was told that a draft denies, and what it tells; None where it denies none, or somebody's."""
    found = denials.verdict(" ".join(page.text[slice(*c)] for c in draft.contents))
    sense = denials.sense(_lower(page, draft.cue), _lower(page, draft.contents[0]))
    denies = sense.sign == -1 and sense.act in ("deny", "doubt") and draft.source is not None
    if not (found.denied if found else denies or (draft.act == "deny" and draft.source)) or not speaks(page, draft):
        return None
    start, end = draft.contents[0]
    noun = page.words(start + found.noun, start + found.noun + 1)[0] if found else _noun(page, draft)
    if noun is None or _owned(page, noun):
        return None
    return _told(page, noun, (max(start, page.ends[noun]), min(end, start + found.end) if found else end))


def _owned(page: Page, noun: int) -> bool:
    """Whether a report is somebody's; the syntax loses an apostrophe that stands between spaces."""
    return owner(page, noun) is not None or page.lower[noun - 1] in _APOSTROPHES


def _lower(page: Page, span: Span | None) -> str:
    return " ".join(page.lower[w] for w in page.words(*span)) if span else ""


def _noun(page: Page, draft: Draft) -> int | None:
    """The noun at the end of the cue, or near the head of the content."""
    cue = page.words(*draft.cue) if draft.cue else range(0)
    if cue and page.lower[cue[-1]] in denials.told():
        return cue[-1]
    for word in page.words(*draft.contents[0])[:_HEAD]:
        if page.lower[word] in denials.told():
            return word
        if page.upos[word] not in _BEFORE and not _of_noun(page, word):
            return None
    return None


def _of_noun(page: Page, word: int) -> bool:
    """Part of a compound whose noun tells: "media" of "media claims"; "UN reports" are somebody's."""
    above = [h for h in islice(page.up(word), 1, 4) if word < h <= word + _HEAD]
    told = next((h for h in above if page.lower[h] in denials.told()), None)
    return told is not None and not (page.upos[word] == "PROPN" and page.head[word] == told)


def _told(page: Page, noun: int, rest: Span) -> tuple[int, Span] | None:
    """What stands behind "reports that" or "reports of", if it is more than a pointer."""
    inside = page.words(*rest)
    if len(inside) < 2 or page.lower[inside[0]] not in _JOINING:
        return None
    if page.lower[inside[0]] in ("about", "on") and page.upos[page.head[inside[0]]] != "VERB":
        return None  # what it is about, not what it tells
    if page.lower[inside[0]] == "of" and (_teller(page, page.head[inside[0]]) or page.lower[noun] in _opinions()):
        return None
    begin = rest[0] if page.lower[inside[0]] == "that" else page.ends[inside[0]]
    end = rest[1] - (page.text[rest[1] - 1] == ".")
    said = trimmed(page.text, (begin, end))
    return (noun, said) if said else None


def _teller(page: Page, word: int) -> bool:
    """Whether "claims of" a word are claims that it makes: a name, or people who speak; a coup makes none."""
    if page.upos[word] == "PROPN" and page.rel[word] == "nmod":
        return any(n.kind in _PEOPLE and overlap((n.start, n.end), page.spans[word]) for n in page.tagged.names)
    return page.lower[word] in _tellers()


@cache
def _opinions() -> frozenset[str]:
    return frozenset(form for word in words("denials", "opinions") for form in plurals(word))


@cache
def _tellers() -> frozenset[str]:
    return frozenset(form for noun in words("denials", "tellers") for form in plurals(noun) if form != noun)


@cache
def _contrary_to() -> re.Pattern[str]:
    """ "Contrary to media reports that …": up to the noun."""
    nouns = "|".join(sorted(denials.told(), key=len, reverse=True))
    phrases = "|".join(denials.listed("contrary"))
    return re.compile(rf"\b(?P<cue>{phrases}) (?P<told>(?:[\w'’-]+ ){{0,4}}?(?:{nouns}))\b", re.IGNORECASE)


def _contrary(page: Page, drafts: list[Draft]) -> list[Draft]:
    """ "Contrary to reports that the pass was shut": denied by who says the rest of the sentence, or by the author."""
    found = []
    for m in _contrary_to().finditer(page.text):
        words = page.words(*m.span())
        if not words or any(d.cue and overlap(d.cue, m.span()) and d.source for d in drafts):
            continue
        noun = words[-1]
        stop = page.ends[page.sentences[page.sentence(noun)][1] - 1]
        comma = page.text.find(",", m.end(), stop)
        told = _told(page, noun, (m.end(), comma if comma > 0 else page.ends[page.reach(noun)[1] - 1]))
        if told is None or _owned(page, noun):
            continue
        host = next((d for d in drafts if _holds(page, d, m.start())), None)
        if host is not None:
            _cut(page, host, (m.start(), told[1][1]))
        content = (m.start("told"), told[1][1])
        found.append(Draft(host.source if host else None, m.span("cue"), [content], act="deny", negated=True))
    return found


def _holds(page: Page, draft: Draft, at: int) -> bool:
    """Whether a sentence's statement has its content around or right behind a place."""
    if not (draft.contents and draft.source and draft.cue):
        return False
    start, end = draft.contents[0]
    home = page.sentence_span(page.sentence(page.words(at, at + 1)[0]))
    return start <= at < end or (at < start < home[1])


def _cut(page: Page, draft: Draft, away: Span) -> None:
    """Take a stretch out of a draft's contents."""
    kept: list[Span] = []
    for piece in draft.contents:
        inside = page.words(*piece)
        kept += clipped(page, (inside[0], inside[-1] + 1), [away])
    draft.contents = kept or draft.contents
