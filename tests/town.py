"""The demonstration, filled once for the whole run and looked at by many tests. Read it; do not write to it."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select, union

from huasheng_vote.demo.fill import fill
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import EstateRef
from huasheng_vote.people.models import Account, Estate, RoleGrant
from huasheng_vote.procurement.models import Supplier
from huasheng_vote.register.models import Enrolment
from tests import loose_ends
from tests.builders import Neighbourhood
from tests.site import START, Site


class Town:
    """The filled site, and a browser for anybody in it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.estates = {row.slug: _peopled(site, row) for row in db.session.scalars(select(Estate))}

    def client(self, slug: str, name: str = "", english: bool = False) -> FlaskClient:
        """A browser on the day of that estate; with a name, one in which that person is signed in with everything asked for."""
        self.site.at = loose_ends.DAY if slug == loose_ends.SLUG else START
        client = self.estates[slug].client(name) if name else self.site.client()
        if english:
            client.set_cookie("lang", "en")
        return client


def _peopled(site: Site, estate: Estate) -> Neighbourhood:
    """The people of an estate by name; of two with one name, whoever came first."""
    here = [select(table.account_id).filter_by(estate_id=estate.id) for table in (RoleGrant, Enrolment)]
    here.append(select(Supplier.author_id).filter_by(estate_id=estate.id))
    query = select(Account.name, Account.id).where(Account.id.in_(union(*here))).order_by(Account.id.desc())
    return Neighbourhood(site, EstateRef(estate.id, estate.slug), {row.name: row.id for row in db.session.execute(query)})


@contextmanager
def opened(folder: Path) -> Iterator[Town]:
    """The town over the files of a folder."""
    site = Site(folder, f"sqlite:///{folder / 'test.db'}")
    with site.app.app_context():
        yield Town(site)
    site.close()


@contextmanager
def copied(base: Path, folder: Path) -> Iterator[Town]:
    """A copy of one's own, of what the first to ask has filled in `base` for all workers."""
    with (base / "town.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (base / "town").exists():
            filled(base / "town.new")
            (base / "town.new").rename(base / "town")
    shutil.copytree(base / "town", folder, dirs_exist_ok=True)
    with opened(folder) as town:
        yield town


def filled(folder: Path) -> None:
    """The demonstration of the day at which every test's clock stands, and beside it an estate full of loose ends."""
    folder.mkdir()
    site = Site(folder, f"sqlite:///{folder / 'test.db'}")
    with site.app.app_context():
        with site.unguarded():
            fill(site.at)
        loose_ends.lay(site)
    site.close()
