"""One form for all forms of a word: a light stemmer of our own, and the names that mean one state.

Rules take off what English adds to a word (plural, past, -ing, -ment, -ation); what they cannot reach stands in
the table ``stems``. Two words of one meaning are the business of ``concepts``, not of stems.
"""

from __future__ import annotations

from functools import lru_cache

from tocsin.resolve.tables import table

_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a lower-cased word: attacks, attacked, attacking → attack; closure stays closur."""
    tables = table("stems")
    base = tables["irregular"].get(word)
    if base is None:
        base = _suffix(_plural(word))
    found = _bare(base)
    return str(tables["same"].get(found, found))


def _plural(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    return word[:-1]


def _suffix(word: str) -> str:
    for ending, least in (("ing", 3), ("ed", 3), ("ment", 4), ("ation", 4), ("ly", 4)):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= least and _VOWELS & set(rest):
            return _undouble(rest) if ending in ("ing", "ed") else rest
    return word


def _undouble(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouslz":
        return word[:-1]
    return word


def _bare(word: str) -> str:
    """Without a final e, with i for a final y, so that close/closing and deny/denied meet."""
    if len(word) > 3 and word.endswith("e"):
        return word[:-1]
    if len(word) > 3 and word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "i"
    return word


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """One key for a state's name, its people's and its seat of government; other names by their own letters."""
    low = name.lower().rstrip(".")
    if low[-1:] == "s" and low[-2:-1].isdigit():
        low = low[:-1]  # F-16s
    tables = table("stems")
    for form in (low, low.rstrip("s")):
        known = tables["demonyms"].get(form) or tables["seats"].get(form)
        if known:
            return str(known)
    return low.removesuffix("'s").removesuffix("’s")
