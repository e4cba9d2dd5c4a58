"""Alerts as text, JSON lines or an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from markupsafe import escape

from tocsin.exchange.alerts import Alert
from tocsin.exchange.known import clean, dumped, uuid


def to_text(found: Sequence[Alert]) -> str:
    """A line an alert, with its reason and the key that mutes it."""
    return "".join(f"{a.day}  {clean(a.text)}\n            because {clean(a.why)}  [{clean(a.key)}]\n" for a in found)


def to_lines(found: Sequence[Alert]) -> str:
    """A JSON object an alert."""
    return "".join(dumped({**asdict(a), "day": a.day.isoformat()}) + "\n" for a in found)


def to_atom(found: Sequence[Alert], watch: str, question: str, day: date) -> str:
    """A feed whose entries keep their ids; the time of all is the day of the assessment."""
    at = f"{day}T00:00:00Z"
    entries = "".join(
        f"<entry><id>urn:uuid:{uuid('alert', watch, a.key, a.day, a.text)}</id><title>{escape(clean(a.text))}</title>"
        f'<updated>{a.day}T00:00:00Z</updated><category term="{escape(clean(a.key))}"/>'
        f"<summary>{escape(clean(a.why))}</summary></entry>\n"
        for a in found
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>urn:uuid:{uuid('alerts', watch)}</id><title>{escape(clean(question))}</title>"
        f"<updated>{at}</updated><author><name>tocsin</name></author>\n{entries}</feed>\n"
    )
