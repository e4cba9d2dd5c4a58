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
from datetime import date
from itertools import islice
from typing import Any, Literal

import numpy as np

from tocsin.nouns.document import Document
from tocsin.nouns.watch import Indicator, Sighting, Watch
from tocsin.resolve.asking import Two
from tocsin.resolve.reported import Hit, Page, sighting_of
from tocsin.resolve.stance import idle

LOOKING = "likeness.v2"  # how it is looked for now; what was found by another method holds no more
Status = Literal["reported", "planned", "possible"]
REPORTED, DENIED, PLANNED = range(3)
STATUS: dict[int, Status] = {REPORTED: "reported", DENIED: "reported", PLANNED: "planned"}
WEAKER: tuple[Status, ...] = ("reported", "planned", "possible")
NEAR = 0.28  # cosine of the words of a sentence to those of a text, from which on it is worth asking about
MOST = 4  # sentences of a document that are asked about for one indicator: the nearest
ASKED = 3  # examples that a sentence is read beside, besides the indicator's own text: those whose words are nearest
FIRM = 0.9  # that it is denied, beside the indicator's own text: a lamp put out wrongly costs more than a dark one
SILENT = 0.1  # probability that the thing is spoken of, below which words of the watch in a sentence light nothing
TRACE = 0.3  # probability beside its own text that the thing is spoken of, below which no example is asked
SURE = 0.82  # probability from which on a sentence reports the thing, where an indicator asks for no other
BEFORE = 300  # characters before a sentence in which a place may stand
LONGER = 3  # sentences from which on a text is read in full, as reading it costs more than asking about it
A_DAY = 30  # sentences of shorter texts that are asked about, of all that were gathered on one day: the nearest


@dataclass(frozen=True, slots=True)
class Likeness:
    """The reader's word on what texts are about."""

    # unit vectors of what texts' words are about, (texts, width): cheap
    gist: Callable[[Sequence[str]], Any]
    # P(reported, denied, planned, none) of each (asked for, sentence), (pairs, 4)
    kinds: Callable[[Sequence[Two]], Any]


Standing = Callable[[Indicator, Page, tuple[int, int], str, Hit], Hit | None]
"""The hit as a look has it that holds in a sentence but for its words; None where none holds."""


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence near to an indicator: where, how near, its examples, the nearest first, and near counter-examples."""

    where: tuple[int, int]
    score: float
    examples: list[str]
    against: list[str]


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

    def of(self, document: Document) -> list[_Asked]:
        """The indicators that are asked about in a document."""
        return [one for one in self.asked if document.kind == "article" or one.indicator.similarity]

    def borne(self, page: Page, found: Sighting) -> bool:
        """Whether a report that a pattern found in an article is one: not where the network hears nothing of it."""
        one = next((one for one in self.of(page.document) if one.indicator.id == found.indicator), None)
        if one is None or not found.present or found.status != "reported" or len(page.sentences()) < LONGER:
            return True
        sentence = page.document.text[found.start : found.end]
        examples, _ = one.nearest(np.asarray(self.likeness.gist([self.plain(sentence)]) @ one.near.T)[0])
        return bool(self._heard([one.texts[0], *examples], sentence)[:, : len(STATUS)].sum(1).max() >= SILENT)

    def near(self, page: Page) -> Iterator[tuple[_Asked, list[Near]]]:
        """For each indicator the sentences whose words are nearest to it, the nearest first."""
        asked = self.of(page.document)
        where = page.sentences() if asked else []
        if not where:
            return
        mine = self.likeness.gist([self.plain(page.document.text[start:end]) for start, end in where])
        for one in asked:
            scores = np.asarray(mine @ one.near.T)
            best = scores[:, : len(one.texts)].max(1)
            order = np.argsort(-best, kind="stable")[:MOST]
            found = [Near(where[n], float(best[n]), *one.nearest(scores[n])) for n in order if best[n] >= NEAR]
            if found:
                yield one, found

    def says(self, one: _Asked, near: Near, sentence: str, alone: bool) -> Said | None:
        """What a sentence says of an indicator, unless that is not sure or a counter-example says it better.

        In an article, where much is near, the mean counts of what it says beside the indicator's text and the nearest
        examples; in a text that stands ``alone`` the surest of them does.
        """
        asked, texts = one.indicator.similarity or SURE, [one.texts[0], *near.examples]
        own = self._heard(texts[:1], sentence)[0]
        if own[: len(STATUS)].max() < (TRACE if alone else len(texts) * asked - len(near.examples)):
            return None  # the others will not make up for it
        said = np.stack([own, *(self._heard(near.examples, sentence) if near.examples else ())])
        word = (said.max(0) if alone else said.mean(0))[: len(STATUS)]
        what = int(word.argmax())
        best = int(said[:, what].argmax())
        if word[what] < asked or (what == DENIED and (min(own[DENIED], word[DENIED]) < FIRM or (alone and best))):
            return None
        if near.against and self._heard(near.against, sentence)[:, : len(STATUS)].max() >= said[best, what]:
            return None
        return what, float(word[what]), texts[best]

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
    best: dict[tuple[str, str, bool, str | None], tuple[float, Sighting]] = {}
    for page, one, near, hit in _worth(compared, pages, standing):
        for sure, made in _in_sentence(compared, one, page, near, hit, known):
            key = (made.document, made.indicator, made.present, made.source)
            if key[:3] not in seen and sure > best.get(key, (0.0,))[0]:
                best[key] = sure, made
    yield from (made for _, made in best.values())


def _worth(compared: Alike, pages: Iterable[Page], standing: Standing) -> Iterator[tuple[Page, _Asked, Near, Hit]]:
    """The sentences that are asked about: those of articles, and of the short texts of a day the nearest."""
    short: dict[date, list[tuple[Page, _Asked, Near]]] = {}
    for page in pages:
        found = [(page, one, near) for one, nearest in compared.near(page) for near in nearest]
        if len(page.sentences()) < LONGER:
            short.setdefault(page.document.first_seen.date(), []).extend(found)
        else:
            yield from _holding(found, standing)
    for _, found in sorted(short.items()):
        order = sorted(found, key=lambda f: (-f[2].score, f[0].document.id, f[2].where, f[1].indicator.id))
        yield from islice(_holding(order, standing), A_DAY)


def _holding(
    found: Iterable[tuple[Page, _Asked, Near]], standing: Standing
) -> Iterator[tuple[Page, _Asked, Near, Hit]]:
    """Those in which one of the indicator's looks holds but for its words."""
    for page, one, near in found:
        start, end = near.where
        text, day = page.document.text, page.document.first_seen.date()
        if idle(text[start:end], day):
            continue
        context = f"{page.document.title or ''} {text[max(0, start - BEFORE) : start]}"
        bare = Hit(*_held(page, near.where), "similar", "", None, False, read=True)
        hit = standing(one.indicator, page, near.where, context, bare)
        if hit is not None:
            yield page, one, near, hit


def _in_sentence(
    compared: Alike,
    one: _Asked,
    page: Page,
    near: Near,
    hit: Hit,
    known: Mapping[str, str],
) -> Iterator[tuple[float, Sighting]]:
    """What one sentence says of one indicator, and how surely."""
    start, end = near.where
    found = compared.says(one, near, page.document.text[start:end], len(page.sentences()) < LONGER)
    if found is None:
        return
    what, sure, beside = found
    made = sighting_of(one.indicator, page, near.where, replace(hit, words=f"{beside[:72]} ({sure:.2f})"), known)
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
