"""Options that several verbs share, and how results and progress are written."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click

from tocsin.errors import InputError
from tocsin.settings import setting

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
    """PATH…"""
    return click.argument("paths", nargs=-1, required=required, metavar="PATH…")


def case_option(default: bool = True) -> Decorator:
    """--case: the ledger."""
    return click.option(
        "--case",
        default=(lambda: setting("case")) if default else None,
        show_default="tocsin.db" if default else False,
        metavar="FILE|URL",
        help="The ledger: a SQLite file or a postgresql:// address.",
    )


published_option: Decorator = click.option(
    "--published", type=Day(), help="Publication date of input that carries none."
)
workers_option: Decorator = click.option(
    "--workers",
    type=int,
    default=lambda: int(setting("workers")),
    show_default="one per core",
    help="Processes that read in parallel.",
)
out_option: Decorator = click.option(
    "--out",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to a file instead of standard output.",
)


def write(text: str, out: Path | None) -> None:
    """To a file, or to standard output as UTF-8 whatever the locale; lone surrogates become question marks."""
    data = text.encode("utf-8", "replace")
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(out)) from error


def progress(things: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """The things, with a bar on standard error when that is a terminal."""
    if not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(things, description=what, total=total, console=Console(stderr=True), transient=True)


def complain(sentences: Iterable[str]) -> int:
    """Say what was set aside, a line each, on standard error; returns how many."""
    n = 0
    for n, sentence in enumerate(sentences, 1):  # noqa: B007 - n is the count returned
        print(f"tocsin: set aside: {printable(sentence)}", file=sys.stderr)
    return n


def remark(sentences: Iterable[str]) -> None:
    """Say on standard error what has to be known beside a result, a line each."""
    for sentence in sentences:
        print(f"tocsin: {printable(sentence)}", file=sys.stderr)


def printable(text: str) -> str:
    """Text from strangers made safe for a terminal: control codes become visible."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
