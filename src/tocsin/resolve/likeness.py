"""Sightings by likeness: a sentence that reports, in whatever words, what an indicator asks for.

A network that learnt what reports what (``training/turning.py``) is asked about a sentence beside an indicator's text
and its examples: about the most promising sentences of an article (decisions 0077, 0079 and 0081). It is asked of
articles; of headlines and passed-on messages, which say too little around a word, only where an indicator has a
``similarity`` of its own. It adds to what patterns find: one of an indicator's looks has to hold but for its words, and
what stands around the sentence's own statement must not say otherwise.
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
from tocsin.resolve.hearing import DENIED, PLANNED, REPORTED, Word
from tocsin.resolve.reported import Hit, Page, sighting_of
from tocsin.resolve.stance import idle

LOOKING = "likeness.v4"  # how it is looked for now; what was found by another method holds no more
Status = Literal["reported", "planned", "possible"]
STATUS: dict[int, Status] = {REPORTED: "reported", DENIED: "reported", PLANNED: "planned"}
WEAKER: tuple[Status, ...] = ("reported", "planned", "possible")
PROMISING = 0.24  # of a sentence of an article, from which on it is worth asking about
CLOSE = 0.28  # cosine of the words of a text that stands alone to those asked for, and of counter-examples
ASKED = 3  # examples that a sentence is read beside, besides the indicator's own text: those whose words are nearest
SILENT = 0.2  # probability that the thing is reported, below which words of the watch in an article light nothing
TRACE = 0.3  # probability beside its own text that the thing is spoken of, below which no example is asked
BEFORE = 300  # characters before a sentence in which a place may stand
LONGER = 3  # sentences from which on a text is an article, and the network hears what stands before a sentence too
SENTENCES = 120  # sentences of one article that are looked at: those whose words are nearest
FEW = 10  # sentences beside indicators of one article that are asked about: the most promising
A_DAY, OF_SHORT = 300, 30  # the same of all articles of one day, and of all shorter texts
ARTICLES = 100  # articles of one day whose sentences are looked at at all: those whose words are nearest


@dataclass(frozen=True, slots=True)
class Likeness:
    """The reader's word on what texts are about."""

    # unit vectors of what texts' words are about, (texts, width): cheap
    gist: Callable[[Sequence[str]], Any]
    # how promising each sentence of an article is beside the texts of each thing asked for, (sentences, asked)
    promise: Callable[[Sequence[str], Sequence[Sequence[str]]], Any]
    # P(reported, denied, planned, none) of each (asked for, sentence, what stands before it or nothing), (asked, 4)
    kinds: Callable[[Sequence[tuple[str, str, str]]], Any]


