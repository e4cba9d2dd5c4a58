"""What is due as iCalendar (RFC 5545): the day each indicator was expected by, and the end of each forecast."""

from datetime import date, timedelta

from tocsin.exchange.known import Shipment, clean, percent, uuid

WIDTH = 75  # octets of a line before it is folded (RFC 5545, 3.1)


def to_ics(shipment: Shipment) -> bytes:
    """An all-day event each; lines end in CRLF."""
    shown = shipment.picture
    stamp = f"DTSTAMP:{shown.day:%Y%m%d}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tocsin//exchange//EN", "CALSCALE:GREGORIAN"]
    for i in shown.watch.indicators:
        if i.expected_by:
            lines += event(i.expected_by, stamp, (shown.watch.id, i.id), f"Indicator due: {i.text}", i.why)
    for f in shown.history[-1].forecasts:
        end = shown.day + timedelta(days=f.days)
        what = (
            f"Forecast of {shown.day} ends: {percent(f.p)} ({percent(f.low)} to {percent(f.high)}) within {f.days} days"
        )
        lines += event(end, stamp, (shown.watch.id, shown.day, f.days), what, shown.watch.question.resolves)
    return ("\r\n".join(fold(line) for line in [*lines, "END:VCALENDAR"]) + "\r\n").encode("utf-8", "replace")


def event(day: date, stamp: str, key: tuple[object, ...], summary: str, why: str) -> list[str]:
    after = day + timedelta(days=1)
    return [
        "BEGIN:VEVENT", f"UID:{uuid('ics', *key)}", stamp, f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}", f"SUMMARY:{escaped(summary)}",
        *([f"DESCRIPTION:{escaped(why)}"] if why else []), "TRANSP:TRANSPARENT", "END:VEVENT",
    ]  # fmt: skip


def escaped(text: str) -> str:
    """Backslash, semicolon, comma (RFC 5545, 3.3.11); line breaks are already spaces."""
    return clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def fold(line: str) -> str:
    """At most 75 octets a line, never inside a character."""
    parts, used = [""], 0
    for c in line:
        size = len(c.encode("utf-8", "replace"))
        if used + size > WIDTH:
            parts.append(" ")
            used = 1
        parts[-1] += c
        used += size
    return "\r\n".join(parts)
