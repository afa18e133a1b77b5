"""`flask journal …`: check the logs and sign them."""

import click
from flask import current_app

from huasheng_vote.assemblies.queries import rebuilt
from huasheng_vote.journal import LOCAL_TABLES, bound, checking, checkpoints
from huasheng_vote.journal.checkpoints import Inconsistent, Reason
from huasheng_vote.journal.log import EstateRef
from huasheng_vote.journal.restarting import Loss
from huasheng_vote.journal_upkeep import accept, adopt, adopt_differing, estates, losses, rotate


@click.group()
def journal() -> None:
    """The public logs."""


@journal.command()
@click.argument("estate", required=False)
def check(estate: str | None) -> None:
    """Hash every line of ESTATE's log (of every log) again, rebuild what its lines tell in full, and compare every row of every table with what the log
    bound. Exit 1 on any difference."""
    wrong = sum(_checked(each) for each in known(estate))
    wrong += _said(bound.compare_shared())
    click.echo(f"outside the log: {', '.join(LOCAL_TABLES)}")
    if wrong:
        raise click.ClickException(f"{wrong} differences")


def _checked(estate: EstateRef) -> int:
    """How many differences one estate has; each is told."""
    report, compared = checking.check(estate), rebuilt.compare(estate)
    click.echo(f"{estate.slug}: {report.lines} lines, {report.erased} private parts destroyed")
    for table in compared:
        click.echo(f"  {table.table}: {table.rows} rows rebuilt from the log")
    for name, count in sorted(bound.counts(estate).items()):
        click.echo(f"  {name}: {count} rows compared with what the log bound")
    return _said(report.problems + [each for table in compared for each in table.differences] + bound.compare(estate))


def _said(problems: list[str]) -> int:
    for each in problems:
        click.echo(f"  DIFFERS: {each}")
    return len(problems)


@journal.command("adopt-rows")
@click.argument("estate")
@click.argument("reason")
def adopt_rows(estate: str, reason: str) -> None:
    """Bind the rows of ESTATE that differ as they stand now: after work on the database itself that no act did. A public line says how many, and why."""
    (each,) = known(estate)
    count = adopt_differing(each, reason, current_app.extensions["clock"]())
    click.echo(f"{each.slug}: {count} rows bound anew" if count else f"{each.slug}: no row differs")


def known(slug: str | None) -> list[EstateRef]:
    """The estates meant; an error where none has this slug."""
    found = list(estates(slug))
    if slug and not found:
        raise click.ClickException(f"no estate {slug}")
    return found


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