Standing = Callable[[Indicator, Page, tuple[int, int], str, Hit], Hit | None]
"""The hit as a look has it that holds in a sentence but for its words; None where none holds."""


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
        against = [self.against[k - far] for k in order if k >= far and scores[k] >= CLOSE]
        return [self.texts[k] for k in order if 0 < k < far][:ASKED], against[:ASKED]


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence beside an indicator: where, how promising or near, its nearest examples, its counter-examples."""

    page: Page
    asked: _Asked
    where: tuple[int, int]
    score: float
    examples: list[str]
    against: list[str]

    @property
    def sentence(self) -> str:
        """The sentence."""
        return self.page.document.text[slice(*self.where)]

    @property
    def article(self) -> bool:
        """Whether the sentence stands in an article."""
        return len(self.page.sentences()) >= LONGER

    @property
    def before(self) -> str:
        """In an article the sentence before, or the title; else nothing."""
        number = self.page.sentences().index(self.where) if self.article else -1
        if number > 0:
            return self.page.document.text[slice(*self.page.sentences()[number - 1])]
        return (self.page.document.title or "") if number == 0 else ""


Held = tuple[Near, Hit]
"""A sentence near to an indicator, and the hit that it would be."""


class Alike:
    """The indicators of a watch, ready to be compared with sentences."""

    def __init__(self, watch: Watch, likeness: Likeness, plain: Callable[[str], str]) -> None:
        """``plain`` takes the names of sides out of a text: they say nothing of what is done."""
        self.likeness, self.plain = likeness, plain
        self.asked = [_Asked.of(i, likeness, plain) for i in watch.indicators if i.similarity != 1]

    def of(self, document: Document) -> list[_Asked]:
        """The indicators that are asked about in a document."""
        return [one for one in self.asked if document.kind == "article" or one.indicator.similarity]

    def near(self, page: Page) -> Iterator[Near]:
        """The sentences worth asking about beside indicators: in an article by their promise, else by their words."""
        beside = self._beside(page)
        if not beside:
            return
        where = page.sentences()
        nearest = np.stack([scores[:, : len(one.texts)].max(1) for one, scores in beside], 1)
        article, rows = len(nearest) >= LONGER, np.arange(len(nearest))
        if article:
            rows = np.sort(np.argsort(-nearest.max(1), kind="stable")[:SENTENCES])
            sentences = _sentences(page)
            promise = self.likeness.promise([sentences[n] for n in rows], [one.texts for one, _ in beside])
        for number, (one, scores) in enumerate(beside):
            best = promise[:, number] if article else nearest[:, number]
            for n, score in zip(rows, best, strict=True):
                if score >= (PROMISING if article else CLOSE):
                    yield Near(page, one, where[n], float(score), *one.nearest(scores[n]))

    def closest(self, page: Page) -> float:
        """How near the words of any sentence are to those of any indicator's texts: cheap."""
        return max((float(scores[:, : len(one.texts)].max()) for one, scores in self._beside(page)), default=-1.0)

    def _beside(self, page: Page) -> list[tuple[_Asked, Any]]:
        """Each indicator with how near the words of each sentence are to those of each of its texts."""
        asked, sentences = self.of(page.document), _sentences(page)
        if not asked or not sentences:
            return []
        mine = self.likeness.gist([self.plain(sentence) for sentence in sentences])
        return [(one, np.asarray(mine @ one.near.T)) for one in asked]

    def borne(self, page: Page, found: Sighting) -> bool:
        """Whether a report that a pattern found in an article is one: not where the network hears no report of it."""
        one = next((one for one in self.of(page.document) if one.indicator.id == found.indicator), None)
        if one is None or not found.present or found.status != "reported" or len(page.sentences()) < LONGER:
            return True
        where = next((w for w in page.sentences() if w[0] <= found.start < w[1]), (found.start, found.end))
        scores = np.asarray(self.likeness.gist([self.plain(page.document.text[slice(*where)])]) @ one.near.T)[0]
        near = Near(page, one, where, 1.0, *one.nearest(scores))
        return bool(self._heard([one.texts[0], *near.examples], near)[:, REPORTED].max() >= SILENT)

    def words(self, held: Sequence[Held]) -> list[tuple[Near, Hit, Word]]:
        """What is said of one sentence beside all indicators that it is held beside, where that is something."""
        ahead = [sum(other.score > near.score for other, _ in held) for near, _ in held]
        heard = [(near, hit, self._word(near, n)) for (near, hit), n in zip(held, ahead, strict=True)]
        return [(near, hit, word) for near, hit, word in heard if word is not None]

    def _word(self, near: Near, ahead: int) -> Word | None:
        """What is said of a sentence beside an indicator's own text and nearest examples; None where it is nothing.

        Beside ``ahead`` other indicators the sentence is more promising.
        """
        own = self._heard(near.asked.texts[:1], near)
        if own[0, : len(STATUS)].max() < TRACE:
            return None  # the others will not make up for it
        said = np.concatenate([own, self._heard(near.examples, near)]) if near.examples else own
        return Word(said, (near.asked.texts[0], *near.examples), near.score, ahead)

    def against(self, near: Near) -> float:
        """How surely a sentence says what must not light the indicator."""
        return float(self._heard(near.against, near)[:, : len(STATUS)].max()) if near.against else 0.0

    def _heard(self, texts: Sequence[str], near: Near) -> Any:
        return np.asarray(self.likeness.kinds([(text, near.sentence, near.before) for text in texts]), float)


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
    for together in worth(compared, pages, standing):
        for sure, made in _in_sentence(compared, together, known):
            key = (made.document, made.indicator, made.present, made.source)
            if key[:3] not in seen and sure > best.get(key, (0.0,))[0]:
                best[key] = sure, made
    yield from (made for _, made in best.values())


