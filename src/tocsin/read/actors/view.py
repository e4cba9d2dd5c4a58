"""A tagged text as plain lists: what rules walk over, made once a text.

Walking Python lists is several times faster than indexing arrays word by word.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from tocsin.read.network import DEPRELS, UPOS, Tagged

CLAUSAL = frozenset(("ccomp", "xcomp", "advcl", "acl", "acl:relcl", "conj", "parataxis", "csubj"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"))


@dataclass(frozen=True, slots=True)
class View:
    """Words with their syntax. ``head`` is -1 for a root; ``kids`` are in order of the text."""

    text: str
    words: list[str]
    low: list[str]
    start: list[int]
    end: list[int]
    pos: list[str]
    head: list[int]
    rel: list[str]
    kids: list[list[int]]
    sentence: list[int]
    bounds: list[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.words)

    def kid(self, word: int, *rels: str) -> int | None:
        """The first dependent with one of these relations."""
        for k in self.kids[word]:
            if self.rel[k] in rels:
                return k
        return None

    def case(self, word: int) -> str:
        """The preposition that introduces a nominal, in lower case: “in”, “because of”; empty when none."""
        found = [k for k in self.kids[word] if self.rel[k] == "case"]
        return " ".join(self.low[k] for k in found) if found else ""

    def at(self, offset: int) -> int:
        """The last word that starts at or before a character offset; -1 before the first."""
        return bisect_right(self.start, offset) - 1

    def between(self, start: int, end: int) -> range:
        """The words that overlap ``text[start:end]``."""
        first = self.at(start)
        if first < 0 or self.end[first] <= start:
            first += 1
        return range(first, max(first, bisect_right(self.start, end - 1)))

    def top(self, words: range) -> int | None:
        """The head of a stretch: its first word, nominal if possible, whose own head lies outside it."""
        outer = [w for w in words if self.head[w] not in words and self.rel[w] not in ("case", "punct", "det", "cc")]
        nominal = [w for w in outer if self.pos[w] in ("NOUN", "PROPN", "PRON")]
        nominal = nominal or [w for w in outer if self.pos[w] in NOMINAL]
        return next(iter(nominal or outer), None)


def view(text: str, tagged: Tagged) -> View:
    """The plain lists of a tagged text; a head outside the text or in a circle counts as a root."""
    spans = tagged.words.tolist()
    words = [text[a:b] for a, b in spans]
    rel = [DEPRELS[i] for i in tagged.deprels.tolist()]
    head = [h if 0 <= h < len(words) and h != i else -1 for i, h in enumerate(tagged.heads.tolist())]
    kids: list[list[int]] = [[] for _ in words]
    for i, h in enumerate(head):
        if h >= 0:
            kids[h].append(i)
    bounds = [(a, b) for a, b in tagged.sentences.tolist()]
    sentence = [0] * len(words)
    for n, (a, b) in enumerate(bounds):
        sentence[a:b] = [n] * (b - a)
    return View(
        text=text,
        words=words,
        low=[w.lower().replace("’", "'") for w in words],
        start=[a for a, _ in spans],
        end=[b for _, b in spans],
        pos=[UPOS[i] for i in tagged.upos.tolist()],
        head=head,
        rel=rel,
        kids=kids,
        sentence=sentence,
        bounds=bounds,
    )
