"""计票: the counting of the papers as an act of its own: where and when, by whom, watched by whom, how the box seals were found (GR; voting.md)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, within_estate


class CountRecord(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One counting. Caller (唱票), counter (计票) and overseer (监票) are three owners, none a candidate or a candidate's relative; the residents'
    committee witnesses. `document_id`: the signed sheet, scanned."""

    __tablename__ = "count_record"
    __table_args__ = (
        UniqueConstraint("estate_id", "assembly_id"),
        within_estate("assembly_id", "assembly"),
        within_estate("caller_id", "party"),
        within_estate("counter_id", "party"),
        within_estate("overseer_id", "party"),
        within_estate("document_id", "assembly_document"),
        CheckConstraint("caller_id <> counter_id AND counter_id <> overseer_id AND caller_id <> overseer_id", name="three_people"),
        CheckConstraint("length(seals) > 0", name="seals_described"),
        CheckConstraint("(witnessed_by IS NULL) = (witnessed_at IS NULL)", name="witnessed_when"),
        CheckConstraint("witnessed_by IS NULL OR witnessed_by <> recorded_by", name="witness_is_another"),
    )

    assembly_id: Mapped[int]
    place: Mapped[str]
    began_at: Mapped[datetime]
    caller_id: Mapped[int]
    counter_id: Mapped[int]
    overseer_id: Mapped[int]
    seals: Mapped[str] = mapped_column(Text)
    document_id: Mapped[int | None]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]
    witnessed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    witnessed_at: Mapped[datetime | None]
