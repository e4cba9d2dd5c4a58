"""tocsin audit: was anything in the case changed behind its back?"""

import click

from tocsin.cli.options import case_option, printable
from tocsin.errors import LedgerError


@click.command()
@case_option()
@click.option("--expect", metavar="HASH", help="A hash that an earlier audit printed.")
def audit(case: str, expect: str | None) -> int:
    """Check documents, annotations and judgements against their ids, and print the heads of two hash chains.

    Note the hashes somewhere that the case's keeper cannot write to. With --expect HASH of the documents or the
    judgements, the audit proves that all that stood then still stands, unchanged and in its order. A document or
    judgement dated before a noted one and added since breaks that chain too. Without --expect only slips show:
    whoever can write the case can make it fit together again.
    """
    from tocsin import workbench

    with workbench.open_case(case, create=False) as ledger:
        found = workbench.audit(ledger)
    for fault in found.faults:
        click.echo(printable(fault))
    click.echo(f"documents   {found.documents[-1]}  ({len(found.documents) - 1})")
    click.echo(f"judgements  {found.judgements[-1]}  ({len(found.judgements) - 1})")
    click.echo(f"head        {found.head}")
    if expect and not found.holds(expect):
        raise LedgerError(f"the case does not lead to {expect}: something noted then was changed, removed or preceded")
    if found.faults:
        raise LedgerError(f"{len(found.faults)} of the case's contents do not fit their ids")
    return 0
