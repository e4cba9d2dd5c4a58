"""Where an outlet is: by its address, else by the state or place in its name (“Ghana News Agency”, “Waikato Times”)."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from tocsin import gazetteer
from tocsin.read.actors.register import find, register
from tocsin.read.words import words


@lru_cache(maxsize=1_000)
def seat(outlet: str | None, host: str | None = None) -> str | None:
    """The state an outlet is in; None when neither its address nor its name tells."""
    own = gazetteer.domain("." + (host or "").rpartition(".")[2].lower())
    return own or _named(outlet or "")


def host(url: str | None) -> str | None:
    """The host of an address; None where there is none."""
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def _named(outlet: str) -> str | None:
    low = [outlet[a:b].lower() for a, b in words(outlet)]
    for _, _, entry in find(register(), low):
        if entry.side and entry.sort in ("state", "people", "capital", "place"):
            return entry.side
    states = {c.place.country for c in gazetteer.named(low[0]) if c.main} if len(low) > 1 else set()
    return states.pop() if len(states) == 1 else None
