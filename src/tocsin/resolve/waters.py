"""Which water "the strait" is: the last one that the text has named."""

from __future__ import annotations

import re

_NAMED = re.compile(
    r"\b(?:Straits? of [A-Z][\w-]+|[A-Z][\w-]+ (?:Straits?|Canal|Channel|Passage)|Bosph?orus|Dardanelles)\b"
)


def short(kind: str) -> re.Pattern[str]:
    """What a text calls a water of a kind once it has named it: "the strait", "the waterway"."""
    return re.compile(rf"(?<!\w)[Tt]he (?:{kind}|waterway)(?!\w)(?! of [A-Z])")


def last_named(text: str, names: re.Pattern[str]) -> bool:
    """Whether the last water that a text names goes by one of these names."""
    own = max((m.end() for m in names.finditer(text)), default=-1)
    return own >= max((m.end() for m in _NAMED.finditer(text)), default=0) if own >= 0 else False
