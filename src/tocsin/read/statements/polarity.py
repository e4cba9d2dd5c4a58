"""Whether the main proposition of a content is negated.

The main predicate is found in the syntax tree; what negates it hangs on it ("not", "never"), on what it
is said of ("no signs", "nobody"), or above it within the content ("I do not think that", "failed to").
Negation in side clauses does not count. Tables: ``negation.yaml``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tocsin.read.languages import table, words
from tocsin.read.statements.forms import all_forms, plurals
from tocsin.read.statements.page import Page

_RULE = ("rule", "rules", "ruled", "ruling")
_DETERMINING = ("det", "cc:preconj", "cc", "advmod", "amod")
_NOT_AFTER_NO = ("-", "longer", "less", "fewer", "more", "later", "sooner")
_NEAR = 12
"""A negation stands within so many words of its predicate."""
_ARGUMENTS = ("nsubj", "nsubj:pass", "obj", "expl", "obl:unmarked")
_CLAUSES = ("ccomp", "csubj", "csubj:pass", "xcomp", "acl")
_SIDE = ("advcl", "parataxis", "discourse", "vocative", "punct", "cc", "mark", "acl:relcl")


@dataclass(frozen=True, slots=True)
class _Tables:
    adverbs: frozenset[str]
    determiners: frozenset[str]
    pronouns: frozenset[str]
    restricting: frozenset[str]
    adverbial: frozenset[str]
    conditions: frozenset[str]
    affirming: frozenset[str]
    reaching: frozenset[str]
    scarce: frozenset[str]
    evidence: frozenset[str]
    predicates: frozenset[str]
    untrue: frozenset[str]
    grounds: frozenset[str]
    carriers: frozenset[str]


_PLAIN = (
    "adverbs", "determiners", "pronouns", "restricting", "adverbial", "conditions", "affirming", "reaching", "scarce",
    "untrue", "grounds",
)  # fmt: skip


@cache
def _tables() -> _Tables:
    plain = {k: words("negation", k) for k in _PLAIN}
    evidence = frozenset(form for noun in table("negation")["evidence"].split() for form in plurals(noun))
    verbs = {k: all_forms(words("negation", k)) for k in ("predicates", "carriers")}
    return _Tables(evidence=evidence, **plain, **verbs)


def main_predicate(page: Page, pieces: Sequence[range]) -> int | None:
    """The word on which the content's main clause hangs; None for an empty content."""
    inside = {w for piece in pieces for w in piece}
    tops: list[int] = []
    for piece in pieces:
        here = [w for w in piece if page.upos[w] != "PUNCT" and _tops(page, w, inside)]
        predicates = [w for w in here if is_predicate(page, w)]
        if predicates:
            first = page.sentence(predicates[0])
            same = [w for w in predicates if page.sentence(w) == first]
            main = min(same, key=lambda w: (page.rel[w] in _SIDE or conditional(page, w), depth(page, w), w))
            return _after_condition(page, main, inside) if conditional(page, main) else main
        tops += here
    return tops[0] if tops else None


def conditional(page: Page, word: int) -> bool:
    """Whether a predicate only says when or if: "if they do not leave"."""
    marks = (page.lower[k] for k in page.kids[word] if page.rel[k] in ("mark", "advmod") and k < word)
    return any(low in _tables().conditions for low in marks)


def _after_condition(page: Page, word: int, inside: set[int]) -> int:
    """The main clause that follows a condition, where the syntax hung the one on the other."""
    stop = page.sentences[page.sentence(word)][1]
    comma = next((w for w in range(word, stop) if page.lower[w] == ","), None)
    if comma is None:
        return word
    rest = [w for w in range(comma + 1, stop) if w in inside and page.upos[w] in ("VERB", "AUX")]
    return next((w for w in rest if not conditional(page, w)), word)


def _tops(page: Page, word: int, inside: set[int]) -> bool:
    """Nothing of the content stands above the word."""
    head = page.head[word]
    return head not in inside or page.upos[head] == "PUNCT"


def depth(page: Page, word: int) -> int:
    """How many words are above it."""
    return sum(1 for _ in page.up(word))


