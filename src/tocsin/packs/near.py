"""Suggest what was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def near(given: str, known: Iterable[str]) -> str:
    """ "; did you mean 'x' or 'y'?" or, with nothing near, an empty string."""
    lower = {name.lower(): name for name in known}
    hits = [lower[hit] for hit in get_close_matches(given.lower(), sorted(lower), n=2, cutoff=0.6)]
    return f"; did you mean {' or '.join(repr(hit) for hit in hits)}?" if hits else ""
