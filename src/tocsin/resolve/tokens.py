"""A text's words, each with what it can be matched by and whether it is negated.

The invariant: one pass over the words for each kind of mark, so any text takes linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from tocsin.resolve.lexicon import concept_at, phrases
from tocsin.resolve.stems import name_key, stem
from tocsin.resolve.tables import table, words

Kind = Literal["content", "name", "number", "light", "stop", "mark"]

_TOKEN = re.compile(
    r"[A-Za-z]{1,5}-?\d+[A-Za-z]*|\d[\d,.]*\d|\d+|(?:[A-Za-z]\.){2,6}|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?|['’]s\b|[^\w\s]"
)
_NOT = re.compile(r"(?i)^(.+?)(n['’]t|['’](?:ll|re|ve|d))$")
_WEIGHTS = {"content": 1.0, "name": 1.0, "light": 0.2}
_MARKS = frozenset(".;:?!…—–()[]\n")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: ``key`` is what it matches by (a concept, a name or a stem)."""

    text: str
    low: str
    key: str
    kind: Kind
    start: int
    end: int
    clause: int = 0
    negated: bool = False
    cue: bool = False  # it negates others
    concept: str | None = None

    @property
    def weight(self) -> float:
        """How much it says about what the text is about."""
        return _WEIGHTS.get(self.kind, 0.0)


def cut(text: str) -> list[tuple[str, int, int]]:
    """Words and marks with their offsets; ``can't`` gives ``ca`` and ``n't``, ``cannot`` gives ``can`` and ``not``."""
    found: list[tuple[str, int, int]] = []
    for match in _TOKEN.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        if word == "-" and text[start - 1 : start].isalpha() and text[end : end + 1].isalpha():
            continue  # build-up is two words
        split = _NOT.match(word)
        if split:
            found += [(split[1], start, start + len(split[1])), (split[2], start + len(split[1]), end)]
        elif word.lower() == "cannot":
            found += [(word[:3], start, start + 3), (word[3:], start + 3, end)]
        else:
            found.append((word, start, end))
    return found


def tokens(text: str) -> tuple[Word, ...]:
    """The words of a text with kinds, keys, clauses and negation."""
    raw = cut(text)
    lows = [w.lower().replace("’", "'") for w, _, _ in raw]
    kinds = _kinds(raw, lows)
    clauses = _clauses(lows)
    made = [
        Word(w, low, _key(w, low, kind), kind, start, end, clause)
        for (w, start, end), low, kind, clause in zip(raw, lows, kinds, clauses, strict=True)
    ]
    return tuple(_negate(_conceive(made)))


def _kinds(raw: list[tuple[str, int, int]], lows: list[str]) -> list[Kind]:
    long = [w for w, _, _ in raw if len(w) > 3 and w.isalpha()]
    titled = len(long) > 3 and sum(w[0].isupper() for w in long) > 0.6 * len(long)
    stop, light = words("stems", "stop"), words("stems", "light")
    kinds: list[Kind] = []
    first = True
    for (word, _, _), low in zip(raw, lows, strict=True):
        kind: Kind
        if not word[0].isalnum() and low not in ("n't", "'s"):
            kind = "mark"
        elif word[0].isdigit():
            kind = "number"
        elif (low in stop or table("stems")["irregular"].get(low) in stop) and not (word.isupper() and len(word) == 2):
            kind = "stop"
        elif _is_name(word, low, not (first or titled)):
            kind = "name"
        else:
            kind = "light" if low in light or stem(low) in light else "content"
        kinds.append(kind)
        first = kind == "mark" and (first or low in _MARKS)
    return kinds


def _is_name(word: str, low: str, telling: bool) -> bool:
    """A state in any form, or a capital letter where it tells something (not at the start, not in a title)."""
    if name_key(word) in _states() and (word[0].isupper() or low in table("stems")["demonyms"]):
        return True
    return telling and word[0].isupper() and low not in words("stems", "light")


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    tables = table("stems")
    return frozenset(tables["demonyms"].values()) | frozenset(tables["seats"].values())


