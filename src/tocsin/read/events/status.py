"""How real an event is: occurred, ongoing, planned, possible, denied or hypothetical.

Read off the predicate's own auxiliaries and negation, then off everything it is embedded in, up to the root:
“no signs that X is preparing an invasion” denies the invasion, “plans to meet” plans the meeting.
"""

from __future__ import annotations

from functools import cache

from tocsin.nouns.reading import Status
from tocsin.read.actors.view import View
from tocsin.read.events.arguments import ancestors
from tocsin.read.events.lexicon import Lexicon
from tocsin.read.forms import inflect
from tocsin.read.languages import table
from tocsin.read.statements.denials import factives

_RANK: dict[Status, int] = {"occurred": 0, "ongoing": 1, "planned": 2, "possible": 3, "hypothetical": 4, "denied": 5}
_SEEING = "see observe detect record find have notice expect plan believe think intend"
_NEGATED = frozenset(("advmod", "det", "cc:preconj", "case", "nsubj", "obj", "mark", "cc"))
_SUSPECTING = frozenset(
    ("might", "may", "possible", "likely", "unlikely", "feared", "fear", "fears", "suspect", "suspected")
)
_ORDINAL = frozenset(("first", "last", "latest", "only", "second"))
_INTENT = ("plan", "inten", "prepar", "readi", "willing", "deci")
_WILL = frozenset(("will", "shall", "'ll", "wo"))
_EXPECTING = frozenset(("predict", "predicts", "predicted", "expect", "expects", "expected", "believe"))


@cache
def _words(group: str) -> frozenset[str]:
    data = table("events_nouns")
    return frozenset((data["modal"].get(group) or data.get(group) or "").split())


@cache
def _seeing() -> frozenset[str]:
    return frozenset(form for verb in _SEEING.split() for form in inflect(verb))


def negated(v: View, word: int) -> bool:
    """Whether a word is negated by a dependent of its own: “did not”, “no signs”, “never”."""
    return any(v.low[k] in _words("negation") and v.rel[k] in _NEGATED for k in v.kids[word])


def worse(a: Status, b: Status) -> Status:
    """The less real of two."""
    return a if _RANK[a] >= _RANK[b] else b


def conditional(v: View, clause: int) -> bool:
    """Whether a clause only tells on what condition: “if the fire continued”."""
    return any(v.low[k] in _words("conditional_marks") and v.rel[k] in ("mark", "advmod") for k in v.kids[clause])


def _own(v: View, word: int) -> Status:
    """What the predicate's own auxiliaries and adverbs say."""
    found: Status = "occurred"
    aux = [v.low[k] for k in v.kids[word] if v.rel[k] in ("aux", "aux:pass", "cop", "advmod", "amod", "mark")]
    if any(a in _words("possible") for a in aux):
        found = "possible"
    elif any(a in _WILL for a in aux) or ("if" not in aux and any(a in _words("conditional") for a in aux)):
        found = "planned"
    elif any(a in _words("obliged") for a in aux):
        found = "hypothetical"
    elif v.low[word].endswith("ing") and any(a in ("is", "are", "am", "'s", "'re", "be") for a in aux):
        found = "ongoing"
    if any(a in _words("hedge") for a in aux):
        found = worse(found, "possible")
    if any(a in _words("conditional_marks") for a in aux):
        found = "hypothetical"
    return "denied" if negated(v, word) or _none_of(v, word) else found


def _none_of(v: View, word: int) -> bool:
    """“shelled neither the town nor the dam”, “took no prisoners”: the object negates the deed."""
    objects = (k for k in v.kids[word] if v.rel[k] in ("obj", "obl") and k > word)
    return any(v.low[m] == "neither" or (v.low[m] == "no" and v.rel[m] == "det") for k in objects for m in v.kids[k])


def status(lex: Lexicon, v: View, word: int, factuality: float = 0.0) -> Status:
    """How real the event at a predicate is; ``factuality`` (−3 … 3) only settles what no rule speaks to."""
    found = _own(v, word)
    if _without_signs(v, word):
        return "denied"
    if v.pos[word] not in ("VERB", "AUX"):
        found = worse(found, _nominal(v, word))
    for below, above, rel in ancestors(v, word):
        found = worse(found, _embedded(lex, v, below, above, rel))
    if found == "occurred" and factuality < -1.5:
        return "possible"
    return found


