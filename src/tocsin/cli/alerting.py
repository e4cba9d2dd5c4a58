"""tocsin alerts: what changed that someone should know of."""

from datetime import date
from pathlib import Path

import click

from tocsin.cli.options import Day, case_option, out_option
from tocsin.cli.saying import tell, write


@click.command()
@case_option()
@click.option("--watch", "watch_name", metavar="NAME|FILE", help="The warning problem.")
@click.option("--as-of", type=Day(), help="Only what was gathered by the end of this day.  [default: the newest]")
@click.option("--since", type=Day(), help="Compare with the assessment of this day.  [default: a week before]")
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="Probability to watch.")
@click.option("--format", "form", type=click.Choice(["text", "atom", "jsonl"]), default="text", show_default=True)
@click.option("--state", type=click.Path(dir_okay=False, path_type=Path), help="File that remembers what was sent.  [default: beside the case]")  # fmt: skip  # noqa: E501 - help text
@click.option("--all", "every", is_flag=True, help="List also what was told before; send and remember nothing.")
@click.option("--cool-down", type=click.IntRange(0), default=1, show_default=True, help="Days before a key may alert again.")  # fmt: skip  # noqa: E501 - help text
@click.option("--mute", multiple=True, metavar="KEY", help="Keep this key quiet from now on.")
@click.option("--unmute", multiple=True, metavar="KEY", help="Let it speak again.")
@click.option("--useful", nargs=2, multiple=True, metavar="KEY yes|no", help="Say whether alerts on a key are of use.")
@click.option("--webhook", default="", metavar="URL", help="POST new alerts there as JSON lines.  [default: setting]")
@click.option("--mail-to", multiple=True, metavar="ADDRESS", help="Mail new alerts there.  [default: setting]")
@click.option("--mail-from", default="", metavar="ADDRESS", help="[default: setting]")
@click.option("--smtp", default="", metavar="HOST:PORT", help="Mail server.  [default: setting]")
@click.option("--smtp-user", default="", help="Log in over TLS; the password is read from TOCSIN_SMTP_PASSWORD.")
@out_option
def alerts(
    case: str,
    watch_name: str | None,
    as_of: date | None,
    since: date | None,
    threshold: float,
    form: str,
    state: Path | None,
    every: bool,
    cool_down: int,
    mute: tuple[str, ...],
    unmute: tuple[str, ...],
    useful: tuple[tuple[str, str], ...],
    out: Path | None,
    **sending: str | tuple[str, ...],
) -> int:
    """Alert when a lamp changes, a threshold is crossed, a source is contradicted, an indicator is overdue, or a
    collector or one of its places falls silent.

    Each comes with its reason and, in brackets, its key. What was told is not told twice; a failed sending is not
    remembered, so the next run tries again. After --useful KEY no, alerts on the key are still listed but no longer
    sent; after a second no they are muted; a yes lifts both.
    """
    from tocsin import workbench

    remembered = state or workbench.beside(case, ".alerts.json")
    told = [*((k, True) for k in mute), *((k, False) for k in unmute)]
    for key, muted in told:
        workbench.mute_alert(remembered, key, muted)
    for key, answer in useful:
        if answer not in ("yes", "no"):
            raise click.UsageError(f"--useful KEY yes or no, not {answer!r}")
        standing = workbench.answer_alert(remembered, key, answer == "yes")
        tell(f"{key} is {standing} from now on")
    if watch_name is None:
        if told or useful:
            return 0
        raise click.UsageError("alerts are about a warning problem: give --watch")
    picture = workbench.picture(workbench.study_case(case, as_of), workbench.watch(watch_name), as_of, since)
    followed = workbench.followed(case)
    if every:
        found = [s.alert for s in workbench.shown_alerts(picture, threshold, remembered, followed)]
    else:
        outlets = workbench.outlets(remembered, cool_down, **sending)
        found = workbench.send_alerts(picture, threshold, outlets, followed)
    write(workbench.alerts_as(found, picture, form), out)
    return 0
