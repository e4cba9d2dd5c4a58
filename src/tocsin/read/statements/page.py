"""A tagged text as rules like to see it: words in lower case, their children, and where characters fall."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from tocsin.read.network import DEPRELS, UPOS, Tagged

Span = tuple[int, int]


class Page:
    """One document's text with what the network saw. Words are numbered; ranges of words are half open."""

    def __init__(self, text: str, tagged: Tagged) -> None:
        self.text, self.tagged = text, tagged
        self.spans: list[Span] = [(a, b) for a, b in tagged.words.tolist()]
        self.starts = [a for a, _ in self.spans]
        self.ends = [b for _, b in self.spans]
        low = text.lower().replace("’", "'")
        low = low if len(low) == len(text) else text  # a few letters grow when made small: then word by word
        self.lower = (
            [low[a:b] for a, b in self.spans] if low is not text else [text[a:b].lower() for a, b in self.spans]
        )
        self.where: dict[str, list[int]] = {}
        for word, form in enumerate(self.lower):
            self.where.setdefault(form, []).append(word)
        self.upos = [UPOS[i] for i in tagged.upos.tolist()]
        self.rel = [DEPRELS[i] for i in tagged.deprels.tolist()]
        self.head: list[int] = tagged.heads.tolist()
        self.sentences: list[Span] = [(a, b) for a, b in tagged.sentences.tolist() if a < b]
        self._first = [a for a, _ in self.sentences]
        self.kids: list[list[int]] = [[] for _ in self.head]
        for word, head in enumerate(self.head):
            if head >= 0:
                self.kids[head].append(word)
        self.memo: dict[str, list[int]] = {}  # what a rule has looked up once for the whole page

    def __len__(self) -> int:
        return len(self.spans)

    def words(self, start: int, end: int) -> range:
        """The words that lie, at least in part, within these characters."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def chars(self, first: int, last: int) -> Span:
        """The characters from word ``first`` to the word before ``last``."""
        return self.starts[first], self.ends[last - 1]

    def sentence(self, word: int) -> int:
        """The number of the sentence a word is in."""
        return max(0, bisect_right(self._first, word) - 1)

    def sentence_span(self, number: int) -> Span:
        """The characters of a sentence."""
        return self.chars(*self.sentences[number])

    def between(self, start: int, end: int) -> str:
        """The characters between two places, without spaces around."""
        return self.text[start:end].strip()

    def new_paragraph(self, number: int) -> bool:
        """Whether the sentence opens a paragraph: a line break stands before it."""
        if number == 0:
            return True
        before, here = self.sentences[number - 1][1] - 1, self.sentences[number][0]
        return "\n" in self.text[self.ends[before] : self.starts[here]]

    def up(self, word: int) -> Iterator[int]:
        """The word and its heads up to the root; stops at a circle."""
        seen = 0
        while word >= 0 and seen < 64:
            yield word
            word, seen = self.head[word], seen + 1

    def under(self, word: int, top: int) -> bool:
        """Whether ``word`` hangs, directly or not, on ``top``."""
        return any(w == top for w in self.up(word))

    def reach(self, word: int) -> Span:
        """The stretch of words that hang on a word, from the first to one past the last."""
        low = high = word
        todo = [word]
        seen = {word}
        while todo:
            for kid in self.kids[todo.pop()]:
                if kid not in seen:
                    seen.add(kid)
                    todo.append(kid)
                    low, high = min(low, kid), max(high, kid)
        return low, high + 1
