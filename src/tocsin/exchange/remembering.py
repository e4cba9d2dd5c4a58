"""What was sent and what is muted: a small JSON file, so that nobody is told the same thing every hour."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tocsin.errors import InputError
from tocsin.exchange.alerts import Alert


@dataclass(slots=True)
class Memory:
    """``sent`` is the last day and text of each key that went out; ``muted`` are keys that are kept quiet."""

    sent: dict[str, tuple[date, str]] = field(default_factory=dict)
    muted: set[str] = field(default_factory=set)

    @classmethod
    def load(cls, path: Path) -> "Memory":
        """A file that does not exist is an empty memory. Raises InputError for one that cannot be read."""
        if not path.exists():
            return cls()
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            sent = {str(k): (date.fromisoformat(d), str(t)) for k, (d, t) in record["sent"].items()}
            return cls(sent, set(map(str, record["muted"])))
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise InputError("is no record of sent alerts", path=str(path)) from error

    def save(self, path: Path) -> None:
        """Written beside and moved into place: an interruption leaves the old record whole."""
        sent = {k: [d.isoformat(), t] for k, (d, t) in sorted(self.sent.items())}
        text = json.dumps({"sent": sent, "muted": sorted(self.muted)}, ensure_ascii=False, indent=1)
        beside = path.with_name(path.name + ".part")
        try:
            beside.write_text(text + "\n", encoding="utf-8", errors="replace")
            beside.replace(path)
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror}", path=str(path)) from error

    def new(self, found: Iterable[Alert], cool_down: int) -> list[Alert]:
        """Alerts not muted, and not sent on the same key within so many days (the same words: never again)."""
        return [a for a in found if a.key not in self.muted and not self._warm(a, cool_down)]

    def _warm(self, alert: Alert, cool_down: int) -> bool:
        day, text = self.sent.get(alert.key, (date.min, ""))
        return text == alert.text or (day != date.min and (alert.day - day).days < cool_down)

    def note(self, sent: Iterable[Alert]) -> None:
        self.sent.update({a.key: (a.day, a.text) for a in sent})
