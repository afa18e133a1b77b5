"""`flask --app wsgi estate found SLUG …`: the first estate of an empty installation, and the person who sets it up from there in the browser."""

import click
from flask import current_app

from huasheng_vote.assemblies.actions.estates import EstateFacts, found_by_operator
from huasheng_vote.assemblies.forms.setup import SLUG
from huasheng_vote.assemblies.views.setup import own_addresses
from huasheng_vote.journal.log import EstateRef
from huasheng_vote.labels import words
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.web.act import act_as

NOWHERE = EstateRef(0, "")


@click.group()
def estate() -> None:
    """The estates of this installation."""


@estate.command()
@click.argument("slug")
@click.option("--name", required=True, help="as on every page")
@click.option("--administrator", "phone", required=True, help="mobile number of who will set it up; it signs in with a code to this phone")
@click.option("--administrator-name", "holder", required=True, help="that person's name")
@click.option("--address", default="")
@click.option("--phone", "desk", default="", help="the number people may call; stands at the foot of every page")
@click.option("--hours", default="", help="when it is answered")
def found(slug: str, name: str, phone: str, holder: str, address: str, desk: str, hours: str) -> None:
    """Found the estate at /SLUG/ with its own log, its calendar and its administrator."""
    if not SLUG.fullmatch(slug) or slug in own_addresses():
        raise click.BadParameter("2 to 30 of a-z, 0-9 and -, a letter first, and none of the site's own addresses", param_hint="SLUG")
    facts, at = EstateFacts(name, address, desk, hours), current_app.extensions["clock"]()
    try:
        act_as(NOWHERE, SYSTEM, at, found_by_operator, slug, facts, phone, holder)
    except Refused as refused:
        with current_app.test_request_context():
            raise click.ClickException(words(refused)) from None
    click.echo(f"/{slug}/ is there; sign in with {phone}, then set it up at /{slug}/setup")
