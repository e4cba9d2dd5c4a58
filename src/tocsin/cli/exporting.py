"""tocsin export: the hand-over to other tools."""

from datetime import date
from pathlib import Path

import click

from tocsin.cli.options import (
    Day,
    case_option,
    case_without,
    out_option,
    paths_argument,
    published_option,
    workers_option,
)
from tocsin.cli.saying import complain, put

FORMS = ["stix", "stix-plain", "geojson", "bibtex", "ics", "claimreview", "csv", "jsonl", "parquet", "docx", "pdf"]


@click.command()
@paths_argument(required=False)
@click.option("--watch", "watch_name", required=True, metavar="NAME|FILE", help="The warning problem.")
@click.option("--as-of", type=Day(), help="Only what was gathered by the end of this day.  [default: the newest]")
@click.option("--format", "form", type=click.Choice(FORMS), required=True, help="What to write.")
@click.option("--table", type=click.Choice(["statements", "events", "relations"]), default="statements", show_default=True, help="Which rows csv, jsonl and parquet hold.")  # fmt: skip  # noqa: E501 - help text
@case_option(default=False)
@published_option
@workers_option
@out_option
def export(
    paths: tuple[str, ...],
    watch_name: str,
    as_of: date | None,
    form: str,
    table: str,
    case: str | None,
    published: date | None,
    workers: int,
    out: Path | None,
) -> int:
    """Hand an assessment over: from PATHs, or from the case when none is given.

    \b
      stix         STIX 2.1 bundle; probabilities are numbers in an extension, confidence is left unset
      stix-plain   the same without the extension, for tools that refuse one
      claimreview  statements that an analyst resolved (rated) or another party denied (not rated), JSON-LD
      geojson      events, in the town or region that is named, else at the capital of the country
      ics          days that indicators are due and forecasts end
      bibtex       cited sources
      docx, pdf    the brief with its sources
      csv, jsonl, parquet   rows of --table

    The same input gives the same bytes. csv is safe to open in a spreadsheet.
    """
    from tocsin import workbench

    case = case_without(paths, case)
    watch = workbench.watch(watch_name)
    study = workbench.study_paths(paths, published, workers, as_of) if paths else workbench.study_case(case, as_of)
    complain(study.left_out())
    picture = workbench.picture(study, watch, as_of, None)
    put(workbench.export(picture, study.judgements, form, watch.scale, table), out)
    return 0
