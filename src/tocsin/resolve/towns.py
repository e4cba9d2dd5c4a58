"""Whether a text names a town or region of a state, by its words alone: for texts that nobody has read yet.

Homonyms are let in: this decides what is worth reading, the reading decides what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tocsin import gazetteer

_CAPITAL = re.compile(r"(?<!\w)(?=[^\W\d_])(?=[^a-z])[^\W\d_]+(?:['’`][^\W\d_]+)*")
_OWN = re.compile(r"['’]s\b")
LONGEST = 40  # characters of a name


class Towns:
    """The towns and regions of some states, by the first word of their keys."""

    def __init__(self, states: Iterable[str]) -> None:
        self.names = frozenset(name for state in states for name in gazetteer.inside(state))
        self.first = frozenset(name.split()[0] for name in self.names)

    def named(self, text: str) -> bool:
        """Whether any of them may be named in a text: a word in capitals that begins one, and the words after it."""
        capitals = (m for m in _CAPITAL.finditer(text) if gazetteer.key(m[0]) in self.first)
        return any(self._begins(text[m.start() : m.start() + LONGEST]) for m in capitals)

    def _begins(self, text: str) -> bool:
        words = _OWN.sub("", text).split()
        keys = (gazetteer.key(" ".join(words[:n])) for n in range(1, len(words) + 1))
        return any(key in self.names for key in keys)
