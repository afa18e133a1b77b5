"""Files that a form took in: noted when they come, and swept where nothing was published with them after a day."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from huasheng_vote.extensions import db
from huasheng_vote.proposals.models import Attachment, DraftFile, SuggestionPhoto

GOOD_FOR = timedelta(days=1)
SWEPT_AFTER = GOOD_FOR + timedelta(hours=1)  # whoever publishes at the last moment still finds the photos
AT_ONCE = 500
USED_BY = (SuggestionPhoto.name, SuggestionPhoto.thumbnail, Attachment.name)


def note(names: Collection[str], at: datetime) -> None:
    """These files have come. A local change."""
    if names:
        db.session.execute(insert(DraftFile), [{"name": name, "came_at": at} for name in names])


def old(at: datetime) -> list[str]:
    """The files that came so long ago that nobody can publish anything with them any more."""
    return list(db.session.scalars(select(DraftFile.name).where(DraftFile.came_at <= at - SWEPT_AFTER).limit(AT_ONCE)))


def unpublished(names: Collection[str]) -> list[str]:
    """Those of the files that are part of nothing."""
    used = {name for column in USED_BY for name in db.session.scalars(select(column).where(column.in_(names)))}
    return [name for name in names if name not in used]


def forget(names: Collection[str]) -> None:
    """What is published is noted elsewhere, and the rest is gone. A local change."""
    db.session.execute(delete(DraftFile).where(DraftFile.name.in_(names)))
