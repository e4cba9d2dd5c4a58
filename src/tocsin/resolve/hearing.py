"""How surely a sentence reports an indicator, by what the network says of it.

In an article much is near to much, and a sentence that says one thing more surely than another is taken to say the
one: a logistic decision weighs what is said in the mean beside the indicator's own text and its nearest examples, by
how much another indicator is surer, how promising the sentence seemed, and beside how many others it seemed more so
(decisions 0079 and 0081). A text of one or two sentences is plain, and the surest word counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

REPORTED, DENIED, PLANNED = KINDS = range(3)
SURE = 0.5  # probability from which on a sentence of an article reports a thing, where its indicator asks for no other
ALONE = 0.55  # the same of a text of one or two sentences, by the network's word as it is
SURER = 0.5  # log odds by which another indicator may be surer there
TO_COME = 0.82  # that it is planned
FIRM = 0.9  # that it is denied, beside the indicator's own text: a lamp put out wrongly costs more than a dark one
MEAN, RIVAL, PROMISE, AHEAD, BIAS = 0.87, 0.40, 10.8, -0.64, -3.21  # fitted on lamps (``training/lamps.py``)


@dataclass(frozen=True, slots=True)
class Found:
    """What a sentence says, how surely, beside which text, and how surely there."""

    what: int
    sure: float
    beside: str
    best: float


@dataclass(frozen=True)
class Word:
    """P(reported, denied, planned, none) beside an indicator's own text and examples, (texts, 4); those texts; how
    promising the sentence seemed beside them, and beside how many other indicators it seemed more so."""

    said: Any
    texts: Sequence[str]
    promise: float = 0.0
    ahead: int = 0

    @cached_property
    def mean(self) -> Any:
        """What is said in the mean."""
        return self.said.mean(0)

    def says(self, rivals: Sequence[Word], similarity: float | None, article: bool) -> Found | None:
        """What a sentence is taken to say of an indicator beside its ``rivals``; None where that is not sure."""
        word = self.mean if article else self.said.max(0)
        what = int(word[: len(KINDS)].argmax())
        best = int(self.said[:, what].argmax())
        sure = self._reported(rivals) if article and what == REPORTED else float(word[what])
        least = {REPORTED: SURE if article else ALONE, DENIED: FIRM, PLANNED: TO_COME}[what]
        if sure < (similarity or least):
            return None
        if what == REPORTED and not article and self.behind(rivals) < -SURER:
            return None
        if what == DENIED and not self._denied(sure, best, article):
            return None
        return Found(what, sure, self.texts[best], float(self.said[best, what]))

    def _reported(self, rivals: Sequence[Word]) -> float:
        """How surely a sentence of an article reports the thing."""
        heard = MEAN * odds(self.mean[REPORTED]) + RIVAL * self.behind(rivals)
        return float(1 / (1 + np.exp(-(BIAS + heard + PROMISE * self.promise + AHEAD * self.ahead))))

    def behind(self, rivals: Sequence[Word]) -> float:
        """By how much another indicator is surer, as log odds below nothing."""
        mean = odds(self.mean[REPORTED])
        return min(0.0, mean - max((odds(other.mean[REPORTED]) for other in rivals), default=mean))

    def _denied(self, sure: float, best: int, article: bool) -> bool:
        """Whether a denial is of the thing itself: firm, and beside its own text."""
        return min(float(self.said[0, DENIED]), sure) >= FIRM and (article or not best)


def odds(p: float) -> float:
    """Log odds of a probability, within reason."""
    p = min(max(float(p), 1e-3), 1 - 1e-3)
    return float(np.log(p / (1 - p)))
