"""When the demonstration is there: only over an empty database, or one that it filled itself."""

from datetime import datetime

from sqlalchemy import select

from huasheng_vote.backup import has_data
from huasheng_vote.demo.fill import fill
from huasheng_vote.extensions import db
from huasheng_vote.journal.signer import the_signer
from huasheng_vote.people.models import Persona


class NotEmpty(Exception):
    """The demonstration is never mixed with real data."""


def start(at: datetime) -> None:
    """Fill an empty database."""
    if has_data():
        raise NotEmpty("the database has data; the demonstration is only for an empty one")
    _lay_marks_aside()
    fill(at)


def _lay_marks_aside() -> None:
    """Marks of logs that are no longer there would keep the invented ones from being signed. They are kept beside: the database may have been lost."""
    path = the_signer().high_water.path
    if path.exists():
        path.replace(path.with_name(f"{path.stem}.before-demo{path.suffix}"))


def prepare(setting: str | None, at: datetime) -> bool:
    """For `make run`: fill an empty database unless the setting says no. Returns whether to run as a demonstration, which over real data is never."""
    if setting == "0":
        return False
    if not has_data():
        start(at)
    return filled()


def filled() -> bool:
    """Whether the data are the demonstration's: only it puts up people whom anyone may become."""
    return db.session.scalar(select(Persona.id).limit(1)) is not None
