"""What a site asks of collectors: which pages to leave alone and how long to wait between two."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from tocsin.gather.characters import decode
from tocsin.gather.fetch import Limits, Response, fetch
from tocsin.nouns.trouble import Trouble

FRESH, RETRY = timedelta(hours=12), timedelta(minutes=10)  # how long an answer, and a missing answer, is believed
NAME = "tocsin"
LONGEST_WAIT = 30.0  # seconds: a longer crawl-delay is a request not to poll, which the interval already honours

Rules = RobotFileParser | str  # a text: why the site cannot say


class Robots:
    """The rules of every site asked so far. No robots.txt is leave to fetch; a site that cannot say is left alone."""

    def __init__(self, limits: Limits) -> None:
        self._limits = Limits(seconds=limits.seconds, size=500_000, allowed=limits.allowed, agent=limits.agent)
        self._known: dict[str, tuple[datetime, Rules]] = {}

    def objection(self, url: str, now: datetime) -> str | None:
        """Why a page may not be fetched; None when it may."""
        found = self._of(url, now)
        if isinstance(found, str):
            return f"its site does not say what its robots.txt allows: that {found}"
        return None if found.can_fetch(NAME, url) else "its site's robots.txt asks us to stay away"

    def wait(self, url: str, now: datetime) -> float:
        """Seconds the site wants between two requests."""
        found = self._of(url, now)
        asked = None if isinstance(found, str) else found.crawl_delay(NAME)
        return min(float(asked), LONGEST_WAIT) if asked else 0.0

    def _of(self, url: str, now: datetime) -> Rules:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        known = self._known.get(site)
        if known is None or known[0] < now:
            found = rules(fetch(f"{site}/robots.txt", self._limits))
            known = self._known[site] = (now + (RETRY if isinstance(found, str) else FRESH), found)
        return known[1]


def rules(answer: Response | Trouble) -> Rules:
    """What an answer amounts to (RFC 9309): missing is leave, a failing server is none."""
    if isinstance(answer, Trouble):
        return answer.reason
    if answer.status >= 500 or answer.status == 429:
        return f"answered with status {answer.status}"
    parser = RobotFileParser()
    parser.parse(decode(answer.body).text.splitlines() if answer.status == 200 else [])
    return parser
