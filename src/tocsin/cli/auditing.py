"""tocsin audit: was anything in the case changed behind its back?"""

import click

from tocsin.cli.options import case_option
from tocsin.cli.saying import say
from tocsin.errors import LedgerError


@click.command()
@case_option()
@click.option("--expect", metavar="HASH", help="A head that an earlier audit printed.")
def audit(case: str, expect: str | None) -> int:
    """Check every document, reading and judgement against the log in which it was entered when it was accepted.

    The log is a hash chain, so anything changed, dropped, slipped in or moved since is named. Whoever can write
    the case could forge the whole chain: note the head somewhere that the case's keeper cannot write to, and give
    it to --expect later. It proves that all that was accepted by then still stands, unchanged and in its order.
    """
    from tocsin import workbench

    with workbench.open_case(case, create=False, read_only=True) as ledger:
        found = workbench.audit(ledger)
    for fault in found.faults:
        say(fault)
    counts = ", ".join(f"{n:,} {kind}{'s' * (n != 1)}" for kind, n in found.counts.items())
    say(f"accepted  {counts}")
    say(f"head      {found.head}")
    if expect and not found.holds(expect):
        raise LedgerError(
            f"the log of the case does not lead over {expect}: what was noted then was rewritten or cut off"
        )
    if found.faults:
        raise LedgerError(f"{len(found.faults)} of the case's contents are not as they were accepted")
    return 0
