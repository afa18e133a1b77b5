"""Buildings, units, parties and who owns what. A head is not stored here: it follows from the owner sets (SPC 8–9)."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, Sealed, db, within_estate


class Building(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """楼栋. `ordinal` is its place in the street."""

    __tablename__ = "building"
    __table_args__ = (UniqueConstraint("estate_id", "id"), UniqueConstraint("estate_id", "name"))

    name: Mapped[str]
    ordinal: Mapped[int] = mapped_column(default=0)


class Unit(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """房屋: separately registrable. `area` in 1/10000 m². `entrance` is empty where the building has none. `key` is its key in the register."""

    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "building_id", "entrance", "number"),
        within_estate("building_id", "building"),
        CheckConstraint("area > 0", name="area_positive"),
        CheckConstraint("use IN ('住宅', '商业', '车位', '储藏')", name="use_known"),
        CheckConstraint("status IN ('已售', '未售', '未交付')", name="status_known"),
    )

    building_id: Mapped[int]
    entrance: Mapped[str] = mapped_column(default="")
    number: Mapped[str]
    use: Mapped[str] = mapped_column(default="住宅")
    status: Mapped[str] = mapped_column(default="已售")
    area: Mapped[int] = mapped_column(BigInteger)
    retired_at: Mapped[datetime | None]


class Party(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """业主: a person or company in this estate's register. `identity` is the keyed digest of the document number, else of name and phone:
    equal identity, same owner. Names are shown masked; documents and phones are sealed."""

    __tablename__ = "party"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "identity"),
        Index("ix_party_phone", "estate_id", "phone_digest"),
        CheckConstraint("kind IN ('person', 'company', 'minor', 'developer')", name="kind_known"),
    )

    identity: Mapped[str]
    kind: Mapped[str] = mapped_column(default="person")
    name: Mapped[str]
    document: Mapped[str | None] = mapped_column(Sealed)
    phone: Mapped[str | None] = mapped_column(Sealed)
    phone_digest: Mapped[str | None]
    spokesman: Mapped[str] = mapped_column(default="")
    """Legal representative of a company, guardian of a minor; evidence in the log's private body."""


class Ownership(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """That a party owns a unit, on which ground, from when until when. Never deleted: ended."""

    __tablename__ = "ownership"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        within_estate("unit_id", "unit"),
        within_estate("party_id", "party"),
        CheckConstraint("ground IN ('registered', 'judgment', 'inheritance', 'construction', 'possession')", name="ground_known"),
        Index("ix_ownership_unit", "estate_id", "unit_id"),
        Index("ix_ownership_party", "estate_id", "party_id"),
    )

    unit_id: Mapped[int]
    party_id: Mapped[int]
    ground: Mapped[str] = mapped_column(default="registered")
    evidence: Mapped[str] = mapped_column(default="")
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Enrolment(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """That an account speaks for a party: how it was shown, from when until when."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        within_estate("party_id", "party"),
        CheckConstraint("how IN ('letter', 'counter')", name="how_known"),
        Index("ix_enrolment_account", "account_id", "estate_id"),
    )

    party_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    how: Mapped[str]
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
