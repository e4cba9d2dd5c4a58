"""Items become Documents here and nowhere else: normalised, dated, identified."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from tocsin.gather import dates
from tocsin.gather.characters import normal
from tocsin.gather.item import Item
from tocsin.gather.language import aside, language
from tocsin.nouns.document import Document, DocumentKind, Published, document_id
from tocsin.nouns.trouble import Trouble

Seen = tuple[datetime, Literal["gathered", "given", "assumed"]]
_KINDS: dict[str, DocumentKind] = {"article": "article", "headline": "headline", "relay": "relay"}


def now() -> datetime:
    """The clock; tests pass their own."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Maker:
    """What holds for a whole run: the date of undated input, when it was seen, and the clock."""

    published: str | None = None
    first_seen: datetime | None = None
    backfill: bool = False
    clock: Callable[[], datetime] = now

    def make(self, item: Item) -> Document | Trouble:
        """The document an item amounts to, or why it amounts to none."""
        text, title = normal(item.text), _one_line(item.title)
        kind = _KINDS.get(item.kind or "", "article" if text.strip() else "headline")
        text = text if text.strip() else title or ""
        if not any(character.isalpha() for character in text):
            return Trouble(item.path, item.line, "holds no words")
        printed = self._published(item)
        seen = self._seen(item, printed)
        if isinstance(seen, Trouble):
            return seen
        return self._document(item, text, kind, printed, seen)

    def _document(self, item: Item, text: str, kind: DocumentKind, printed: Published, seen: Seen) -> Document:
        title, outlet, url = _one_line(item.title), _one_line(item.outlet), _one_line(item.url)
        code = language(text)
        return Document(
            id=document_id(text, outlet, url, title),
            text=text,
            first_seen=seen[0],
            seen_basis=seen[1],
            published=printed,
            title=title,
            outlet=outlet,
            url=url,
            kind=kind,
            language=code,
            sha256=item.sha256,
            aside=aside(code),
        )

    def _published(self, item: Item) -> Published:
        today = self.clock().date()
        own = dates.published(item.published, item.basis, today)
        if own.start or not self.published:
            return own
        given = dates.published(self.published, "given", today)
        return Published(given.start, given.end, given.basis, f"{own.why}; {given.why}") if item.published else given

    def _seen(self, item: Item, printed: Published) -> Seen | Trouble:
        """A record's own clock, else the run's, else the end of the printed day, else now."""
        if item.first_seen:
            moment = dates.instant(item.first_seen)
            if not moment or not _plausible(moment, self.clock()):
                shown = " ".join(item.first_seen.split())[:40]
                return Trouble(item.path, item.line, f"first_seen “{shown}” is not a past moment in time")
            return moment, "given"
        if self.first_seen:
            return dates.utc(self.first_seen) or self.clock(), "given"
        if self.backfill and printed.end:
            return min(dates.end_of(printed.end), self.clock()), "assumed"
        return self.clock(), "gathered"


def _plausible(moment: datetime, clock: datetime) -> bool:
    return moment.date() >= dates.EARLIEST and moment <= clock + timedelta(days=1)


def _one_line(text: str | None) -> str | None:
    """A field's words on one line, or None."""
    return " ".join(normal(text).split())[:2000] or None if text else None


def day_of(text: str) -> date | None:
    """The day a ``--published`` argument names, or None when it names none."""
    read = dates.days(text)
    return None if isinstance(read, str) else read[0]
