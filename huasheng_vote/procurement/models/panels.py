"""The panel that judges: seats, declarations, blind score sheets, the report with its dissent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.flows.panels import SeatState, SheetState
from huasheng_vote.rules.flows.tenders import Disqualified

COMPONENTS = ("technical", "commercial")


class PanelSeat(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One person's place on the panel of one tender."""

    __tablename__ = "panel_seat"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "tender_id", "account_id"),
        within_estate("tender_id", "tender"),
        within_estate("replaces_id", "panel_seat"),
        one_of("state", SeatState),
        CheckConstraint("(state IN ('recused', 'replaced')) = (recused_reason <> '')", name="recused_with_reason"),
        CheckConstraint("(recused_at IS NULL) = (recused_reason = '')", name="recused_dated"),
        CheckConstraint("cleared_at >= declared_at", name="cleared_after_declaring"),
        CheckConstraint("vacant_at IS NULL OR state = 'recused'", name="vacant_when_left"),
    )

    tender_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    hired: Mapped[bool] = mapped_column(default=False)
    """An outsider, paid as an expert."""
    expert: Mapped[bool]
    state: Mapped[str] = mapped_column(default=SeatState.NAMED)
    named_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    named_at: Mapped[datetime]
    declared_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]
    recused_at: Mapped[datetime | None]
    recused_reason: Mapped[str] = mapped_column(Text, default="")
    replaces_id: Mapped[int | None]
    vacant_at: Mapped[datetime | None]
    """When the committee said that nobody takes the place of who left."""


class Qualification(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A panelist's finding whether a bid takes part, with the reason where it does not."""

    __tablename__ = "bid_qualification"
    __table_args__ = (
        UniqueConstraint("estate_id", "bid_id", "seat_id"),
        within_estate("bid_id", "bid"),
        within_estate("seat_id", "panel_seat"),
        one_of("code", ("", *Disqualified)),
        CheckConstraint("(code = '') = (reason = '')", name="refused_with_reason"),
    )

    bid_id: Mapped[int]
    seat_id: Mapped[int]
    code: Mapped[str] = mapped_column(default="")
    """Why not; empty: qualified."""
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]


class LowPrice(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """An abnormally low price: the bidder explains in writing, the panel decides."""

    __tablename__ = "bid_low_price"
    __table_args__ = (
        UniqueConstraint("estate_id", "bid_id"),
        within_estate("bid_id", "bid"),
        within_estate("decided_seat_id", "panel_seat"),
        CheckConstraint("(explained_at IS NULL) = (explanation = '')", name="explained_dated"),
        CheckConstraint(
            "(decided_at IS NULL) = (accepted IS NULL) AND (decided_at IS NULL) = (decided_reason = '')", name="decided_with_reason"
        ),
    )

    bid_id: Mapped[int]
    asked_at: Mapped[datetime]
    explanation: Mapped[str] = mapped_column(Text, default="")
    explained_at: Mapped[datetime | None]
    accepted: Mapped[bool | None]
    decided_seat_id: Mapped[int | None]
    decided_reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None]


class ScoreSheet(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One panelist's scores, blind to all others until every sheet is locked; a void one stays beside the one that follows it."""

    __tablename__ = "score_sheet"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "seat_id", "ordinal"),
        within_estate("seat_id", "panel_seat"),
        one_of("state", SheetState),
        CheckConstraint("(digest = '') = (locked_at IS NULL)", name="locked_digested"),
        CheckConstraint("state NOT IN ('locked', 'shown') OR locked_at IS NOT NULL", name="locked_dated"),
    )

    seat_id: Mapped[int]
    ordinal: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default=SheetState.OPEN)
    digest: Mapped[str] = mapped_column(default="")
    locked_at: Mapped[datetime | None]
    shown_at: Mapped[datetime | None]


class Mark(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One score, in hundredths of a point, and why."""

    __tablename__ = "score_mark"
    __table_args__ = (
        UniqueConstraint("estate_id", "sheet_id", "bid_id", "component"),
        within_estate("sheet_id", "score_sheet"),
        within_estate("bid_id", "bid"),
        one_of("component", COMPONENTS),
        CheckConstraint("score BETWEEN 0 AND 10000", name="score_within"),
    )

    sheet_id: Mapped[int]
    bid_id: Mapped[int]
    component: Mapped[str]
    score: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")


class Report(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """评审报告: the ranking and the panel's words, signed by each or dissented from with a reason."""

    __tablename__ = "evaluation_report"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "tender_id", "ordinal"),
        within_estate("tender_id", "tender"),
        within_estate("written_by_seat_id", "panel_seat"),
    )

    tender_id: Mapped[int]
    ordinal: Mapped[int] = mapped_column(default=1)
    """Another one takes the place of one that a recusal voided."""
    written_by_seat_id: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    ranking: Mapped[str] = mapped_column(Text)
    """Canonical JSON: for each valid bid rank, price score, component scores and total in hundredths."""
    seed: Mapped[str] = mapped_column(default="")
    """Of the public draw, where there was a tie."""
    digest: Mapped[str]
    voided_at: Mapped[datetime | None]
    at: Mapped[datetime]


class ReportSignature(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A panelist signs the report, or dissents with a reason."""

    __tablename__ = "report_signature"
    __table_args__ = (
        UniqueConstraint("estate_id", "report_id", "seat_id"),
        within_estate("report_id", "evaluation_report"),
        within_estate("seat_id", "panel_seat"),
    )

    report_id: Mapped[int]
    seat_id: Mapped[int]
    digest: Mapped[str]
    dissent: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
