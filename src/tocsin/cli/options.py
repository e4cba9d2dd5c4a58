"""Options that several verbs share, and how results and progress are written."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from tocsin.errors import InputError
from tocsin.settings import setting

T = TypeVar("T")


class Day(click.ParamType):
    """A date such as 2022-12-10."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2022-12-10", param, ctx)


def paths_argument(required: bool = True) -> Callable[[T], T]:
    """PATH…"""
    return click.argument("paths", nargs=-1, required=required, metavar="PATH…")  # type: ignore[return-value]


def case_option(default: bool = True) -> Callable[[T], T]:
    """--case: the ledger."""
    return click.option(  # type: ignore[return-value]
        "--case",
        default=(lambda: setting("case")) if default else None,
        show_default="tocsin.db" if default else False,
        metavar="FILE|URL",
        help="The ledger: a SQLite file or a postgresql:// address.",
    )


def published_option(command: T) -> T:
    """--published: the date of undated input."""
    return click.option("--published", type=Day(), help="Publication date of input that carries none.")(command)  # type: ignore[arg-type,return-value]


def workers_option(command: T) -> T:
    """--workers: processes that read in parallel."""
    return click.option("--workers", type=int, default=lambda: int(setting("workers")), show_default="one per core",
                        help="Processes that read in parallel.")(command)  # type: ignore[arg-type,return-value]  # fmt: skip


def out_option(command: T) -> T:
    """--out: a file instead of standard output."""
    return click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead of standard output.")(command)  # type: ignore[arg-type,return-value]  # fmt: skip  # noqa: E501 - one option, one line


def end_of(day: date) -> datetime:
    """The last moment of a day, UTC: ``as_of`` includes the day."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, 999999, tzinfo=UTC)


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


def printable(text: str) -> str:
    """Text from strangers made safe for a terminal: control codes become visible."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
