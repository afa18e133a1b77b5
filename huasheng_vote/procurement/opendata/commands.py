"""`flask --app wsgi ocds ESTATE [-o FILE]` and `oc4ids ESTATE [-o FILE]`: the open data of an estate, to a file or to standard output.

Exit 0 when written, 2 where there is no such estate; then one JSON object on standard error says why.
"""

import json
import sys
from datetime import datetime
from pathlib import Path

import click
from flask import current_app

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import EstateRef
from huasheng_vote.labels import words
from huasheng_vote.people.models import Estate
from huasheng_vote.people.queries import estate_by_slug
from huasheng_vote.procurement.opendata import facts, oc4ids, packages
from huasheng_vote.procurement.opendata.codes import Json
from huasheng_vote.procurement.opendata.publishing import releases
from huasheng_vote.projects.queries import projects
from huasheng_vote.rules.refusal import Refused, Why

OUT = click.option(
    "-o", "--out", "out", type=click.Path(path_type=Path, dir_okay=False), help="where to write it; standard output where left out"
)


@click.command()
@click.argument("estate")
@click.option("--records", is_flag=True, help="records, each with its compiled release, instead of a release package")
@OUT
def ocds(estate: str, records: bool, out: Path | None) -> None:
    """Write the releases of every purchase of ESTATE as they were published."""
    ref = _estate(estate)
    make = packages.record_package if records else packages.package
    _write(make(_address(ref), _name(ref), releases(ref.id), _now()), out)


@click.command("oc4ids")
@click.argument("estate")
@OUT
def oc4ids_command(estate: str, out: Path | None) -> None:
    """Write the project file of ESTATE: every project with its purchases."""
    ref = _estate(estate)
    _write(oc4ids.package(_address(ref), _name(ref), project_files(ref, _now()), _now()), out)


def project_files(estate: EstateRef, at: datetime) -> list[Json]:
    """Each project as it is public at the moment."""
    bought: dict[int, list[tuple[facts.Process, list[Json]]]] = {}
    for tender in facts.published(estate.id):
        found = releases(estate.id, tender.id)
        if found:
            bought.setdefault(tender.project_id, []).append((facts.process(estate, tender), found))
    name = _name(estate)
    return [oc4ids.project(estate.slug, name, each, bought.get(each.id, []), at) for each in projects(estate.id)]


def _write(body: Json, out: Path | None) -> None:
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, "utf-8")
        click.echo(f"{out}: {len(text.encode())} bytes")


def _estate(slug: str) -> EstateRef:
    found = estate_by_slug(slug)
    if found is None:
        refused = Refused(Why.NOT_FOUND, where=slug)
        click.echo(json.dumps({"error": refused.why.value, "message": str(words(refused)), "where": slug}, ensure_ascii=False), err=True)
        sys.exit(2)
    return EstateRef(found.id, found.slug)


def _name(estate: EstateRef) -> str:
    return str(db.session.get_one(Estate, estate.id).name)


def _address(estate: EstateRef) -> str:
    return facts.address_of(estate.slug)("procurement.index")


def _now() -> datetime:
    at: datetime = current_app.extensions["clock"]()
    return at
