"""Every setting: its name, default and one sentence. ``tocsin settings`` and the documentation print this table."""

import os
import re
from dataclasses import dataclass

from tocsin.errors import UsageError


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, read from the environment variable ``TOCSIN_<NAME>``."""

    name: str
    default: str
    help: str

    @property
    def variable(self) -> str:
        """The environment variable that overrides the default."""
        return f"TOCSIN_{self.name.upper()}"

    @property
    def value(self) -> str:
        """What is in force now."""
        return os.environ.get(self.variable, self.default)


SETTINGS: tuple[Setting, ...] = (
    Setting("case", "tocsin.db", "The ledger: a SQLite file or a postgresql:// address."),
    Setting("scale", "", "Words of probability in briefs: icd203 or phia; empty for those of the watch."),
    Setting("workers", "0", "Processes that read in parallel; 0 means one per core."),
    Setting("max_bytes", "20000000", "Largest single document that is gathered, in bytes."),
    Setting("webhook", "", "Address to which new alerts are POSTed as JSON lines."),
    Setting("mail_to", "", "Addresses to which new alerts are mailed, separated by commas."),
    Setting("mail_from", "tocsin@localhost", "Sender of mailed alerts."),
    Setting("smtp", "localhost:25", "Mail server, as HOST:PORT."),
    Setting(
        "smtp_user",
        "",
        "Name to log in with at the mail server, over TLS only; the password is read from TOCSIN_SMTP_PASSWORD.",
    ),
    Setting("analyst", "analyst", "The name that signs judgements."),
)


def setting(name: str) -> str:
    """The value in force of a setting. Raises KeyError for a name that is not in the table."""
    return _named(name).value


def whole(name: str, least: int = 0) -> int:
    """The value of a setting that is a whole number. Raises UsageError for one that is none."""
    found = _named(name)
    if not re.fullmatch(r"[0-9]{1,18}", found.value.strip()) or int(found.value) < least:
        raise UsageError(f"{found.variable} has to be a whole number from {least} on, not {found.value!r}")
    return int(found.value)


def _named(name: str) -> Setting:
    return {s.name: s for s in SETTINGS}[name]
