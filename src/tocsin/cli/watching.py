"""tocsin watch: the warning problems."""

from pathlib import Path

import click

from tocsin.cli.options import out_option
from tocsin.cli.saying import say, write
from tocsin.errors import UsageError


@click.group()
def watch() -> None:
    """Warning problems: the question, rival hypotheses, and what to look for."""


@watch.command(name="list")
def list_() -> None:
    """Name every warning problem that comes with tocsin, with its question."""
    from tocsin import workbench

    packs = [workbench.watch(name) for name in workbench.watch_names()]
    width = max(len(p.id) for p in packs)
    for pack in packs:
        say(f"{pack.id:<{width}}  {pack.question.text} ({len(pack.indicators)} indicators)")


@watch.command()
@click.argument("name", metavar="NAME|FILE")
def show(name: str) -> None:
    """Print a warning problem: hypotheses, base rate, indicators with how likely each is under each hypothesis."""
    from tocsin import workbench

    write(workbench.describe_watch(workbench.watch(name)) + "\n", None)


@watch.command()
@click.argument("name", metavar="NAME|FILE")
def lint(name: str) -> int:
    """Check a warning problem: can its indicators tell the hypotheses apart, do its sample texts fire?

    Exit code 1 when an error is found, 2 when the file makes no sense as a warning problem; warnings and notes leave
    it 0. Parameters stand behind a colon: FILE:attacker=CHN,target=TWN.
    """
    from tocsin import workbench

    lines, wrong = workbench.lint_watch(name)
    for line in lines:
        say(line)
    return 1 if wrong else 0


@watch.command()
@click.argument("name")
@out_option
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def new(name: str, out: Path | None, force: bool) -> None:
    """Start a warning problem: a commented YAML file to fill in."""
    from tocsin import workbench

    if out is not None and out.exists() and not force:
        raise UsageError(f"{out} is there already; give --force to write over it")
    write(workbench.new_watch(name), out)
