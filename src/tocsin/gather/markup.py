"""Markup to text by leaving the tags out: one pass, linear in length whatever is unclosed or nested."""

import re
from html import unescape

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "article", "section", "blockquote", "ul", "ol",
     "table", "hr", "dt", "dd", "figcaption", "header", "footer", "main", "nav", "aside", "form", "title"}
)  # fmt: skip
_HIDDEN = {name: re.compile(rf"</{name}[\s>]", re.I) for name in ("script", "style", "template", "noscript", "svg")}


def text_of(html: str) -> str:
    """The words of a piece of markup; blocks apart by an empty line, entities resolved, scripts left out."""
    pieces = "".join(_pieces(html)).split("\n")
    lines = (" ".join(unescape(piece).split()) for piece in pieces)
    return "\n\n".join(line for line in lines if line)


def _pieces(html: str) -> list[str]:
    pieces: list[str] = []
    missing: set[str] = set()  # closers known not to come any more: looked for once only
    at = 0
    while (opened := html.find("<", at)) >= 0:
        pieces.append(html[at:opened].replace("\n", " "))
        tag = _TAG.match(html, opened)
        name = tag[1].lower() if tag else ""
        at = _after(html, opened, name, missing)
        if at == opened + 1:
            pieces.append("<")
        elif name in _BLOCKS:
            pieces.append("\n")
        else:
            pieces.append("" if name in ("a", "b", "i", "em", "strong", "span", "sup", "sub", "u", "abbr") else " ")
    pieces.append(html[at:].replace("\n", " "))
    return pieces


def _after(html: str, opened: int, name: str, missing: set[str]) -> int:
    """Where the text goes on; just behind the sign when it opens nothing."""
    if html.startswith("<!--", opened):
        return _beyond(html, "-->", opened, missing) or opened + 4
    if not name and not html.startswith(("<!", "<?"), opened):
        return opened + 1
    end = _beyond(html, ">", opened, missing)
    if end is None:
        return len(html)
    if name in _HIDDEN and name not in missing and html[opened + 1] != "/":
        closer = _HIDDEN[name].search(html, end)
        if closer:
            return closer.end()
        missing.add(name)
    return end


def _beyond(html: str, mark: str, start: int, missing: set[str]) -> int | None:
    if mark in missing:
        return None
    found = html.find(mark, start)
    if found < 0:
        missing.add(mark)
        return None
    return found + len(mark)
