"""tocsin follow: the collector."""

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli.options import case_option, workers_option
from tocsin.cli.saying import complain, tell, write
from tocsin.errors import UsageError

if TYPE_CHECKING:
    from tocsin.nouns.watch import Watch
    from tocsin.workbench import Look

SIGNALS = (signal.SIGINT, signal.SIGTERM)
HOUR = 3600.0
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "": "seconds"}


class Span(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic only in newer click
    """A length of time such as 10m."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        found = re.fullmatch(r"(\d{1,6})([smhd]?)", str(value).strip())
        if not found:
            self.fail(f"{value!r} is no length of time; write it as 30s, 10m, 2h or 1d", param, ctx)
        return timedelta(**{UNITS[found[2]]: int(found[1])})


@click.command()
@click.argument("places", nargs=-1, metavar="[PLACE…]")
@case_option()
@click.option("--every", type=Span(), default="10m", show_default=True, help="How often a place is looked at.")
@click.option("--gap", type=click.FloatRange(0), default=2.0, show_default=True, help="Seconds between two requests to one host.")  # fmt: skip  # noqa: E501 - help text
@click.option("--no-articles", is_flag=True, help="Take a feed's own words; do not fetch the pages behind headlines.")
@click.option("--once", is_flag=True, help="One round over what is due, then stop.")
@click.option("--status", is_flag=True, help="Print the queue and how each place is doing; fetch nothing.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True, help="How --status prints.")  # fmt: skip  # noqa: E501 - help text
@click.option("--memory", type=click.Path(dir_okay=False, path_type=Path), help="File that remembers the places.  [default: beside the case]")  # fmt: skip  # noqa: E501 - help text
@click.option("--no-read", is_flag=True, help="Only gather; read later.")
@click.option("--alert", "watches", multiple=True, metavar="NAME|FILE", help="After each round that brought something new, else hourly, alert on this warning problem as tocsin alerts does, by the settings.")  # fmt: skip  # noqa: E501 - help text
@click.option("--allow-private", multiple=True, metavar="HOST[:PORT]", help="A host that may have a private address, such as your own feed server.")  # fmt: skip  # noqa: E501 - help text
@workers_option
def follow(
    places: tuple[str, ...],
    case: str,
    every: timedelta,
    gap: float,
    no_articles: bool,
    once: bool,
    status: bool,
    form: str,
    memory: Path | None,
    no_read: bool,
    watches: tuple[str, ...],
    allow_private: tuple[str, ...],
    workers: int,
) -> int:
    """Follow PLACEs: feeds (RSS, Atom, JSON), site maps and pages by their addresses, OPML files, lists of addresses.

    Without a PLACE, all that was followed before. Polite: robots.txt is heeded, a host is asked by one request at a
    time and not sooner than --gap, unchanged feeds cost nothing, failures double the wait. An article that was edited
    becomes a new version; tocsin edits shows what changed. Stop it whenever you like: what a look brought is in the
    case before the look is remembered.
    """
    from tocsin import workbench

    if status:
        queue = workbench.followed(case, memory)
        text = workbench.queue_lines(queue) if form == "jsonl" else workbench.queue_text(queue)
        write(text, None)
        return 0
    pace = workbench.Pace(every, gap, not no_articles, frozenset(allow_private))
    problems = [workbench.watch(name) for name in watches]
    with workbench.alone(case, memory), workbench.open_case(case) as ledger:
        at_work, troubles = workbench.collector(case, places, pace, memory)
        complain(troubles)
        again = 0.0  # when alerts are looked for although nothing is new: collectors fall silent, days pass
        with stopping(at_work):
            while True:
                looks = list(map(shown, workbench.follow_round(ledger, at_work)))
                fresh = sum(look.added.new for look in looks)
                if at_work.stopped:
                    raise KeyboardInterrupt
                if fresh and not no_read:
                    done, unread = workbench.read_new(ledger, workers)
                    complain(unread)
                    tell(f"tocsin: {done} read into {case}")
                if fresh or time.monotonic() >= again:
                    told = [alerted(case, problem, memory, keep_on=not once) for problem in problems]
                    again = time.monotonic() + (HOUR if all(told) else 0)
                if once:
                    return 2 if looks and not any(look.health.state == "well" for look in looks) else 0
                at_work.rest(workbench.seconds_to_next(at_work))


@contextmanager
def stopping(at_work: Any) -> Iterator[None]:
    """The first Ctrl-C (or a polite kill) ends the round in good order; the second ends it anyhow."""

    def stop(*_: Any) -> None:
        at_work.stop()
        for name in SIGNALS:
            signal.signal(name, signal.default_int_handler)

    before = {name: signal.signal(name, stop) for name in SIGNALS}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def alerted(case: str, problem: "Watch", memory: Path | None, keep_on: bool) -> bool:
    """Print new alerts. A webhook or mail server that is down is no reason to stop: False then, to try again."""
    from tocsin import workbench

    try:
        write(workbench.alert_round(case, problem, memory), None)
        return True
    except UsageError as error:
        if not keep_on:
            raise
        tell(f"tocsin: {error}")
        return False


def shown(look: "Look") -> "Look":
    """Say what came of a look, where anything did; returns the look."""
    health, added = look.health, look.added
    complain(added.troubles)
    if added.new or health.state != "well":
        tell(f"tocsin: {health.state}: {health.title or health.url}: {added.new} new ({health.why})")
    return look
