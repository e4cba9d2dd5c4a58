"""tocsin replay and tocsin score: history, without looking ahead."""

import json
from datetime import date
from pathlib import Path

import click

from tocsin.cli.options import Day, case_option, case_without, out_option, paths_argument, workers_option
from tocsin.cli.saying import complain, remark, write


@click.command()
@paths_argument(required=False)
@click.option("--watch", "watch_name", required=True, metavar="NAME|FILE", help="The warning problem; name:key=value sets parameters.")  # fmt: skip  # noqa: E501 - help text
@click.option("--from", "first", type=Day(), help="First day.  [default: the first there is]")
@click.option("--to", "last", type=Day(), help="Last day.  [default: the last there is]")
@click.option("--outcome", type=Day(), help="The day the event came; leave out when it did not come.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "svg"]), default="text", show_default=True)
@case_option(default=False)
@workers_option
@out_option
def replay(
    paths: tuple[str, ...],
    watch_name: str,
    first: date | None,
    last: date | None,
    outcome: date | None,
    form: str,
    case: str | None,
    workers: int,
    out: Path | None,
) -> int:
    """Rebuild the assessment of every day on what was gathered by then, and score it.

    A day of a case counts what people had judged by its end (UTC) and has the numbers of brief --as-of that day; a
    judgement changes no day before it was signed.

    PATHs are streams: JSON lines with first_seen, kind, outlet, title, text. Printed dates are never looked at where
    first_seen is given. --format jsonl prints a line a day and the scores at the end; svg draws the curve.
    """
    from tocsin import workbench

    case = case_without(paths, case)
    problem = workbench.watch(watch_name)
    study = workbench.stream_study(paths, case, last, workers, problem)
    complain(study.left_out())
    history = workbench.replay(study, problem, first, last)
    remark(workbench.judged_later(study, history))
    if form == "jsonl":
        remark(workbench.remarks(workbench.scored(history, problem, outcome), outcome))
        write("".join(workbench.replay_lines(history, problem, outcome)), out)
    elif form == "svg":
        write(workbench.replay_chart(history, problem), out)
    else:
        write(workbench.replay_text(history, problem, outcome), out)
    return 0


@click.command()
@click.argument("replayed", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="REPLAY.jsonl")
@click.option("--outcome", type=Day(), help="The day the event came; leave out when it did not come.")
@click.option("--horizon", type=int, default=30, show_default=True, help="Days.")
@click.option("--threshold", type=float, default=0.5, show_default=True, help="Probability at which the bell rings, between 0 and 1.")  # fmt: skip  # noqa: E501 - help text
def score(replayed: Path, outcome: date | None, horizon: int, threshold: float) -> int:
    """Score a replay (--format jsonl) against what happened: Brier, log score, calibration, lead, false alarms.

    The base rate is the one that the replay carries. Where no day can be scored the means are null.
    """
    from tocsin import workbench

    scores = workbench.score_file(replayed, outcome, horizon, threshold)
    remark(workbench.remarks(scores, outcome))
    write(json.dumps(scores, indent=1, default=str) + "\n", None)
    return 0
