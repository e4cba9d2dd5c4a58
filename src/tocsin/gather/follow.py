"""A polite collector: "I looked there, this is new, and I will look again then."

The one invariant: a poll changes nothing that is remembered until ``accept`` is called with it, after its
documents are safe; a collector that is stopped anywhere asks again and loses nothing.
"""

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tocsin.gather import files, lists, sniff
from tocsin.gather.bell import Bell
from tocsin.gather.characters import decode
from tocsin.gather.fetch import Limits, Response, fetch
from tocsin.gather.health import Health, Memory, retry_after
from tocsin.gather.item import Item
from tocsin.gather.make import Maker, now
from tocsin.gather.revisit import MOST, Visit, digest, first
from tocsin.gather.robots import Robots
from tocsin.nouns.document import Document
from tocsin.nouns.trouble import Trouble

MAPS = 3  # of a map of maps that are looked into in one poll
HOSTS = 32  # that are asked at the same time; one host is asked by one thread only


@dataclass(frozen=True, slots=True)
class Manners:
    """How often, how fast and how much. ``articles`` fetches the page behind a feed's headline."""

    every: timedelta = timedelta(minutes=10)
    gap: float = 2.0  # seconds between two requests to one host
    pages: int = 20  # fetched for one place in one poll
    articles: bool = True
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Poll:
    """One look at one place: what was new and how the place is doing now."""

    documents: tuple[Document, ...]
    troubles: tuple[Trouble, ...]
    health: Health


@dataclass(slots=True)
class _Found:
    """What one poll turned up, as it goes along."""

    known: set[str]
    things: list[Item | Trouble]
    marks: list[str]
    visits: list[Visit]

    def new(self, mark: str) -> bool:
        """Whether an entry has not been looked at before; from now on it has."""
        if mark in self.known:
            return False
        self.known.add(mark)
        self.marks.append(mark)
        return True


