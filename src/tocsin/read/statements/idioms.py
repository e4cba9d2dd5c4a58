"""Statements made by idioms of denying and leaving open, found by their words and completed by the syntax.

The network knows few of them; where it saw a part of one, its statement gets the whole cue and all of the content.
"""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.read.statements import denials
from tocsin.read.statements.draft import Draft, merged, overlap
from tocsin.read.statements.nesting import shared_subject, speaker, that_clause
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import clipped

_LEADING = ("PART", "ADV", "AUX")


def complete(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Drafts for the idioms that no draft has; the drafts of the others get their whole cue and content in place."""
    cues = {word: d for d in drafts if d.cue for word in page.words(*d.cue)}
    found: list[Draft] = []
    for verb, end in _idioms(page):
        first = _leader(page, verb)
        made = _made(page, first, range(min(first, verb), end))
        known = next((cues[w] for w in range(min(first, verb), end) if w in cues), None)
        if made is not None and known is not None:
            _widen(page, known, made)
        elif made is not None and made.source is not None:
            found.append(made)
    return found


def _idioms(page: Page) -> Iterator[Span]:
    """The words from which to which each idiom goes."""
    for verb in sorted(w for form in denials.openers() for w in page.where.get(form, ())):
        stop = page.sentences[page.sentence(verb)][1]
        here = " ".join(page.lower[verb : min(stop, verb + 14)])
        hit = next((m for way in denials.ways() if (m := way.find.match(here))), None)
        if hit is not None:
            yield verb, verb + len(hit[0].split())


def called_untrue(page: Page, drafts: list[Draft]) -> list[Draft]:
    """ "Beijing called the account fanciful": the account, with the verdict on it, is what is denied."""
    found: list[Draft] = []
    cues = {word: d for d in drafts if d.cue and d.contents for word in page.words(*d.cue)}
    for verb in sorted(w for form in denials.namers() for w in page.where.get(form, ())):
        m = denials.naming().match(page.text, page.spans[verb][0]) if page.upos[verb] == "VERB" else None
        if m is None:
            continue
        who, content = speaker(page, verb), m.span("said")
        if who is None or page.sentence(verb) != page.sentence(page.words(*content)[-1]):
            continue
        known = cues.get(verb)
        if known is None:
            found.append(Draft(page.chars(*who), page.spans[verb], [content]))
        elif any(overlap(c, content) * 2 > content[1] - content[0] for c in known.contents):
            known.contents = merged([*known.contents, content], page.text)  # with the verdict, if it was cut off
        else:
            known.source, known.contents = page.chars(*who), [content]
    return found


def _leader(page: Page, verb: int) -> int:
    """The first verb of a chain such as "refused to retract"; one that somebody is asked to do has none."""
    if page.rel[verb] in ("cop", "aux", "aux:pass") and page.head[verb] > verb:
        return page.head[verb]
    while page.rel[verb] == "xcomp" and 0 <= page.head[verb] < verb:
        above = page.head[verb]
        if any(page.upos[w] not in _LEADING for w in range(above + 1, verb)):
            break
        verb = above
    return verb


def _made(page: Page, leader: int, idiom: range) -> Draft | None:
    """The statement of an idiom whose subject hangs on ``leader``; None where nothing is said by it."""
    asked = page.rel[leader] == "xcomp"
    who = None if asked else speaker(page, leader) or shared_subject(page, leader)
    source = page.chars(*who) if who else None
    cue, end = page.chars(_helped(page, idiom[0]), idiom[-1] + 1), idiom[-1] + 1
    stop = page.sentences[page.sentence(leader)][1]
    if asked or end >= stop or page.upos[end] in ("PUNCT", "CCONJ"):
        return None
    contents = clipped(page, (end, _end(page, end, stop)), [source, cue])
    return Draft(source, cue, contents[:1]) if contents else None


def _helped(page: Page, first: int) -> int:
    """Where the helpers of an idiom's verb begin: "would not"."""
    while first > 0 and page.upos[first - 1] in _LEADING and page.head[first - 1] >= first:
        first -= 1
    return first


def _end(page: Page, first: int, stop: int) -> int:
    """Where the phrase that begins with a word ends, with the clause that tells what was told."""
    top = first
    while first <= page.head[top] < stop:
        top = page.head[top]
    end = page.reach(top)[1]
    noun = next((w for w in range(first, min(end, first + 5)) if page.lower[w] in denials.told()), None)
    clause = that_clause(page, noun) if noun is not None else None
    return min(stop, max(end, page.reach(clause)[1] if clause is not None else 0))


def _widen(page: Page, known: Draft, made: Draft) -> None:
    """Give a draft the whole idiom for its cue, and the content too where it had but a small part of it."""
    assert known.cue and made.cue
    cue = (min(known.cue[0], made.cue[0]), max(known.cue[1], made.cue[1]))
    if known.source and overlap(known.source, cue):
        return
    left = [s for c in known.contents for s in clipped(page, _words(page, c), [cue])]
    whole = sum(b - a for a, b in made.contents)
    parted = bool(left) and page.between(cue[1], left[0][0]) != "" and overlap(left[0], made.contents[0]) > 0
    if parted or 2 * sum(overlap(made.contents[0], c) for c in left) < whole:
        left = made.contents
    known.cue, known.contents = cue, [c for c in left if not overlap(c, cue)]
    if made.source and (known.source is None or overlap(known.source, made.source)):
        known.source = made.source


def _words(page: Page, span: Span) -> Span:
    found = page.words(*span)
    return found[0], found[-1] + 1
