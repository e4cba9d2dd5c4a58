"""Sightings by likeness: a sentence that reports, in whatever words, what an indicator asks for.

A network that learnt what reports what (``training/kinds.py``) is asked about a sentence beside an indicator's text and
its examples, and only about sentences whose words are near them (decision 0077). It is asked of articles; of headlines
and passed-on messages, which say too little around a word, only where an indicator has a ``similarity`` of its own. It
adds to what patterns find: one of an indicator's looks has to hold but for its words, and what stands around the
sentence's own statement must not say otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from tocsin.nouns.watch import Indicator, Sighting, Watch
from tocsin.resolve.asking import Two
from tocsin.resolve.reported import Hit, Page, sighting_of
from tocsin.resolve.stance import idle

LOOKING = "likeness.v1"  # how it is looked for now; what was found by another method holds no more
Status = Literal["reported", "planned", "possible"]
REPORTED, DENIED, PLANNED = range(3)
STATUS: dict[int, Status] = {REPORTED: "reported", DENIED: "reported", PLANNED: "planned"}
WEAKER: tuple[Status, ...] = ("reported", "planned", "possible")
NEAR = 0.32  # cosine of the words of a sentence to those of a text, from which on it is worth asking about
MOST = 3  # sentences of a document that are asked about for one indicator: the nearest
ASKED = 3  # examples that a sentence is read beside, besides the indicator's own text: those whose words are nearest
FIRM = 0.9  # that it is denied, beside the indicator's own text: a lamp put out wrongly costs more than a dark one
TRACE = 0.3  # probability beside its own text that the thing is spoken of, below which no example is asked
SURE = 0.8  # probability from which on a sentence reports the thing, where an indicator asks for no other
BEFORE = 300  # characters before a sentence in which a place may stand


@dataclass(frozen=True, slots=True)
class Likeness:
    """The reader's word on what texts are about."""

    # unit vectors of what texts' words are about, (texts, width): cheap
    gist: Callable[[Sequence[str]], Any]
    # P(reported, denied, planned, none) of each (asked for, sentence), (pairs, 4)
    kinds: Callable[[Sequence[Two]], Any]


Standing = Callable[[Indicator, Page, tuple[int, int], str, Hit], Hit | None]
"""The hit as a look has it that holds in a sentence but for its words; None where none holds."""

Near = tuple[tuple[int, int], list[str], list[str]]
"""Where a sentence stands, an indicator's examples, the nearest first, and its counter-examples that are near."""

Said = tuple[int, float, str]
"""What a sentence says, how surely, and beside which text."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """An indicator's own texts, and what must not light it."""

    indicator: Indicator
    texts: tuple[str, ...]
    against: tuple[str, ...]
    near: Any  # vectors of its texts and counter-examples

    @classmethod
    def of(cls, indicator: Indicator, likeness: Likeness, plain: Callable[[str], str]) -> _Asked:
        texts, against = (indicator.text, *indicator.examples), indicator.counter_examples
        return cls(indicator, texts, against, likeness.gist([plain(t) for t in (*texts, *against)]))

    def nearest(self, scores: Any) -> tuple[list[str], list[str]]:
        """The examples that are nearest, by the scores of all texts; of the counter-examples those that are near."""
        order = [int(k) for k in np.argsort(-scores, kind="stable")]
        far = len(self.texts)
        against = [self.against[k - far] for k in order if k >= far and scores[k] >= NEAR]
        return [self.texts[k] for k in order if 0 < k < far][:ASKED], against[:ASKED]


