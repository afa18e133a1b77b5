"""Commands of `flask --app wsgi …`."""

import click
from flask import Flask


def init_app(app: Flask) -> None:
    app.cli.add_command(journal)


@click.group()
def journal() -> None:
    """The estate's log."""
