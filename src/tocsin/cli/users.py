"""tocsin users: the people of a case."""

import click

from tocsin.cli.options import analyst_option, case_option
from tocsin.cli.saying import say, tell

ROLES = ["reader", "analyst", "editor", "administrator"]


@click.group()
def users() -> None:
    """Accounts of a case. With the first one, the desk asks everyone to log in."""


@users.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What they may do; each role may do what those before it may.")  # fmt: skip  # noqa: E501 - help text
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, envvar="TOCSIN_PASSWORD", help="Asked for when it is not given; TOCSIN_PASSWORD sets it.")  # fmt: skip  # noqa: E501 - help text
@case_option()
def add(name: str, role: str, password: str, case: str) -> None:
    """Add NAME, or give them a new role and password. Readers read, analysts judge, editors approve and publish."""
    from tocsin import workbench

    with workbench.open_case(case) as ledger:
        made = workbench.add_user(ledger, name, role, password)
    tell(f"{made.name} is {made.role}")


@users.command("list")
@case_option()
def listed(case: str) -> None:
    """Print who has an account, with role and state."""
    from tocsin import workbench

    with workbench.open_case(case, create=False) as ledger:
        for a in ledger.people.accounts():
            say(f"{a.name}  {a.role}  since {a.made.date()}{'  closed' if a.closed else ''}")


@users.command()
@click.argument("name")
@case_option()
def close(name: str, case: str) -> None:
    """Let NAME in no more: their sessions and tokens end, what they signed stays."""
    from tocsin import workbench

    with workbench.open_case(case, create=False) as ledger:
        workbench.close_user(ledger, name)


@users.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), help="At most the account's own.  [default: the account's own]")
@click.option("--label", default="", help="What it is for.")
@case_option()
def token(name: str, role: str | None, label: str, case: str) -> None:
    """Print a new API token of NAME. It is shown this once; the case keeps only its hash."""
    from tocsin import workbench

    with workbench.open_case(case, create=False) as ledger:
        say(workbench.add_token(ledger, name, role, label))


@users.command("second-person")
@click.argument("state", type=click.Choice(["on", "off"]))
@analyst_option
@case_option()
def second_person(state: str, analyst: str, case: str) -> None:
    """Whether judgements made from now on act only once somebody else has approved them."""
    from tocsin import workbench

    with workbench.open_case(case, create=False) as ledger:
        workbench.sign(ledger, analyst, "rule", "case", {"second_person": state == "on"}, "")
