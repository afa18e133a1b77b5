"""Commands of `flask --app wsgi …`."""

import click
from flask import Flask, current_app

from huasheng_vote import worker
from huasheng_vote.register.commands import register


def init_app(app: Flask) -> None:
    for command in (work, register):
        app.cli.add_command(command)


@click.command("worker")
def work() -> None:
    """Send what is due and close what is over, once a minute, until told to stop."""
    worker.run(current_app._get_current_object())  # type: ignore[attr-defined]
