"""Alerts: found, kept quiet where asked, sent, remembered – in that order, so that a failed sending is tried again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import UsageError
from tocsin.nouns.picture import Picture
from tocsin.nouns.watch import Watch
from tocsin.settings import setting

if TYPE_CHECKING:
    from tocsin.exchange import Alert, Mailbox, Place, Standing


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where alerts go, and the file that remembers what was sent (None: nothing is remembered)."""

    webhook: str = ""
    mail_to: tuple[str, ...] = ()
    mailbox: Mailbox | None = None
    state: Path | None = None
    cool_down: int = 1
    mute: tuple[str, ...] = ()


def outlets(state: Path | None, cool_down: int = 1, mute: Sequence[str] = (), **given: str | Sequence[str]) -> Outlets:
    """Outlets by the settings webhook, mail_to, mail_from, smtp and smtp_user, each of which may be given instead.

    Raises UsageError for a mail server that is no HOST:PORT.
    """
    from tocsin.exchange import Mailbox

    wanted = {
        name: given.get(name) or setting(name) for name in ("webhook", "mail_to", "mail_from", "smtp", "smtp_user")
    }
    host, _, port = str(wanted["smtp"]).rpartition(":")
    if not host or not port.isdecimal():
        raise UsageError(f"a mail server is HOST:PORT, such as localhost:25, not {wanted['smtp']!r}")
    password = os.environ.get("TOCSIN_SMTP_PASSWORD", "")
    box = Mailbox(host, int(port), str(wanted["mail_from"]), str(wanted["smtp_user"]), password)
    to = wanted["mail_to"].split(",") if isinstance(wanted["mail_to"], str) else wanted["mail_to"]
    addresses = tuple(a.strip() for a in to if a.strip())
    return Outlets(str(wanted["webhook"]), addresses, box, state, cool_down, tuple(mute))


@dataclass(frozen=True, slots=True)
class ShownAlert:
    """One alert as a page shows it: ``told`` when it went out already, ``standing`` loud, quiet or muted."""

    alert: Alert
    told: bool
    standing: Standing


def found_alerts(shown: Picture | None, threshold: float, followed: Sequence[Place] = ()) -> list[Alert]:
    """All there are: of an assessment, and of the places a collector follows."""
    from tocsin import exchange

    moment = datetime.now(UTC)
    return [*(exchange.alerts(shown, threshold) if shown else []), *exchange.silent(followed, moment)]


def shown_alerts(shown: Picture, threshold: float, state: Path, followed: Sequence[Place] = ()) -> list[ShownAlert]:
    """What a page of alerts lists, those told and those muted too; nothing is sent or remembered."""
    from tocsin import exchange

    memory = exchange.Memory.load(state)
    found = found_alerts(shown, threshold, followed)
    return [ShownAlert(a, memory.told(a), memory.standing(a.key)) for a in found]


def send_alerts(shown: Picture, threshold: float, out: Outlets, followed: Sequence[Place] = ()) -> list[Alert]:
    """The alerts that are new, sent and remembered; those called useless are returned, but not pushed."""
    from tocsin import exchange

    memory = exchange.Memory.load(out.state) if out.state else exchange.Memory()
    memory.muted |= set(out.mute)
    found = memory.new(found_alerts(shown, threshold, followed), out.cool_down)
    loud = [a for a in found if memory.standing(a.key) == "loud"]
    if loud and out.webhook:
        exchange.post(out.webhook, loud)
    if loud and out.mail_to and out.mailbox:
        exchange.mail(out.mailbox, out.mail_to, f"tocsin: {shown.watch.question.text}", loud)
    memory.note(found)
    if out.state:
        memory.save(out.state)
    return found


def alert_round(case: str, problem: Watch, memory: Path | None = None, threshold: float = 0.5) -> str:
    """A case's new alerts on a problem, sent by the settings and remembered beside the case; as text.

    A case in which nothing can be assessed yet has only the alerts of its collector, and those wait.
    """
    from tocsin.workbench.following import beside, followed
    from tocsin.workbench.studying import study_case
    from tocsin.workbench.weighing import picture

    study = study_case(case, None)
    if not study.readings:
        return ""
    shown = picture(study, problem, None, None)
    found = send_alerts(shown, threshold, outlets(beside(case, ".alerts.json")), followed(case, memory))
    return alerts_as(found, shown, "text")


def answer_alert(state: Path, key: str, useful: bool, day: date | None = None) -> Standing:
    """Record whether alerts on a key are of use; returns how loud they are from now on."""
    from tocsin import exchange

    memory = exchange.Memory.load(state)
    standing = memory.vote(key, useful, day or datetime.now(UTC).date())
    memory.save(state)
    return standing


def mute_alert(state: Path, key: str, muted: bool) -> None:
    """Keep a key quiet for good, or no longer."""
    from tocsin import exchange

    memory = exchange.Memory.load(state)
    (memory.muted.add if muted else memory.muted.discard)(key)
    if not muted:
        memory.votes.pop(key, None)
    memory.save(state)


def alerts_as(found: Sequence[Alert], shown: Picture, form: str) -> str:
    """Alerts as text, atom or jsonl."""
    from tocsin import exchange

    if form == "atom":
        return exchange.to_atom(found, shown.watch.id, shown.watch.question.text, shown.day)
    return exchange.to_lines(found) if form == "jsonl" else exchange.to_text(found)
