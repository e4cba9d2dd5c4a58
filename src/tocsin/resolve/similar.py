"""Sightings by likeness: a sentence nearer to an example than ``similarity`` asks, and than any counter-example.

Only for indicators that ask for it, only where sides and places of one of their looks hold, and only where no look has
fired: likeness of topic is not agreement, so it scores below words and events, and the stance still decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.nouns.watch import Indicator, Sighting, Watch
from tocsin.resolve.reported import Hit, Page, sighting_of
from tocsin.resolve.stance import fragment, idle

Vectors = Callable[[Sequence[str]], Any]
Placed = Callable[[Indicator, Page, tuple[int, int], str], bool]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that stands in the right place to be compared with an indicator's examples."""

    indicator: Indicator
    page: Page
    where: tuple[int, int]
    sentence: str


def similar(
    watch: Watch, pages: Iterable[Page], placed: Placed, vectors: Vectors, known: Mapping[str, str]
) -> Iterator[Sighting]:
    """Sightings of indicators that have a ``similarity``; nothing is computed when none has."""
    asking = [i for i in watch.indicators if i.similarity is not None and i.examples]
    found = list(_candidates(asking, pages, placed)) if asking else []
    if not found:
        return
    texts = sorted({c.sentence for c in found} | {t for i in asking for t in (*i.examples, *i.counter_examples)})
    place, unit = {text: k for k, text in enumerate(texts)}, vectors(texts)
    for candidate in found:
        score, example = _nearest(candidate, place, unit)
        if example is not None:
            start, end = candidate.where
            hit = Hit(start, end, "similar", f"{example} ({score:.2f})", None, talk=False)
            made = sighting_of(candidate.indicator, candidate.page, candidate.where, hit, known)
            if made is not None:
                yield made


def _candidates(asking: Sequence[Indicator], pages: Iterable[Page], placed: Placed) -> Iterator[Candidate]:
    for page in pages:
        day, context = page.document.first_seen.date(), page.document.title or ""
        for start, end in page.sentences():
            sentence = page.document.text[start:end]
            if not idle(sentence, day) and not fragment(sentence):
                for indicator in asking:
                    if placed(indicator, page, (start, end), context):
                        yield Candidate(indicator, page, (start, end), sentence)
            context = f"{context[-300:]} {sentence}"[-700:]


def _nearest(candidate: Candidate, place: Mapping[str, int], unit: Any) -> tuple[float, str | None]:
    """The nearest example and its cosine, or None when it is too far or a counter-example is nearer."""
    indicator, mine = candidate.indicator, unit[place[candidate.sentence]]
    scores = {example: float(unit[place[example]] @ mine) for example in indicator.examples}
    best = max(scores, key=lambda example: (scores[example], example))
    against = max((float(unit[place[t]] @ mine) for t in indicator.counter_examples), default=-1.0)
    near = scores[best] >= (indicator.similarity or 1.0) and scores[best] > against
    return scores[best], best if near else None
