"""From the network's spans to drafts of statements: one cue, its sources, its contents.

Contents without a cue join the draft they continue; cues without content get the clause that the syntax
hangs on them.
"""

from __future__ import annotations

from functools import cache

from tocsin.read.languages import words
from tocsin.read.statements.acts import known
from tocsin.read.statements.clauses import missed
from tocsin.read.statements.draft import Draft, merged, overlap
from tocsin.read.statements.forms import all_forms
from tocsin.read.statements.nesting import reporting, shared_subject, speaker
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import clipped, tidy, trimmed

SURE_CUE, SURE_CONTENT = 0.3, 0.5
"""Below these scores a cue or its content is taken for none: measured on PolNeAR's development articles."""
_BE = ("is", "are", "was", "were", "be", "been", "being", "'s", "'re")
_COMPLEMENTS = ("ccomp", "xcomp", "csubj", "csubj:pass")


def drafts(page: Page, quotes: list[Span]) -> list[Draft]:
    """The statements the network saw, in the order of their cues."""
    found, orphans = _grouped(page)
    found, left = tidy(page, found, quotes)
    found += missed(page, found)
    found += _floating(page, found, [o for o in (trimmed(page.text, span) for span in orphans + left) if o])
    for draft in found:
        if not draft.contents:
            draft.contents = _complement(page, draft)
        _from_syntax(page, draft)
    return sorted((d for d in found if d.contents or _speaks_alone(d)), key=lambda d: (d.anchor, d.start))


def _speaks_alone(draft: Draft) -> bool:
    """A source and a cue without content are kept for a while: a construction may know what is meant."""
    return draft.source is not None and draft.cue is not None


def _grouped(page: Page) -> tuple[list[Draft], list[Span]]:
    """Drafts by cue, and the contents that have none."""
    spans = page.tagged.spans
    cues = {i: Draft(None, (s.start, s.end)) for i, s in enumerate(spans) if s.kind == "cue"}
    extra: list[Draft] = []
    orphans: list[Span] = []
    for s in spans:
        draft = cues.get(s.cue) if s.cue is not None else None
        if s.kind == "content":
            (draft.contents if draft else orphans).append((s.start, s.end))
        elif s.kind == "source" and draft:
            extra += _with_source(draft, (s.start, s.end))
    sure = {(s.start, s.end): s.score for s in spans if s.kind != "source"}
    return [d for d in [*cues.values(), *extra] if _trusted(page, d, sure)], orphans


def _trusted(page: Page, draft: Draft, sure: dict[Span, float]) -> bool:
    """Whether the network was sure enough; a cue that plainly reports is believed with less."""
    if draft.cue is None or any(page.lower[w] in reporting() for w in page.words(*draft.cue)):
        return True
    content = max((sure[c] for c in draft.contents), default=1.0)
    return sure[draft.cue] >= SURE_CUE and content >= SURE_CONTENT


def _from_syntax(page: Page, draft: Draft) -> None:
    """Let the subject of a cue's verb be its source where the network gave none, or took it for content.

    Who "was accused" or "was told" has said nothing.
    """
    verb = next((w for w in page.words(*draft.cue) if page.upos[w] == "VERB"), None) if draft.cue else None
    if verb is None or draft.cue is None:
        return
    if draft.source and _suffers(page, verb, draft.source):
        draft.source = None
        return
    found = shared_subject(page, verb)
    if found is None:
        return
    subject = page.chars(*found)
    mistaken = [c for c in draft.contents if subject[0] <= c[0] and c[1] <= subject[1]]
    if (mistaken and len(draft.contents) > 1) or draft.source is None:
        left = [c for c in draft.contents if c not in mistaken]
        if not any(overlap(subject, span) for span in (*left, draft.cue)):
            draft.source, draft.contents = subject, left


def _suffers(page: Page, verb: int, source: Span) -> bool:
    """The source is but the subject of a passive: "was accused of"."""
    if page.lower[verb].endswith("ing") or page.lower[verb] not in _addressing():
        return False
    passive = any(page.lower[k] in _BE and k < verb for k in page.kids[verb])
    inside = page.words(*source)
    return passive and any(page.rel[k] in ("nsubj", "nsubj:pass") and k in inside for k in page.kids[verb])


@cache
def _addressing() -> frozenset[str]:
    return all_forms(words("cues", "addressing"))


def _with_source(draft: Draft, source: Span) -> list[Draft]:
    """Give a draft its source; a second one apart from the first says the same in a statement of its own."""
    if draft.source is None:
        draft.source = source
        return []
    return [Draft(source, draft.cue, draft.contents)]


def _floating(page: Page, found: list[Draft], orphans: list[Span]) -> list[Draft]:
    """Give contents without a cue to the draft they continue; what is left stands alone."""
    alone: list[Draft] = []
    for span in orphans:
        host = _host(page, found, span)
        if host is None:
            alone += _governed(page, span)
        else:
            host.contents = merged([*host.contents, span], page.text)
    return alone


def _governed(page: Page, span: Span) -> list[Draft]:
    """A content without a cue: by the verb of saying it hangs on, or, when it is a quotation, by itself."""
    words = page.words(*span)
    inside = set(words)
    tops = [w for w in words if page.head[w] not in inside and page.rel[w] != "punct"]
    verb = page.head[tops[0]] if tops else -1
    if verb >= 0 and known(page.lower[verb]) and (who := speaker(page, verb)):
        return [Draft(page.chars(*who), page.chars(verb, verb + 1), [span])]
    return [Draft(None, None, [span])] if page.text[span[0]] in '“"«„' and len(words) > 4 else []


def _host(page: Page, found: list[Draft], span: Span) -> Draft | None:
    """The draft of the same sentence without content, else the quoted one that ends just before."""
    words = page.words(*span)
    if not words:
        return None
    home = page.sentence(words[0])
    start, end = page.sentence_span(home)
    same = [d for d in found if d.cue and start <= d.cue[0] < end]
    bare = [d for d in same if not d.contents]
    if bare or len(same) == 1:
        return (bare or same)[0]
    before = [d for d in found if d.contents and d.contents[-1][1] <= span[0]]
    last = max(before, key=lambda d: d.contents[-1][1], default=None)
    if same or last is None or page.text[span[0]] not in "“\"'«„" or not _touches(page, last, home):
        return None
    return last


def _touches(page: Page, draft: Draft, sentence: int) -> bool:
    """Whether a draft's quoted content reaches into the sentence before this one."""
    a, b = draft.contents[-1]
    if sentence == 0 or not any(mark in page.text[max(0, a - 1) : b + 1] for mark in "“”\"'"):
        return False
    return b > page.sentence_span(sentence - 1)[0]


def _complement(page: Page, draft: Draft) -> list[Span]:
    """The clause that hangs on a cue for which the network saw no content."""
    assert draft.cue is not None
    inside = set(page.words(*draft.cue))
    for word in sorted(inside):
        for kid in page.kids[word]:
            if page.rel[kid] in _COMPLEMENTS and kid not in inside:
                return clipped(page, page.reach(kid), [draft.cue, draft.source])
    return []
