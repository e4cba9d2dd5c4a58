"""The brief as Markdown, with numbered footnotes that quote the cited words."""

import re

from tocsin.brief.cite import Citations
from tocsin.brief.index import Index
from tocsin.brief.wording import RELATIONS, day
from tocsin.nouns.brief import Brief, Judged, Section, Sentence
from tocsin.nouns.picture import Picture

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def to_markdown(brief: Brief, picture: Picture) -> str:
    """Markdown text ending in a newline; judgements are in italics."""
    index, citations = Index(picture), Citations(brief)
    lines = [f"# {plain(brief.title)}", "", f"As of {day(picture.day)}. Judgements are in italics.", ""]
    for section in brief.sections:
        if section.sentences or section.clashes:
            lines += section_lines(section, citations)
    lines += ["## Sources cited", ""]
    for span, number in citations.numbers.items():
        document = index.documents[span.document]
        words = plain(" ".join(document.quote(span.start, span.end).split()))
        lines.append(
            f"[^{number}]: {plain(index.outlet(document.id))}, {span.document}[{span.start}:{span.end}]: {words}"
        )
    return "\n".join(lines) + "\n"


def section_lines(section: Section, citations: Citations) -> list[str]:
    """A heading, then one bullet a sentence and one quoted pair a clash."""
    lines = [f"## {section.title}", ""]
    lines += [f"- {said(s, citations)}" for s in section.sentences]
    for clash in section.clashes:
        lines += [
            f"- {said(clash.a, citations)}",
            f"  **{RELATIONS[clash.kind]}** ({clash.score:.2f}: {plain(clash.why)})",
            f"  {said(clash.b, citations)}",
        ]
    return [*lines, ""]


def said(sentence: Sentence, citations: Citations) -> str:
    """One sentence with its lead and footnote marks."""
    text = f"*{plain(sentence.text)}*" if isinstance(sentence, Judged) else plain(sentence.text)
    lead = f"**{plain(sentence.lead)}** " if sentence.lead else ""
    return lead + text + "".join(f"[^{n}]" for n in citations.of(sentence))


def plain(text: str) -> str:
    """Text from strangers with Markdown's own characters made harmless."""
    return _SPECIAL.sub(r"\\\1", text)
