"""Charts as SVG text: no script, readable in print, in dark mode and by a screen reader (title and desc)."""

from collections.abc import Sequence
from datetime import date
from html import escape

from tocsin.brief.wording import day, percent
from tocsin.nouns.assessment import Assessment, Contribution

WIDTH = 720
LABEL = 34  # letters of a name; more would stand beyond the left edge
SHAPES = {"lit": "●", "absent": "○", "overdue": "◐", "dark": "·"}


def probability_chart(history: Sequence[Assessment], days: int) -> str:
    """Probability over time with its 90% band for one horizon; oldest left."""
    points = [(a.day, next(f for f in a.forecasts if f.days == days)) for a in history]
    height, left, top, bottom = 220, 44, 14, 30
    ceiling = next(c for c in (0.1, 0.2, 0.4, 0.6, 0.8, 1.0) if c >= min(1.0, max(f.high for _, f in points)))
    x = spread([d for d, _ in points], left, WIDTH - 14)

    def y(p: float) -> float:
        return top + (1 - p / ceiling) * (height - top - bottom)

    upper = [f"{a:.1f},{y(f.high):.1f}" for a, (_, f) in zip(x, points, strict=True)]
    lower = [f"{a:.1f},{y(f.low):.1f}" for a, (_, f) in zip(x, points, strict=True)]
    middle = [f"{a:.1f},{y(f.p):.1f}" for a, (_, f) in zip(x, points, strict=True)]
    grid = "".join(
        f'<line class="grid" x1="{left}" x2="{WIDTH - 14}" y1="{y(v):.1f}" y2="{y(v):.1f}"/>'
        f'<text class="tick" x="{left - 6}" y="{y(v) + 4:.1f}" text-anchor="end">{percent_tick(v)}</text>'
        for v in (ceiling * k / 4 for k in range(5))
    )
    last_day, last = points[-1]
    body = (
        f'{grid}<polygon class="band" points="{" ".join(upper + lower[::-1])}"/>'
        f'<polyline class="line" points="{" ".join(middle)}"/>'
        f'<circle class="dot" cx="{x[-1]:.1f}" cy="{y(last.p):.1f}" r="4"/>'
        + date_ticks([d for d, _ in points], x, height - 10)
    )
    desc = (
        f"From {day(points[0][0])} at {percent(points[0][1].p)} to {day(last_day)} at {percent(last.p)}; "
        f"the band is the 90% interval, now {percent(last.low)} to {percent(last.high)}."
    )
    return svg(f"Probability of a yes within {days} days, day by day", desc, height, body)


def board_chart(history: Sequence[Assessment], names: dict[str, str], order: Sequence[str]) -> str:
    """One row an indicator, one column a day; filled = lit, ring = absent, half = overdue, faint = dark."""
    row, left, top = 20, 250, 8
    x = spread([a.day for a in history], left, WIDTH - 14)
    step = max(2.0, min(14.0, (WIDTH - 14 - left) / max(1, len(history))))
    height = top + row * len(order) + 26
    states = [{lamp.indicator: (lamp.state, lamp.strength) for lamp in a.lamps} for a in history]
    body = ""
    for i, indicator in enumerate(order):
        mid = top + row * i + row / 2
        body += row_label(names[indicator], left - 8, mid)
        for at, known in zip(x, states, strict=True):
            state, strength = known.get(indicator, ("dark", 0.0))
            body += lamp_cell(state, strength, at - step / 2, mid, step)
    body += date_ticks([a.day for a in history], x, height - 8)
    lit = [names[k] for k in order if history and states[-1].get(k, ("dark", 0.0))[0] == "lit"]
    desc = f"On the last day {len(lit)} of {len(order)} indicators are lit: {'; '.join(lit) or 'none'}."
    return svg("Indicator board over time", desc, height, body)


def lamp_cell(state: str, strength: float, x: float, mid: float, step: float) -> str:
    """A day's mark: form tells the state, opacity how fresh the report is."""
    opacity = f"{0.35 + 0.65 * min(1.0, max(0.0, strength)):.2f}"
    if state == "lit":
        return f'<rect class="lit" x="{x:.1f}" y="{mid - 7:.1f}" width="{step:.1f}" height="14" opacity="{opacity}"/>'
    if state == "absent":
        return f'<rect class="absent" x="{x:.1f}" y="{mid - 3:.1f}" width="{step:.1f}" height="6" opacity="{opacity}"/>'
    if state == "overdue":
        return f'<rect class="overdue" x="{x:.1f}" y="{mid:.1f}" width="{step:.1f}" height="7" opacity="{opacity}"/>'
    return f'<rect class="dark" x="{x:.1f}" y="{mid - 0.5:.1f}" width="{step:.1f}" height="1"/>'


