"""From the network's spans to drafts of statements: one cue, its sources, its contents.

Contents without a cue join the draft they continue; cues without content get the clause that the syntax
hangs on them.
"""

from __future__ import annotations

from tocsin.read.languages import words
from tocsin.read.statements import according, denials, edges, ending, fronted, idioms, inserted, passives, subjects
from tocsin.read.statements.acts import known, names_false, sense
from tocsin.read.statements.clauses import missed
from tocsin.read.statements.complements import by_particle, closing, complement
from tocsin.read.statements.draft import Draft, merged, overlap
from tocsin.read.statements.nesting import reporting, speaker
from tocsin.read.statements.page import Page, Span
from tocsin.read.statements.trimming import tidy, trimmed

SURE_CUE, SURE_CONTENT = 0.3, 0.42
"""Below these scores a cue or its content is taken for none, unless the cue's words plainly say what it is: measured on
PolNeAR's development articles."""
_PLAIN = ("deny", "warn", "threaten", "demand", "predict", "estimate", "doubt")
_VERDICT = 4
"""Words of "as utter nonsense" behind its "as"."""
_JOINING = ("DET", "ADP", "AUX", "PART", "CCONJ", "SCONJ", "PUNCT")
_POINTING = ("this", "that", "these", "those", "neither", "both", "all", "so")
_PARTICLES = ("according", "per", "citing", "quoting")


def drafts(page: Page, quotes: list[Span]) -> list[Draft]:
    """The statements the network saw, in the order of their cues."""
    found, orphans = _grouped(page)
    found, left = tidy(page, found, quotes)
    edges.settle(page, found)
    found += idioms.complete(page, found)
    found += idioms.called_untrue(page, found)
    found += passives.complete(page, found)
    found += missed(page, found)
    found += _floating(page, found, [o for o in (trimmed(page.text, span) for span in orphans + left) if o])
    for draft in found:
        if not draft.contents:
            draft.contents = complement(page, draft)
        _governed_noun(page, draft)
        _verdict(page, draft)
        subjects.settle(page, draft)
        subjects.antecedent(page, draft)
        subjects.with_place(page, draft)
    fronted.complete(page, found)
    ending.complete(page, found)
    found += inserted.complete(page, found)
    found += closing(page, found) + by_particle(page, found)
    found += according.complete(page, found)
    for draft in found:
        draft.source = trimmed(page.text, draft.source) if draft.source else None
    found = [d for d in found if (says_something(page, d) if d.contents else _speaks_alone(d))]
    return sorted(found, key=lambda d: (d.anchor, d.start))


def _speaks_alone(draft: Draft) -> bool:
    """A source and a cue without content are kept for a while: a construction may know what is meant."""
    return draft.source is not None and draft.cue is not None


def _governed_noun(page: Page, draft: Draft) -> None:
    """ "Reports that the talks are off are incorrect": what is said of the reports is no part of them."""
    nouns = [w for w in page.words(*draft.cue) if page.upos[w] == "NOUN"] if draft.cue else []
    above = page.head[nouns[0]] if nouns and page.rel[nouns[0]].startswith("nsubj") else -1
    for n, piece in enumerate(draft.contents):
        inside = page.words(*piece)
        if above in inside and above > inside[0] and draft.cue and piece[0] >= draft.cue[1]:
            helpers = [k for k in page.kids[above] if page.rel[k].startswith(("aux", "cop")) and k in inside]
            first = min([above, *helpers])
            if first > inside[0]:
                draft.contents[n] = (piece[0], page.ends[first - 1])


def _verdict(page: Page, draft: Draft) -> None:
    """Of "dismissed the claim as baseless" the claim is what is denied; "as baseless" tells how."""
    if draft.cue is None or sense(page.text[slice(*draft.cue)]).act != "deny":
        return
    for n, piece in enumerate(draft.contents):
        inside = page.words(*piece)
        verdict = next((w for w in inside[1:] if page.lower[w] == "as" and _judges(page, w, inside, draft.cue)), None)
        if verdict is not None:
            draft.contents[n] = (piece[0], page.ends[verdict - 1])


