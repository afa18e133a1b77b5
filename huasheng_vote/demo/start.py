"""When the demonstration is there: only over an empty database, or one that it filled itself."""

from sqlalchemy import select

from huasheng_vote.backup import has_data
from huasheng_vote.extensions import db
from huasheng_vote.people.models import Persona


def filled() -> bool:
    """Whether the data are the demonstration's: only it puts up people whom anyone may become."""
    return db.session.scalar(select(Persona.id).limit(1)) is not None


def wanted(setting: str | None) -> bool:
    """Whether to run as a demonstration: never where the setting says no, never over real data."""
    return setting != "0" and (not has_data() or filled())
