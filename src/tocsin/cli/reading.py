"""tocsin read: documents in, readings out."""

import sys
from datetime import date
from pathlib import Path

import click

from tocsin.cli.options import out_option, paths_argument, progress, published_option, workers_option
from tocsin.cli.saying import complain, pieces


@click.command()
@paths_argument()
@click.option("--format", "form", type=click.Choice(["jsonl", "parquet", "text"]), default=None,
              help="jsonl (one object a document), parquet (tables in a folder, --out), or text.  [default: jsonl; text on a terminal]")  # fmt: skip  # noqa: E501 - help text
@published_option
@workers_option
@out_option
def read(paths: tuple[str, ...], form: str | None, published: date | None, workers: int, out: Path | None) -> int:
    """Read documents: who said what, what happened, who, when, how many – each with its place in the text.

    Streams: any number of documents in flat memory. Documents in another language, empty or damaged ones are
    named on standard error and skipped.
    """
    from tocsin import workbench

    form = form or ("text" if out is None and sys.stdout.isatty() else "jsonl")
    troubles: list[str] = []
    documents = progress(workbench.readable(workbench.gather(paths, published, backfill=True), troubles), "reading")
    done = 0
    if form == "parquet":
        if out is None:
            raise click.UsageError("--format parquet needs --out FOLDER")
        done = workbench.write_parquet(workbench.read(documents, workers, troubles), out)
    else:
        with pieces(out) as write:
            for line in workbench.lines(documents, workers, troubles, form):
                done += 1
                write(line)
    complain(troubles)
    return 0 if done else 2
