"""tocsin add: documents into the case."""

from datetime import date

import click

from tocsin.cli.options import case_option, paths_argument, progress, published_option
from tocsin.cli.saying import complain, tell
from tocsin.settings import whole


@click.command()
@paths_argument()
@case_option()
@published_option
@click.option("--backfill", is_flag=True, help="Trust printed dates as the time of gathering (for old archives).")
@click.option("--no-read", is_flag=True, help="Only gather; read later.")
def add(paths: tuple[str, ...], case: str, published: date | None, backfill: bool, no_read: bool) -> int:
    """Gather PATHs into the case and read what is new.

    Adding the same thing twice changes nothing. What cannot be used is named, with its reason, on standard
    error, and everything else is still added; the exit code is 2 only when nothing could be used.
    """
    from tocsin import workbench

    with workbench.open_case(case) as ledger:
        report = workbench.add(ledger, progress(workbench.gather(paths, published, backfill), "gathering"))
        read, unread = (0, []) if no_read else workbench.read_new(ledger, whole("workers"))
    complain(report.troubles + unread)
    aside = f", {report.aside} set aside unread" if report.aside else ""
    tell(f"{report.seen} documents, {report.new} new{aside}; {read} read into {case}")
    return 2 if not report.seen else 0
