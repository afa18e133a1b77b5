"""Reads of the register of seal use."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from huasheng_vote.assemblies.models.results import Resolution
from huasheng_vote.committee.models import Decision, SealUse
from huasheng_vote.extensions import db
from huasheng_vote.people import queries as people
from huasheng_vote.people.models import Approval
from huasheng_vote.rules.flows.approvals import ApprovalState
from huasheng_vote.rules.refusal import Refused, Why

PAGE = 20


@dataclass(frozen=True)
class Entry:
    """One use with what it rests on: (year, number) of a decision of the committee or of the owners; and the state of its four-eyes request."""

    use: SealUse
    decision: tuple[int, int] | None
    resolution: tuple[int, int] | None
    approval: Approval

    @property
    def granted(self) -> bool:
        """Whether enough members signed and the seal may be put on."""
        return self.use.used_at is None and self.approval.state == ApprovalState.GRANTED


@dataclass(frozen=True)
class Hands:
    """Names of those through whose hands a use went."""

    asked: str
    signed: tuple[str, ...]
    kept: str


def entry(estate_id: int, use_id: int) -> Entry:
    """One use of this estate."""
    found = _entries(_all(estate_id).where(SealUse.id == use_id))
    if not found:
        raise Refused(Why.NOT_FOUND)
    return found[0]


def listed(estate_id: int, page: int, *, everything: bool) -> tuple[list[Entry], int]:
    """One page of the register, the latest first, and how many there are; what was not sealed only for the committee and its supervisors."""
    chosen = _all(estate_id) if everything else _all(estate_id).where(SealUse.used_at.is_not(None))
    total = db.session.scalar(select(func.count()).select_from(chosen.with_only_columns(SealUse.id).subquery())) or 0
    return _entries(chosen.order_by(SealUse.id.desc()).limit(PAGE).offset((page - 1) * PAGE)), int(total)


def granted(estate_id: int) -> list[Entry]:
    """Uses that enough members signed for and that are not made yet."""
    return _entries(_all(estate_id).where(SealUse.used_at.is_(None), Approval.state == ApprovalState.GRANTED).order_by(SealUse.id))


def hands(entry: Entry) -> Hands:
    """Who asked, who signed for exactly this, who put the seal on."""
    use, signed = entry.use, [each.account_id for each in people.signed_for(entry.approval)]
    names = people.names([use.author_id, *signed, *([use.keeper_id] if use.keeper_id else [])])
    others = tuple(names[each] for each in signed if each != use.author_id)
    return Hands(names[use.author_id], others, names[use.keeper_id] if use.keeper_id else "")


def _all(estate_id: int) -> Select[SealUse, Decision, Resolution, Approval]:
    return (
        select(SealUse, Decision, Resolution, Approval)
        .outerjoin(Decision, (Decision.estate_id == SealUse.estate_id) & (Decision.id == SealUse.decision_id))
        .outerjoin(Resolution, (Resolution.estate_id == SealUse.estate_id) & (Resolution.id == SealUse.resolution_id))
        .join(Approval, (Approval.estate_id == SealUse.estate_id) & (Approval.id == SealUse.approval_id))
        .where(SealUse.estate_id == estate_id)
    )


def _entries(chosen: Select[SealUse, Decision, Resolution, Approval]) -> list[Entry]:
    return [
        Entry(use, (decision.year, decision.ordinal) if decision else None, (owners.year, owners.ordinal) if owners else None, approval)
        for use, decision, owners, approval in db.session.execute(chosen)
    ]
