"""Who said what: from the network's spans to finished statements.

Each step adds to a list of drafts – linking, constructions, quotations, nesting – and ``build`` turns them
into nouns with act, polarity, certainty and times.
"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.nouns.document import Document, Published
from tocsin.nouns.reading import Statement, When
from tocsin.read.actors import Cast
from tocsin.read.network import Tagged
from tocsin.read.statements import answers, constructions, hearsay, linking, nesting, quotes
from tocsin.read.statements.build import Builder
from tocsin.read.statements.draft import Draft
from tocsin.read.statements.page import Page, Span

__all__ = ["Page", "find"]


def find(
    document: Document,
    tagged: Tagged,
    times: Sequence[When],
    published: Published,
    cast: Cast,
    author: bool = False,
) -> list[Statement]:
    """The statements of one document, in the order of the text.

    With ``author``, a text that attributes little of itself is one statement of its author's.
    """
    page = Page(document.text, tagged)
    quoted = quotes.quotations(document.text)
    drafts = quotes.complete(page, linking.drafts(page, quoted), quoted)
    drafts = constructions.find(page, [d for d in drafts if not linking.told_within(d)], _title(document))
    drafts = answers.settle(page, drafts, cast)
    drafts = hearsay.answered(page, nesting.nest(page, drafts))
    if author:
        drafts = _by_author(page, drafts)
    builder = Builder(document, page, quoted, times, published, cast)
    return builder.all(sorted(drafts, key=lambda d: (d.anchor, d.start)))


def _title(document: Document) -> Span | None:
    """Where the title stands at the head of the text, if it does."""
    title = (document.title or "").strip()
    at = document.text.find(title, 0, len(title) + 200) if title else -1
    return (at, at + len(title)) if at >= 0 else None


def _by_author(page: Page, drafts: list[Draft]) -> list[Draft]:
    """The whole text as its author's statement, unless one with its source and cue covers half of it."""
    if not len(page):
        return []
    whole = page.chars(0, len(page))
    said = [d for d in drafts if d.source and d.cue and 2 * _length(d) >= whole[1] - whole[0]]
    return said or [Draft(None, None, [whole])]


def _length(draft: Draft) -> int:
    """Characters of a statement's source, cue and content."""
    return sum(b - a for a, b in [*draft.contents, *filter(None, (draft.source, draft.cue))])
