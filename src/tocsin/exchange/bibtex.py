"""The cited sources as BibTeX (biblatex ``@online``), for a reference manager."""

from datetime import date

from tocsin.exchange.known import Shipment, clean
from tocsin.nouns.document import Document

ESCAPES = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "$": r"\$",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", "%": r"\%"})


def to_bibtex(shipment: Shipment) -> bytes:
    """One entry a cited document, in the order of citation."""
    entries = (entry(d, shipment.outlet(d.id), shipment.printed(d.id)) for d in shipment.sources())
    return "\n".join(entries).encode("utf-8", "replace")


def entry(document: Document, outlet: str, printed: date | None) -> str:
    """``date`` is left out where none is known; ``urldate`` is when the text was gathered."""
    fields = {
        "title": "{" + tex(document.title or "Untitled") + "}",
        "organization": tex(outlet),
        **({"date": printed.isoformat()} if printed else {}),
        "urldate": document.first_seen.date().isoformat(),
    }
    if document.url:
        fields["url"] = clean(document.url).translate(URL)
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@online{{{document.id},\n{lines}}}\n"


def tex(text: str) -> str:
    """Text from strangers with TeX's own characters made harmless."""
    return clean(text).translate(ESCAPES)
