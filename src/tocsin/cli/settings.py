"""tocsin settings: the table of settings."""

import re

import click

from tocsin.cli.saying import say
from tocsin.settings import SETTINGS


@click.command()
def settings() -> None:
    """Print every setting, its value and what it does. Set one with its environment variable."""
    width = max(len(s.variable) for s in SETTINGS)
    for s in SETTINGS:
        say(f"{s.variable:<{width}}  {without_password(s.value):<12} {s.help}")


def without_password(value: str) -> str:
    """An address that may be shown: "postgresql://desk:…@host/case"."""
    return re.sub(r"(://[^:/@\s]+):[^@\s]*@", r"\1:…@", value)
