"""名册 as frozen at notice: heads, their units and areas. Later edits of the register change nothing here (SPC 8–9, voting.md).

A correction before opening makes a new version: what it replaces keeps its rows with `until_version`, so every version can be recounted. Rows
with `until_version` NULL are the roll in force. Units outside the adopted base stay listed, uncounted, because the other base is tallied too.
"""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.roll import Use


class RollVersion(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """Version 1 comes with the notice; each further one with a reason and two approvals. Totals are of the counted units."""

    __tablename__ = "roll_version"
    __table_args__ = (
        UniqueConstraint("estate_id", "assembly_id", "number"),
        within_estate("assembly_id", "assembly"),
        CheckConstraint("number = 1 OR length(reason) > 0", name="corrected_for_a_reason"),
    )

    assembly_id: Mapped[int]
    number: Mapped[int]
    heads: Mapped[int]
    area: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, default="")
    made_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]


class RollHead(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One owner set: one vote by number. `owners` are its party ids in order ("12+57"), "" for the developer's single head; `pseudonym` stands
    for it wherever the public can look. `counted`: it holds a unit of the adopted base. `contested`: its co-owners are in open conflict."""

    __tablename__ = "roll_head"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "assembly_id", "number"),
        UniqueConstraint("estate_id", "assembly_id", "pseudonym"),
        within_estate("assembly_id", "assembly"),
        within_estate("representative_id", "party"),
        Index(
            "uq_roll_head_owners",
            "estate_id",
            "assembly_id",
            "owners",
            unique=True,
            sqlite_where=db.text("until_version IS NULL"),
            postgresql_where=db.text("until_version IS NULL"),
        ),
    )

    assembly_id: Mapped[int]
    number: Mapped[int]
    owners: Mapped[str]
    pseudonym: Mapped[str]
    counted: Mapped[bool]
    contested: Mapped[bool] = mapped_column(default=False)
    representative_id: Mapped[int | None]
    """The co-owner who speaks for it (GR 25)."""
    since_version: Mapped[int]
    until_version: Mapped[int | None]


class RollHeadParty(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A party of the owner set; none for the developer's head. Found by party when an owner asks for their own head."""

    __tablename__ = "roll_head_party"
    __table_args__ = (
        UniqueConstraint("estate_id", "head_id", "party_id"),
        within_estate("head_id", "roll_head"),
        within_estate("party_id", "party"),
        Index("ix_roll_head_party_party", "party_id", "estate_id"),
    )

    head_id: Mapped[int]
    party_id: Mapped[int]


class RollUnit(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A unit as it stood: its address, use and area (1/10000 m²), and the head it belongs to."""

    __tablename__ = "roll_unit"
    __table_args__ = (
        UniqueConstraint("estate_id", "assembly_id", "unit_id", "since_version"),
        within_estate("assembly_id", "assembly"),
        within_estate("head_id", "roll_head"),
        within_estate("unit_id", "unit"),
        one_of("use", Use),
        CheckConstraint("area > 0", name="area_positive"),
        Index("ix_roll_unit_head", "estate_id", "head_id"),
    )

    assembly_id: Mapped[int]
    head_id: Mapped[int]
    unit_id: Mapped[int]
    building: Mapped[str]
    entrance: Mapped[str]
    number: Mapped[str]
    use: Mapped[str]
    area: Mapped[int] = mapped_column(BigInteger)
    counted: Mapped[bool]
    since_version: Mapped[int]
    until_version: Mapped[int | None]
