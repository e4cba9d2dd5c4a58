"""tocsin serve: the analyst's desk."""

import click

from tocsin.cli.options import case_option
from tocsin.cli.saying import tell

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@case_option()
@click.option("--watch", "watches", multiple=True, required=True, metavar="NAME|FILE", help="A warning problem to show (repeatable).")  # fmt: skip  # noqa: E501 - help text
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8300, show_default=True)
@click.option("--name", "names", multiple=True, metavar="HOST", help="A name that browsers reach it by, besides this machine's (repeatable).")  # fmt: skip  # noqa: E501 - help text
def serve(case: str, watches: tuple[str, ...], host: str, port: int, names: tuple[str, ...]) -> None:
    """Open a case as pages: board, statements, contradictions, timeline, hypotheses, sources, documents, review, brief.

    Nearly every page has a JSON twin (/statements.json), every table a CSV; /api describes the REST API. Judgements are
    signed and act at once. A case without accounts answers to this machine only and signs with TOCSIN_ANALYST; with
    accounts (tocsin users add) everyone logs in, and --host may be another address.
    """
    from tocsin import workbench
    from tocsin.errors import UsageError

    if host not in LOOPBACK:
        with workbench.open_case(case, create=False) as ledger:
            if not any(a.closed is None for a in ledger.people.accounts()):
                raise UsageError(
                    f"a desk on {host} needs accounts: tocsin users add NAME --role administrator; "
                    "without them it answers on a loopback --host only"
                )
    try:
        import uvicorn

        from tocsin.web import create_app
        from tocsin.web.app import LOOPBACK as HERE
    except ImportError as error:
        raise UsageError(f"the desk needs {error.name}; install it with: pip install 'tocsin[web]'") from error
    hosts = [*HERE, *names, *((host,) if host not in (*LOOPBACK, "0.0.0.0", "::") else ())]
    app = create_app(case, watches, hosts)
    tell(f"http://{host}:{port}/")
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
