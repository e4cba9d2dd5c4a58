"""A map without outlines: a graticule, and a dot where events are placed. Nothing is fetched.

Equirectangular, cut to where the dots are; the area of a dot grows with the number of events. A dot stands in the town
or region that is named; where only the country is known, a ring stands at its capital.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from tocsin.exchange.sites import Site, site
from tocsin.nouns.reading import Event
from tocsin.web.shown import Shown

WIDTH, HEIGHT, MARGIN = 1080.0, 440.0, 40.0
ROOM = 7.0  # degrees around the outermost dots
LETTER, LINE = 8.2, 12.0  # pixels of a letter and a line of a label, generously
STEPS = (1, 2, 5, 10, 15, 30, 45)


def placed(shown: Shown, events: Iterable[Event]) -> dict[Site, list[Event]]:
    """Events by where they are placed."""
    found: dict[Site, list[Event]] = {}
    for e in events:
        where = site(shown.shipment, e)
        if where is not None:
            found.setdefault(where[0], []).append(e)
    return found


def event_map(numbers: Mapping[Site, int], links: Mapping[Site, str]) -> str:
    """The map as SVG text: how many events each place has, and where a click on it leads."""
    counts = Counter(numbers)
    if not counts:
        return '<p class="note">No event here has a place in a known country.</p>'
    south, north = _span([s.lat for s in counts], -80.0, 84.0)
    west, east = _span([s.lon for s in counts], -180.0, 180.0)
    squeeze = max(0.3, math.cos(math.radians((south + north) / 2)))
    lack = (WIDTH / HEIGHT) * (north - south) / squeeze - (east - west)
    west, east = max(-180.0, west - max(0.0, lack) / 2), min(180.0, east + max(0.0, lack) / 2)
    scale = min((WIDTH - 2 * MARGIN) / ((east - west) * squeeze), (HEIGHT - 2 * MARGIN) / (north - south))
    width, height = (east - west) * squeeze * scale, (north - south) * scale

    def at(lat: float, lon: float) -> tuple[float, float]:
        return MARGIN + (lon - west) * squeeze * scale, MARGIN + (north - lat) * scale

    body = _graticule(at, (west, east), (south, north))
    most = max(counts.values())
    dots = [Dot(where, n, *at(where.lat, where.lon), 3 + 19 * math.sqrt(n / most)) for where, n in counts.most_common()]
    body += "".join(_dot(dot, links.get(dot.site, "")) for dot in dots) + "".join(_labels(dots, width + 2 * MARGIN))
    desc = "; ".join(f"{where.name}: {n}" for where, n in counts.most_common(12))
    label = escape(f"Map of {counts.total()} events by place. {desc}", quote=True)
    return (
        f'<svg class="chart map" viewBox="0 0 {width + 2 * MARGIN:.0f} {height + 2 * MARGIN:.0f}" role="group" '
        f'aria-label="{label}"><title>Events by place</title><desc>{escape(desc)}</desc>{body}</svg>'
    )


def _span(values: list[float], least: float, most: float) -> tuple[float, float]:
    """From the lowest to the highest with some room, never less than a region."""
    low, high = min(values) - ROOM, max(values) + ROOM
    if high - low < 20:
        low, high = (low + high) / 2 - 10, (low + high) / 2 + 10
    return max(least, low), min(most, high)


Place = Callable[[float, float], tuple[float, float]]


def _graticule(place: Place, lons: tuple[float, float], lats: tuple[float, float]) -> str:
    step = next((s for s in STEPS if max(lons[1] - lons[0], lats[1] - lats[0]) / s <= 9), STEPS[-1])
    out = ""
    for lon in range(math.ceil(lons[0] / step) * step, math.floor(lons[1]) + 1, step):
        (x, top), (_, bottom) = place(lats[1], lon), place(lats[0], lon)
        out += f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{top:.1f}" y2="{bottom:.1f}"/>'
        out += f'<text x="{x:.1f}" y="{bottom + 16:.1f}" text-anchor="middle">{_degrees(lon, "E", "W")}</text>'
    for lat in range(math.ceil(lats[0] / step) * step, math.floor(lats[1]) + 1, step):
        (left, y), (right, _) = place(lat, lons[0]), place(lat, lons[1])
        out += f'<line class="grid" x1="{left:.1f}" x2="{right:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
        out += f'<text x="{left - 5:.1f}" y="{y + 4:.1f}" text-anchor="end">{_degrees(lat, "N", "S")}</text>'
    return out


def _degrees(value: int, plus: str, minus: str) -> str:
    return f"{abs(value)}°{plus if value > 0 else minus if value < 0 else ''}"


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the sheet, in pixels, with its number of events."""

    site: Site
    n: int
    x: float
    y: float
    size: float

    @property
    def title(self) -> str:
        vague = ", somewhere" if self.site.precision == "country" else ""
        return escape(f"{self.site.name}{vague}: {self.n} {'event' if self.n == 1 else 'events'}", quote=True)


def _dot(dot: Dot, link: str) -> str:
    kind = "place vague" if _is_ring(dot) else "place"
    circle = f'<circle class="{kind}" cx="{dot.x:.1f}" cy="{dot.y:.1f}" r="{dot.size:.1f}">'
    drawn = f"{circle}<title>{dot.title}</title></circle>"
    return f'<a href="{escape(link, quote=True)}" aria-label="{dot.title}">{drawn}</a>' if link else drawn


Box = tuple[float, float, float, float]  # left, top, right, bottom


def _labels(dots: Sequence[Dot], width: float) -> Iterator[str]:
    """Names beside the dots, the greatest first: right, left, below, above, or nowhere where there is no room."""
    taken: list[Box] = [(d.x - d.size, d.y - d.size, d.x + d.size, d.y + d.size) for d in dots if not _is_ring(d)]
    for d in dots:
        text = f"{d.site.name} {d.n}"
        long = LETTER * len(text)
        right, left = d.x + d.size + 4, d.x - d.size - 4
        below, above = d.y + d.size + LINE, d.y - d.size - 4
        for x, y, anchor, start in (
            (right, d.y + 4, "start", right), (left, d.y + 4, "end", left - long),
            (d.x, below, "middle", d.x - long / 2), (d.x, above, "middle", d.x - long / 2),
        ):  # fmt: skip
            box = (start, y - LINE, start + long, y + 3)
            if box[0] >= 0 and box[2] <= width and not any(_meet(box, other) for other in taken):
                taken.append(box)
                yield f'<text class="label" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
                break


def _is_ring(dot: Dot) -> bool:
    return dot.site.precision == "country"


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
