"""The brief for a terminal: what matters comes first, NO_COLOR is respected, no control codes from texts."""

import os
import re
from io import StringIO

from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from tocsin.brief import wording as w
from tocsin.brief.cite import Citations
from tocsin.brief.compose import board
from tocsin.brief.index import Index
from tocsin.nouns.brief import Brief, Judged, Section, Sentence
from tocsin.nouns.codes import CODES
from tocsin.nouns.picture import Picture

COLOURS = {"lit": "bold red", "absent": "cyan", "overdue": "bold cyan", "dark": "dim"}
SHAPES = {"lit": "●", "absent": "○", "overdue": "◐", "dark": "·"}
SHORT = {"timeline": 14, "counts": 10, "sources": 8, "key_judgements": 12, "changes": 10}


def to_terminal(brief: Brief, picture: Picture) -> str:
    """Text for a terminal of $COLUMNS columns (100 when unknown), with ANSI colours only when FORCE_COLOR asks."""
    out = StringIO()
    console = Console(
        file=out,
        width=columns(),
        force_terminal=bool(os.environ.get("FORCE_COLOR")) and "NO_COLOR" not in os.environ,
        highlight=False,
        emoji=False,
        markup=False,
    )
    index, citations = Index(picture), Citations(brief)
    first = [say(s, citations) for s in brief.section("bottom_line").sentences]
    first[0].stylize("bold red")
    console.print(Panel(Group(*first), title=clean(brief.title), subtitle=f"as of {w.day(picture.day)}"))
    for section in brief.sections[1:]:
        if section.kind == "indicators":
            console.print(heading(section.title), board_table(index))
        elif section.clashes or section.sentences:
            console.print(heading(section.title), *lines(section, citations))
    console.print(
        Text(f"\n{len(citations.numbers)} citations; [n] are numbered in the page that --format html writes.", "dim")
    )
    return out.getvalue()


def columns() -> int:
    """How wide to write: $COLUMNS where that is a number, and never wider than is easy to read."""
    given = os.environ.get("COLUMNS", "")
    return min(int(given), 120) if re.fullmatch("[1-9][0-9]{0,5}", given) else 100


def heading(title: str) -> Text:
    return Text(f"\n{title}", "bold underline")


def lines(section: Section, citations: Citations) -> list[Text | Padding]:
    """A section's sentences, cut to what a first look needs."""
    shown = section.sentences[: SHORT.get(section.kind, 99)]
    printed: list[Text | Padding] = [Padding(say(s, citations, "• "), (0, 0, 0, 1)) for s in shown]
    if len(shown) < len(section.sentences):
        printed.append(Text(f"  … and {len(section.sentences) - len(shown)} more", "dim"))
    for clash in section.clashes[:8]:
        printed.append(Padding(say(clash.a, citations, "• "), (0, 0, 0, 1)))
        printed.append(
            Padding(Text(f"{w.RELATIONS[clash.kind]} ({clash.score:.2f}) {clean(clash.why)}", "magenta"), (0, 0, 0, 3))
        )
        printed.append(Padding(say(clash.b, citations), (0, 0, 0, 3)))
    return printed


def say(sentence: Sentence, citations: Citations, mark: str = "") -> Text:
    """One sentence; judgements in italics, citation numbers dim."""
    numbers = citations.of(sentence)
    refs = f" [{','.join(map(str, numbers[:4]))}{'…' if len(numbers) > 4 else ''}]" if numbers else ""
    lead = f"{clean(sentence.lead)}: " if sentence.lead and sentence.lead not in ("Judgement",) else ""
    return Text.assemble(
        mark, (lead, "bold"), (clean(sentence.text), "italic" if isinstance(sentence, Judged) else ""), (refs, "dim")
    )


def board_table(index: Index) -> Table:
    """The lamps, one a row."""
    points = {c.indicator: c.points for c in index.now.contributions}
    table = Table(box=None, padding=(0, 1), show_header=True, header_style="dim")
    for name, side in (
        ("state", "left"),
        ("indicator", "left"),
        ("points", "right"),
        ("for/against", "right"),
        ("last", "right"),
    ):
        table.add_column(name, justify=side)  # type: ignore[arg-type]
    for lamp in board(index):
        moved = points.get(lamp.indicator, 0.0)
        last = lamp.last_seen or lamp.last_looked
        table.add_row(
            Text(f"{SHAPES[lamp.state]} {lamp.state}", COLOURS[lamp.state]),
            Text(clean(index.indicators[lamp.indicator].text), "" if lamp.state != "dark" else "dim"),
            f"{moved:+.1f}" if abs(moved) >= 0.05 else "–",
            f"{lamp.origins_for}/{lamp.origins_against}",
            f"{last:%d %b}" if last else "never",
        )
    return table


def clean(text: str) -> str:
    """Text from strangers without control codes or bidirectional overrides."""
    return CODES.sub("\ufffd", text.replace("\n", " ").replace("\t", " "))
