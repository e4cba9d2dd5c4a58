"""tocsin relate and tocsin relations: how statements bear on each other."""

import json
from datetime import date
from pathlib import Path
from typing import get_args

import click

from tocsin.cli.options import (
    case_option,
    case_without,
    out_option,
    paths_argument,
    published_option,
    workers_option,
)
from tocsin.cli.saying import complain, write
from tocsin.nouns.relation import RelationKind

KINDS = [kind for kind in get_args(RelationKind) if kind != "unrelated"]


@click.command()
@click.option("--pairs", required=True, metavar="FILE", help='JSON lines {"a": "…", "b": "…"}; - for standard input.')
@out_option
def relate(pairs: str, out: Path | None) -> int:
    """Judge pairs of bare sentences.

    Prints {"relation": …, "score": …, "why": …} a line, in the order of the pairs. The relation is one of
    contradicts, denies, confirms, repeats, changes, differs_in_number, unrelated.
    """
    from tocsin import workbench

    lines = [json.dumps(r, ensure_ascii=False) + "\n" for r in workbench.relate_file(pairs)]
    write("".join(lines), out)
    return 0


@click.command()
@paths_argument(required=False)
@case_option(default=False)
@published_option
@workers_option
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only these kinds (repeatable).")
@click.option("--min-score", type=float, default=0.0, help="Only relations at or above this score.")
@out_option
def relations(
    paths: tuple[str, ...],
    case: str | None,
    published: date | None,
    workers: int,
    kinds: tuple[str, ...],
    min_score: float,
    out: Path | None,
) -> int:
    """Print how the statements found in PATHs (or in the case) bear on each other, as JSON lines."""
    from tocsin import workbench

    case = case_without(paths, case)
    study = workbench.study_paths(paths, published, workers) if paths else workbench.study_case(case, None)
    complain(study.left_out())
    records = workbench.relation_records(study)
    kept = [r for r in records if (not kinds or r["relation"] in kinds) and r["score"] >= min_score]
    write("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in kept), out)
    return 0 if study.documents else 2
