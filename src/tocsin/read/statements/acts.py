"""What a cue does: assert, deny, warn, promise … and whether it turns its content round.

Constructions first ("did not deny", "refused to rule out"), then the words of the cue, then, when the cue
is neutral, what the content does ("we will retaliate"). All of it is data in ``cues.yaml`` and ``acts.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from tocsin.nouns.reading import Act
from tocsin.read.languages import table, words
from tocsin.read.statements.forms import all_forms, forms, plurals

_WORD = re.compile(r"[\w]+(?:[-_]\w+)*|n't")
_NOT = re.compile(r"\b(?:not|never|nor|neither|cannot|no longer|hardly|no one|nobody|none|no)\b|n't")


@dataclass(frozen=True, slots=True)
class CueSense:
    """``sign``: 1 the content stands as it is put, -1 it is negated, 0 the cue commits to neither."""

    act: Act
    sign: int
    certainty: float
    neutral: bool = False


@cache
def _rows() -> dict[str, tuple[int, Act, float]]:
    """Each form of each cue word, with its row: the lower the row, the more it tells."""
    found: dict[str, tuple[int, Act, float]] = {}
    tables = table("cues")
    rank = 0
    for key, inflect in (("verbs", forms), ("nouns", plurals), ("particles", lambda word: [word])):
        for row in tables[key]:
            rank += 1
            for word in row["words"].split():
                for form in inflect(word):
                    found.setdefault(form, (rank, row["act"], row["certainty"]))
    return found


@cache
def _turning() -> frozenset[int]:
    """The rows whose words negate their content: "denies that", "doubts that", "fails to"."""
    rows = [row for key in ("verbs", "nouns", "particles") for row in table("cues")[key]]
    return frozenset(rank for rank, row in enumerate(rows, 1) if row["act"] == "deny" or row.get("turns"))


@cache
def _phrases() -> list[tuple[re.Pattern[str], CueSense]]:
    rows: list[dict[str, Any]] = table("cues")["phrases"]
    return [
        (re.compile(r["find"]), CueSense(r["act"], r["sign"], r["certainty"], r.get("neutral", False))) for r in rows
    ]


@cache
def raising() -> frozenset[str]:
    """Forms of the verbs on which "not" negates what follows."""
    return all_forms(words("cues", "raising"))


@cache
def _believing() -> frozenset[str]:
    return all_forms(words("cues", "believing"))


def known(word: str) -> bool:
    """Whether a word in lower case is a cue word."""
    return word in _rows()


@lru_cache(maxsize=20_000)
def sense(cue: str) -> CueSense:
    """What a cue does by its own words; ``cue`` holds a negation that stands beside it, too."""
    low = cue.lower().replace("’", "'")
    for pattern, found in _phrases():
        hit = pattern.search(low)
        if hit:
            unwanted = found.act in ("demand", "promise", "warn", "estimate") and _NOT.search(low, 0, hit.end())
            return replace(found, sign=-1) if unwanted else found
    hits = [_rows()[w] for w in _WORD.findall(low) if w in _rows()]
    if not hits:
        return CueSense("assert", 1, 0.9, neutral=True) if low.strip() in ("", ":", "-", "–", "—") else _unknown(low)
    row, act, certainty = min(hits)
    return _negated(low, CueSense(act, -1 if row in _turning() else 1, certainty, act in ("assert", "other")))


def _unknown(low: str) -> CueSense:
    return CueSense("other", -1 if _NOT.search(low) else 1, 0.9, neutral=True)


def _negated(low: str, found: CueSense) -> CueSense:
    """The sense once "not" in the cue is reckoned with: "does not expect", "did not say"."""
    if not _NOT.search(low):
        return found
    there = _WORD.findall(low)
    if any(w in raising() for w in there):
        act: Act = "doubt" if any(w in _believing() for w in there) else found.act
        return replace(found, act=act, sign=-1, certainty=min(found.certainty, 0.85))
    return replace(found, act="other", sign=0, certainty=0.35, neutral=False)


@cache
def _content_tables() -> dict[str, Any]:
    data = table("acts")
    name = "|".join(sorted(all_forms(data["naming"].split()), key=len, reverse=True))
    return {
        "naming": re.compile(rf"\b(?:{name})\b"),
        "untrue": re.compile(data["untrue"]),
        "hostile": all_forms(data["hostile"].split()),
        "phrases": re.compile(data["hostile_phrases"]),
        **{key: frozenset(data[key].split()) for key in ("demand", "future", "self", "possible")},
    }


def names_false(cue: str, content: str) -> bool:
    """Whether cue and content together call a claim untrue: "called" + "the report false"."""
    data = _content_tables()
    return bool(data["naming"].search(cue.lower()) and data["untrue"].search(content.lower().replace("’", "'")))


def from_content(auxiliaries: list[str], subject: str, verb: str, content: str, own: bool) -> Act | None:
    """The act of a neutral cue's content, by its main clause; None when it merely asserts.

    ``own``: the clause speaks of the speaker's own doing (I, we, or the same actor as the source).
    """
    data = _content_tables()
    if any(a in data["demand"] for a in auxiliaries):
        return "demand"
    if any(a in data["future"] for a in auxiliaries):
        if not (own or subject in data["self"]):
            return "predict"
        return "threaten" if verb in data["hostile"] or data["phrases"].search(content.lower()) else "promise"
    return None


def fears(cue: str, helpers: list[str]) -> bool:
    """Whether a cue fears what may come."""
    possible = _content_tables()["possible"]
    return any(h in possible for h in helpers) and any(w in _inflected("fearing") for w in cue.split())


def announces(cue: str) -> bool:
    """Whether a cue tells a plan as a fact: "announced", "confirmed"."""
    return any(w in _inflected("announcing") for w in cue.split())


@cache
def _inflected(key: str) -> frozenset[str]:
    return all_forms(words("acts", key))


def hostile(content: str) -> bool:
    """Whether a content in lower case speaks of doing harm."""
    data = _content_tables()
    return bool(data["phrases"].search(content)) or any(w in data["hostile"] for w in content.split()[:8])