def _key(word: str, low: str, kind: Kind) -> str:
    return name_key(word) if kind == "name" else low if kind in ("number", "mark") else stem(low)


def _clauses(lows: list[str]) -> list[int]:
    breaks, clause, found = words("polarity", "breaks"), 0, []
    for low in lows:
        if low in _MARKS or low in breaks:
            clause += 1
        found.append(clause)
    return found


def _conceive(made: list[Word]) -> list[Word]:
    """Concepts over the words that carry them; a phrase's first word stands for all of it."""
    stems = [stem(w.low) for w in made]
    i = 0
    while i < len(made):
        hit = concept_at(stems, i)
        if hit is None or made[i].kind in ("name", "mark", "number") or (hit[1] == 1 and made[i].kind == "stop"):
            i += 1
            continue
        name, size = hit
        made[i] = replace(made[i], key=name, kind="content", concept=name)
        for j in range(i + 1, i + size):
            made[j] = replace(made[j], kind="stop")
        i += size
    return made


# --- negation --------------------------------------------------------------------------------------


def _negate(made: list[Word]) -> list[Word]:
    turned = [0] * len(made)
    cues: set[int] = set()
    for start, size, backward in _cues([w.low for w in made]):
        if made[start].concept and size == 1:
            continue  # "not leave" is one thing that happens, and negates nothing after it
        cues.update(range(start, start + size))
        for i in _scope(made, start, size, backward):
            turned[i] += 1
    for i in cues.union(i for i, times in enumerate(turned) if times % 2):
        made[i] = replace(made[i], negated=bool(turned[i] % 2), cue=i in cues)
    return made


def _cues(lows: list[str]) -> list[tuple[int, int, bool]]:
    """(first word, words, reaches backward) of every negating cue."""
    forward, backward, harmless = _phrases("forward"), _phrases("backward"), _phrases("not_negation")
    found: list[tuple[int, int, bool]] = []
    i = 0
    while i < len(lows):
        size = _longest(lows, i, harmless)
        if size:
            i += size
            continue
        ahead, behind = _longest(lows, i, forward), _longest(lows, i, backward)
        if not ahead and not behind:
            i += 1
            continue
        size = max(ahead, behind)
        if not (
            found and lows[i - 1] == "as" and i - found[-1][0] < 20
        ):  # "dismissed the reports as fake" is one denial
            found.append((i, size, behind >= ahead and _reaches_back(lows, i, size, bool(ahead))))
        i += size
    return found


def _longest(lows: list[str], i: int, known: dict[str, list[tuple[str, ...]]]) -> int:
    """How many words the longest phrase takes that begins at word ``i``."""
    if lows[i] not in known:
        return 0
    return max((len(p) for p in known[lows[i]] if tuple(lows[i : i + len(p)]) == p), default=0)


@cache
def _phrases(key: str) -> dict[str, list[tuple[str, ...]]]:
    """The phrases of a list under their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases("polarity", key)):
        found.setdefault(phrase[0], []).append(phrase)
    return found


def _reaches_back(lows: list[str], i: int, size: int, either: bool) -> bool:
    """ "were denied" and "is false" speak of what stands before; "denied that", "false reports of" of what follows."""
    passive = bool({"is", "are", "was", "were", "been", "be", "being", "as"} & set(lows[max(0, i - 3) : i]))
    after = lows[i + size] if i + size < len(lows) else "."
    if after in ("that", "claims", "reports", "rumours", "rumors", "allegations", "suggestions", "accusations", "news"):
        return False
    return passive if either else True


def _scope(made: list[Word], start: int, size: int, backward: bool) -> range:
    if backward:
        low = start
        while low > 0 and not _ends(made[low - 1]):
            low -= 1
        return range(low, start)
    high = start + size
    filled = False  # a comma ends the scope once something has been negated
    while high < len(made) and not _ends(made[high]) and not (made[high].low == "," and filled):
        filled = filled or made[high].kind in ("content", "name", "light")
        high += 1
    return range(start + size, high)


def _ends(word: Word) -> bool:
    return word.low in _MARKS or word.low == "whether" or word.low in words("polarity", "breaks")