def _judges(page: Page, word: int, inside: range, cue: Span) -> bool:
    """Whether what "as" introduces hangs on the cue, or is a word such as "gossip" at the content's end."""
    above = page.head[word]
    if above >= 0 and page.rel[above] in ("obl", "advcl", "xcomp") and page.head[above] in page.words(*cue):
        return True
    rest = page.text[page.ends[word] : page.ends[inside[-1]]].strip(" .,").lower()
    return inside[-1] - word <= _VERDICT and denials.judgement(rest)


def told_within(draft: Draft) -> bool:
    """A draft whose own source and cue stand inside what it is said to say: "I tell you" in somebody's quotation."""
    own = [s for s in (draft.cue, draft.source) if s]
    return len(own) == 2 and any(all(a <= s[0] and s[1] <= b for s in own) for a, b in draft.contents)


def says_something(page: Page, draft: Draft) -> bool:
    """Whether a content holds more than words that join, or the bare name of a feeling ("a desire"); and its cue is not
    what somebody might do at a meeting ("could also discuss")."""
    inside = [w for piece in draft.contents for w in page.words(*piece)]
    solid = [w for w in inside if page.upos[w] not in _JOINING or page.lower[w] in _POINTING]
    if not solid or (len(solid) == 1 and page.lower[solid[0]] in words("cues", "hollow")):
        return False
    cue = [page.lower[w] for w in page.words(*draft.cue)] if draft.cue else []
    return not (cue and cue[0] in words("acts", "possible") and cue[-1] in words("cues", "meetings"))


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
    made = [*cues.values(), *extra]
    return [d for d in made if _names_false(page, d) or _trusted(page, d, sure)], orphans


def _names_false(page: Page, draft: Draft) -> bool:
    """ "called" + "the report" + "false": the verdict belongs to the content, and settles that it is one."""
    if draft.cue is None or len(draft.contents) != 1 or (cue := page.text[slice(*draft.cue)]).lower() == "":
        return False
    piece, beside = draft.contents[0], page.words(*draft.cue)
    if names_false(cue, page.text[slice(*piece)]) and not _clause_inside(page, piece):
        return True
    verdicts = [
        k for w in beside for k in page.kids[w] if page.rel[k] in ("xcomp", "obl") and page.starts[k] > piece[1]
    ]
    for word in verdicts[:1]:
        low, high = page.reach(word)
        between = page.text[piece[1] : page.starts[low]]
        if not between.strip() and names_false(cue, page.text[piece[0] : page.ends[high - 1]]):
            draft.contents = [(piece[0], page.ends[high - 1])]
            return True
    return False


def _clause_inside(page: Page, piece: Span) -> bool:
    """Whether a content has a verb with a subject: it tells more than a name for something."""
    return any(page.rel[w].startswith("nsubj") and page.head[w] in page.words(*piece) for w in page.words(*piece))


def _trusted(page: Page, draft: Draft, sure: dict[Span, float]) -> bool:
    """Whether the network was sure enough; a cue that plainly reports is believed with less."""
    if draft.cue is None:
        return True
    cue = page.words(*draft.cue)
    if any(page.lower[w] in reporting() or page.lower[w] in _PARTICLES for w in cue):
        return True
    if sense(page.text[slice(*draft.cue)]).act in _PLAIN or _takes_clause(page, cue, draft.contents):
        return True
    content = max((sure[c] for c in draft.contents), default=1.0)
    return sure[draft.cue] >= SURE_CUE and content >= SURE_CONTENT


def _takes_clause(page: Page, cue: range, contents: list[Span]) -> bool:
    """Whether the syntax, too, has a known cue take a clause within a content, before or after it."""
    if not len(cue) or sense(page.text[slice(*page.chars(cue[0], cue[-1] + 1))]).act == "other":
        return False
    heads = {w for piece in contents for w in page.words(*piece) if page.upos[w] in ("VERB", "AUX", "NOUN", "ADJ")}
    if any(page.lower[w] == "that" and w - 1 in cue for piece in contents for w in page.words(*piece)[:1]):
        return True
    under = any(page.head[w] in cue and page.rel[w] in ("ccomp", "parataxis") for w in heads)
    return under or any(page.rel[w] == "parataxis" and page.head[w] in heads for w in cue)


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
        elif not (host.cue and overlap(host.cue, span) and any(overlap(c, span) for c in host.contents)):
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
