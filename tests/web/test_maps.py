"""The map of events: dots in towns, rings where only the country is known, names where there is room."""

import re

from tocsin.exchange.sites import Site
from tocsin.web.maps import event_map

KENYA = Site("KEN", "Kenya", "KEN", -1.3, 36.8, "country")
TOWNS = [Site(str(n), f"Town {n}", "KEN", -30.0 + n % 7 * 9, 10.0 + n * 2.5, "town", "Nyeri") for n in range(40)]


def test_a_town_is_a_dot_and_a_country_a_ring_that_says_so() -> None:
    drawn = event_map({KENYA: 3, TOWNS[0]: 1}, {TOWNS[0]: "/events?outlet=0"})
    assert len(re.findall(r'<circle class="place" ', drawn)) == 1
    assert len(re.findall(r'<circle class="place vague" ', drawn)) == 1
    assert "Kenya, somewhere: 3 events" in drawn and "Town 0: 1 event<" in drawn
    assert drawn.count("<a ") == 1 and 'aria-label="Map of 4 events by place.' in drawn


def test_names_do_not_overlap_and_the_greatest_comes_first() -> None:
    numbers = {site: 40 - n for n, site in enumerate(TOWNS)}
    drawn = event_map(numbers, {})
    labels = re.findall(r'class="label" x="([\d.-]+)" y="([\d.-]+)" text-anchor="(\w+)">([^<]+)<', drawn)
    assert labels[0][3] == "Town 0 40" and 5 < len(labels) < 40
    boxes = []
    for x, y, anchor, text in labels:
        width = 7.5 * len(text)
        left = float(x) - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        boxes.append((left, float(y) - 10, left + width, float(y) + 2))
    pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i]]
    assert not [p for p in pairs for a, b in [p] if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]


def test_names_from_strangers_are_escaped() -> None:
    hostile = Site("1", "<script>alert(1)</script>", "KEN", 0.0, 37.0, "town")
    assert "<script" not in event_map({hostile: 1}, {hostile: '"><script>'})


def test_nothing_known_is_said_in_words() -> None:
    assert "No event here" in event_map({}, {})
