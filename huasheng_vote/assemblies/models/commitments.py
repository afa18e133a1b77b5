"""What opens the roll's commitments: salts and random exponents, made when the roll is frozen and never shown but to whom they belong."""

from sqlalchemy import BigInteger, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, within_estate


class LineCommitment(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """The salted commitment to one head's line in one version of the roll."""

    __tablename__ = "line_commitment"
    __table_args__ = (
        UniqueConstraint("estate_id", "assembly_id", "version", "head_id"),
        within_estate("assembly_id", "assembly"),
        within_estate("head_id", "roll_head"),
    )

    assembly_id: Mapped[int]
    version: Mapped[int]
    head_id: Mapped[int]
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    line: Mapped[str]


class AreaCommitment(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """The additive commitment to a head's area (1/10000 m²) by one weighing: C = 4^area · h^blind mod p. Numbers are big-endian."""

    __tablename__ = "area_commitment"
    __table_args__ = (
        UniqueConstraint("estate_id", "assembly_id", "version", "head_id", "weighing"),
        within_estate("assembly_id", "assembly"),
        within_estate("head_id", "roll_head"),
    )

    assembly_id: Mapped[int]
    version: Mapped[int]
    head_id: Mapped[int]
    weighing: Mapped[str]
    area: Mapped[int] = mapped_column(BigInteger)
    blind: Mapped[bytes] = mapped_column(LargeBinary)
    commitment: Mapped[bytes] = mapped_column(LargeBinary)
