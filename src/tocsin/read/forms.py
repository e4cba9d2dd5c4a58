"""Inflected forms of English words, so that a text can be looked up word by word without a lemmatiser."""

from __future__ import annotations

from functools import cache

from tocsin.read.languages import table

_VOWELS = "aeiou"


@cache
def _irregular() -> dict[str, list[str]]:
    return {lemma: forms.split() for lemma, forms in table("forms")["verbs"].items()}


@cache
def _plurals() -> dict[str, list[str]]:
    return {lemma: forms.split() for lemma, forms in table("forms")["nouns"].items()}


@cache
def _doubling() -> frozenset[str]:
    return frozenset(table("forms")["doubling"].split())


def inflect(verb: str) -> list[str]:
    """A verb's forms, itself first: ``deny denies denied denying``; irregular ones from the language's table."""
    prefix, _, base = verb.rpartition("-")
    if prefix:
        return [f"{prefix}-{form}" for form in inflect(base)]
    for known in (k for k in (verb, *(verb[n:] for n in (2, 3, 4, 5))) if k in _irregular()):
        lead = verb.removesuffix(known)
        if not lead or lead in ("re", "over", "under", "out", "with", "un", "mis", "up", "fore"):
            return [verb, lead + third(known), *(lead + f for f in _irregular()[known]), lead + present(known)]
    return [verb, third(verb), past(verb), present(verb)]


def third(verb: str) -> str:
    """He …s."""
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _stem(verb: str) -> str:
    if verb in _doubling():
        return verb + verb[-1]
    short = len(verb) >= 3 and verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    return verb + verb[-1] if short and sum(c in _VOWELS for c in verb) == 1 else verb


def past(verb: str) -> str:
    """A regular past."""
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    return _stem(verb) + "ed"


def present(verb: str) -> str:
    """Its -ing form."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return _stem(verb) + "ing"


def numbers(noun: str) -> list[str]:
    """A noun's singular and plural."""
    if noun in _plurals():
        return [noun, *_plurals()[noun]]
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return [noun, noun[:-1] + "ies"]
    return [noun, noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")]
