"""Buildings, units, parties and who owns what. A head is not stored here: it follows from the owner sets (SPC 8–9)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, Sealed, db, one_of, within_estate
from huasheng_vote.rules.roll import Use
from huasheng_vote.rules.sheet.rows import Status


class Kind(StrEnum):
    """What sort of owner a party is. A company and a minor act through a spokesman."""

    PERSON = "person"
    COMPANY = "company"
    MINOR = "minor"
    DEVELOPER = "developer"


class Ground(StrEnum):
    """Why somebody owns: the registry, or what stands in for it until registration (CC 229–231, SPC 1)."""

    REGISTERED = "registered"
    JUDGMENT = "judgment"
    INHERITANCE = "inheritance"
    CONSTRUCTION = "construction"
    POSSESSION = "possession"


class Building(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """楼栋. `name` is bare (`1`, not `1栋`; `labels.register` writes it out); `ordinal` is its place in the street."""

    __tablename__ = "building"
    __table_args__ = (UniqueConstraint("estate_id", "id"), UniqueConstraint("estate_id", "name"))

    name: Mapped[str]
    ordinal: Mapped[int] = mapped_column(default=0)


class Unit(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """房屋: separately registrable. `area` in 1/10000 m². Building, entrance and number are bare (`1`, `2`, `301`, not `1栋`); `entrance` is empty
    where the building has none."""

    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "building_id", "entrance", "number"),
        within_estate("building_id", "building"),
        CheckConstraint("area > 0", name="area_positive"),
        one_of("use", Use),
        one_of("status", Status),
    )

    building_id: Mapped[int]
    entrance: Mapped[str] = mapped_column(default="")
    number: Mapped[str]
    use: Mapped[str] = mapped_column(default=Use.DWELLING)
    status: Mapped[str] = mapped_column(default=Status.SOLD)
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
        one_of("kind", Kind),
    )

    identity: Mapped[str]
    kind: Mapped[str] = mapped_column(default=Kind.PERSON)
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
        one_of("ground", Ground),
        Index("ix_ownership_unit", "estate_id", "unit_id"),
        Index("ix_ownership_party", "estate_id", "party_id"),
    )

    unit_id: Mapped[int]
    party_id: Mapped[int]
    ground: Mapped[str] = mapped_column(default=Ground.REGISTERED)
    evidence: Mapped[str] = mapped_column(default="")
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who saw the evidence; nobody where a file said so."""
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class HeadNote(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """What is recorded about an owner set: who represents its co-owners (GR 25), whether they are in conflict. `owners` is the set itself, party ids
    in order; when the owners of a unit change, the note speaks of a set that is no more and lapses by itself."""

    __tablename__ = "head_note"
    __table_args__ = (
        UniqueConstraint("estate_id", "owners"),
        within_estate("representative_id", "party"),
        CheckConstraint("(contested_since IS NULL) = (conflict = '')", name="conflict_has_reason"),
    )

    owners: Mapped[str]
    representative_id: Mapped[int | None]
    contested_since: Mapped[datetime | None]
    conflict: Mapped[str] = mapped_column(default="")
