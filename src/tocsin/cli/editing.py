"""tocsin edits: what publishers changed after the fact."""

from pathlib import Path

import click

from tocsin.cli.options import case_option, out_option
from tocsin.cli.saying import write


@click.command()
@click.option("--url", metavar="ADDRESS", help="Only the versions of this page.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@case_option()
@out_option
def edits(url: str | None, form: str, case: str, out: Path | None) -> int:
    """Show which articles were edited after they were gathered, and how.

    In text, [-what went-] and {+what came+} stand with a few words around them.
    """
    from tocsin import workbench

    with workbench.open_case(case, create=False, read_only=True) as ledger:
        write("".join(workbench.edit_lines(workbench.edits(ledger, url), form)), out)
    return 0
