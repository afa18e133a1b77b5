"""The demonstration, filled once and looked at by many tests: read it, do not write to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from huasheng_vote.demo.fill import fill
from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account, Estate, Persona
from tests.site import Site


class Town:
    """The filled site, and its people by name."""

    def __init__(self, site: Site) -> None:
        self.site = site
        with site.unguarded():
            fill(site.at)
            rows = db.session.execute(
                select(Account.name, Persona.account_id, Estate.slug)
                .join(Persona, Persona.account_id == Account.id)
                .join(Estate, Estate.id == Persona.estate_id)
            )
            self.personas = {(slug, name): account for name, account, slug in rows}
            db.session.rollback()

    def client(self, name: str = "", slug: str = "songlu", english: bool = False) -> FlaskClient:
        """A browser; with a name, one in which the banner's button of that person was pressed."""
        client = self.site.client()
        if name:
            answer = client.post(f"/{slug}/demo/as/{self.personas[slug, name]}")
            assert answer.status_code == 303
        if english:
            client.set_cookie("lang", "en")
        return client


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One filling for the whole run of this process; on SQLite, where a reader of the demonstration has it too."""
    folder: Path = tmp_path_factory.mktemp("town")
    site = Site(folder, f"sqlite:///{folder / 'test.db'}")
    with site.app.app_context():
        yield Town(site)
    site.close()
