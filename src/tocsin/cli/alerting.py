"""tocsin alerts: what changed that someone should know of."""

from datetime import date
from pathlib import Path

import click

from tocsin.cli.options import Day, case_option, out_option, write


@click.command()
@case_option()
@click.option("--watch", "watch_name", required=True, metavar="NAME|FILE", help="The warning problem.")
@click.option("--as-of", type=Day(), help="Only what was gathered by the end of this day.  [default: the newest]")
@click.option("--since", type=Day(), help="Compare with the assessment of this day.  [default: a week before]")
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="Probability to watch.")
@click.option("--format", "form", type=click.Choice(["text", "atom", "jsonl"]), default="text", show_default=True)
@click.option("--state", type=click.Path(dir_okay=False, path_type=Path), help="File that remembers what was sent.")
@click.option("--cool-down", type=click.IntRange(0), default=1, show_default=True, help="Days before a key may alert again.")  # fmt: skip  # noqa: E501 - help text
@click.option("--mute", multiple=True, metavar="KEY", help="Keep this key quiet; remembered in --state.")
@click.option("--webhook", default="", metavar="URL", help="POST new alerts there as JSON lines.")
@click.option("--mail-to", multiple=True, metavar="ADDRESS", help="Mail new alerts there.")
@click.option("--mail-from", default="tocsin@localhost", show_default=True, metavar="ADDRESS")
@click.option("--smtp", default="localhost:25", show_default=True, metavar="HOST:PORT", help="Mail server.")
@click.option("--smtp-user", default="", help="Log in over TLS; the password is read from TOCSIN_SMTP_PASSWORD.")
@out_option
def alerts(
    case: str,
    watch_name: str,
    as_of: date | None,
    since: date | None,
    threshold: float,
    form: str,
    state: Path | None,
    cool_down: int,
    mute: tuple[str, ...],
    webhook: str,
    mail_to: tuple[str, ...],
    mail_from: str,
    smtp: str,
    smtp_user: str,
    out: Path | None,
) -> int:
    """Alert when a lamp changes, a threshold is crossed, a source is contradicted or an indicator is overdue.

    Each comes with its reason and a key. What --state remembers is not sent twice; a failed sending is not
    remembered, so the next run tries again.
    """
    import os

    from tocsin import workbench
    from tocsin.exchange import Mailbox

    host, _, port = smtp.rpartition(":")
    if not host or not port.isdecimal():
        raise click.UsageError("--smtp is HOST:PORT, such as localhost:25")
    box = Mailbox(host, int(port), mail_from, smtp_user, os.environ.get("TOCSIN_SMTP_PASSWORD", ""))
    picture = workbench.picture(workbench.study_case(case, as_of), workbench.watch(watch_name), as_of, since)
    outlets = workbench.Outlets(webhook, mail_to, box, state, cool_down, mute)
    found = workbench.send_alerts(picture, threshold, outlets)
    write(workbench.alerts_as(found, picture, form), out)
    return 0
