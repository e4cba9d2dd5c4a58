"""Who is meant by the words of a page, and whether two statements are by one voice."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.read.actors import Cast
from tocsin.read.languages import words
from tocsin.read.statements.draft import Draft
from tocsin.read.statements.page import Page, Span

_STEM = 4  # letters by which "Russian" is known as "Russia's"


@dataclass(frozen=True, slots=True)
class Voices:
    """Who is meant by the words of a page."""

    page: Page
    cast: Cast

    def of(self, draft: Draft) -> tuple[str, ...]:
        """An actor and a side, as far as known, of whoever a draft is by."""
        return self.at(draft.speaker or draft.source) if draft.source else ()

    def at(self, span: Span) -> tuple[str, ...]:
        """The actor a span means, and its side, which an actor who is a person does not share."""
        actor = self.cast.actor_at(*span)
        return tuple(filter(None, (actor, self.cast.side(actor)))) if actor else ()

    def same(self, a: Draft, b: Draft) -> bool:
        """Whether two drafts are by one voice."""
        one, two = self.of(a)[:1], self.of(b)[:1]
        return one == two if one and two else self.text(a.source) == self.text(b.source)

    def names(self, draft: Draft, spans: list[Span]) -> bool:
        """Whether some words name or mean whoever a draft is by, or the state he speaks for."""
        actor, *side = self.of(draft) or ("",)
        there = {a for span in spans for w in self.page.words(*span) for a in self.cast.at_word(w)}
        if actor in there or (side and any(self._of_state(actor, a, side[0]) for a in there)):
            return True
        own = {self.page.lower[w] for w in self.page.words(*draft.source or (0, 0)) if self.page.upos[w] == "PROPN"}
        return any(self.page.lower[w] in own for span in spans for w in self.page.words(*span))

    def _of_state(self, one: str, two: str, side: str) -> bool:
        """Whether two actors, neither a person, are on one side, and one of them is its state."""
        states = any(a.startswith("state:") for a in (one, two))
        return states and self.cast.side(two) == side and not any(a.startswith("person:") for a in (one, two))

    def text(self, span: Span | None) -> str:
        """The words of a span in lower case."""
        return self.page.text[slice(*span)].lower() if span else ""

    def by(self, draft: Draft, whose: Span) -> bool:
        """Whether a draft is by the one whom some words name: the same actor, or, unless he is a person, his side."""
        owner, speaker = self.at(whose), self.of(draft)
        if owner and speaker:
            sides = owner[1:] == speaker[1:] != () and not owner[0].startswith("person:")
            return owner[0] == speaker[0] or sides
        if self.text(whose) in words("constructions", "pointing_before"):
            return False  # "its", of one whom nobody knows
        return self.text(whose)[:_STEM] in self.text(draft.source)
