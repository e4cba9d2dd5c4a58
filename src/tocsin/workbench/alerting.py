"""Alerts: found, kept quiet where asked, sent, remembered – in that order, so that a failed sending is tried again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.nouns.picture import Picture

if TYPE_CHECKING:
    from tocsin.exchange import Alert, Mailbox


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where alerts go, and the file that remembers what was sent (None: nothing is remembered)."""

    webhook: str = ""
    mail_to: tuple[str, ...] = ()
    mailbox: Mailbox | None = None
    state: Path | None = None
    cool_down: int = 1
    mute: tuple[str, ...] = ()


def send_alerts(shown: Picture, threshold: float, out: Outlets) -> list[Alert]:
    """The alerts that are new, sent and remembered."""
    from tocsin import exchange

    memory = exchange.Memory.load(out.state) if out.state else exchange.Memory()
    memory.muted |= set(out.mute)
    found = memory.new(exchange.alerts(shown, threshold), out.cool_down)
    if found and out.webhook:
        exchange.post(out.webhook, found)
    if found and out.mail_to and out.mailbox:
        exchange.mail(out.mailbox, out.mail_to, f"tocsin: {shown.watch.question.text}", found)
    memory.note(found)
    if out.state:
        memory.save(out.state)
    return found


def alerts_as(found: Sequence[Alert], shown: Picture, form: str) -> str:
    """Alerts as text, atom or jsonl."""
    from tocsin import exchange

    if form == "atom":
        return exchange.to_atom(found, shown.watch.id, shown.watch.question.text, shown.day)
    return exchange.to_lines(found) if form == "jsonl" else exchange.to_text(found)
