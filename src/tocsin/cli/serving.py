"""tocsin serve: the analyst's desk."""

import click

from tocsin.cli.options import case_option


@click.command()
@case_option()
@click.option("--watch", "watches", multiple=True, required=True, metavar="NAME|FILE", help="A warning problem to show (repeatable).")  # fmt: skip  # noqa: E501 - help text
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8300, show_default=True)
def serve(case: str, watches: tuple[str, ...], host: str, port: int) -> None:
    """Open a case as pages: board, statements, contradictions, timeline, hypotheses, sources, documents, review, brief.

    Answers to this machine only. Every page has a JSON twin (/statements.json) and a CSV download; judgements are
    signed with TOCSIN_ANALYST and act at once.
    """
    from tocsin.errors import UsageError

    if host not in ("127.0.0.1", "localhost", "::1"):
        raise UsageError("the desk has no accounts yet and answers to this machine only; use a loopback --host")
    try:
        import uvicorn

        from tocsin.web import create_app
    except ImportError as error:
        raise UsageError(f"the desk needs {error.name}; install it with: pip install 'tocsin[web]'") from error
    app = create_app(case, watches)
    app.state.desk.shown()
    click.echo(f"http://{host}:{port}/", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning")