def is_predicate(page: Page, word: int) -> bool:
    """A verb, or a word with a subject or copula of its own."""
    if page.upos[word] in ("VERB", "AUX"):
        return True
    return any(page.rel[kid] in ("nsubj", "nsubj:pass", "cop", "csubj", "expl") for kid in page.kids[word])


def negated(page: Page, pieces: Sequence[range], word: int | None) -> bool:
    """Whether the content, as it is put, denies its main proposition; ``word`` is its main predicate."""
    inside = {w for piece in pieces for w in piece}
    if word is None or page.lower[word + 1 : word + 2] in (["whether"], ["if"]):
        return False  # "it is not known whether" leaves it open
    if _answers_no(page, pieces[0]) or _ends_in_not(page, pieces[0]):
        return True
    return _chain(page, word, inside) or _opens_with_no(page, pieces[0], word)


def _chain(page: Page, word: int, inside: set[int]) -> bool:
    """Negation of a predicate and of the clause it carries, together."""
    result = False
    for _ in range(6):
        result ^= negates_itself(page, word)
        below = _carried(page, word, inside)
        if below is None:
            return result
        word = below
    return result


def _answers_no(page: Page, piece: range) -> bool:
    """A content that opens with “No,” or “Not …”"""
    first = next((w for w in piece if page.upos[w] != "PUNCT"), None)
    if first is None:
        return False
    if page.lower[first] == "not":
        return len(piece) <= 6 and _negator(page, first)
    return page.lower[first] in ("no", "nope") and page.lower[first + 1 : first + 2] in ([","], ["."], ["!"])


def _ends_in_not(page: Page, piece: range) -> bool:
    """ "it was not", "they have not": what is denied was said before."""
    last = next((w for w in reversed(piece) if page.upos[w] != "PUNCT"), None)
    return last is not None and page.lower[last] in ("not", "n't") and len(piece) <= 6


def _opens_with_no(page: Page, piece: range, main: int) -> bool:
    """A content whose first word is "no" or "nobody", in case the syntax has lost it."""
    opening = ("that", "there", "is", "are")
    words = [w for w in piece if page.upos[w] != "PUNCT" and page.lower[w] not in opening][:3]
    if words and page.lower[words[0]] in table("negation")["adverbial_prepositions"].split():
        return [page.lower[w] for w in words[1:2]] == ["no"] and page.lower[words[-1]] in _tables().adverbial
    if not words or words[0] > main + 2 or page.sentence(words[0]) != page.sentence(main):
        return False
    tables, low = _tables(), page.lower[words[0]]
    if low in tables.pronouns or low == "neither":
        return page.lower[main] not in tables.predicates
    spared = {*tables.affirming, "longer", "matter", "less", "more", "fewer", "later", "-", "sooner", "wonder"}
    nxt = page.lower[words[0] + 1] if words[0] + 1 < len(page) else ""
    return low == "no" and nxt not in spared and page.lower[main] not in tables.predicates


def negates_itself(page: Page, word: int) -> bool:
    """Whether a predicate and the words around it say "not": what negates ("not", "no signs") counts once,
    and turns a predicate that is itself a denial ("cannot be excluded")."""
    tables, kids = _tables(), page.kids[word]
    if page.lower[word] in tables.affirming and page.upos[word] in ("NOUN", "ADJ"):
        return False  # "hardly a secret", "no wonder"
    denial = page.lower[word] in tables.predicates and page.upos[word] in ("VERB", "AUX", "ADJ")
    denial |= page.lower[word] in _RULE and any(page.lower[k] == "out" for k in kids)
    denial |= page.lower[word] in tables.untrue and page.upos[word] in ("ADJ", "NOUN")
    denial |= page.lower[word] in tables.grounds and page.lower[word - 1] == "without"
    denial |= page.lower[word + 1 : word + 3] == ["yet", "to"] and page.upos[word] in ("VERB", "AUX")
    around = _not(page, word) or _is_none(page, word)
    around |= any(page.rel[kid] in _ARGUMENTS and _empty(page, kid) for kid in kids)
    around |= page.upos[word] in ("VERB", "AUX") and _takes_nothing(page, word)
    return denial ^ (around or any(_adverbial(page, kid) for kid in kids))


