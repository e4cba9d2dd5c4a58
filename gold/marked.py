"""Our marked articles, parsed: plain text with what the marks say (see articles/README.md)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).with_name("articles")
_OPEN = re.compile(r"\{(?P<kind>[SQXTE])(?P<number>\d*)(?P<rest>[^:{}]*):")


@dataclass(slots=True)
class GoldStatement:
    """Spans of one statement.

    ``source`` is None when no mark of its own names it: either it is sourceless (the cue says "reports"), or its source
    is marked with the statement before.
    """

    number: int
    source: tuple[int, int] | None = None
    content: list[tuple[int, int]] = field(default_factory=list)
    act: str = "assert"
    polarity: str = "affirmed"
    sourceless: bool = False


@dataclass(slots=True)
class GoldArticle:
    """One article without its marks."""

    id: str
    published: str
    problem: str
    style: str
    text: str
    statements: list[GoldStatement]
    times: list[tuple[int, int, str]]  # start, end, value
    events: list[tuple[int, int, str, str, str, str]]  # start, end, class, agent side, patient side, status


def articles(folder: Path = FOLDER) -> Iterator[GoldArticle]:
    """Every article of the folder, in file order. Raises ValueError naming a file whose marks do not close."""
    for path in sorted(folder.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("\n%%%\n"):
            head, _, body = part.strip().partition("\n\n")
            keys = dict(line.partition(": ")[::2] for line in head.splitlines())
            try:
                yield parse(keys, body)
            except (IndexError, KeyError, ValueError) as error:
                raise ValueError(f"{path.name}, article {keys.get('id')}: the marks do not parse: {error!r}") from error


def parse(keys: dict[str, str], marked: str) -> GoldArticle:
    """Strip the marks and keep what they say, with code-point offsets into the plain text."""
    text, at, stack = "", 0, []
    statements: dict[int, GoldStatement] = {}
    reported: set[int] = set()
    article = GoldArticle(keys["id"], keys["published"], keys["problem"], keys["style"], "", [], [], [])
    while at < len(marked):
        opened = _OPEN.match(marked, at)
        if opened:
            stack.append((opened["kind"], opened["number"], opened["rest"], len(text)))
            at = opened.end()
        elif marked[at] == "}":
            kind, number, rest, start = stack.pop()
            note(article, statements, kind, int(number or 0), rest.strip(), (start, len(text)))
            if kind == "Q" and "reports" in text[start:].casefold():
                reported.add(int(number))
            at += 1
        else:
            text += marked[at]
            at += 1
    if stack:
        raise ValueError(f"{len(stack)} marks stay open")
    article.text = text
    article.statements = [s for _, s in sorted(statements.items()) if s.content]
    for s in article.statements:
        s.sourceless = s.source is None and s.number in reported
    return article


def note(
    article: GoldArticle, statements: dict[int, GoldStatement], kind: str, number: int, rest: str, span: tuple[int, int]
) -> None:
    """File one closed mark."""
    if kind == "T":
        article.times.append((*span, rest))
    elif kind == "E":
        name, sides, status = rest.split()
        agent, _, patient = sides.partition(">")
        article.events.append((*span, name, agent, patient, status))
    elif kind in "SX":
        known = statements.setdefault(number, GoldStatement(number))
        if kind == "S":
            known.source = span
        else:
            known.content.append(span)
            if rest:
                known.act, known.polarity = rest.split()
