"""The calibrated decision: a softmax over named features, its coefficients fitted by ``training/relations``.

The coefficients are data (``decision.json``); one set for sentences that the reader has read, one for bare text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

CLASSES: tuple[str, ...] = ("oppose", "number", "change", "agree", "other")


@dataclass(frozen=True, slots=True)
class Decision:
    """Coefficients for one kind of help: ``weights`` has a row for each class and a column for each feature."""

    names: tuple[str, ...]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]

    def probabilities(self, found: dict[str, float]) -> dict[str, float]:
        """P(class | features), summing to one."""
        x = np.array([found.get(name, 0.0) for name in self.names])
        logits = self.weights @ x + self.bias
        raised = np.exp(logits - logits.max())
        return dict(zip(CLASSES, (float(p) for p in raised / raised.sum()), strict=True))


@cache
def decision(help_at_hand: str) -> Decision:
    """The shipped coefficients for ``text``, ``read`` or ``asked``."""
    sets = _shipped()["sets"]
    chosen = sets.get(help_at_hand) or sets["text"]
    return Decision(tuple(chosen["names"]), np.array(chosen["weights"]), np.array(chosen["bias"]))


def method() -> str:
    """How statements are related now; what was worked out by another method holds no more."""
    return str(_shipped()["version"])


@cache
def _shipped() -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(files(__package__).joinpath("decision.json").read_text(encoding="utf-8"))
    return raw


def contributions(chosen: Decision, found: dict[str, float], name: str) -> list[tuple[str, float]]:
    """What each feature added to the log-odds of a class against ``other``, strongest first."""
    row = chosen.weights[CLASSES.index(name)] - chosen.weights[CLASSES.index("other")]
    parts = [(n, float(row[i] * found.get(n, 0.0))) for i, n in enumerate(chosen.names)]
    return sorted((p for p in parts if p[1]), key=lambda p: (-abs(p[1]), p[0]))