def _takes_nothing(page: Page, verb: int) -> bool:
    """ "had no quarrel", "do nothing": said right after the verb, whatever the syntax makes of it."""
    tables = _tables()
    if verb + 2 >= len(page) or page.lower[verb + 1] not in tables.determiners | {"nothing", "nobody"}:
        return False
    return page.lower[verb + 2] not in tables.affirming and page.lower[verb + 2] not in _NOT_AFTER_NO


def _not(page: Page, word: int) -> bool:
    """Whether "not", "never" or "no longer" is said of a predicate."""
    found = _negators(page)
    near = found[bisect_left(found, word - _NEAR) : bisect_left(found, word + _NEAR)]
    return any(_negates(page, w) == word for w in near)


def _negators(page: Page) -> list[int]:
    """Every "not", "never" and "no longer" of a page, in order."""
    if "negators" not in page.memo:
        words = (w for form in (*_tables().adverbs, "longer") for w in page.where.get(form, ()))
        page.memo["negators"] = sorted(w for w in words if _negator(page, w))
    return page.memo["negators"]


def _negator(page: Page, word: int) -> bool:
    """ "not", "never", unless it restricts ("not only") or is half of "no longer"."""
    tables, low = _tables(), page.lower[word]
    if low == "longer":
        return page.lower[word - 1] == "no"
    if low not in tables.adverbs or page.rel[word] == "conj":
        return False
    return word + 1 >= len(page) or page.lower[word + 1] not in tables.restricting


def _negates(page: Page, word: int) -> int:
    """What a negation is said of: the verb whose helpers it stands among, else what the syntax says."""
    at = word + 1
    while at < len(page) and page.upos[at] in ("AUX", "ADV", "PART"):
        at += 1
    if at < len(page) and page.upos[at] == "VERB":
        return at
    head = page.head[word]
    return page.head[head] if head >= 0 and page.rel[head] in ("aux", "cop") else head


def _empty(page: Page, noun: int) -> bool:
    """ "no signs", "nobody", "none of them", "little evidence"; not "no doubt"."""
    tables = _tables()
    low = page.lower[noun]
    if low in tables.pronouns or (low == "one" and page.lower[noun - 1] == "no"):
        return True
    if low in tables.affirming:
        return False
    return _has_no(page, noun) or (low in tables.evidence and _has(page, noun, tables.scarce))


def _is_none(page: Page, word: int) -> bool:
    """A noun that is the predicate itself: "it is no threat", "no signs of an attack"."""
    return page.upos[word] not in ("VERB", "AUX") and _empty(page, word)


def _has_no(page: Page, noun: int) -> bool:
    """ "no" before a noun, by the syntax or with nothing but adjectives between."""
    at = noun - 1
    while at > max(0, noun - 4) and page.upos[at] in ("ADJ", "NOUN", "PROPN"):
        at -= 1
    near = [*(k for k in page.kids[noun] if page.rel[k] in _DETERMINING), *([at] if at >= 0 else [])]
    return any(page.lower[k] in _tables().determiners and page.lower[k + 1] not in _NOT_AFTER_NO for k in near)


def _has(page: Page, noun: int, these: frozenset[str]) -> bool:
    return any(page.lower[kid] in these and page.lower[kid - 1 : kid] != ["a"] for kid in page.kids[noun])


def _adverbial(page: Page, word: int) -> bool:
    """ "in no way", "under no circumstances", "knew of no such treaty"."""
    if page.rel[word] != "obl" or not _has_no(page, word):
        return False
    case = {page.lower[k] for k in page.kids[word] if page.rel[k] == "case"}
    return page.lower[word] in _tables().adverbial or bool(case & _tables().reaching)


def _carried(page: Page, word: int, inside: set[int]) -> int | None:
    """The clause a carrying predicate puts forward: "I think that …", "there is no doubt that …"."""
    tables = _tables()
    clauses = [k for k in page.kids[word] if k in inside and page.rel[k] in ("ccomp", "csubj", "csubj:pass", "xcomp")]
    if page.lower[word] in tables.carriers or page.lower[word] in tables.affirming:
        return next((k for k in clauses if is_predicate(page, k)), None)
    for kid in (word, *page.kids[word]):
        if kid in inside and page.lower[kid] in tables.affirming and _has_no(page, kid):
            return next((k for k in page.kids[kid] if k in inside and page.rel[k] in _CLAUSES), None)
    return None
