"""tocsin brief: the main job."""

from datetime import date
from pathlib import Path

import click

from tocsin.cli.options import (
    Day,
    case_option,
    out_option,
    paths_argument,
    published_option,
    workers_option,
)
from tocsin.cli.saying import complain, tell, write
from tocsin.settings import setting


@click.command()
@paths_argument(required=False)
@click.option("--watch", "watch_name", required=True, metavar="NAME|FILE", help="The warning problem; name:key=value sets parameters. See tocsin watch list.")  # fmt: skip  # noqa: E501 - help text
@click.option("--as-of", type=Day(), help="Only what was gathered by the end of this day.  [default: the newest]")
@click.option("--since", type=Day(), help="Show what changed after this day.  [default: a week before]")
@click.option("--format", "form", type=click.Choice(["terminal", "html", "md", "json"]), help="One form only.  [default: terminal, and the page to brief.html]")  # fmt: skip  # noqa: E501 - help text
@click.option(
    "--scale",
    type=click.Choice(["icd203", "phia"]),
    default=lambda: setting("scale") or None,
    show_default="TOCSIN_SCALE, else as the watch says",
    help="Words of probability.",
)
@click.option("--html", "page", type=click.Path(dir_okay=False, path_type=Path), default=Path("brief.html"), show_default=True, help="Where the page goes when no --format is given.")  # fmt: skip  # noqa: E501 - help text
@case_option(default=False)
@published_option
@workers_option
@out_option
def brief(
    paths: tuple[str, ...],
    watch_name: str,
    as_of: date | None,
    since: date | None,
    form: str | None,
    scale: str | None,
    page: Path,
    case: str | None,
    published: date | None,
    workers: int,
    out: Path | None,
) -> int:
    """Write the cited brief on a warning question, from PATHs or from a case.

    With PATHs and no --case nothing is kept but the brief. Printed dates stand in for the time of gathering where a
    record carries none, with --case too: to a live case, add PATHs with tocsin add first. Every factual sentence is
    checked against its source span before anything is written.
    """
    from tocsin import workbench

    watch = workbench.watch(watch_name)
    if case and paths:
        with workbench.open_case(case) as ledger:
            complain(workbench.add(ledger, workbench.gather(paths, published, backfill=True)).troubles)
            complain(workbench.read_new(ledger, workers)[1])
    if paths and not case:
        study = workbench.study_paths(paths, published, workers, as_of)
    else:
        study = workbench.study_case(case or setting("case"), as_of)
    complain(study.left_out())
    picture = workbench.picture(study, watch, as_of, since)
    made = workbench.write_brief(picture, scale or watch.scale)
    if form:
        write(made(form), out, coloured=form == "terminal")
        return 0
    write(made("html"), page)
    write(made("terminal"), out, coloured=True)
    tell(f"The page with every source: {page}")
    return 0
