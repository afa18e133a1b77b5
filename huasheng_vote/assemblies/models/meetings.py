"""业主大会会议: one meeting or written consultation, from draft to announced result (CC 278–280, GR)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.convening import Form, Occasion, Online
from huasheng_vote.rules.flows.assemblies import AssemblyState

_NOTICED = "('noticed', 'open', 'closed', 'published', 'announced')"


class Assembly(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A meeting, numbered within its year. Planned dates may move until notice; from then on rules, answer, roll and dates are frozen here,
    and only the one extension writes `extended_to`. The vote ends at `extended_to or closes_at`."""

    __tablename__ = "assembly"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "year", "ordinal"),
        within_estate("group_id", "convener_group"),
        within_estate("rule_version_id", "rule_version"),
        within_estate("renotice_of", "assembly"),
        one_of("occasion", Occasion),
        one_of("form", Form),
        one_of("state", AssemblyState),
        one_of("online", Online),
        CheckConstraint("opens_at IS NULL OR closes_at > opens_at", name="closes_after_opening"),
        CheckConstraint("extended_to IS NULL OR (extended_to > closes_at AND length(extension_reason) > 0)", name="extended_for_a_reason"),
        CheckConstraint("state <> 'roll_review' OR review_from IS NOT NULL", name="review_has_begun"),
        CheckConstraint("state NOT IN ('draft', 'roll_review') OR noticed_at IS NULL", name="noticed_is_no_draft"),
        CheckConstraint(f"state NOT IN {_NOTICED} OR noticed_at IS NOT NULL", name="noticed_when"),
        CheckConstraint(
            "noticed_at IS NULL OR (rules IS NOT NULL AND online IS NOT NULL AND roll_hash IS NOT NULL AND opens_at IS NOT NULL)",
            name="noticed_is_frozen",
        ),
        CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_when"),
        CheckConstraint("state <> 'cancelled' OR length(cancel_reason) > 0", name="cancelled_for_a_reason"),
        CheckConstraint("state NOT IN ('closed', 'published', 'announced') OR closed_at IS NOT NULL", name="closed_when"),
        CheckConstraint("state NOT IN ('published', 'announced') OR published_at IS NOT NULL", name="published_when"),
        CheckConstraint("destroyed_at IS NULL OR announced_at IS NOT NULL OR cancelled_at IS NOT NULL", name="destroyed_when_over"),
        CheckConstraint("(state = 'announced') = (announced_at IS NOT NULL)", name="announced_when"),
    )

    year: Mapped[int]
    ordinal: Mapped[int]
    occasion: Mapped[str]
    form: Mapped[str]
    group_id: Mapped[int]
    title: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it is held, in the notice's words."""
    paper_place: Mapped[str] = mapped_column(default="")
    """Where paper ballots are handed out on request and handed in."""
    counting_place: Mapped[str] = mapped_column(default="")
    """Where the ballots are counted in public."""
    counting_at: Mapped[datetime | None]
    """When, as the notice says it; an extension moves it by as much (`counts_at`)."""
    state: Mapped[str] = mapped_column(default=AssemblyState.DRAFT)
    drafted_at: Mapped[datetime]
    review_from: Mapped[date | None]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]

    noticed_at: Mapped[datetime | None]
    rule_version_id: Mapped[int | None]
    rules: Mapped[str | None] = mapped_column(Text)
    """`Procedure.frozen()` as canonical JSON."""
    online: Mapped[str | None]
    """The offices' answer as it stood at notice."""
    roll_hash: Mapped[str | None]
    """Of the latest roll version; the earlier ones keep theirs."""
    notice_leaf: Mapped[int | None]

    told_leaf: Mapped[int] = mapped_column(default=-1)
    """Households were told of every ballot counted up to this line of the log."""

    extended_to: Mapped[datetime | None]
    extension_reason: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    announced_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(Text, default="")
    renotice_of: Mapped[int | None]

    destroyed_at: Mapped[datetime | None]
    """When its voting material was destroyed, its period over: what was sealed of its ballots and papers is no more."""

    @property
    def ends_at(self) -> datetime | None:
        """When voting closes, the extension included."""
        return self.extended_to or self.closes_at

    @property
    def counts_at(self) -> datetime | None:
        """When the ballots are counted: as long after an extended closing as it was planned after the first."""
        if self.counting_at is None or self.extended_to is None or self.closes_at is None:
            return self.counting_at
        return self.counting_at + (self.extended_to - self.closes_at)
