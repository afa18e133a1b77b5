"""回访抽查: the draw of one vote, and the households drawn with what each call came to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.callbacks import Answer


class CallbackDraw(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One draw a vote: out of so many ballots, of which so many false ones would turn the result. `seed` is public; `source` says where from."""

    __tablename__ = "callback_draw"
    __table_args__ = (
        UniqueConstraint("estate_id", "assembly_id"),
        within_estate("assembly_id", "assembly"),
        CheckConstraint("0 < size AND size <= ballots AND 0 < flips AND flips <= ballots", name="figures_fit"),
    )

    assembly_id: Mapped[int]
    source: Mapped[str]
    seed: Mapped[str]
    ballots: Mapped[int]
    flips: Mapped[int]
    size: Mapped[int]
    drawn_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    drawn_at: Mapped[datetime]


class Callback(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One household drawn. `answer` is set once somebody has called."""

    __tablename__ = "callback"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "assembly_id", "head_id"),
        within_estate("assembly_id", "assembly"),
        within_estate("head_id", "roll_head"),
        CheckConstraint(
            "(answer IS NULL) = (called_at IS NULL) AND (answer IS NULL) = (called_by IS NULL)", name="called_when_and_by_whom"
        ),
        one_of("answer", Answer),
    )

    assembly_id: Mapped[int]
    head_id: Mapped[int]
    place: Mapped[int]
    """Where it stands in the order of the draw, from 1."""
    answer: Mapped[str | None]
    called_at: Mapped[datetime | None]
    called_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
