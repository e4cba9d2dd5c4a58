"""How firmly a content is put forward, as a number in 0..1, from its words and its cue's.

Words of probability take the median reading of the measured scale; hedges, modals and boosters are a table
(``hedges.yaml``). The weakest link counts, and each further hedge takes a tenth more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from tocsin import scales
from tocsin.read.languages import table
from tocsin.read.statements.page import Page

_WORD_OF_PROBABILITY_SIDE = ("advcl", "acl:relcl", "acl")


@cache
def _tables() -> dict[str, Any]:
    data = table("hedges")
    words = sorted(data["probability"], key=len, reverse=True)
    return {
        "probability": re.compile(r"\b(?:" + "|".join(words).replace(" ", r"\s+") + r")\b"),
        "numbers": {phrase: _number(word) for phrase, word in data["probability"].items()},
        "modals": {modal: _number(word) for modal, word in data["modals"].items()},
        "phrases": [(re.compile(rf"\b(?:{row['find']})\b"), float(row["certainty"])) for row in data["phrases"]],
        "any": re.compile("|".join(rf"\b(?:{row['find']})\b" for row in data["phrases"])),
        "boosters": re.compile(rf"\b(?:{data['boosters']})\b"),
    }


def _number(word: str) -> float:
    number = scales.number(word)
    if number is None:
        raise ValueError(f"hedges.yaml: “{word}” is not on the scale of words")
    return number


def certainty(page: Page, pieces: Sequence[range], main: int | None, cue: float) -> float:
    """Certainty of a content whose main predicate is ``main``, put forward by a cue of certainty ``cue``."""
    data = table("hedges")
    clause = _main_clause(page, pieces, main)
    hedges = sorted(_hedges(page, clause, main))
    if not hedges:
        sure = _tables()["boosters"].search(clause) and cue >= 0.85
        return round(float(data["boosted"]) if sure else cue, 2)
    value = min(hedges[0], cue) * 0.9 ** (len(hedges) - 1)
    return round(value, 2)


def _main_clause(page: Page, pieces: Sequence[range], main: int | None) -> str:
    """The content's first sentence, or what of it belongs to the main clause."""
    if not pieces or not pieces[0]:
        return ""
    first, last = page.sentences[page.sentence(main if main is not None else pieces[0][0])]
    inside = [w for piece in pieces for w in range(max(first, piece.start), min(last, piece.stop))]
    side = _side_words(page, inside, main)
    return " ".join(page.lower[w] for w in inside if w not in side)


def _side_words(page: Page, inside: list[int], main: int | None) -> set[int]:
    """Words of clauses that only accompany the main one: a hedge there is not on it."""
    found: set[int] = set()
    for w in inside:
        if page.rel[w] in ("acl:relcl", "advcl") and w != main:
            low, high = page.reach(w)
            if main is None or not low <= main < high:
                found.update(range(low, high))
    return found


def _hedges(page: Page, clause: str, main: int | None) -> list[float]:
    data, tables = table("hedges"), _tables()
    found = [tables["numbers"][" ".join(m.group().split())] for m in tables["probability"].finditer(clause)]
    if tables["any"].search(clause):
        found += [value for pattern, value in tables["phrases"] if pattern.search(clause)]
    if main is None:
        return found
    helpers = [page.lower[k] for k in page.kids[main] if page.rel[k] == "aux"]
    found += [
        tables["modals"][h] for h in helpers if h in tables["modals"] and not (h == "could" and "not" in clause.split())
    ]
    if "would" in helpers or "'d" in helpers:
        found.append(float(data["conditional"] if _has_condition(page, main) else data["bare_would"]))
    if _is_question(page, main):
        found.append(float(data["question"]))
    return found


def _has_condition(page: Page, main: int) -> bool:
    return any(
        page.rel[k] == "advcl" and any(page.lower[m] in ("if", "unless") for m in page.kids[k]) for k in page.kids[main]
    )


def _is_question(page: Page, main: int) -> bool:
    """The sentence ends with a question mark before its closing quote."""
    _, last = page.sentences[page.sentence(main)]
    return any(page.lower[w].startswith("?") or page.lower[w].endswith("?") for w in range(max(0, last - 2), last))
