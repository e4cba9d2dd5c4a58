"""The lists of cues by which a sentence shows how it puts things, each as one pattern (``stance.yaml``)."""

from __future__ import annotations

import re
from functools import cache

from tocsin.resolve.tables import table


@cache
def cue(name: str) -> re.Pattern[str]:
    """A list of cues as one pattern of whole words."""
    alternatives = "".join(str(table("stance")[name]).split("\n")).replace("| ", "|")
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


@cache
def breaks() -> re.Pattern[str]:
    """Where a clause ends."""
    return re.compile("|".join(table("stance")["breaks"]), re.IGNORECASE)


def blanked(cues: str, text: str) -> str:
    """A text with spaces where the cues stood, so that every place in it stays where it was."""
    return cue(cues).sub(lambda found: " " * len(found[0]), text)


def past(text: str) -> bool:
    """Whether a verb in a text is in the past."""
    return cue("past").search(text) is not None or cue("irregular_past").search(text) is not None
