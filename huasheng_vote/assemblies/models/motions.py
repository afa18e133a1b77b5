"""议题: one question of a meeting with its class by statute, its scope and, where there are several, its alternatives (CC 278, SPC 3)."""

from sqlalchemy import BigInteger, CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.convening import Scope
from huasheng_vote.rules.flows.assemblies import MotionState
from huasheng_vote.rules.lawbook import Matter, MatterClass
from huasheng_vote.rules.standing import Visibility


class Motion(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One question. Matter and classes follow from `answers` to the statute's questions and are never typed; `other_class` is set where the
    class is honestly doubtful, and then both bars are computed. `text_hash` and `visibility` are set at notice."""

    __tablename__ = "motion"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "assembly_id", "ordinal"),
        within_estate("assembly_id", "assembly"),
        within_estate("proposal_id", "proposal"),
        within_estate("run_off_of", "motion"),
        one_of("state", MotionState),
        one_of("matter", Matter),
        one_of("class", MatterClass),
        one_of("other_class", MatterClass),
        one_of("scope", Scope),
        one_of("visibility", Visibility),
        CheckConstraint("other_class <> class", name="other_class_is_another"),
        CheckConstraint("(text_hash IS NULL) = (visibility IS NULL)", name="frozen_together"),
        CheckConstraint("budget IS NULL OR budget > 0", name="budget_positive"),
    )

    assembly_id: Mapped[int]
    ordinal: Mapped[int]
    state: Mapped[str] = mapped_column(default=MotionState.PUT)
    title: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    otherwise: Mapped[str]
    """The matter where no question is answered yes."""
    answers: Mapped[str] = mapped_column(Text)
    matter: Mapped[str]
    class_: Mapped[str] = mapped_column("class")
    other_class: Mapped[str | None]
    scope: Mapped[str] = mapped_column(default=Scope.ESTATE)
    budget: Mapped[int | None] = mapped_column(BigInteger)
    """Whole fen voted with it."""
    money_source: Mapped[str] = mapped_column(default="")
    proposal_id: Mapped[int | None]
    run_off_of: Mapped[int | None]
    """The motion whose leading alternatives are voted on again."""
    text_hash: Mapped[str | None]
    """SHA-256 of title, text, class, scope, money and alternatives as canonical JSON."""
    visibility: Mapped[str | None]


class MotionOption(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One alternative, chosen on the ballot by `key`; "none of these" is always there and needs no row."""

    __tablename__ = "motion_option"
    __table_args__ = (UniqueConstraint("estate_id", "motion_id", "key"), within_estate("motion_id", "motion"))

    motion_id: Mapped[int]
    key: Mapped[str]
    text: Mapped[str]


class MotionBuilding(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A building whose owners decide; its units are listed at notice."""

    __tablename__ = "motion_building"
    __table_args__ = (
        UniqueConstraint("estate_id", "motion_id", "building_id"),
        within_estate("motion_id", "motion"),
        within_estate("building_id", "building"),
    )

    motion_id: Mapped[int]
    building_id: Mapped[int]


class MotionUnit(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A unit whose owner decides. From notice on these rows are the scope, whichever way it was drafted; none for the whole estate."""

    __tablename__ = "motion_unit"
    __table_args__ = (
        UniqueConstraint("estate_id", "motion_id", "unit_id"),
        within_estate("motion_id", "motion"),
        within_estate("unit_id", "unit"),
    )

    motion_id: Mapped[int]
    unit_id: Mapped[int]