def worth(compared: Alike, pages: Iterable[Page], standing: Standing) -> Iterator[list[Held]]:
    """The sentences that are asked about, each with all its indicators: the first of each article and of a day."""
    days: dict[tuple[bool, date], list[Page]] = {}
    for page in pages:
        days.setdefault((len(page.sentences()) >= LONGER, page.document.first_seen.date()), []).append(page)
    for (long, _), mine in sorted(days.items(), key=lambda day: day[0]):
        if long:
            held = [
                one for page in _closest(compared, mine) for one in islice(_holding(compared, [page], standing), FEW)
            ]
            yield from _by_sentence(sorted(held, key=lambda one: _nearest_first(one[0]))[:A_DAY])
        else:
            yield from _by_sentence(islice(_holding(compared, mine, standing), OF_SHORT))


def _closest(compared: Alike, pages: Sequence[Page]) -> Sequence[Page]:
    """Those articles of a day whose sentences are looked at one by one."""
    if len(pages) <= ARTICLES:
        return pages
    return sorted(pages, key=lambda page: (-compared.closest(page), page.document.id))[:ARTICLES]


def _nearest_first(near: Near) -> tuple[float, str, tuple[int, int], str]:
    return -near.score, near.page.document.id, near.where, near.asked.indicator.id


def _by_sentence(held: Iterable[Held]) -> Iterable[list[Held]]:
    together: dict[tuple[str, tuple[int, int]], list[Held]] = {}
    for near, hit in held:
        together.setdefault((near.page.document.id, near.where), []).append((near, hit))
    return together.values()


def _holding(compared: Alike, pages: Iterable[Page], standing: Standing) -> Iterator[Held]:
    """Sentences in which one of the indicator's looks holds but for its words: the most promising or nearest first."""
    found = sorted((near for page in pages for near in compared.near(page)), key=_nearest_first)
    for near in found:
        page, (start, end) = near.page, near.where
        text, day = page.document.text, page.document.first_seen.date()
        if idle(text[start:end], day):
            continue
        context = f"{page.document.title or ''} {text[max(0, start - BEFORE) : start]}"
        bare = Hit(*_held(page, near.where), "similar", "", None, False, read=True)
        hit = standing(near.asked.indicator, page, near.where, context, bare)
        if hit is not None:
            yield near, hit


def _in_sentence(compared: Alike, held: Sequence[Held], known: Mapping[str, str]) -> Iterator[tuple[float, Sighting]]:
    """What one sentence says of the indicators that it is near to, and how surely."""
    words = compared.words(held)
    for near, hit, word in words:
        rivals = [other for _, _, other in words if other is not word]
        found = word.says(rivals, near.asked.indicator.similarity, near.article)
        if found is None or compared.against(near) >= found.best:
            continue
        beside = f"{found.beside[:72]} ({found.sure:.2f})"
        made = sighting_of(near.asked.indicator, near.page, near.where, replace(hit, words=beside), known)
        if made is not None and found.what == DENIED:
            yield found.sure, replace(made, present=False, status="reported")
        elif made is not None and made.present:  # else somebody denies it
            yield found.sure, replace(made, status=max(made.status, STATUS[found.what], key=WEAKER.index))


def _sentences(page: Page) -> list[str]:
    return [page.document.text[start:end] for start, end in page.sentences()]


def _held(page: Page, where: tuple[int, int]) -> tuple[int, int]:
    """The statement that makes up most of a sentence, else all of it without its end: who says it is then known."""
    start, end = where
    end = start + len(page.document.text[start:end].rstrip(" .!?\n\"'”’)"))
    said = page.reading.statements if page.reading else ()
    parts = [(max(start, p.start), min(where[1], p.end)) for s in said for p in s.content]
    longest = max(parts, key=lambda part: (part[1] - part[0], -part[0]), default=(start, end))
    return longest if 2 * (longest[1] - longest[0]) > end - start else (start, max(end, start + 1))
