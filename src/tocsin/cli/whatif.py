"""tocsin whatif: the retraction ripple."""

from datetime import date

import click

from tocsin.cli.options import Day, case_option, case_without, paths_argument, published_option, workers_option
from tocsin.cli.saying import complain, write


@click.command()
@paths_argument(required=False)
@click.option("--watch", "watch_name", required=True, metavar="NAME|FILE", help="The warning problem.")
@click.option("--without", "out", multiple=True, required=True, metavar="SOURCE|STATEMENT|OUTLET|DOCUMENT|ORIGIN", help="What to take away (repeatable).")  # fmt: skip  # noqa: E501 - help text
@click.option("--as-of", type=Day(), help="Only what was gathered by the end of this day.")
@case_option(default=False)
@published_option
@workers_option
def whatif(
    paths: tuple[str, ...],
    watch_name: str,
    out: tuple[str, ...],
    as_of: date | None,
    case: str | None,
    published: date | None,
    workers: int,
) -> int:
    """Take a source, outlet, statement, document or origin away: which lamps, numbers, cells and sentences move.

    Nothing in the case changes. Sources are named by name, or by actor id where several go by that name, all officials
    of one state by side:UKR, outlets by name, the rest by id.
    """
    from tocsin import workbench

    case = case_without(paths, case)
    problem = workbench.watch(watch_name)
    if paths:
        study = workbench.study_paths(paths, published, workers, as_of)
    else:
        study = workbench.study_case(case, as_of)
    complain(study.left_out())
    shown = workbench.picture(study, problem, as_of, None)
    write(workbench.ripple_text(shown, out, problem.scale, workbench.trusted(study)), None)
    return 0