class Alike:
    """The indicators of a watch, ready to be compared with sentences."""

    def __init__(self, watch: Watch, likeness: Likeness, plain: Callable[[str], str]) -> None:
        """``plain`` takes the names of sides out of a text: they say nothing of what is done."""
        self.likeness, self.plain = likeness, plain
        self.asked = [_Asked.of(i, likeness, plain) for i in watch.indicators if i.similarity != 1]

    def near(self, page: Page) -> Iterator[tuple[_Asked, list[Near]]]:
        """For each indicator the sentences whose words are nearest to it, the nearest first."""
        asked = [one for one in self.asked if page.document.kind == "article" or one.indicator.similarity]
        where = page.sentences() if asked else []
        if not where:
            return
        mine = self.likeness.gist([self.plain(page.document.text[start:end]) for start, end in where])
        for one in asked:
            scores = np.asarray(mine @ one.near.T)
            best = scores[:, : len(one.texts)].max(1)
            order = np.argsort(-best, kind="stable")[:MOST]
            found = [(where[n], *one.nearest(scores[n])) for n in order if best[n] >= NEAR]
            if found:
                yield one, found

    def says(self, one: _Asked, examples: list[str], against: list[str], sentence: str) -> Said | None:
        """What a sentence says of an indicator, unless that is not sure or a counter-example says it better."""
        asked = one.indicator.similarity or SURE
        best = self._surest([one.texts[0]], sentence)
        if best is not None and TRACE <= best[1] < asked:
            best = max(filter(None, [best, self._surest(examples, sentence)]), key=lambda said: said[1])
        if best is None or best[1] < asked or (best[0] == DENIED and (best[1] < FIRM or best[2] != one.texts[0])):
            return None
        better = self._surest(against, sentence)
        return None if better is not None and better[1] >= best[1] else best

    def _surest(self, texts: Sequence[str], sentence: str) -> Said | None:
        """The surest word on the thing beside any of some texts."""
        if not texts:
            return None
        said = self._heard(texts, sentence)[:, : len(STATUS)]
        text, what = np.unravel_index(int(said.argmax()), said.shape)
        return int(what), float(said[text, what]), texts[int(text)]

    def _heard(self, texts: Sequence[str], sentence: str) -> Any:
        return np.asarray(self.likeness.kinds([(text, sentence) for text in texts]), float)


def alike(
    compared: Alike,
    pages: Iterable[Page],
    standing: Standing,
    seen: set[tuple[str, str, bool]],
    known: Mapping[str, str],
) -> Iterator[Sighting]:
    """The surest sighting of each indicator, polarity and source in each page.

    ``seen`` are documents, indicators and polarities of which a look has found a report: those are not found again.
    """
    for page in pages:
        best: dict[tuple[str, bool, str | None], tuple[float, Sighting]] = {}
        for one, nearest in compared.near(page):
            for near in nearest:
                for sure, made in _in_sentence(compared, one, page, near, standing, known):
                    key = (made.indicator, made.present, made.source)
                    if (made.document, made.indicator, made.present) not in seen and sure > best.get(key, (0.0,))[0]:
                        best[key] = sure, made
        yield from (made for _, made in best.values())


def _in_sentence(
    compared: Alike,
    one: _Asked,
    page: Page,
    near: Near,
    standing: Standing,
    known: Mapping[str, str],
) -> Iterator[tuple[float, Sighting]]:
    """What one sentence says of one indicator, and how surely."""
    where, examples, against = near
    text, (start, end) = page.document.text, where
    sentence = text[start:end]
    if idle(sentence, page.document.first_seen.date()):
        return
    context = f"{page.document.title or ''} {text[max(0, start - BEFORE) : start]}"
    hit = standing(one.indicator, page, where, context, Hit(*_held(page, where), "similar", "", None, False, read=True))
    found = compared.says(one, examples, against, sentence) if hit else None
    if hit is None or found is None:
        return
    what, sure, beside = found
    made = sighting_of(one.indicator, page, where, replace(hit, words=f"{beside[:72]} ({sure:.2f})"), known)
    if made is not None and what == DENIED:
        yield sure, replace(made, present=False, status="reported")
    elif made is not None and made.present:  # else somebody denies it
        yield sure, replace(made, status=max(made.status, STATUS[what], key=WEAKER.index))


def _held(page: Page, where: tuple[int, int]) -> tuple[int, int]:
    """The statement that makes up most of a sentence, else all of it without its end: who says it is then known."""
    start, end = where
    end = start + len(page.document.text[start:end].rstrip(" .!?\n\"'”’)"))
    said = page.reading.statements if page.reading else ()
    parts = [(max(start, p.start), min(where[1], p.end)) for s in said for p in s.content]
    longest = max(parts, key=lambda part: (part[1] - part[0], -part[0]), default=(start, end))
    return longest if 2 * (longest[1] - longest[0]) > end - start else (start, max(end, start + 1))
