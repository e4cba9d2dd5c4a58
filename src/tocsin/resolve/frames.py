"""A frame: what a statement says, laid out so that two can be held beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, wraps
from typing import TypeVar

from tocsin.resolve.lexicon import phrases
from tocsin.resolve.measures import Count, Times, counts, times
from tocsin.resolve.tables import words
from tocsin.resolve.tokens import Word, tokens

_MOODS = (
    "possible", "future", "past", "conditional", "update", "wish", "asking", "able", "universal", "partial", "only",
)  # fmt: skip
_HERALDS = frozenset({"possible", "conditional", "asking", "wish", "able"})


T = TypeVar("T")


@dataclass(frozen=True)  # no slots: what is made of a frame is kept with it
class Frame:
    """The words that carry a statement, who and where it names, what it counts, and how firmly it is put.

    ``moods[clause]`` holds the marks of each clause: possible, future, past, conditional, asking, update, …;
    ``heralds[clause]`` those of them that only govern what follows, with the character at which each stands.
    """

    text: str
    words: tuple[Word, ...]
    names: frozenset[str]
    places: frozenset[str]
    counts: tuple[Count, ...]
    times: Times
    moods: tuple[frozenset[str], ...]
    heralds: tuple[tuple[tuple[str, int], ...], ...]
    question: bool
    denial: bool
    negated: bool | None = None  # the reader's polarity of the whole; None when nobody has read it
    act: str | None = None
    certainty: float | None = None
    speaker: str | None = None
    sides: frozenset[tuple[str, str]] = frozenset()  # (name, the side it speaks for), as far as was read

    def mood(self, clause: int) -> frozenset[str]:
        """The marks of a clause."""
        return self.moods[clause] if clause < len(self.moods) else frozenset()

    def mood_of(self, word: Word) -> frozenset[str]:
        """The marks of a word's clause, less those that govern only what follows it ("… to see who might come")."""
        if word.clause >= len(self.moods):
            return frozenset()
        heralds = self.heralds[word.clause]
        governing = {mood for mood, start in heralds if start <= word.start}
        return self.moods[word.clause] - ({mood for mood, _ in heralds} - governing)

    @cached_property
    def place_words(self) -> frozenset[str]:
        """The single words of its places."""
        return frozenset(w for p in self.places for w in p.split())

    @cached_property
    def all_moods(self) -> frozenset[str]:
        """The marks of every clause."""
        return frozenset().union(*self.moods) if self.moods else frozenset()

    @cached_property
    def carrying(self) -> tuple[Word, ...]:
        """The words that say what it is about."""
        return tuple(w for w in self.words if w.weight and not w.cue)


def once(make: Callable[[Frame], T]) -> Callable[[Frame], T]:
    """What a function makes of a frame, worked out once for each frame and kept with it."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def kept(shown: Frame) -> T:
        held = shown.__dict__
        if name not in held:
            held[name] = make(shown)
        found: T = held[name]
        return found

    return kept


@lru_cache(maxsize=4_000)  # a frame takes about ten kilobytes
def frame(text: str) -> Frame:
    """The frame of a statement's text."""
    made = tokens(text)
    low = text.lower()
    moods, heralds = _moods(made)
    return Frame(
        text=text,
        words=made,
        names=frozenset(w.key for w in made if w.kind == "name"),
        places=frozenset(_places(made)),
        counts=counts(made),
        times=times(made),
        moods=moods,
        heralds=heralds,
        question="?" in text or low.startswith(("whether ", "asked whether", "why ", "what ", "how ")),
        denial=any(w.cue and not w.negated and w.key in ("deny", "reject", "falsehood") for w in made),
    )


def _places(made: tuple[Word, ...]) -> Iterable[str]:
    """Names after "in", "near" …, each with all its words ("second thomas shoal")."""
    i = 0
    while i < len(made):
        if made[i].kind != "name":
            i += 1
            continue
        end = i
        while end < len(made) and made[end].kind == "name":
            end += 1
        j = i - 1
        while j >= 0 and made[j].low in ("the", "of", "region", "city", "town", "port"):
            j -= 1
        if j >= 0 and made[j].low in words("polarity", "place_before"):
            yield " ".join(w.key for w in made[i:end])
        i = end


def _moods(made: tuple[Word, ...]) -> tuple[tuple[frozenset[str], ...], tuple[tuple[tuple[str, int], ...], ...]]:
    """Per clause, the marks of its words and phrases and the past tense of verb-like words; and where heralds stand."""
    size = made[-1].clause + 1 if made else 0
    found: list[set[str]] = [set() for _ in range(size)]
    heralds: list[list[tuple[str, int]]] = [[] for _ in range(size)]
    lows = [w.low for w in made]
    cues = _cues()
    for i, word in enumerate(made):
        for phrase, mood in cues.get(word.low, ()):
            if lows[i : i + len(phrase)] == phrase:
                found[word.clause].add(mood)
                if mood in _HERALDS:
                    heralds[word.clause].append((mood, word.start))
        if word.kind == "content" and len(word.low) > 4 and word.low.endswith("ed"):
            found[word.clause].add("past")
    return tuple(frozenset(f) for f in found), tuple(tuple(h) for h in heralds)


@cache
def _cues() -> dict[str, list[tuple[list[str], str]]]:
    """Every phrase that marks a mood, under its first word."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    for mood in _MOODS:
        for phrase in sorted(phrases("polarity", mood)):
            found.setdefault(phrase[0], []).append((list(phrase), mood))
    return found


@once
def rare(shown: Frame) -> tuple[str, ...]:
    """Keys by which statements on one matter find each other, sorted."""
    small = words("stems", "light")
    return tuple(sorted({w.key for w in shown.carrying if w.kind in ("content", "name") and w.key not in small}))
