"""Alerts out of the house: one POST, or one e-mail. Standard library only; no redirects, bounded waiting."""

import smtplib
import ssl
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from http.client import HTTPException
from typing import Any

from tocsin.errors import UsageError
from tocsin.exchange.alerts import Alert
from tocsin.exchange.feed import to_lines, to_text
from tocsin.exchange.known import clean

TIMEOUT = 15.0  # seconds to wait for a server


class _Straight(urllib.request.HTTPRedirectHandler):
    """A webhook that redirects is refused: alerts go where they were meant to go, or nowhere."""

    def redirect_request(self, *_: Any) -> None:
        return None


def post(url: str, found: Sequence[Alert], timeout: float = TIMEOUT) -> None:
    """JSON lines to a webhook. Raises UsageError when it cannot be reached or refuses."""
    if not url.startswith(("http://", "https://")):
        raise UsageError("a webhook is an http or https address")
    opener = urllib.request.build_opener(_Straight)
    try:
        request = urllib.request.Request(
            url, to_lines(found).encode("utf-8", "replace"), {"Content-Type": "application/x-ndjson"}, method="POST"
        )
        with opener.open(request, timeout=timeout):
            pass
    except (OSError, ValueError, HTTPException) as error:  # HTTPError and URLError are OSErrors
        raise UsageError(f"the webhook did not take the alerts: {error}") from error


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where mail is handed in; with a user, only over TLS to a server whose certificate is good."""

    host: str
    port: int = 25
    sender: str = "tocsin@localhost"
    user: str = ""
    password: str = ""


def mail(box: Mailbox, to: Sequence[str], subject: str, found: Sequence[Alert], timeout: float = TIMEOUT) -> None:
    """One plain-text message. Raises UsageError when the server cannot be reached or refuses."""
    try:
        message = EmailMessage(SMTP)
        message["From"], message["To"], message["Subject"] = box.sender, ", ".join(to), clean(subject)[:200]
        message.set_content(to_text(found))
        with smtplib.SMTP(box.host, box.port, timeout=timeout) as server:
            if box.user:
                server.starttls(context=ssl.create_default_context())
                server.login(box.user, box.password)
            server.send_message(message)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        raise UsageError(f"the mail server {box.host}:{box.port} did not take the alerts: {error}") from error
