"""tocsin resolve and tocsin records: what became of statements, and what that says about who made them."""

import sys

import click

from tocsin.cli.options import case_option
from tocsin.settings import setting


@click.command()
@click.argument("statement", required=False)
@click.argument("outcome", required=False, type=click.Choice(["confirmed", "refuted", "expired"]))
@case_option()
@click.option("--analyst", default=lambda: setting("analyst"), show_default="TOCSIN_ANALYST", help="Who signs.")
@click.option("--reason", default="", help="Why, in a sentence.")
@click.option("--retract", metavar="JUDGEMENT", help="Take an earlier judgement back.")
def resolve(
    statement: str | None, outcome: str | None, case: str, analyst: str, reason: str, retract: str | None
) -> int:
    """Judge a STATEMENT as confirmed, refuted or expired – dated, signed, retractable, never deleted.

    Without a STATEMENT, prints proposals from the case: statements that later reports confirm or deny, and threats,
    promises and predictions whose time has passed.
    """
    from tocsin import workbench

    with workbench.open_case(case, create=False) as ledger:
        if statement is None and retract is None:
            for line in workbench.proposals(ledger):
                click.echo(line)
            return 0
        if retract is None and outcome is None:
            raise click.UsageError("say what became of it: confirmed, refuted or expired")
        made = workbench.judge(ledger, analyst, statement or "", outcome, reason, retract)
    print(f"{made.id}: {made.verb} {made.target} {made.value or ''}".rstrip(), file=sys.stderr)
    return 0


@click.command()
@case_option()
@click.option("--topic", default=None, help="Only this topic.")
def records(case: str, topic: str | None) -> int:
    """Show how often each speaker's and outlet's resolved statements held, with n, interval and the letter it suggests.

    A source without resolved statements stays F, unknown: that is not 50%.
    """
    from tocsin import workbench

    with workbench.open_case(case, create=False) as ledger:
        for line in workbench.record_lines(ledger, topic):
            click.echo(line)
    return 0
