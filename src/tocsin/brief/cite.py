"""Citation numbers, and source texts with every cited span marked – as HTML that needs no script."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from tocsin.nouns.brief import Brief, Sentence
from tocsin.nouns.document import Document, Span


class Citations:
    """Numbers spans 1, 2, 3 … in the order a reader meets them."""

    def __init__(self, brief: Brief) -> None:
        self.numbers: dict[Span, int] = {}
        for section in brief.sections:
            for sentence in section.sentences:
                self.add(sentence)
            for clash in section.clashes:
                self.add(clash.a)
                self.add(clash.b)

    def add(self, sentence: Sentence) -> None:
        for span in sentence.spans:
            self.numbers.setdefault(span, len(self.numbers) + 1)

    def of(self, sentence: Sentence) -> list[int]:
        """The citation numbers of a sentence, in order, each once."""
        return sorted({self.numbers[span] for span in sentence.spans})

    def by_document(self) -> dict[str, list[tuple[int, Span]]]:
        """Document id → its cited spans with their numbers."""
        grouped: dict[str, list[tuple[int, Span]]] = {}
        for span, number in self.numbers.items():
            grouped.setdefault(span.document, []).append((number, span))
        return grouped


def marked(document: Document, cited: Sequence[tuple[int, Span]]) -> Markup:
    """A document's text, escaped, with an anchored mark around each cited span.

    Spans that cross are closed and opened again; only a span's first piece carries its anchor.
    """
    edges = sorted({0, len(document.text), *(e for _, s in cited for e in (s.start, s.end))})
    ordered = sorted(cited, key=lambda x: (x[1].start, -x[1].end, x[0]))
    html, open_marks = Markup(), []  # type: ignore[var-annotated]
    for here, there in zip(edges, [*edges[1:], len(document.text)], strict=True):
        wanted = [(n, s) for n, s in ordered if s.start <= here < s.end]
        if wanted != open_marks:
            keep = shared_prefix(open_marks, wanted)
            html += Markup("</mark>") * (len(open_marks) - keep)
            for number, span in wanted[keep:]:
                html += mark_start(number, first=span.start == here)
            open_marks = wanted
        html += escape(document.text[here:there])
    return html + Markup("</mark>") * len(open_marks)


def shared_prefix(a: Sequence[object], b: Sequence[object]) -> int:
    """How many leading items two lists have in common."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def mark_start(number: int, first: bool) -> Markup:
    if first:
        return Markup('<mark id="c{0}" class="m{0}"><sup class="n">{0}</sup>').format(number)
    return Markup('<mark class="m{0}">').format(number)


def crossing(cited: Sequence[tuple[int, Span]]) -> list[int]:
    """Numbers of spans that are drawn in more than one piece and need a rule of their own to light up whole."""
    cut = []
    for number, span in cited:
        if any(o.start < span.start < o.end < span.end or span.start < o.start < span.end < o.end for _, o in cited):
            cut.append(number)
    return cut


def documents_cited(
    citations: Citations, documents: Mapping[str, Document]
) -> list[tuple[Document, list[tuple[int, Span]]]]:
    """Cited documents, oldest first."""
    grouped = citations.by_document()
    return sorted(((documents[d], spans) for d, spans in grouped.items()), key=lambda x: (x[0].first_seen, x[0].id))