def contribution_chart(contributions: Sequence[Contribution], names: dict[str, str]) -> str:
    """Bars of percentage points each indicator moves the main figure by; right raises, left lowers."""
    rows = sorted((c for c in contributions if abs(c.points) >= 0.05), key=lambda c: (-c.points, c.indicator))
    if not rows:
        note = f'<text class="label" x="{WIDTH / 2}" y="20" text-anchor="middle">No report moves the result yet.</text>'
        return svg("What moves the result", "No indicator moves the result yet.", 30, note)
    row, left, top = 22, 250, 6
    room = (WIDTH - left - 60) / 2
    zero = left + room
    scale = room / max(abs(c.points) for c in rows)
    body = f'<line class="axis" x1="{zero:.1f}" x2="{zero:.1f}" y1="{top}" y2="{top + row * len(rows)}"/>'
    for i, c in enumerate(rows):
        mid, size = top + row * i + row / 2, abs(c.points) * scale
        start = zero if c.points >= 0 else zero - size
        edge, anchor = (zero + size + 5, "start") if c.points >= 0 else (zero - size - 5, "end")
        body += (
            f"{row_label(names[c.indicator], left - 8, mid)}"
            f'<rect class="{"raises" if c.points >= 0 else "lowers"}" x="{start:.1f}" y="{mid - 7:.1f}" '
            f'width="{max(size, 1):.1f}" height="14"/>'
            f'<text class="tick" x="{edge:.1f}" y="{mid + 4:.1f}" text-anchor="{anchor}">{c.points:+.1f}</text>'
        )
    desc = "; ".join(f"{names[c.indicator]}: {c.points:+.1f} points" for c in rows)
    return svg("What moves the result, in percentage points", desc, top + row * len(rows) + 8, body)


def row_label(name: str, right: float, mid: float) -> str:
    """What of an indicator's name fits beside a row."""
    short = name if len(name) <= LABEL else name[: LABEL - 1].rsplit(" ", 1)[0] + " …"
    return f'<text class="label" x="{right}" y="{mid + 4:.1f}" text-anchor="end">{escape(short)}</text>'


def spread(days: Sequence[date], left: float, right: float) -> list[float]:
    """Horizontal positions in proportion to time."""
    first, span = days[0].toordinal(), max(1, days[-1].toordinal() - days[0].toordinal())
    if len(days) == 1:
        return [right]
    return [left + (right - left) * (d.toordinal() - first) / span for d in days]


def date_ticks(days: Sequence[date], x: Sequence[float], y: float) -> str:
    """At most six dates along the bottom, first and last always."""
    every = max(1, -(-len(days) // 5))
    chosen = sorted({*range(0, len(days) - every // 2 - 1, every), len(days) - 1})
    marks = []
    for i in chosen:
        anchor = "end" if i == len(days) - 1 else "middle" if i else "start"
        marks.append(
            f'<text class="tick" x="{x[i]:.1f}" y="{y}" text-anchor="{anchor}">{days[i].day} {days[i]:%b}</text>'
        )
    return "".join(marks)


def percent_tick(value: float) -> str:
    return f"{100 * value:g}%"


def svg(title: str, desc: str, height: float, body: str) -> str:
    """The frame every chart shares."""
    label = escape(f"{title}. {desc}", quote=True)
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{label}">'
        f"<title>{escape(title)}</title><desc>{escape(desc)}</desc>{body}</svg>"
    )


def standalone(history: Sequence[Assessment], days: int) -> str:
    """The probability chart as a file of its own, with its own colours."""
    chart = probability_chart(history, days)
    style = (
        "<style>text{font:11px sans-serif;fill:#5d5a54}.grid{stroke:#d9d4ca}.band{fill:#8a2b0e;opacity:.16}"
        ".line{fill:none;stroke:#8a2b0e;stroke-width:2.2}.dot{fill:#8a2b0e}</style>"
    )
    return (
        chart.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace("</desc>", f"</desc>{style}", 1)
        + "\n"
    )
