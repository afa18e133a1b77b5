"""`flask journal …`: check the logs and sign them."""

import click
from flask import current_app

from huasheng_vote.assemblies.queries import rebuilt
from huasheng_vote.extensions import db
from huasheng_vote.journal import LOCAL_TABLES, checking, checkpoints
from huasheng_vote.journal.checkpoints import Inconsistent, Reason
from huasheng_vote.journal.restarting import Loss
from huasheng_vote.journal_upkeep import accept, adopt, estates, losses, rotate

OWN = ("journal_leaf", "journal_node", "journal_private")


@click.group()
def journal() -> None:
    """The public logs."""


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


@journal.command("accept-loss")
def accept_loss() -> None:
    """Go on although signed lines are missing, as after a restore: every log concerned says so and goes on under another origin."""
    found = losses()
    for slug, loss in found.items():
        accept(slug, loss, current_app.extensions["clock"]())
        click.echo(lost_words(slug, loss))
    if not found:
        click.echo("nothing that was signed is missing")


@journal.command("adopt-high-water")
def adopt_high_water() -> None:
    """Start a lost high-water file anew from the database. Only where the file itself was lost; each log says so in a line."""
    for each in estates():
        adopt(each, current_app.extensions["clock"]())
    click.echo("the high-water file knows every log that was ever signed")


@journal.command("rotate-key")
@click.confirmation_option(prompt="A new signing key for every log?")
def rotate_key() -> None:
    """Bring in a new signing key. Print the new fingerprint afterwards."""
    click.echo(f"new fingerprint: {rotate(current_app.extensions['clock']())}")


def lost_words(slug: str, loss: Loss) -> str:
    """One line for whoever gave the command."""
    return f"{slug}: lines {loss.kept} to {loss.signed - 1} are lost; two officers have to acknowledge it on the page of the public log"
