"""Verbs that do a deed in one sense and none in another, told apart by what hangs on them."""

from __future__ import annotations

from functools import cache

from tocsin.read.actors.view import View
from tocsin.read.events.arguments import Arguments
from tocsin.read.forms import inflect, numbers
from tocsin.read.languages import table


def only_told(v: View, word: int) -> bool:
    """“recalled that the convoy had turned back”: with a clause of its own, a deed is only told or thought of."""
    clauses = (k for k in v.kids[word] if v.rel[k] == "ccomp")
    return any(v.low[m] == "that" and v.rel[m] == "mark" for k in clauses for m in v.kids[k])


def stops_work(args: Arguments, word: int) -> bool:
    """“nurses struck for a day”, “its members will strike”: those who work, and nothing that is struck."""
    v = args.v
    if v.low[word] not in _strike() or v.kid(word, "obj") is not None:
        return False
    return any(v.low[k] in _strikers() for k in args.subject(word))


@cache
def _strike() -> frozenset[str]:
    return frozenset(inflect("strike"))


@cache
def _strikers() -> frozenset[str]:
    return frozenset(form for noun in table("events_nouns")["strikers"].split() for form in numbers(noun))
