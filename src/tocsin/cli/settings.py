"""tocsin settings: the table of settings."""

import click

from tocsin.settings import SETTINGS


@click.command()
def settings() -> None:
    """Print every setting, its value and what it does. Set one with its environment variable."""
    width = max(len(s.variable) for s in SETTINGS)
    for s in SETTINGS:
        click.echo(f"{s.variable:<{width}}  {s.value:<12} {s.help}")
