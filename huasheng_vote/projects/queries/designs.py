"""Reads of drawings and papers: each in its latest version or an earlier one, who signed which step, what a tender still lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account
from huasheng_vote.projects.models import BillItem, Design, DesignStep, DesignVersion, Project
from huasheng_vote.rules import designs as rules
from huasheng_vote.rules.bill import BillLine
from huasheng_vote.rules.designs import DesignKind, Standing, Step, Touched
from huasheng_vote.rules.refusal import Refused, Why


@dataclass(frozen=True)
class Signed:
    """A signed step, with the signer's name: pages mask it."""

    step: Step
    account: int
    name: str
    role: str
    note: str
    at: Any


@dataclass(frozen=True)
class Sheet:
    """One version of a drawing or paper, with who drew it and what is signed on it."""

    design: Design
    version: DesignVersion
    author: str
    latest: int
    signed: tuple[Signed, ...]

    @property
    def standing(self) -> Standing:
        signers = {each.step: each.account for each in self.signed}
        superseded = self.version.number < self.latest
        return Standing(DesignKind(self.design.kind), self.version.author_id, signers, self.version.returned_at is not None, superseded)

    def may_next_be(self, account_id: int | None) -> bool:
        """Whether the step that waits could be this account's: the author's own, or that of somebody who has signed none yet."""
        own = self.version.author_id == account_id
        mine = own == (self.standing.waits_for is Step.SIGN) and all(each.account != account_id for each in self.signed)
        return self.standing.waits_for is not None and mine


def sheet(estate_id: int, design_id: int, number: int | None = None) -> Sheet:
    """A drawing or paper in its latest version, or in the one named. Refuses what is not there."""
    wanted = DesignVersion.number == number if number is not None else DesignVersion.number == _latest()
    row = db.session.execute(_versions(estate_id).where(Design.id == design_id, wanted)).first()
    if row is None:
        raise Refused(Why.NOT_FOUND)
    return _sheet(row, _signed(estate_id, [row.DesignVersion.id]))


def sheets(estate_id: int, project_id: int) -> list[Sheet]:
    """Everything drawn and written for a project, each in its latest version, in the order bidders read it."""
    order = {kind: place for place, kind in enumerate(DesignKind)}
    latest = DesignVersion.number == _latest()
    rows = db.session.execute(_versions(estate_id).where(Design.project_id == project_id, latest).order_by(Design.id)).all()
    signed = _signed(estate_id, [row.DesignVersion.id for row in rows])
    return sorted((_sheet(row, signed) for row in rows), key=lambda each: order[DesignKind(each.design.kind)])


def awaiting(estate_id: int, account_id: int) -> list[Sheet]:
    """What waits for a signature this person may give: the author's own, or the next reader's."""
    rows = db.session.execute(_versions(estate_id).where(DesignVersion.number == _latest(), DesignVersion.returned_at.is_(None))).all()
    signed = _signed(estate_id, [row.DesignVersion.id for row in rows])
    found = (_sheet(row, signed) for row in rows)
    return [each for each in found if each.may_next_be(account_id)]


def versions(estate_id: int, design_id: int) -> list[DesignVersion]:
    """All versions, the latest first."""
    statement = select(DesignVersion).filter_by(estate_id=estate_id, design_id=design_id)
    return list(db.session.scalars(statement.order_by(DesignVersion.number.desc())))


def titled(estate_id: int, project_id: int, kind: DesignKind, title: str) -> Design | None:
    """The drawing or paper of this kind and title, if any."""
    found: Design | None = db.session.scalar(select(Design).filter_by(estate_id=estate_id, project_id=project_id, kind=kind, title=title))
    return found


def bill(estate_id: int, version_id: int) -> list[BillLine]:
    """The lines of a bill in their order."""
    rows = db.session.scalars(select(BillItem).filter_by(estate_id=estate_id, version_id=version_id).order_by(BillItem.ordinal))
    return [BillLine(each.name, each.unit, each.quantity, each.note) for each in rows]


def touched(project: Project) -> frozenset[Touched] | None:
    """What the works touch; none while nobody has said."""
    return None if project.touched is None else frozenset(map(Touched, project.touched.split()))


def missing(project: Project, drawn: Iterable[Sheet]) -> tuple[DesignKind, ...]:
    """The kinds that still keep the project from a tender. Refuses while nobody has said what the works touch."""
    return rules.missing(touched(project), {DesignKind(each.design.kind) for each in drawn if each.standing.ready})


def _versions(estate_id: int) -> Any:
    return (
        select(Design, DesignVersion, Account.name, _latest())
        .join(DesignVersion, and_(DesignVersion.estate_id == Design.estate_id, DesignVersion.design_id == Design.id))
        .join(Account, Account.id == DesignVersion.author_id)
        .where(Design.estate_id == estate_id)
    )


def _latest() -> Any:
    newest = aliased(DesignVersion)
    return (
        select(func.max(newest.number))
        .where(newest.estate_id == Design.estate_id, newest.design_id == Design.id)
        .correlate(Design)
        .scalar_subquery()
        .label("latest")
    )


def _signed(estate_id: int, version_ids: Sequence[int]) -> dict[int, list[Signed]]:
    rows = db.session.execute(
        select(DesignStep, Account.name)
        .join(Account, Account.id == DesignStep.account_id)
        .where(DesignStep.estate_id == estate_id, DesignStep.version_id.in_(version_ids))
        .order_by(DesignStep.id)
    )
    found: dict[int, list[Signed]] = {}
    for step, name in rows:
        found.setdefault(step.version_id, []).append(Signed(Step(step.step), step.account_id, name, step.role, step.note, step.at))
    return found


def _sheet(row: Any, signed: dict[int, list[Signed]]) -> Sheet:
    return Sheet(row.Design, row.DesignVersion, row.name, row.latest, tuple(signed.get(row.DesignVersion.id, ())))
