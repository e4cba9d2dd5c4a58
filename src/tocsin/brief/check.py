"""A brief is refused when a cited span does not contain what its sentence says.

The rule is mechanical so that anybody can repeat it: every passage a factual sentence puts between
“ and ” has to occur in the text of one of the spans it cites, letter for letter apart from white space.
"""

import re
from collections.abc import Mapping

from tocsin.errors import CitationError
from tocsin.nouns.brief import Brief, Fact
from tocsin.nouns.document import Document

QUOTED = re.compile("“([^”]*)”")
_ELISION = " … "


def check(brief: Brief, documents: Mapping[str, Document]) -> None:
    """Raise CitationError naming the first sentence that its spans do not bear; return None when all do."""
    for fact in brief.facts():
        missing = unsupported(fact, documents)
        if missing:
            raise CitationError(f"the cited span does not say “{missing}”, but this sentence does: {fact.text}")


def unsupported(fact: Fact, documents: Mapping[str, Document]) -> str | None:
    """The first quoted passage of a sentence that none of its spans contains, or None."""
    texts = [quoted_text(documents, span.document, span.start, span.end) for span in fact.spans]
    for passage in QUOTED.findall(fact.text):
        for piece in passage.split(_ELISION):
            if not any(flat(piece) in text for text in texts):
                return str(piece)
    return None


def quoted_text(documents: Mapping[str, Document], document: str, start: int, end: int) -> str:
    """The characters of a span, flattened; a span outside its document is a citation error of its own."""
    known = documents.get(document)
    if known is None or not 0 <= start < end <= len(known.text):
        raise CitationError(f"a sentence cites {document}[{start}:{end}], which does not exist")
    return flat(known.text[start:end])


def flat(text: str) -> str:
    """White space folded and every quotation mark made one, so that a quote inside a quote still matches."""
    return " ".join(re.sub("[“”„«»‘’`\"]|''", "'", text).split())
