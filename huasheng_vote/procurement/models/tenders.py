"""A tender: what is bought and by which rules, who reviewed it, what was asked and changed while it was open."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, Sealed, db, one_of, within_estate
from huasheng_vote.rules.authority import EmployerKind
from huasheng_vote.rules.flows.tenders import Cancelled, TenderState
from huasheng_vote.rules.methods import Judging, Method
from huasheng_vote.rules.staffing import Duty
from huasheng_vote.rules.tendering import Moved

REVIEWERS = (Duty.REVIEWING_CHAIR, Duty.REVIEWING_EXPERT)


class Tender(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One tender of one project. Until it is published everything may be edited, which voids the review; from then on `terms` and `specification`
    are frozen and only addenda speak. Money in whole fen, weights in points."""

    __tablename__ = "tender"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "author_id", "key"),
        UniqueConstraint("estate_id", "year", "ordinal"),
        within_estate("project_id", "project"),
        within_estate("previous_id", "tender"),
        within_estate("fewer_decision_id", "committee_decision"),
        one_of("state", TenderState),
        one_of("method", Method),
        one_of("judging", Judging),
        one_of("employer_kind", EmployerKind),
        CheckConstraint("ceiling > 0", name="ceiling_positive"),
        CheckConstraint("days BETWEEN 1 AND 1000", name="days_within"),
        CheckConstraint("warranty_months BETWEEN 0 AND 240", name="warranty_within"),
        CheckConstraint(
            "weight_price + weight_technical + weight_commercial = 100 AND weight_price >= 0 AND weight_technical >= 0 AND weight_commercial >= 0",
            name="weights_are_100",
        ),
        CheckConstraint("(year IS NULL) = (published_at IS NULL) AND (year IS NULL) = (ordinal IS NULL)", name="published_numbered"),
        CheckConstraint("(terms = '') = (published_at IS NULL) AND (specification = '') = (published_at IS NULL)", name="published_frozen"),
        CheckConstraint("state IN ('draft', 'reviewed', 'cancelled') OR published_at IS NOT NULL", name="published_dated"),
        CheckConstraint("closed_at >= deadline", name="closed_after_deadline"),
        CheckConstraint("(state = 'failed') = (failed_reason <> '')", name="failed_with_reason"),
        CheckConstraint("(state = 'cancelled') = (cancelled_code IS NOT NULL)", name="cancelled_with_reason"),
        CheckConstraint("(state IN ('failed', 'cancelled')) = (ended_at IS NOT NULL)", name="ended_dated"),
        CheckConstraint("(previous_id IS NULL) = (round = 1)", name="second_after_first"),
        CheckConstraint("(fewer_decision_id IS NULL) = (fewer_bids IS NULL)", name="fewer_by_decision"),
        CheckConstraint(f"cancelled_code IN ({', '.join(repr(each.value) for each in Cancelled)})", name="cancelled_code_known"),
        Index("ix_tender_project", "estate_id", "project_id"),
    )

    key: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """The drafter, who reviews, opens and scores nothing."""
    project_id: Mapped[int]
    year: Mapped[int | None]
    ordinal: Mapped[int | None]
    title: Mapped[str]
    category: Mapped[str]
    """What sort of works or goods; amounts of one supplier in one category are added up."""
    method: Mapped[str]
    judging: Mapped[str]
    sealed: Mapped[bool] = mapped_column(default=True)
    """Whether three officers hold the keys; where not, the server does, and says so."""
    ceiling: Mapped[int] = mapped_column(BigInteger)
    """控制价: no price above it is valid."""
    weight_price: Mapped[int] = mapped_column(default=100)
    weight_technical: Mapped[int] = mapped_column(default=0)
    weight_commercial: Mapped[int] = mapped_column(default=0)
    trimmed: Mapped[bool] = mapped_column(default=False)
    """Whether one highest and one lowest score leave where the panel has five or more."""
    guide: Mapped[str] = mapped_column(Text, default="")
    """What the technical and the commercial scores are given for."""
    days: Mapped[int]
    """Most days to build."""
    warranty_months: Mapped[int]
    """Least warranty."""
    qualification: Mapped[str] = mapped_column(Text)
    """What a supplier has to hold."""
    conditions: Mapped[str] = mapped_column(Text)
    """Payment, delivery and whatever else the contract will say."""
    employer_kind: Mapped[str]
    employer_name: Mapped[str]
    employer_signatory: Mapped[str]
    employer_basis: Mapped[str]
    employer_invoice_title: Mapped[str]
    place: Mapped[str]
    """Where the bids are opened."""
    deadline: Mapped[datetime]
    round: Mapped[int] = mapped_column(default=1)
    previous_id: Mapped[int | None]
    """The tender that failed before this second round."""
    fewer_decision_id: Mapped[int | None]
    fewer_bids: Mapped[int | None]
    """After a first round failed: so few bids do, by this published decision of the committee."""
    state: Mapped[str] = mapped_column(default=TenderState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    digest: Mapped[str]
    """Of every word and figure: what reviewers sign."""
    terms: Mapped[str] = mapped_column(Text, default="")
    """The method's rules, canonical JSON, frozen at publication (`Terms.frozen`)."""
    specification: Mapped[str] = mapped_column(default="")
    """SHA-256 of all that is offered on, addenda included: what a bid is bound to."""
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    evaluated_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    failed_reason: Mapped[str] = mapped_column(Text, default="")
    cancelled_code: Mapped[str | None]
    cancelled_note: Mapped[str] = mapped_column(Text, default="")
    test_stored: Mapped[str] = mapped_column(default="")
    """The test envelope every officer has to open before publication."""
    rehearsal_stored: Mapped[str] = mapped_column(default="")
    """The one they open a day or two before the deadline."""


class TenderDocument(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A drawing, specification or bill in exactly the version that is offered on."""

    __tablename__ = "tender_document"
    __table_args__ = (
        UniqueConstraint("estate_id", "tender_id", "version_id"),
        within_estate("tender_id", "tender"),
        within_estate("version_id", "design_version"),
    )

    tender_id: Mapped[int]
    version_id: Mapped[int]


class TenderReview(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A reviewer's signature under one wording; under another it stays on record and counts no more."""

    __tablename__ = "tender_review"
    __table_args__ = (
        UniqueConstraint("estate_id", "tender_id", "digest", "duty"),
        UniqueConstraint("estate_id", "tender_id", "digest", "account_id"),
        within_estate("tender_id", "tender"),
        one_of("duty", REVIEWERS),
    )

    tender_id: Mapped[int]
    duty: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    digest: Mapped[str]
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]


class Invitation(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A supplier asked to offer. Who is invited is public only after the opening."""

    __tablename__ = "tender_invitation"
    __table_args__ = (
        UniqueConstraint("estate_id", "tender_id", "supplier_id"),
        within_estate("tender_id", "tender"),
        within_estate("supplier_id", "supplier"),
    )

    tender_id: Mapped[int]
    supplier_id: Mapped[int]
    invited_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class Enquiry(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A bidder's question; the answer goes to all, the asker to nobody, so who it was lies encrypted."""

    __tablename__ = "tender_enquiry"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "tender_id", "key"),
        within_estate("tender_id", "tender"),
        CheckConstraint(
            "(answered_at IS NULL) = (answer = '') AND (answered_at IS NULL) = (answered_by IS NULL)", name="answered_by_somebody"
        ),
    )

    tender_id: Mapped[int]
    key: Mapped[str]
    asker: Mapped[str] = mapped_column(Sealed)
    """The supplier's id, as text."""
    text: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]


class Addendum(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """更正公告: a change while the tender is open. Every bid handed in before waits to be confirmed again."""

    __tablename__ = "tender_addendum"
    __table_args__ = (
        UniqueConstraint("estate_id", "tender_id", "ordinal"),
        within_estate("tender_id", "tender"),
        CheckConstraint("ordinal >= 1", name="numbered_from_one"),
    )

    tender_id: Mapped[int]
    ordinal: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    specification: Mapped[str]
    """The digest from here on."""
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class DeadlineMove(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """The deadline went from one moment to a later one, and why."""

    __tablename__ = "tender_deadline_move"
    __table_args__ = (
        UniqueConstraint("estate_id", "tender_id", "before"),
        within_estate("tender_id", "tender"),
        one_of("why", Moved),
        CheckConstraint("after > before", name="later"),
    )

    tender_id: Mapped[int]
    why: Mapped[str]
    before: Mapped[datetime]
    after: Mapped[datetime]
    at: Mapped[datetime]
