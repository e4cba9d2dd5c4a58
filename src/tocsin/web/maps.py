"""A map without outlines: a graticule, and a dot where each country's events are placed. Nothing is fetched.

Equirectangular, cut to where the dots are. A place is known by its country only, so a dot stands at the capital and
says so; its area grows with the number of events.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from html import escape

from tocsin.exchange.geojson import capitals, country
from tocsin.nouns.reading import Event
from tocsin.web.shown import Shown

WIDTH, HEIGHT, MARGIN = 1080.0, 440.0, 40.0
ROOM = 7.0  # degrees around the outermost dots
STEPS = (1, 2, 5, 10, 15, 30, 45)


def placed(shown: Shown, events: Iterable[Event]) -> dict[str, list[Event]]:
    """Events by the country they are placed in."""
    found: dict[str, list[Event]] = {}
    for e in events:
        where = country(shown.shipment, e)
        if where is not None:
            found.setdefault(where[0], []).append(e)
    return found


def event_map(shown: Shown, numbers: Mapping[str, int], links: Mapping[str, str]) -> str:
    """The map as SVG text: how many events each country has, and where a click on it leads."""
    counts = Counter(numbers)
    if not counts:
        return '<p class="note">No event here has a place in a known country.</p>'
    spots = {code: (capitals()[code].lat, capitals()[code].lon) for code in counts}
    south, north = _span([lat for lat, _ in spots.values()], -80.0, 84.0)
    west, east = _span([lon for _, lon in spots.values()], -180.0, 180.0)
    squeeze = max(0.3, math.cos(math.radians((south + north) / 2)))
    lack = (WIDTH / HEIGHT) * (north - south) / squeeze - (east - west)
    west, east = max(-180.0, west - max(0.0, lack) / 2), min(180.0, east + max(0.0, lack) / 2)
    scale = min((WIDTH - 2 * MARGIN) / ((east - west) * squeeze), (HEIGHT - 2 * MARGIN) / (north - south))
    width, height = (east - west) * squeeze * scale, (north - south) * scale

    def at(lat: float, lon: float) -> tuple[float, float]:
        return MARGIN + (lon - west) * squeeze * scale, MARGIN + (north - lat) * scale

    body = _graticule(at, (west, east), (south, north))
    most = max(counts.values())
    taken: list[tuple[float, float]] = []
    for code, n in counts.most_common():
        x, y = at(*spots[code])
        body += _dot(shown, code, n, (x, y), 5 + 17 * math.sqrt(n / most), links.get(code, ""), _label(x, y, taken))
    total = sum(counts.values())
    desc = "; ".join(f"{_name(shown, code)}: {n}" for code, n in counts.most_common(12))
    label = escape(f"Map of {total} events, placed at the capital of their country. {desc}", quote=True)
    return (
        f'<svg class="chart map" viewBox="0 0 {width + 2 * MARGIN:.0f} {height + 2 * MARGIN:.0f}" role="group" '
        f'aria-label="{label}"><title>Events by country</title><desc>{escape(desc)}</desc>{body}</svg>'
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


def _label(x: float, y: float, taken: list[tuple[float, float]]) -> bool:
    """Whether there is room for a name beside this dot."""
    free = all(abs(x - a) > 95 or abs(y - b) > 15 for a, b in taken)
    if free:
        taken.append((x, y))
    return free


def _dot(shown: Shown, code: str, n: int, at: tuple[float, float], size: float, link: str, named: bool) -> str:
    name = escape(_name(shown, code))
    title = f"{name}: {n} {'event' if n == 1 else 'events'}"
    text = f'<text class="label" x="{at[0] + size + 4:.1f}" y="{at[1] + 4:.1f}">{name} {n}</text>' if named else ""
    dot = (
        f'<circle class="place" cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{size:.1f}"><title>{title}</title></circle>{text}'
    )
    return f'<a href="{escape(link, quote=True)}" aria-label="{title}">{dot}</a>' if link else dot


def _name(shown: Shown, code: str) -> str:
    return shown.name(f"state:{code}").removeprefix("state:")
