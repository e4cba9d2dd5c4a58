"""The brief as one self-contained page: works offline, prints well, needs no script."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tocsin.brief import charts
from tocsin.brief import wording as w
from tocsin.brief.cite import Citations, crossing, documents_cited, marked
from tocsin.brief.compose import board, main_forecast
from tocsin.brief.index import Index
from tocsin.nouns.assessment import Cell
from tocsin.nouns.brief import Brief
from tocsin.nouns.picture import Picture

MARKS = {
    "CC": "strongly consistent",
    "C": "consistent",
    "N": "neutral",
    "I": "inconsistent",
    "II": "strongly inconsistent",
}


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Jinja with escaping always on: every text on the page comes from strangers."""
    return Environment(
        loader=PackageLoader("tocsin.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def to_html(brief: Brief, picture: Picture) -> str:
    """The page as a string of UTF-8 text."""
    index, citations = Index(picture), Citations(brief)
    cited = documents_cited(citations, index.documents)
    return environment().get_template("brief.html.j2").render(
        brief=brief,
        picture=picture,
        sections={s.kind: s for s in brief.sections},
        cites=citations.of,
        w=w,
        main=main_forecast(index),
        now=index.now,
        lamps=lamp_rows(index),
        hypotheses=index.hypotheses,
        matrix=matrix(index.now.cells),
        marks=MARKS,
        origin_names=origin_names(index),
        sources=[(d, marked(d, spans), index.outlet(d.id)) for d, spans in cited],
        crossing=[n for _, spans in cited for n in crossing(spans)],
        **drawn(index),
    )  # fmt: skip


def drawn(index: Index) -> dict[str, Markup]:
    """The charts, already safe: charts.py escapes every text it is given."""
    history, names = index.picture.history, {i.id: i.text for i in index.picture.watch.indicators}
    order = [lamp.indicator for lamp in board(index)]
    return {
        "probability": Markup(charts.probability_chart(history, main_forecast(index).days)),
        "board_over_time": Markup(charts.board_chart(history, names, order)),
        "contributions": Markup(charts.contribution_chart(index.now.contributions, names)),
    }


def lamp_rows(index: Index) -> list[dict[str, Any]]:
    """The board as rows: lamp, its text, what it does to the result, its reports."""
    points = {c.indicator: c.points for c in index.now.contributions}
    return [
        {
            "lamp": lamp,
            "indicator": index.indicators[lamp.indicator],
            "points": points.get(lamp.indicator, 0.0),
        }
        for lamp in board(index)
    ]


def matrix(cells: tuple[Cell, ...]) -> tuple[list[str], list[str], Mapping[tuple[str, str], Cell]]:
    """Origins, hypotheses and the cell of each pair, in the order the assessment gives them."""
    origins = list(dict.fromkeys(c.origin for c in cells))
    hypotheses = list(dict.fromkeys(c.hypothesis for c in cells))
    return origins, hypotheses, {(c.origin, c.hypothesis): c for c in cells}


def origin_names(index: Index) -> dict[str, str]:
    """A short readable name for each origin: who said it, or which outlet reported it, and the day."""
    names: dict[str, str] = {}
    for sighting in index.picture.sightings:
        actor = index.actors.get(sighting.source or "")
        who = actor.name if actor else index.outlet(sighting.document)
        names.setdefault(sighting.origin, f"{who}, {w.day(sighting.first_seen.date())}")
    return names
