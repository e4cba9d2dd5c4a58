"""Clocks: what a date string means, and whether it can be believed.

Instants become UTC. A printed day stays the day that was printed: "on Monday" in the text is
relative to it, whatever the hour was in Greenwich.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from tocsin.nouns.document import Basis, Published

EARLIEST = date(1900, 1, 1)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YMD = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?=T|\d{6}|$)")
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_NAMED = re.compile(rf"^(?:[A-Za-z]+,?\s+)?(?:{_ORDINAL}\s+)?([A-Za-z]{{3,9}})\.?,?\s+(?:{_ORDINAL},?\s+)?(\d{{4}})\b")
_SLASHED = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")


def instant(text: str) -> datetime | None:
    """The UTC moment a timestamp names, or None; a clock without a zone is taken as UTC."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        try:
            moment = parsedate_to_datetime(text.strip())
        except (ValueError, TypeError, IndexError):
            return None
    return utc(moment)


def utc(moment: datetime) -> datetime | None:
    """The same moment in UTC; None at the edges of the calendar, where it has none."""
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def end_of(day: date) -> datetime:
    """The last second of a day: when its paper can be assumed to have been read."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)


def days(text: str) -> tuple[date, date] | str:
    """The first and last day a printed date can mean, or why it means none."""
    text = text.strip()
    try:
        return _iso(text) or _named(text) or _slashed(text) or "is not a date we can read"
    except ValueError:
        return "is not a day of any calendar"


def _iso(text: str) -> tuple[date, date] | None:
    if re.fullmatch(r"\d{4}", text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    found = _YMD.match(text) or _COMPACT.match(text)
    if not found:
        return None
    year, month = int(found[1]), int(found[2])
    if found[3]:
        day = date(year, month, int(found[3]))
        return day, day
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _named(text: str) -> tuple[date, date] | None:
    found = _NAMED.match(text)
    if not found or found[2][:3].lower() not in _MONTHS:
        return None
    year, month = int(found[4]), _MONTHS.index(found[2][:3].lower()) + 1
    number = found[1] or found[3]
    if number:
        day = date(year, month, int(number))
        return day, day
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _slashed(text: str) -> tuple[date, date] | str | None:
    found = _SLASHED.match(text)
    if not found:
        return None
    a, b, year = int(found[1]), int(found[2]), int(found[3])
    if a <= 12 and b <= 12 and a != b and "." not in text[:5]:
        return "can be read day first or month first"
    day = date(year, b, a) if a > 12 or "." in text[:5] or a == b else date(year, a, b)
    return day, day


def published(text: str | None, basis: Basis, today: date) -> Published:
    """The believed date of a document, or unknown with the reason why the printed one is not believed."""
    if not text or not text.strip():
        return Published(None, None, "unknown", "no date was given")
    shown = " ".join(text.split())[:40]
    read = days(text)
    if isinstance(read, str):
        return Published(None, None, "unknown", f"the date “{shown}” {read}")
    start, end = read
    if start > today + timedelta(days=1):
        return Published(None, None, "unknown", f"the date “{shown}” lies in the future")
    if start < EARLIEST:
        return Published(None, None, "unknown", f"the date “{shown}” lies before 1900")
    return Published(start, end, basis, f"the date “{shown}” was {basis}")
