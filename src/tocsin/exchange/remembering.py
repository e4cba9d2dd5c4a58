"""What was sent, what is muted and what people found useful: a small JSON file beside the case.

Nobody is told the same thing every hour, and what is called useless is told less: after one no it is still listed, but
not pushed; after two in a row it is muted; a yes lifts both.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from tocsin.errors import InputError
from tocsin.exchange.alerts import Alert

Standing = Literal["loud", "quiet", "muted"]
KEPT = 200  # texts remembered of one key


@dataclass(slots=True)
class Memory:
    """``sent`` is by key the day and text of what went out, ``votes`` the day and answer; newest last."""

    sent: dict[str, list[tuple[date, str]]] = field(default_factory=dict)
    muted: set[str] = field(default_factory=set)
    votes: dict[str, list[tuple[date, bool]]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> "Memory":
        """A file that does not exist is an empty memory. Raises InputError for one that cannot be read."""
        if not path.exists():
            return cls()
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            return cls(_dated(record["sent"], str), set(map(str, record["muted"])), _dated(record["useful"], bool))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise InputError("is no record of sent alerts", path=str(path)) from error

    def save(self, path: Path) -> None:
        """Written beside and moved into place: an interruption leaves the old record whole."""
        record = {"sent": _plain(self.sent), "muted": sorted(self.muted), "useful": _plain(self.votes)}
        beside = path.with_name(path.name + ".part")
        try:
            beside.write_text(json.dumps(record, ensure_ascii=True, indent=1) + "\n", encoding="utf-8")
            beside.replace(path)
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror}", path=str(path)) from error

    def standing(self, key: str) -> Standing:
        """How loud a key may be: by what is muted and by the last two answers."""
        last = [useful for _, useful in self.votes.get(key, [])[-2:]]
        if key in self.muted or last == [False, False]:
            return "muted"
        return "quiet" if last[-1:] == [False] else "loud"

    def vote(self, key: str, useful: bool, day: date) -> Standing:
        """Record an answer to “was this useful?”; returns what follows from it."""
        self.votes.setdefault(key, []).append((day, useful))
        if useful:
            self.muted.discard(key)
        return self.standing(key)

    def new(self, found: Iterable[Alert], cool_down: int) -> list[Alert]:
        """Alerts not muted, not told before, none within so many days of the last on its key; loud ones first."""
        kept = [a for a in found if self.standing(a.key) != "muted" and not self.told(a, cool_down)]
        return sorted(kept, key=lambda a: self.standing(a.key) == "quiet")

    def told(self, alert: Alert, cool_down: int = 0) -> bool:
        """Whether these words went out already, or anything on the key so lately that it has to wait."""
        past = self.sent.get(alert.key, [])
        texts = [text for _, text in (past if alert.once else past[-1:])]
        return alert.text in texts or (bool(past) and (alert.day - past[-1][0]).days < cool_down)

    def note(self, sent: Iterable[Alert]) -> None:
        """These went out."""
        for a in sent:
            self.sent[a.key] = [*self.sent.get(a.key, []), (a.day, a.text)][-KEPT:]


def _dated(record: dict[str, Any], kind: type[Any]) -> dict[str, list[tuple[date, Any]]]:
    return {str(k): [(date.fromisoformat(day), kind(value)) for day, value in pairs] for k, pairs in record.items()}


def _plain(record: dict[str, list[tuple[date, Any]]]) -> dict[str, Any]:
    return {k: [[day.isoformat(), value] for day, value in pairs] for k, pairs in sorted(record.items())}
