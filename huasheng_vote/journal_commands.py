"""`flask journal …`: check the logs and sign them."""

from collections.abc import Iterator

import click
from flask import current_app
from sqlalchemy import select

from huasheng_vote.assemblies.queries import rebuilt
from huasheng_vote.extensions import db
from huasheng_vote.journal import LOCAL_TABLES, checking, checkpoints
from huasheng_vote.journal.checkpoints import Inconsistent, Reason
from huasheng_vote.journal.log import EstateRef
from huasheng_vote.people.models import Estate

OWN = ("journal_leaf", "journal_node", "journal_private")


@click.group()
def journal() -> None:
    """The public logs."""


def estates(slug: str | None = None) -> Iterator[EstateRef]:
    """Every estate, or the one of this slug."""
    query = select(Estate.id, Estate.slug).order_by(Estate.id)
    for row in db.session.execute(query.where(Estate.slug == slug) if slug else query).all():
        yield EstateRef(row.id, row.slug)


@journal.command()
@click.option("--estate", help="Only the estate with this slug.")
def check(estate: str | None) -> None:
    """Hash every line again, rebuild the tables that can be rebuilt, and compare. Exit 1 on any difference."""
    tables: set[str] = set()
    wrong = 0
    for each in estates(estate):
        report, compared = checking.check(each), rebuilt.compare(each)
        click.echo(f"{each.slug}: {report.lines} lines, {report.erased} private parts destroyed")
        for table in compared:
            click.echo(f"  {table.table}: {table.rows} rows rebuilt from the log")
        found = report.problems + [problem for table in compared for problem in table.differences]
        for problem in found:
            click.echo(f"  DIFFERS: {problem}")
        wrong += len(found)
        tables |= {table.table for table in compared}
    click.echo(f"rebuilt and compared: {', '.join(sorted(tables)) or 'nothing'}")
    click.echo(f"journaled but not rebuilt: {', '.join(sorted(set(db.metadata.tables) - set(LOCAL_TABLES) - set(OWN) - tables))}")
    if wrong:
        raise click.ClickException(f"{wrong} differences")


@journal.command()
@click.option("--estate", help="Only the estate with this slug.")
def sign(estate: str | None) -> None:
    """Sign every log as it stands."""
    refused = False
    for each in estates(estate):
        try:
            row = checkpoints.take(each, Reason.ASKED, current_app.extensions["clock"]())
        except Inconsistent as problem:
            refused = True
            click.echo(f"{each.slug}: NOT SIGNED: {problem}")
        else:
            click.echo(f"{each.slug}: {row.size} lines, {row.code}" if row else f"{each.slug}: no lines yet")
    if refused:
        raise click.ClickException("not every log was signed")
