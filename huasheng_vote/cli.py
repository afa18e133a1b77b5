"""Commands of `flask --app wsgi …`."""

from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click
from flask import Flask, current_app
from flask_migrate import upgrade

from huasheng_vote import backup as copies
from huasheng_vote import worker
from huasheng_vote.assemblies.bulletin_command import bulletin
from huasheng_vote.assemblies.commands import estate
from huasheng_vote.demo.stage import SHANGHAI
from huasheng_vote.demo.start import NotEmpty, start
from huasheng_vote.journal_commands import journal, lost_words
from huasheng_vote.journal_upkeep import accept, losses
from huasheng_vote.procurement.opendata.commands import oc4ids_command, ocds
from huasheng_vote.register.commands import register


def init_app(app: Flask) -> None:
    for command in (work, close_due, demo, backup, restore, estate, register, journal, bulletin, ocds, oc4ids_command):
        app.cli.add_command(command)


@click.command("worker")
def work() -> None:
    """Send what is due and close what is over, once a minute, until told to stop."""
    worker.run(current_app._get_current_object())  # type: ignore[attr-defined]


@click.command("close-due")
def close_due() -> None:
    """Open and close every vote and every tender whose moment has come, and put every award in force that is due, without waiting for the worker."""
    at = current_app.extensions["clock"]()
    votes, tenders = worker.settle_due(at), worker.tenders_due(at)
    click.echo(f"{len(votes)} assemblies, {len(tenders)} tenders, {len(worker.awards_due(at))} awards and challenges")


@click.command()
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="The day it is then; today where none is given.")
def demo(at: datetime | None) -> None:
    """Fill an empty database with the demonstration estate."""
    upgrade()
    try:
        start(at.replace(hour=10, tzinfo=SHANGHAI) if at else current_app.extensions["clock"]())
    except NotEmpty as problem:
        refuse(problem)
    click.echo("the demonstration is there")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write a copy of the database to FILE, also while the site is in use."""
    try:
        copies.backup(file)
    except copies.CannotCopy as problem:
        refuse(problem)
    click.echo(f"{file}: {file.stat().st_size} bytes")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace the data that are there.")
@click.option("--accept-loss", is_flag=True, help="Also where the copy lacks lines of a log that were signed.")
def restore(file: Path, force: bool, accept_loss: bool) -> None:
    """Put the copy in FILE in place of the database. Stop the site first."""
    try:
        copies.restore(file, force, accept_loss)
    except copies.CannotCopy as problem:
        refuse(problem)
    for slug, loss in losses().items():
        accept(slug, loss, current_app.extensions["clock"]())
        click.echo(lost_words(slug, loss))
    click.echo("restored")


def refuse(problem: Exception) -> NoReturn:
    """One sentence and a non-zero exit, no trace."""
    raise click.ClickException(str(problem))
