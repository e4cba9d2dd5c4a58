"""tocsin resolve and tocsin records: what became of statements, and what that says about who made them."""

from pathlib import Path

import click

from tocsin.cli.options import analyst_option, case_option
from tocsin.cli.saying import say, tell, write


@click.command()
@click.argument("statement", required=False)
@click.argument("outcome", required=False, type=click.Choice(["confirmed", "refuted", "expired"]))
@case_option()
@analyst_option
@click.option("--reason", default="", help="Why, in a sentence.")
@click.option("--retract", metavar="JUDGEMENT", help="Take an earlier judgement back, or an earlier taking back.")
def resolve(
    statement: str | None, outcome: str | None, case: str, analyst: str, reason: str, retract: str | None
) -> int:
    """Judge a STATEMENT as confirmed, refuted or expired – dated, signed, retractable, never deleted.

    Where the case asks for a second person, it counts once somebody else has approved it.

    Without a STATEMENT, prints proposals from the case: statements that later reports confirm or deny, and threats,
    promises and predictions whose time has passed.
    """
    from tocsin import workbench

    if retract is not None and statement is not None:
        raise click.UsageError("give a STATEMENT to judge or --retract a judgement, one at a time")
    with workbench.open_case(case, create=False) as ledger:
        if statement is None and retract is None:
            for line in workbench.proposals(ledger):
                say(line)
            return 0
        if retract is None and outcome is None:
            raise click.UsageError("say what became of it: confirmed, refuted or expired")
        made = workbench.judge(ledger, analyst, statement or "", outcome, reason, retract)
        waits = made.id in {j.id for j in workbench.waiting(ledger.view().judgements(retracted=True))}
    tell(f"{made.id}: {made.verb} {made.target} {made.value or ''}".rstrip())
    if waits:
        tell("it waits, and counts once somebody else has approved it at the desk (tocsin serve)")
    return 0


@click.command()
@case_option()
@click.option("--topic", default=None, help="Only statements on this class of event, such as mobilize.")
@click.option("--watch", "watch_name", metavar="NAME|FILE", help="Count claims in and against their source's interest apart, as this warning problem names interests.")  # fmt: skip  # noqa: E501 - help text
def records(case: str, topic: str | None, watch_name: str | None) -> int:
    """Show how often each speaker's and outlet's resolved statements held, with n, interval and the letter it suggests.

    Threats carried out and promises kept are counted apart. A source of whose claims none was confirmed or refuted
    stays F, unknown: that is not 50%. Judgements that wait for a second person do not count.
    """
    from tocsin import workbench

    with workbench.open_case(case, create=False) as ledger:
        for line in workbench.record_lines(ledger, topic, workbench.watch(watch_name) if watch_name else None):
            say(line)
    return 0


@click.command()
@click.argument("claims", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("confirmed", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--claim", required=True, metavar="COLUMN", help="The claimed running total.")
@click.option("--count", required=True, metavar="COLUMN", help="The confirmed running total.")
@click.option("--where", multiple=True, metavar="COLUMN=VALUE", help="Only rows with this value, in files that have the column (repeatable).")  # fmt: skip  # noqa: E501 - help text
@click.option("--source", default="The source", show_default=True, metavar="NAME", help="Who claims.")
def floor(claims: Path, confirmed: Path, claim: str, count: str, where: tuple[str, ...], source: str) -> int:
    """Compare CLAIMS with CONFIRMED counts, day by day: CSV files with a header, or JSON lists of objects.

    What is confirmed is the least that happened: it can refute a lower claim, never a higher one.
    """
    from tocsin import workbench

    pairs = [w.partition("=") for w in where]
    if any(not sign for _, sign, _ in pairs):
        raise click.UsageError("--where is COLUMN=VALUE")
    values = {name: value for name, _, value in pairs}
    write(workbench.floor_text(claims, confirmed, (claim, count), values, source), None)
    return 0
