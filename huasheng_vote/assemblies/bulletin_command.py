"""`flask --app wsgi bulletin ESTATE ASSEMBLY -o bulletin.zip`: the bulletin as on its page, from a terminal.

Exit 0 when written, 2 where there is nothing to write; then one JSON object on standard error says why.
"""

import json
import sys
from pathlib import Path

import click
from flask import current_app

from huasheng_vote.assemblies.actions.bulletin import open_for_auditor, public_zip
from huasheng_vote.journal import checkpoints
from huasheng_vote.journal.log import EstateRef
from huasheng_vote.labels import words
from huasheng_vote.people.queries import estate_by_slug
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.act import act_as


@click.command()
@click.argument("estate")
@click.argument("assembly", type=int)
@click.option("-o", "--out", "out", type=click.Path(path_type=Path, dir_okay=False), default=Path("bulletin.zip"), help="where to write it")
@click.option(
    "--level", type=click.Choice(["public", "auditor"]), default="public", help="auditor: with the opened roll; the log keeps that"
)
def bulletin(estate: str, assembly: int, out: Path, level: str) -> None:
    """Write the bulletin of an announced ASSEMBLY of ESTATE: its log, signed heads, roll and openings, with the verifier."""
    try:
        ref, at = _estate(estate), current_app.extensions["clock"]()
        checkpoints.take(ref, checkpoints.Reason.ASKED, at)
        made = act_as(ref, SYSTEM, at, open_for_auditor, assembly) if level == "auditor" else public_zip(ref, assembly)
    except Refused as refused:
        body = {"error": refused.why.value, "message": str(words(refused)), "where": str(refused.facts.get("where", ""))}
        click.echo(json.dumps(body, ensure_ascii=False), err=True)
        sys.exit(2)
    except checkpoints.Inconsistent as problem:
        click.echo(json.dumps({"error": "inconsistent", "message": str(problem), "where": estate}, ensure_ascii=False), err=True)
        sys.exit(2)
    out.write_bytes(made)
    click.echo(f"{out}: {len(made)} bytes")


def _estate(slug: str) -> EstateRef:
    found = estate_by_slug(slug)
    if found is None:
        raise Refused(Why.NOT_FOUND, where=slug)
    return EstateRef(found.id, found.slug)
