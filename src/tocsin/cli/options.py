"""Options that several verbs share, and how progress is shown."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click

from tocsin.errors import UsageError
from tocsin.settings import setting, whole

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., Any])


class Decorator(Protocol):
    """What click gives: a function of a command that returns the command."""

    def __call__(self, command: Command, /) -> Command: ...


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic only in newer click
    """A date such as 2022-12-10."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2022-12-10", param, ctx)


def paths_argument(required: bool = True) -> Decorator:
    """PATH…, in brackets where a case will do."""
    return click.argument("paths", nargs=-1, required=required, metavar="PATH…" if required else "[PATH…]")


def case_option(default: bool = True) -> Decorator:
    """--case: the ledger; without ``default`` it is one's own to give, since PATHs may stand in for it."""
    return click.option(
        "--case",
        default=(lambda: setting("case")) if default else None,
        show_default="tocsin.db" if default else "tocsin.db, without PATHs",
        metavar="FILE|URL",
        help="The ledger: a SQLite file or a postgresql:// address.",
    )


def case_without(paths: Sequence[str], case: str | None) -> str:
    """The case to look into where no PATH is given. Raises UsageError for both: one of them would go unheard."""
    if paths and case is not None:
        raise UsageError("give PATHs or --case, not both; tocsin add puts PATHs into a case")
    return case or setting("case")


published_option: Decorator = click.option(
    "--published", type=Day(), help="Publication date of input that carries none."
)
workers_option: Decorator = click.option(
    "--workers",
    type=click.IntRange(0),
    default=lambda: whole("workers"),
    show_default="one per core",
    help="Processes that read in parallel.",
)
analyst_option: Decorator = click.option(
    "--analyst", default=lambda: setting("analyst"), show_default="TOCSIN_ANALYST", help="Who signs."
)
out_option: Decorator = click.option(
    "--out",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to a file instead of standard output.",
)


def progress(things: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """The things, with a bar on standard error when that is a terminal."""
    if not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(things, description=what, total=total, console=Console(stderr=True), transient=True)