class Collector:
    """Follows feeds, site maps and pages."""

    def __init__(
        self,
        places: Sequence[lists.Place],
        memory: Memory,
        manners: Manners = Manners(),  # frozen
        clock: Callable[[], datetime] = now,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self._places, self._memory, self._manners = places, memory, manners
        self._stopped = Bell()
        self._clock, self._sleep = clock, sleep or self._stopped.wait
        self._robots, self._maker = Robots(manners.limits), Maker(clock=clock)
        self._locks: dict[str, threading.Lock] = {}
        self._last: dict[str, float] = {}  # host -> when it was last asked, on the monotonic clock

    def health(self) -> tuple[Health, ...]:
        """Every place, the one due first in front: the queue."""
        known = [replace(self._memory.get(p.url), title=self._memory.get(p.url).title or p.title) for p in self._places]
        return tuple(sorted(known, key=lambda h: (h.due, h.url)))

    def due(self) -> tuple[Health, ...]:
        """The places to be looked at now."""
        moment = self._clock().isoformat()
        return tuple(h for h in self.health() if h.due <= moment)

    def stop(self) -> None:
        """Ask for nothing more; what is under way ends soon and is looked at again another time."""
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        """Whether it was asked to stop."""
        return self._stopped.is_set()

    def rest(self, seconds: float) -> None:
        """Do nothing for so long, or until asked to stop."""
        self._stopped.wait(seconds)

    def accept(self, poll: Poll) -> None:
        """The poll's documents are safe: remember that the place was looked at."""
        self._memory.put(poll.health)

    def round(self) -> Iterator[Poll]:
        """Look at every place that is due; hosts at the same time, the places of one host one after the other."""
        hosts: dict[str, list[Health]] = {}
        for health in self.due():
            hosts.setdefault(_host(health.address), []).append(health)
        with ThreadPoolExecutor(HOSTS) as pool:
            waiting = {pool.submit(self._whatever, queue.pop(0)): queue for queue in hosts.values()}
            try:
                while waiting and not self.stopped:
                    yield from self._finished(pool, waiting)
            finally:
                if waiting:  # given up in the middle: what is under way asks for nothing more
                    self._stopped.set()
                pool.shutdown(wait=False, cancel_futures=True)

    def _finished(self, pool: ThreadPoolExecutor, waiting: "dict[Future[Poll], list[Health]]") -> Iterator[Poll]:
        done, _ = wait(waiting, timeout=0.2, return_when=FIRST_COMPLETED)
        for future in done:
            queue = waiting.pop(future)
            if queue:
                waiting[pool.submit(self._whatever, queue.pop(0))] = queue
            yield future.result()

    def _whatever(self, health: Health) -> Poll:
        """A look at one place that never ends the round for the others, whatever the place sends."""
        try:
            return self.poll(health)
        except Exception as error:  # other people's parsers raise anything on input that was made to hurt them
            why = f"could not be looked at ({type(error).__name__})"
            failed = health.failed(self._clock(), self._manners.every, why)
            return Poll((), (Trouble(health.url, None, why),), failed)

    def poll(self, health: Health) -> Poll:
        """Look at one place."""
        moment, every = self._clock(), self._manners.every
        objection = self._robots.objection(health.address, moment)
        if objection:
            refused = "stay away" in objection
            return Poll(
                (),
                (),
                health.ended(moment, "refused", objection) if refused else health.failed(moment, every, objection),
            )
        answer = self._get(health.address, health.conditions())
        if isinstance(answer, Trouble):
            return Poll((), (answer,), health.failed(moment, every, answer.reason))
        if answer.status not in (200, 304):
            return self._refusal(health, answer, moment)
        return self._look(health, answer, moment)

    def _refusal(self, health: Health, answer: Response, moment: datetime) -> Poll:
        why = f"answered with status {answer.status}"
        if answer.status in (404, 410) and (answer.status == 410 or health.failures >= 5):
            return Poll((), (Trouble(health.url, None, why),), health.ended(moment, "gone", why))
        pause = retry_after(answer.headers.get("retry-after"), moment)
        return Poll((), (Trouble(health.url, None, why),), health.failed(moment, self._manners.every, why, pause))

    def _look(self, health: Health, answer: Response, moment: datetime) -> Poll:
        """What is new in an answer, and what has changed behind older ones."""
        found = _Found(set(health.seen), [], [], [])
        self._again(health, found, moment)
        if answer.status == 200:
            kind = sniff.form(answer.unzipped(self._manners.limits.size)[: sniff.HEAD])
            (self._mapped if kind == "sitemap" else self._entries)(answer, found, moment)
        documents, troubles = _told_apart(self._maker.make(t) if isinstance(t, Item) else t for t in found.things)
        why = f"{len(documents)} new" if documents else "nothing new"
        after = health.succeeded(moment, self._manners.every, why).remembering(found.marks)
        brought = moment.isoformat() if documents else health.brought
        visits = tuple(found.visits[-MOST:])
        after = replace(after, visits=visits, items=health.items + len(documents), brought=brought)
        return Poll(documents, troubles, after if answer.status == 304 else _as_answered(after, answer))

    def _again(self, health: Health, found: "_Found", moment: datetime) -> None:
        """Look again at articles whose time has come; an edited one is a new document."""
        left = self._manners.pages
        for visit in health.visits:
            if visit.due > moment.isoformat() or left == 0:
                found.visits.append(visit)
                continue
            left -= 1
            pages = [p for p in self._page(visit.url) if isinstance(p, Item)]
            edited = [replace(p, url=visit.url, outlet=visit.outlet) for p in pages if digest(p) != visit.digest]
            found.things += edited
            later = visit.again(digest(edited[0]) if edited else visit.digest, moment)
            found.visits += [later] if later else []

    def _entries(self, answer: Response, found: "_Found", moment: datetime) -> None:
        """Entries not seen before, or changed; behind a headline the article is fetched."""
        left = self._manners.pages if self._manners.articles else 0
        for thing in files.read_stream(answer.source(self._manners.limits.size)):
            if isinstance(thing, Trouble):
                found.things.append(thing)
            elif found.new(_mark(thing.url or "", thing.sha256)):
                behind = left > 0 and thing.kind == "headline" and thing.url not in (None, answer.url)
                left -= behind
                found.things += self._article(thing, found, moment) if behind else [thing]

    def _article(self, headline: Item, found: "_Found", moment: datetime) -> list[Item]:
        """The page behind a headline with what the feed said of it; the headline itself where there is none."""
        pages = [
            replace(p, title=headline.title or p.title, outlet=headline.outlet or p.outlet, url=headline.url,
                    published=headline.published or p.published)
            for p in self._page(headline.url or "") if isinstance(p, Item)
        ]  # fmt: skip
        found.visits += [first(p, moment) for p in pages]
        return pages or [headline]

    def _mapped(self, answer: Response, found: "_Found", moment: datetime) -> None:
        """Pages of a site map that are new or changed, newest first, a few at a time."""
        left = self._manners.pages
        for place in self._places_of(answer):
            if left > 0 and not place.index and found.new(_mark(place.url, place.changed or "")):
                left -= 1
                pages = self._page(place.url)
                found.things += pages
                found.visits += [first(replace(p, url=place.url), moment) for p in pages if isinstance(p, Item)]

    def _places_of(self, answer: Response, maps: int = MAPS) -> list[lists.Place]:
        """The pages of a site map, newest first; of a map of maps, those of its newest few on the same host."""
        text = decode(answer.unzipped(self._manners.limits.size)).text
        places = sorted(lists.sitemap(text), key=lambda p: p.changed or "", reverse=True)
        inner = [p for p in places if p.index and _host(p.url) == _host(answer.url)][:maps]
        for got in (self._get(p.url, {}) for p in inner):
            if isinstance(got, Response) and got.status == 200:
                places += self._places_of(got, maps=0)
        return sorted(places, key=lambda p: p.changed or "", reverse=True)

    def _page(self, url: str) -> list[Item | Trouble]:
        objection = self._robots.objection(url, self._clock())
        if objection:
            return [Trouble(url, None, objection)]
        answer = self._get(url, {})
        if isinstance(answer, Trouble):
            return [answer]
        if answer.status != 200:
            return [Trouble(url, None, f"answered with status {answer.status}")]
        return list(files.read_stream(answer.source(self._manners.limits.size)))

    def _get(self, url: str, headers: dict[str, str]) -> Response | Trouble:
        """One fetch, not sooner after the last to the same host than is polite."""
        host = _host(url)
        with self._locks.setdefault(host, threading.Lock()):
            return self._in_turn(host, url, headers)

    def _in_turn(self, host: str, url: str, headers: dict[str, str]) -> Response | Trouble:
        gap = max(self._manners.gap, self._robots.wait(url, self._clock()))
        pause = self._last.get(host, -gap) + gap - time.monotonic()
        if pause > 0 and host in self._last:
            self._sleep(pause)
        if self._stopped.is_set():
            return Trouble(url, None, "was not asked for: the collector is stopping")
        try:
            return fetch(url, self._manners.limits, headers)
        finally:
            self._last[host] = time.monotonic()


def _told_apart(made: Iterable[Document | Trouble]) -> tuple[tuple[Document, ...], tuple[Trouble, ...]]:
    things = list(made)
    documents = tuple(t for t in things if isinstance(t, Document))
    return documents, tuple(t for t in things if isinstance(t, Trouble))


def _as_answered(health: Health, answer: Response) -> Health:
    """With what the answer says about asking again."""
    headers, moved = answer.headers, answer.url if answer.moved else health.moved
    return replace(health, etag=headers.get("etag"), modified=headers.get("last-modified"), moved=moved)


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _mark(url: str, version: str) -> str:
    """What tells an entry in one of its versions from all others."""
    return hashlib.sha256(f"{url}\n{version}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
