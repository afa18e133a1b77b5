"""`flask --app wsgi register import ESTATE FILE`: the same reading, comparing and writing as on the page, from a terminal.

Exit 0 when done, 1 where rows are in error, 2 where nothing could be read or done; then one JSON object on standard error says why.
"""

import json
import sys
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app

from huasheng_vote.journal.log import EstateRef
from huasheng_vote.labels import words
from huasheng_vote.labels.register import problem
from huasheng_vote.people.queries import estate_by_slug
from huasheng_vote.register.actions.imports import File, Prepared, import_register, prepare
from huasheng_vote.register.actions.reading import MOST_BYTES
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.exact import show_area
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.act import act_as

WITH_ERRORS, NOT_DONE = 1, 2


@click.group()
def register() -> None:
    """The estate's register."""


@register.command("import")
@click.argument("estate")
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="read and compare only, write nothing")
@click.option("--json", "as_json", is_flag=True, help="print what `python -m huasheng_vote.rules roll` prints")
@click.option("--part", is_flag=True, help="the file names some units only: leave all others as they are")
def import_command(estate: str, file: str, dry_run: bool, as_json: bool, part: bool) -> None:
    """Make FILE (CSV or XLSX; - reads standard input) the register of ESTATE."""
    try:
        ref, at = _estate(estate), current_app.extensions["clock"]()
        prepared = prepare(ref.id, File(Path(file).name, _content(file), whole=not part), at)
        if not dry_run and not prepared.reading.errors:
            act_as(ref, SYSTEM, at, import_register, prepared)
    except Refused as refused:
        _refuse(refused)
    _say(prepared, as_json, dry_run)
    sys.exit(WITH_ERRORS if prepared.reading.errors else 0)


def _estate(slug: str) -> EstateRef:
    found = estate_by_slug(slug)
    if found is None:
        raise Refused(Why.NOT_FOUND, where=slug)
    return EstateRef(found.id, found.slug)


def _content(name: str) -> bytes:
    """At most one byte more than may be read, so that a larger file is refused without filling the memory."""
    try:
        with click.open_file(name, "rb") as stream:
            content: bytes = stream.read(MOST_BYTES + 1)
            return content
    except OSError as error:
        raise Refused(Why.UNREADABLE_FILE, value=name, reason=error.strerror or "") from None


def _refuse(refused: Refused) -> NoReturn:
    fault = {"error": refused.why.value, "message": words(refused), "where": refused.facts.get("where")}
    click.echo(json.dumps(fault, ensure_ascii=False), err=True)
    sys.exit(NOT_DONE)


def _say(prepared: Prepared, as_json: bool, dry_run: bool) -> None:
    if as_json:
        click.echo(json.dumps(prepared.reading.report(), ensure_ascii=False, indent=1))
        return
    reading, plan = prepared.reading, prepared.plan
    for each in (*reading.errors, *reading.warnings):
        click.echo(f"row {each.row} {each.column}: {each.value!r} {problem(each.code)}")
    click.echo(f"{len(plan.new_units)} new, {len(plan.changed_units)} changed, {len(plan.retired_units)} retired units")
    click.echo(f"{plan.after.units} units, {plan.after.counted.heads} heads, {show_area(plan.after.counted.area or 0)} m2 on the roll")
    if dry_run or reading.errors:
        click.echo("nothing was written")