def _without_signs(v: View, word: int) -> bool:
    """“no signs that …”, “not see any evidence of …” close before a word, whatever the syntax says."""
    first = max(v.bounds[v.sentence[word]][0], word - 14)
    for w in range(word - 1, first, -1):
        if v.low[w] in (";", ":", ".") or v.low[w] in ("but", "while"):
            return False
        if v.low[w] in _words("signs"):
            before = v.low[max(first, w - 5) : w]
            denied = "no" in before[-2:] or (not _words("negation").isdisjoint(before) and "any" in before[-2:])
            return denied and v.low[w + 1] in ("that", "of", "to")
    return False


def _nominal(v: View, word: int) -> Status:
    if any(v.low[k] in ("possible", "potential", "alleged", "imminent", "likely", "suspected") for k in v.kids[word]):
        return "possible"
    if any(v.low[k] in ("planned", "upcoming", "future", "scheduled", "proposed", "forthcoming") for k in v.kids[word]):
        return "planned"
    return "occurred"


def _embedded(lex: Lexicon, v: View, below: int, above: int, rel: str) -> Status:
    """What one step up the tree does to how real the lower word is."""
    low, ops = v.low[above], lex.operators
    if v.low[below - 1] == "to" and not _ORDINAL.isdisjoint(v.low[max(0, below - 6) : below]):
        return "occurred"
    marks = {v.low[k] for k in v.kids[below] if v.rel[k] in ("mark", "advmod")}
    if rel in ("advcl", "ccomp", "obl") and marks & _words("conditional_marks"):
        return "hypothetical"
    if rel == "conj":
        shared = _own(v, above) if v.kid(below, "aux", "nsubj") is None and v.pos[below] == v.pos[above] else "occurred"
        return shared if shared != "denied" else "occurred"
    if rel in ("ccomp", "xcomp", "obj", "csubj", "nsubj", "obl", "advcl", "parataxis", "nsubj:pass"):
        found = _under_verb(lex, v, below, above, rel)
        nominal = v.pos[below] not in ("VERB", "AUX", "ADJ") and v.pos[above] == "VERB"
        return worse(found, _own(v, above)) if nominal and rel in ("obj", "obl", "nsubj:pass") else found
    if rel in ("acl", "nmod", "compound") and v.pos[above] in ("NOUN", "PROPN"):
        if negated(v, above) or low in ("lack", "absence"):
            return "denied"
        if low in ops["_future"]:
            return "planned" if low.startswith(_INTENT) else "possible"
        if rel == "acl" and "to" in marks:
            return "planned"
    return "occurred"


def _known(v: View, below: int, above: int) -> bool:
    """ "did not know that the bridge was closed": it was."""
    that = any(v.low[k] == "that" and v.rel[k] == "mark" for k in v.kids[below])
    return that and v.low[above] in factives()


def _under_verb(lex: Lexicon, v: View, below: int, above: int, rel: str) -> Status:
    low, ops = v.low[above], lex.operators
    complement = rel in ("ccomp", "xcomp", "obj", "csubj", "nsubj:pass")
    complement = complement or (rel == "nsubj" and v.kid(above, "cop") is not None)
    if (
        complement
        and negated(v, above)
        and not _known(v, below, above)
        and (low in _seeing() or low in ops["say"] or rel != "ccomp")
    ):
        return "denied"
    if rel == "obl" and low in ops["intend"] and v.case(below) in ("for", "on"):
        return "planned"
    if not complement and rel != "advcl":
        return "occurred"
    infinitive = any(v.low[k] == "to" and v.rel[k] == "mark" for k in v.kids[below])
    if rel == "advcl":
        return "planned" if infinitive else "occurred"
    if low in ops["doubt"] or low in ops["fail"] or low in ops["prevent"]:
        return "denied"
    if low in ops["reject"] and rel in ("xcomp", "obj"):
        return "denied"
    if low in _SUSPECTING:
        return "possible"
    if low in ops["intend"] and (rel == "xcomp" or infinitive or v.pos[below] != "VERB"):
        return "planned"
    if low in ops["threaten"] or low in _EXPECTING:
        return "possible"
    if low in ops["request"] and (rel in ("xcomp", "obj") or infinitive):
        return "hypothetical"
    if low in ops["agree"] and (rel == "xcomp" or v.pos[below] != "VERB"):
        return "planned"
    if rel == "xcomp" and infinitive and low not in ops["factive"] and low not in ops["attempt"]:
        between = v.low[min(above, below) : max(above, below)]
        return "planned" if any(w in ops["_future"] and w.startswith(_INTENT) for w in between) else "possible"
    return "occurred"
