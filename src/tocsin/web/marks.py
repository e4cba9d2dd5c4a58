"""A document's text with everything that was seen in it marked; which kinds show is decided by the page's CSS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from tocsin.brief.index import Index
from tocsin.nouns.document import Document
from tocsin.nouns.reading import Reading

KINDS = (("st", "Statements"), ("ev", "Events"), ("ac", "Actors"), ("ti", "Times"), ("qu", "Quantities"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text of one kind; ``number`` is that of its statement in the list beside the text."""

    start: int
    end: int
    kind: str
    number: int = 0
    title: str = ""


def marks_of(index: Index, reading: Reading | None) -> list[Mark]:
    """Everything a reading saw, as stretches."""
    if reading is None:
        return []
    found = []
    for n, s in enumerate(reading.statements, 1):
        span = index.statement_span(s)
        title = f"{index.speaker(s)}: {s.act}, {s.polarity}"
        found.append(Mark(span.start, span.end, "st", n, title))
    found += [Mark(e.trigger.start, e.trigger.end, "ev", title=f"{e.type}, {e.status}") for e in reading.events]
    found += [Mark(m.start, m.end, "ac", title=f"{a.name} ({a.kind})") for a in reading.actors for m in a.mentions]
    found += [Mark(t.start, t.end, "ti", title=f"{t.type} {t.value}") for t in reading.times]
    found += [Mark(q.start, q.end, "qu", title=f"{q.value:g} {q.unit}") for q in reading.quantities]
    return found


def marked(document: Document, marks: Iterable[Mark], hit: tuple[int, int] | None = None) -> Markup:
    """The text, escaped, in stretches that carry a class for each kind over them; ``hit`` is the passage looked for."""
    kept = [m for m in marks if 0 <= m.start < m.end <= len(document.text)]
    if hit:
        kept.append(Mark(hit[0], hit[1], "hit"))
    starts: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in kept:
        starts.setdefault(mark.start, []).append(mark)
        ends.setdefault(mark.end, []).append(mark)
    edges = sorted({0, len(document.text), *starts, *ends})
    html, over = list[Markup](), list[Mark]()
    for here, there in zip(edges, [*edges[1:], len(document.text)], strict=True):
        for mark in ends.get(here, ()):
            over.remove(mark)
        begun = starts.get(here, [])
        over += begun
        html += [_number(m) for m in begun if m.kind == "st"]
        html.append(_stretch(document.text[here:there], over, begun))
    return Markup("").join(html)


def _number(mark: Mark) -> Markup:
    return Markup('<a class="n k-st" href="#s{0}" id="t{0}"><span class="sr">statement </span>{0}</a>').format(
        mark.number
    )


def _stretch(text: str, over: list[Mark], begun: list[Mark]) -> Markup:
    if not text or not over:
        return escape(text)
    kinds = " ".join(f"k-{k}" for k in sorted({m.kind for m in over}))
    title = " · ".join(m.title for m in over if m.title)
    here = Markup(' id="here" tabindex="-1"') if any(m.kind == "hit" for m in begun) else Markup("")
    tag = "mark" if any(m.kind == "hit" for m in over) else "span"
    return Markup('<{0} class="{1}" title="{2}"{3}>{4}</{0}>').format(Markup(tag), kinds, title, here, text)
