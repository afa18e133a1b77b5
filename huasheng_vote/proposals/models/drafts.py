"""Files taken in by a form and not yet part of anything."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import db


class DraftFile(db.Model):  # type: ignore[misc, name-defined]
    """A stored file's name and when it came. Local: it decides nothing, it only finds what nobody published."""

    __tablename__ = "draft_file"

    name: Mapped[str] = mapped_column(primary_key=True)
    came_at: Mapped[datetime] = mapped_column(index=True)
